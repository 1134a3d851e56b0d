// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRSearch
import Testing

@Suite("The comparison of periods")
struct PeriodPatternTests {
    /// Days from -3 to 12; searches and values lie between 0 and 9.
    private static let grid = Set(-3...12)

    @Test("agrees with sets of days, for every prefix", arguments: SearchComparison.allCases)
    func agreesWithDays(_ comparison: SearchComparison) {
        for searched in Self.periods {
            let pattern = PeriodPattern(
                comparison, low: Self.moment(searched.lowerBound), high: Self.moment(searched.upperBound))
            for value in Self.periods {
                let found = pattern.matches(low: Self.moment(value.lowerBound), high: Self.moment(value.upperBound))
                let wanted = Self.matches(comparison, search: Set(searched), value: Set(value))
                #expect(found == wanted, "\(comparison) \(searched) on \(value)")
            }
        }
    }

    @Test(
        "takes open ends for the far past and future",
        arguments: [
            (SearchComparison.eq, false, false), (.ne, true, true), (.gt, true, false), (.lt, false, true),
            (.ge, true, false), (.le, false, true), (.sa, false, false), (.eb, false, false), (.ap, true, true),
        ])
    func openEnds(_ comparison: SearchComparison, untilNow: Bool, sinceThen: Bool) {
        let pattern = PeriodPattern(comparison, low: Self.moment(3), high: Self.moment(5))
        #expect(pattern.matches(low: Self.moment(3), high: .max) == untilNow)
        #expect(pattern.matches(low: .min, high: Self.moment(5)) == sinceThen)
    }

    @Test(
        "works on dates as people write them",
        arguments: [
            ("2026-03", "2026-03-07", true), ("2026-03-07", "2026-03", false), ("ge2026-03-07", "2026-03-07", true),
            ("gt2026-03-07", "2026-03-07", false), ("gt2026-03-07", "2026-03-08T00:00:00Z", true),
            ("lt2026-03-07", "2026-03-06T23:59:59.999Z", true), ("lt2026-03-07", "2026-03-07T00:00:00Z", false),
            // A day in summer begins at 23:00 UTC in London.
            ("2026-07-07", "2026-07-06T23:00:00Z", true), ("2026-07-07", "2026-07-07T23:00:00Z", false),
            ("sa2026", "2027-01-01", true), ("eb2026", "2025", true), ("ne2026-03-07", "2026-03-07T10:00:00Z", false),
            ("2026-03-07T10:00:00Z", "2026-03-07T11:00:00+01:00", true), ("le2026", "2026-06", true),
            ("2026", "2026", true),
            ("2026-03-07T10:00:00 01:00", "2026-03-07T09:00:00Z", true), ("ap2026-03-07", "2026-03-09", true),
            ("ap2026-03-07", "2020-03-09", false), ("2026-03-07T10:15", "2026-03-07T10:15:30", true),
        ])
    func writtenDates(search: String, value: String, wanted: Bool) throws {
        let parser = SearchQueryParser(clock: ManualClock(Timestamp(seconds: 1_790_000_000)))
        let query = try parser.parse(resourceType: "Patient", parameters: [("birthdate", search)])
        guard case .parameter(_, let values) = query.clauses[0], case .period(let pattern) = values[0] else {
            Issue.record("no period")
            return
        }
        let date = try #require(PartialDate(value))
        #expect(pattern.matches(low: date.earliest.microseconds, high: date.end.microseconds) == wanted)
    }

    private static let periods: [Range<Int>] = (0..<9).flatMap { low in (low + 1...9).map { low..<$0 } }

    private static func moment(_ day: Int) -> Int64 { Int64(day) * 86_400_000_000 }

    /// R4's words, on days.
    private static func matches(_ comparison: SearchComparison, search: Set<Int>, value: Set<Int>) -> Bool {
        let above = grid.filter { day in search.allSatisfy { $0 < day } }
        let below = grid.filter { day in search.allSatisfy { $0 > day } }
        switch comparison {
        case .eq: return value.isSubset(of: search)
        case .ne: return !value.isSubset(of: search)
        case .gt: return !value.isDisjoint(with: above)
        case .lt: return !value.isDisjoint(with: below)
        case .ge: return !value.isDisjoint(with: above) || value.isSubset(of: search)
        case .le: return !value.isDisjoint(with: below) || value.isSubset(of: search)
        case .sa: return value.isSubset(of: above)
        case .eb: return value.isSubset(of: below)
        case .ap: return !value.isDisjoint(with: search)
        }
    }
}
