// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// Days from a first to a last one, both included; open where a day is not given.
package struct DatePeriod: Hashable, Sendable {
    /// The first day; nil for always before.
    package let start: CivilDate?
    /// The last day; nil for until further notice.
    package let end: CivilDate?

    /// All days.
    package static let always = DatePeriod(from: nil)

    /// The days from `start` on.
    package init(from start: CivilDate?) {
        self.start = start
        end = nil
    }

    /// The days from `start` to `end`; nil where the end lies before the start.
    package init?(from start: CivilDate?, to end: CivilDate?) {
        if let start, let end, end < start { return nil }
        self.start = start
        self.end = end
    }

    /// Whether a day belongs to the period.
    package func contains(_ day: CivilDate) -> Bool {
        (start.map { $0 <= day } ?? true) && (end.map { day <= $0 } ?? true)
    }

    /// Whether the two periods share a day.
    package func overlaps(_ other: DatePeriod) -> Bool {
        let startsInTime = start.flatMap { start in other.end.map { start <= $0 } } ?? true
        let endsInTime = end.flatMap { end in other.start.map { $0 <= end } } ?? true
        return startsInTime && endsInTime
    }
}
