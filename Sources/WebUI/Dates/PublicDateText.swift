// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// Dates and times as everyone reads them: `6 August 2018 at 5:30pm`, London time.
///
/// Months are written in full: screen readers misread short ones.
package enum PublicDateText {
    /// `6 August 2018`.
    package static func day(_ date: CivilDate, _ words: SharedWords = .english) -> String {
        "\(date.day) \(words.months[date.month - 1]) \(date.year)"
    }

    /// As precisely as it is known: `2018`, `August 2018` or `6 August 2018`.
    package static func partial(_ date: PartialDate, _ words: SharedWords = .english) -> String {
        switch date.precision {
        case .year: "\(date.date.year)"
        case .month: "\(words.months[date.date.month - 1]) \(date.date.year)"
        case .day: day(date.date, words)
        case .minute, .second, .fraction: day(LondonTime.reading(of: date.earliest).date, words)
        }
    }

    /// `6 August 2018 at 5:30pm`.
    package static func moment(_ moment: Timestamp, _ words: SharedWords = .english) -> String {
        words.dayAndTime(day(LondonTime.reading(of: moment).date, words), clock(moment, words))
    }

    /// `5:30pm`, `9am`, `midday`, `midnight`.
    package static func clock(_ moment: Timestamp, _ words: SharedWords = .english) -> String {
        let minutes = LondonTime.reading(of: moment).secondsOfDay / 60
        switch minutes {
        case 0: return words.midnight
        case 720: return words.midday
        default:
            let hour = (minutes / 60 + 11) % 12 + 1
            let rest = minutes % 60
            let digits = rest == 0 ? "\(hour)" : "\(hour):\(rest < 10 ? "0" : "")\(rest)"
            return digits + (minutes < 720 ? "am" : "pm")
        }
    }
}
