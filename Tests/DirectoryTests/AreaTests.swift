// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Directory
import Testing

@Suite("Areas and their boroughs over time")
struct AreaTests {
    private let directory = DirectorySnapshot()

    @Test(
        "A date period includes its first and its last day",
        arguments: [
            ("2026-03-31", false), ("2026-04-01", true), ("2026-04-15", true), ("2026-04-30", true),
            ("2026-05-01", false),
        ])
    func period(date: String, included: Bool) throws {
        let april = try #require(DatePeriod(from: try day("2026-04-01"), to: try day("2026-04-30")))
        #expect(april.contains(try day(date)) == included)
    }

    @Test("A period never ends before it starts, and may be open at either end")
    func openPeriods() throws {
        let first = try day("2026-04-01")
        #expect(DatePeriod(from: first, to: try day("2026-03-31")) == nil)
        #expect(DatePeriod(from: first, to: first)?.contains(first) == true)
        #expect(DatePeriod(from: first).contains(try day("9999-12-31")))
        #expect(!DatePeriod(from: first).contains(try day("2026-03-31")))
        #expect(try #require(DatePeriod(from: nil, to: first)).contains(try day("0001-01-01")))
        #expect(DatePeriod.always.contains(first))
        for date in ["0001-01-01", "1970-01-01", "1970-01-02", "2026-04-01", "9999-12-31"] {
            #expect(!DatePeriod.never.contains(try day(date)))
        }
    }

    @Test(
        "The areas that exist are those of the day",
        arguments: [
            ("2022-06-30", []), ("2022-07-01", ["ncl", "nel", "nwl", "sel", "swl"]),
            ("2026-03-31", ["ncl", "nel", "nwl", "sel", "swl"]), ("2026-04-01", ["nel", "sel", "swl", "wnl"]),
            ("2030-01-01", ["nel", "sel", "swl", "wnl"]),
        ])
    func areasOfDay(date: String, expected: [String]) throws {
        #expect(directory.areas(on: try day(date)).map(\.id).sorted() == expected)
    }

    @Test(
        "A borough changes area on the day of the merger",
        arguments: [
            ("E09000007", "2022-06-30", nil), ("E09000007", "2022-07-01", "ncl"), ("E09000007", "2026-03-31", "ncl"),
            ("E09000007", "2026-04-01", "wnl"), ("E09000033", "2026-03-31", "nwl"), ("E09000033", "2026-04-01", "wnl"),
            ("E09000012", "2026-03-31", "nel"), ("E09000012", "2026-04-01", "nel"), ("E06000001", "2026-04-01", nil),
        ])
    func borough(code: String, date: String, expected: String?) throws {
        #expect(directory.area(ofBorough: code, on: try day(date))?.id == expected)
    }

    @Test(
        "On every day since the areas began each borough belongs to exactly one",
        arguments: [
            "2022-07-01", "2024-02-29", "2026-03-31", "2026-04-01", "2027-01-01",
        ])
    func partition(date: String) throws {
        let date = try day(date)
        let members = directory.areas(on: date).flatMap { $0.boroughs(on: date) }
        #expect(members.sorted() == LondonAreas.boroughs.map(\.code).sorted())
        #expect(members.count == 33)
        #expect(Set(LondonAreas.boroughs.map(\.name)).count == 33)
    }

    @Test("The numbers of boroughs are those of the five areas and of the merged one")
    func counts() throws {
        func count(_ area: String, _ date: String) throws -> Int? {
            directory.areas.first { $0.id == area }?.boroughs(on: try day(date)).count
        }
        #expect(try count("nel", "2025-01-01") == 8)
        #expect(try count("ncl", "2025-01-01") == 5)
        #expect(try count("nwl", "2025-01-01") == 8)
        #expect(try count("sel", "2025-01-01") == 6)
        #expect(try count("swl", "2025-01-01") == 6)
        #expect(try count("wnl", "2026-04-01") == 13)
        #expect(try count("ncl", "2026-04-01") == 0)
    }

    @Test("A node serves an area only while both its own days and those of the service last")
    func nodes() throws {
        let until = try #require(DatePeriod(from: nil, to: try day("2026-03-31")))
        let node = NodeDescriptor(
            id: "north", name: "North", baseURL: "https://north.example",
            areas: [.init("ncl", validity: until), .init("wnl", validity: DatePeriod(from: try day("2026-04-01")))],
            validity: DatePeriod(from: try day("2023-01-01")))
        #expect(!node.serves("ncl", on: try day("2022-12-31")))
        #expect(node.serves("ncl", on: try day("2026-03-31")))
        #expect(!node.serves("ncl", on: try day("2026-04-01")))
        #expect(!node.serves("wnl", on: try day("2026-03-31")))
        #expect(node.serves("wnl", on: try day("2026-04-01")))
    }
}
