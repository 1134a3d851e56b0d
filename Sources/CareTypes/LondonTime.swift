// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Foundation

/// Clock time in London.
///
/// Dates and times that come without a zone are Europe/London; a birthday starts at midnight there.
package enum LondonTime {
    private static let zone = TimeZone(identifier: "Europe/London")

    /// Seconds that London is ahead of UTC at a moment: 0, or 3600 in summer.
    package static func offset(at moment: Timestamp) -> Int {
        zone?.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.seconds))) ?? 0
    }

    /// The moment of a London clock reading.
    ///
    /// When clocks go back the hour repeats: the first (summer time) reading is meant. When they go forward a reading
    /// inside the gap is read as if they had not.
    package static func moment(_ date: CivilDate, secondsOfDay: Int = 0) -> Timestamp {
        let asUTC = Timestamp(seconds: Int64(date.daysSinceEpoch) * 86_400 + Int64(secondsOfDay))
        let summer = Timestamp(seconds: asUTC.seconds - 3_600)
        return offset(at: summer) == 3_600 ? summer : asUTC
    }

    /// The London date and second of day of a moment.
    package static func reading(of moment: Timestamp) -> (date: CivilDate, secondsOfDay: Int) {
        let local = moment.seconds + Int64(offset(at: moment))
        let days = local.flooredDivision(by: 86_400)
        return (CivilDate(daysSinceEpoch: Int(days)), Int(local - days * 86_400))
    }
}
