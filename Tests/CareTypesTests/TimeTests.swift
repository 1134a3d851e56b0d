// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Testing

@Suite struct TimeTests {
    @Test("Days and dates convert both ways over eight centuries")
    func daysRoundTrip() {
        var previous = CivilDate(daysSinceEpoch: -200_000)
        for days in -199_999...100_000 {
            let date = CivilDate(daysSinceEpoch: days)
            #expect(date.daysSinceEpoch == days)
            #expect(previous < date)
            previous = date
        }
        #expect(CivilDate(daysSinceEpoch: 0).description == "1970-01-01")
        #expect(CivilDate("2000-02-29")?.daysSinceEpoch == 11_016)
    }

    @Test("Days behind the last year of FHIR can still be printed")
    func lateYears() throws {
        #expect(try #require(CivilDate("9999-12-31")).adding(days: 1).description == "10000-01-01")
    }

    @Test(
        "Days that no calendar has are refused",
        arguments: ["2023-02-29", "2023-13-01", "2023-00-10", "2023-04-31", "23-04-01", "2023-4-01"])
    func refusesImpossibleDays(text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test(
        "Ages change on the birthday, also for people born on a leap day",
        arguments: [
            ("2008-11-23", "2026-11-22", 17), ("2008-11-23", "2026-11-23", 18),
            ("2008-02-29", "2026-02-28", 17), ("2008-02-29", "2026-03-01", 18),
        ])
    func ages(born: String, on: String, age: Int) throws {
        #expect(try #require(CivilDate(born)).wholeYears(to: #require(CivilDate(on))) == age)
    }

    @Test(
        "London midnight is an hour earlier in UTC during summer time",
        arguments: [
            ("2026-03-28", "2026-03-28T00:00:00.000Z"), ("2026-03-29", "2026-03-29T00:00:00.000Z"),
            ("2026-03-30", "2026-03-29T23:00:00.000Z"), ("2026-10-25", "2026-10-24T23:00:00.000Z"),
            ("2026-10-26", "2026-10-26T00:00:00.000Z"),
        ])
    func londonMidnight(day: String, instant: String) throws {
        #expect(LondonTime.moment(try #require(CivilDate(day))).instant == instant)
    }

    @Test("The repeated hour in October is read as its first pass and both passes show as 01:30")
    func repeatedHour() throws {
        let day = try #require(CivilDate("2026-10-25"))
        let first = LondonTime.moment(day, secondsOfDay: 5_400)
        #expect(first.instant == "2026-10-25T00:30:00.000Z")
        #expect(LondonTime.reading(of: first).secondsOfDay == 5_400)
        #expect(LondonTime.reading(of: first + .seconds(3_600)).secondsOfDay == 5_400)
    }

    @Test("A time with more decimals than microseconds lasts one microsecond", arguments: 6...12)
    func manyDecimals(count: Int) throws {
        let date = try #require(PartialDate("2019-06-07T14:05:09." + String(repeating: "7", count: count) + "Z"))
        #expect(date.end.microseconds - date.earliest.microseconds == 1)
        #expect(date.earliest.microseconds % 1_000_000 == 777_777)
    }

    @Test(
        "A partial date means the whole period it leaves open",
        arguments: [
            ("2019", "2019-01-01T00:00:00.000Z", "2020-01-01T00:00:00.000Z"),
            ("2019-06", "2019-05-31T23:00:00.000Z", "2019-06-30T23:00:00.000Z"),
            ("2019-12-31", "2019-12-31T00:00:00.000Z", "2020-01-01T00:00:00.000Z"),
            ("2019-06-07T14:05", "2019-06-07T13:05:00.000Z", "2019-06-07T13:06:00.000Z"),
            ("2019-06-07T14:05:09Z", "2019-06-07T14:05:09.000Z", "2019-06-07T14:05:10.000Z"),
            ("2019-06-07T14:05:09.25+01:00", "2019-06-07T13:05:09.250Z", "2019-06-07T13:05:09.260Z"),
            ("2019-06-07T14:05:09.123456Z", "2019-06-07T14:05:09.123Z", "2019-06-07T14:05:09.123Z"),
            ("2019-06-07T14:05:09.1234567Z", "2019-06-07T14:05:09.123Z", "2019-06-07T14:05:09.123Z"),
            ("9999", "9999-01-01T00:00:00.000Z", "10000-01-01T00:00:00.000Z"),
            ("2019-06-07T23:30:00-05:00", "2019-06-08T04:30:00.000Z", "2019-06-08T04:30:01.000Z"),
        ])
    func partialDates(text: String, earliest: String, end: String) throws {
        let date = try #require(PartialDate(text))
        #expect(date.earliest.instant == earliest)
        #expect(date.end.instant == end)
        #expect(date.text == text)
    }

    @Test(
        "Texts that are no FHIR dates are refused",
        arguments: [
            "", "19", "2019-", "2019-6", "2019-06-07T", "2019-06-07T14", "2019-06-07T24:00", "2019-06-07T14:05:60Z",
            "2019-06-07T14:05:09.Z", "2019-06-07T14:05:09+1", "2019-06-07 14:05", "2019-06-07T14:05Zx", "2019-02-30",
        ])
    func refusesOthers(text: String) {
        #expect(PartialDate(text) == nil)
    }

    @Test("Instants before 1970 keep their second")
    func beforeTheEpoch() {
        #expect(Timestamp(microseconds: -1).instant == "1969-12-31T23:59:59.999Z")
        #expect(Timestamp(seconds: -86_400).instant == "1969-12-31T00:00:00.000Z")
        #expect(Timestamp(microseconds: 1_795_426_205_007_999).instant == "2026-11-23T09:30:05.007Z")
        #expect(Timestamp(seconds: 253_402_300_799).instant == "9999-12-31T23:59:59.000Z")
        #expect(Timestamp(seconds: 253_402_300_800).instant == "10000-01-01T00:00:00.000Z")
        #expect(Timestamp(seconds: -62_167_219_200).instant == "0000-01-01T00:00:00.000Z")
    }
}
