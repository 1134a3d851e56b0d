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
        if (0...9_999).contains(day.year) { return Self.instant(day, time, milliseconds) }
        return "\(day)T\(twoDigits(time / 3_600)):\(twoDigits(time / 60 % 60)):\(twoDigits(time % 60))"
            + ".\(milliseconds < 100 ? "0" : "")\(milliseconds < 10 ? "0" : "")\(milliseconds)Z"
    }

    /// The same of a year of four digits, without texts in between: every answer carries some.
    private static func instant(_ day: CivilDate, _ time: Int, _ milliseconds: Int) -> String {
        String(unsafeUninitializedCapacity: 24) { text in
            var count = 0
            func write(_ value: Int, digits: Int, behind: Unicode.Scalar) {
                var rest = value
                for place in (count..<count + digits).reversed() {
                    text[place] = UInt8(ascii: "0") + UInt8(rest % 10)
                    rest /= 10
                }
                text[count + digits] = UInt8(ascii: behind)
                count += digits + 1
            }
            write(day.year, digits: 4, behind: "-")
            write(day.month, digits: 2, behind: "-")
            write(day.day, digits: 2, behind: "T")
            write(time / 3_600, digits: 2, behind: ":")
            write(time / 60 % 60, digits: 2, behind: ":")
            write(time % 60, digits: 2, behind: ".")
            write(milliseconds, digits: 3, behind: "Z")
            return count
        }
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
