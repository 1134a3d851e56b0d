// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// Dates of HTTP headers, such as `Mon, 23 Nov 2026 09:30:00 GMT`.
enum HTTPDate {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    static func text(_ moment: Timestamp) -> String {
        let instant = moment.instant
        guard let date = CivilDate(instant.prefix(10)) else { return instant }
        let day = date.day < 10 ? "0\(date.day)" : "\(date.day)"
        let clock = instant.dropFirst(11).prefix(8)
        return "\(days[date.weekday]), \(day) \(months[date.month - 1]) \(date.year) \(clock) GMT"
    }
}
