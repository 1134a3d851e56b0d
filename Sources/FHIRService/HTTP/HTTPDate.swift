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

    /// The last moment that counts as not after a date: the end of a header's second, or the instant of a Bundle's
    /// entry; nil where the text is neither.
    static func end(of text: String) -> Timestamp? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, let month = months.firstIndex(where: { $0 == parts[2] }), parts[5] == "GMT" else {
            return PartialDate(text).map { $0.end - .microseconds(1) }
        }
        let twoDigits = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        guard let day = Int(parts[1]) else { return nil }
        let instant = "\(parts[3])-\(twoDigits(month + 1))-\(twoDigits(day))T\(parts[4])Z"
        return PartialDate(instant).map { $0.end - .microseconds(1) }
    }
}
