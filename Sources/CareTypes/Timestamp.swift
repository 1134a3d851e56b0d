// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A moment: microseconds since 1970-01-01T00:00:00Z.
package struct Timestamp: Hashable, Comparable, Sendable {
    /// Microseconds since the epoch.
    package var microseconds: Int64

    /// The moment `microseconds` after the epoch.
    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// The moment `seconds` after the epoch.
    package init(seconds: Int64) {
        microseconds = seconds * 1_000_000
    }

    /// Whole seconds since the epoch, rounded down.
    package var seconds: Int64 {
        microseconds >= 0 ? microseconds / 1_000_000 : -((999_999 - microseconds) / 1_000_000)
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }

    /// The moment `duration` later.
    package static func + (left: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(microseconds: left.microseconds + duration.microseconds)
    }

    /// The moment `duration` earlier.
    package static func - (left: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(microseconds: left.microseconds - duration.microseconds)
    }

    /// The time from `right` to `left`.
    package static func - (left: Timestamp, right: Timestamp) -> Duration {
        .microseconds(left.microseconds - right.microseconds)
    }

    /// As a FHIR instant in UTC with milliseconds: `2026-11-23T09:30:00.125Z`.
    package var instant: String {
        let day = CivilDate(daysSinceEpoch: Int(seconds.flooredDivision(by: 86_400)))
        let time = Int(seconds - Int64(day.daysSinceEpoch) * 86_400)
        let milliseconds = Int((microseconds - seconds * 1_000_000) / 1_000)
        return "\(day)T\(twoDigits(time / 3_600)):\(twoDigits(time / 60 % 60)):\(twoDigits(time % 60))"
            + ".\(milliseconds < 100 ? "0" : "")\(milliseconds < 10 ? "0" : "")\(milliseconds)Z"
    }
}

extension Duration {
    /// Whole microseconds.
    package var microseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}

extension Int64 {
    func flooredDivision(by divisor: Int64) -> Int64 {
        self >= 0 ? self / divisor : -((divisor - 1 - self) / divisor)
    }
}

func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
