// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// Dates and times as clinicians read them: `06-Aug-2018 14:05`, London time.
package enum ClinicalDateText {
    /// `06-Aug-2018`.
    package static func day(_ date: CivilDate) -> String {
        "\(padded(date.day))-\(months[date.month - 1])-\(date.year)"
    }

    /// As precisely as it is known: `2018`, `Aug-2018`, `06-Aug-2018` or `06-Aug-2018 14:05`.
    package static func partial(_ date: PartialDate) -> String {
        switch date.precision {
        case .year: "\(date.date.year)"
        case .month: "\(months[date.date.month - 1])-\(date.date.year)"
        case .day: day(date.date)
        case .minute, .second, .fraction: moment(date.earliest)
        }
    }

    /// The day alone, where a time is known but not wanted.
    package static func partialDay(_ date: PartialDate) -> String {
        guard date.precision > .day else { return partial(date) }
        return day(LondonTime.reading(of: date.earliest).date)
    }

    /// `06-Aug-2018 14:05`.
    package static func moment(_ moment: Timestamp) -> String {
        let (date, seconds) = LondonTime.reading(of: moment)
        return "\(day(date)) \(clock(seconds))"
    }

    /// `14:05` on the day of `now`, otherwise day and time.
    package static func recent(_ moment: Timestamp, now: Timestamp) -> String {
        let (date, seconds) = LondonTime.reading(of: moment)
        return date == LondonTime.reading(of: now).date ? clock(seconds) : self.moment(moment)
    }

    private static func clock(_ seconds: Int) -> String {
        "\(padded(seconds / 3_600)):\(padded(seconds / 60 % 60))"
    }

    private static func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
