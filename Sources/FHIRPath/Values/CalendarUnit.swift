// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// A unit of time as calendars have it: its length may differ from month to month.
enum CalendarUnit: Int, Sendable, Comparable {
    case year, month, week, day, hour, minute, second, millisecond

    private static let words: [CalendarUnit: [String]] = [
        .year: ["year", "years"], .month: ["month", "months"], .week: ["week", "weeks"], .day: ["day", "days"],
        .hour: ["hour", "hours"], .minute: ["minute", "minutes"], .second: ["second", "seconds"],
        .millisecond: ["millisecond", "milliseconds"],
    ]
    private static let units = Dictionary(
        uniqueKeysWithValues: words.flatMap { unit, words in words.map { ($0, unit) } })

    /// The unit of a word such as `year` or `years`.
    init?(_ word: String) {
        guard let unit = Self.units[word] else { return nil }
        self = unit
    }

    static func < (left: CalendarUnit, right: CalendarUnit) -> Bool { left.rawValue < right.rawValue }

    /// The singular.
    var word: String { Self.words[self]?.first ?? "" }

    /// The UCUM unit of the same length; for years and months there is none.
    var ucum: String? {
        switch self {
        case .year, .month: nil
        case .week: "wk"
        case .day: "d"
        case .hour: "h"
        case .minute: "min"
        case .second: "s"
        case .millisecond: "ms"
        }
    }

    /// The UCUM unit that means about the same.
    var similarUCUM: String { ucum ?? (self == .year ? "a" : "mo") }

    /// The unit that a UCUM unit of time equals in sums with dates; nil for years and months, whose length UCUM fixes.
    init?(ucum: String) {
        switch ucum {
        case "wk": self = .week
        case "d": self = .day
        case "h": self = .hour
        case "min": self = .minute
        case "s": self = .second
        case "ms": self = .millisecond
        default: return nil
        }
    }

    fileprivate var milliseconds: Int {
        switch self {
        case .year, .month: 0
        case .week: 604_800_000
        case .day: 86_400_000
        case .hour: 3_600_000
        case .minute: 60_000
        case .second: 1_000
        case .millisecond: 1
        }
    }
}

extension PathMoment {
    /// The moment so many units later, or earlier; nil outside the years 1 to 9999.
    ///
    /// What is finer than the moment is written counts as whole units of what is written: 12 months, 365 days or 24 hours.
    func adding(_ count: Int, _ unit: CalendarUnit) -> PathMoment? {
        // More than all the milliseconds of 10,000 years leads nowhere, whatever the unit.
        guard count.magnitude < 400_000_000_000_000 else { return nil }
        if isTimeOfDay { return addingToClock(count, unit) }
        let (milliseconds, overflow) = count.multipliedReportingOverflow(by: unit.milliseconds)
        guard !overflow else { return nil }
        switch (precision, unit) {
        case (.year, .month): return addingMonths(count / 12 * 12)
        case (_, .year): return addingMonths(12 * count)
        case (_, .month): return addingMonths(count)
        case (.year, _): return addingMonths(12 * (milliseconds / 86_400_000 / 365))
        case (.month, _): return addingMonths(milliseconds / 86_400_000 / 30)
        case (.day, _): return addingMilliseconds(milliseconds / 86_400_000 * 86_400_000)
        default: return addingMilliseconds(milliseconds)
        }
    }

    private func addingMonths(_ count: Int) -> PathMoment? {
        let months = year * 12 + month - 1 + count
        guard (12..<120_000).contains(months) else { return nil }
        var moved = self
        moved.year = months / 12
        moved.month = months % 12 + 1
        moved.day = min(day, CivilDate.daysInMonth(year: moved.year, month: moved.month))
        return moved
    }

    private func addingMilliseconds(_ count: Int) -> PathMoment? {
        guard let date = CivilDate(year: year, month: month, day: day) else { return nil }
        let clock = ((hour * 60 + minute) * 60 + second) * 1_000 + millisecond
        let (sum, overflow) = (date.daysSinceEpoch * 86_400_000 + clock).addingReportingOverflow(count)
        guard !overflow, (-62_135_596_800_000..<253_402_300_800_000).contains(sum) else { return nil }
        return PathMoment(milliseconds: sum, like: self)
    }

    private func addingToClock(_ count: Int, _ unit: CalendarUnit) -> PathMoment? {
        guard unit > .day else { return nil }
        let clock = ((hour * 60 + minute) * 60 + second) * 1_000 + millisecond
        let sum = (clock + count % 86_400_000 * unit.milliseconds) % 86_400_000
        return PathMoment(milliseconds: sum < 0 ? sum + 86_400_000 : sum, like: self)
    }
}
