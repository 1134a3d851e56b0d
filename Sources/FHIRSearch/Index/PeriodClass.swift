// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Keeps long periods apart from moments and days.
///
/// Rows of dates are in the order of their starts. As most periods are short, those that end after a moment also begin
/// shortly before it or later; the long ones stand a second time, in the order of their ends.
package enum PeriodClass {
    /// Longest short period in microseconds: a day and a half, so that days of all zones and nights are short.
    package static let longestShort: Int64 = 129_600_000_000

    /// Whether a period is a long one.
    package static func isLong(low: Int64, high: Int64) -> Bool {
        let (span, overflow) = high.subtractingReportingOverflow(low)
        return overflow || span > longestShort
    }

    /// The number under which a parameter's long periods are, with start and end.
    package static func longByStart(_ parameter: Int64) -> Int64 { -2 * parameter }

    /// The number under which a parameter's long periods are, with end and start.
    package static func longByEnd(_ parameter: Int64) -> Int64 { -2 * parameter - 1 }
}
