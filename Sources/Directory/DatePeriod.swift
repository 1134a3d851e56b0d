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
    /// No day: of what was switched off, or has dates that cannot be read.
    package static let never = DatePeriod(first: CivilDate(daysSinceEpoch: 1), last: CivilDate(daysSinceEpoch: 0))

    /// The days from `start` on.
    package init(from start: CivilDate?) {
        self.init(first: start, last: nil)
    }

    /// The days from `start` to `end`; nil where the end lies before the start.
    package init?(from start: CivilDate?, to end: CivilDate?) {
        if let start, let end, end < start { return nil }
        self.init(first: start, last: end)
    }

    private init(first: CivilDate?, last: CivilDate?) {
        start = first
        end = last
    }

    /// Whether a day belongs to the period.
    package func contains(_ day: CivilDate) -> Bool {
        (start.map { $0 <= day } ?? true) && (end.map { day <= $0 } ?? true)
    }
}
