// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareRecord
import CareTypes
import Exchange
import FHIRModel
import Identity
import Testing
import WebUI

@Suite("Names of rows in page addresses")
struct PageNameTests {
    /// A letter, an encounter, a report and two results in words, all of one day, as one node sends them.
    private static func items(of node: String, day: Int) throws -> [RecordItem] {
        let date = "2026-10-0\(day)"
        let resources = [
            #"{"resourceType":"DocumentReference","id":"\#(day)","status":"current","date":"\#(date)T09:00:00Z","description":"Letter"}"#,
            #"{"resourceType":"Encounter","id":"\#(day)","status":"finished","period":{"start":"\#(date)"}}"#,
            #"{"resourceType":"DiagnosticReport","id":"\#(day)","status":"final","code":{"text":"Report"},"issued":"\#(date)T09:00:00Z"}"#,
            #"{"resourceType":"Observation","id":"\#(day)","status":"final","code":{"text":"Grip"},"valueString":"firm","effectiveDateTime":"\#(date)"}"#,
        ]
        return try resources.map {
            RecordItem(
                resource: try Resource(Array($0.utf8)), node: node, feed: "feed", organisation: nil,
                received: Sample.now)
        }
    }

    private static func record(_ items: [RecordItem]) throws -> CareRecord {
        let person = TracedPerson(number: try NHSNumber("999 000 0018"), birthDate: Sample.day("1948-02-10"))
        return CareRecord(
            GatheredRecord(
                person: person, items: items, context: [], sources: [], possibleOtherRecords: 0, hiddenItems: 0,
                gatheredAt: Sample.now, correlationID: "c"))
    }

    @Test(
        "A link opens the same row after a node fell silent, or a newer item arrived, or nothing",
        arguments: [["nel"], ["sel"], ["swl", "sel", "nel", "new"], []])
    func laterAnswer(nodes: [String]) throws {
        let days = ["nel": 1, "swl": 2, "sel": 3, "new": 4]
        func record(_ nodes: [String]) throws -> CareRecord {
            try Self.record(nodes.flatMap { try Self.items(of: $0, day: days[$0] ?? 0) })
        }
        let first = try record(["nel", "swl", "sel"])
        let later = try record(nodes)
        func check<Row: Equatable>(
            _ rows: [Row], _ name: (Row) -> String, _ sources: (Row) -> [SourceNote], _ find: (String) -> Row?
        ) {
            #expect(rows.count == 3)
            for row in rows {
                let found = find(name(row))
                #expect((found != nil) == nodes.contains(sources(row)[0].item.node))
                #expect(found.map { sources($0).map(\.item) } ?? sources(row).map(\.item) == sources(row).map(\.item))
            }
        }
        check(first.documents.rows, \.pageName, \.sources) { later.document(pageName: $0) }
        check(first.encounters.rows, \.pageName, \.sources) { later.encounter(pageName: $0) }
        check(first.results.panels, \.pageName, \.sources) { later.report(pageName: $0) }
        check(first.results.trends, \.pageName, \.results[0].sources) { later.trend(pageName: $0) }
    }

    @Test("Where the address is protected a name does not depend on the node, and never leads to another row")
    func protected() throws {
        let mark =
            #"{"resourceType":"Patient","id":"p","meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"}]}}"#
        func record(_ nodes: [String]) throws -> CareRecord {
            let patient = RecordItem(
                resource: try Resource(Array(mark.utf8)), node: "nel", feed: "feed", organisation: nil,
                received: Sample.now)
            return try Self.record([patient] + nodes.flatMap { try Self.items(of: $0, day: 1) })
        }
        func names(_ record: CareRecord) -> [String] {
            record.documents.rows.map(\.pageName) + record.encounters.rows.map(\.pageName)
                + record.results.panels.map(\.pageName) + record.results.trends.map(\.pageName)
        }
        let one = try record(["nel"])
        #expect(names(one).count == 4)
        #expect(names(one) == names(try record(["sel"])))
        let two = try record(["nel", "sel"])
        for name in names(one) {
            #expect(two.document(pageName: name) == nil && two.encounter(pageName: name) == nil)
            #expect(two.report(pageName: name) == nil && two.trend(pageName: name) == nil)
        }
    }

    @Test("Every row of a record has a name of its own, and finds itself")
    func themselves() {
        let record = Sample.record
        for row in record.documents.rows { #expect(record.document(pageName: row.pageName) == row) }
        for row in record.encounters.rows { #expect(record.encounter(pageName: row.pageName) == row) }
        for trend in record.results.trends { #expect(record.trend(pageName: trend.pageName) == trend) }
        #expect(record.document(pageName: "none") == nil)
    }
}
