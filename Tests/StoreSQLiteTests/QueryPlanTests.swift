// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import Foundation
import RecordStore
import RecordStoreTesting
import StoreSQLite
import Testing

@Suite("No search of the SQLite store goes without an index")
struct QueryPlanTests {
    /// Walks that are meant: statements, each with the reason.
    private static let meant: [(part: String, reason: String)] = [
        ("instr(value, ?) > 0", "`:contains` looks at the texts of one parameter, not at resources"),
        ("FROM shape WHERE type = ?", "some thousand sets of parameters at most, of which members are looked for"),
    ]

    /// Tables that grow with the records.
    private static let tables =
        ["current", "history", "resource", "token", "wording", "composite", "unit"]
        + RawDatabase.indexTables.map { "index_" + $0 }

    /// Searches of each kind, together, through links, in lists and in orders.
    private static func searches() -> [(type: String, text: String)] {
        let ids = (0..<200).map { "id-\($0)" }.joined(separator: ",")
        let codes = (0..<200).map { "c\($0)" }.joined(separator: ",")
        let days = (0..<200).map { "2025-\(1 + $0 % 9)" }.map { $0.replacing("-", with: "-0") }.joined(separator: ",")
        let amounts = (0..<200).map { "\($0).5" }.joined(separator: ",")
        let single = [
            ("Observation", "code=8867-4"), ("Observation", "code=http://loinc.org|8867-4"),
            ("Observation", "code=http://loinc.org|"), ("Observation", "code:text=heart"),
            ("Observation", "code:not=8867-4"), ("Observation", "code:missing=true"),
            ("Observation", "identifier=urn:a|1"), ("Observation", "identifier=1"),
            ("Observation", "identifier=urn:a|"),
            ("Patient", "identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|1"),
            ("Observation", "date=2025-03"), ("Observation", "date=ne2025-03"), ("Observation", "date=ap2025-03"),
            ("Observation", "date=eb2025-03"), ("Observation", "subject=Patient/id-1"),
            ("Observation", "subject:identifier=urn:a|1"), ("Patient", "family=oka"),
            ("Patient", "family:exact=Okafor"),
            ("Patient", "family:contains=kaf"), ("Patient", "phonetic=Robert"),
            ("Observation", "value-quantity=gt5.4"), ("Observation", "value-quantity=5.4|http://unitsofmeasure.org|mg"),
            ("Observation", "value-quantity=5.4||mg"), ("RiskAssessment", "probability=gt0.5"),
            ("Observation", "code-value-quantity=8867-4$gt5"), ("ValueSet", "url=http://a"),
            ("ValueSet", "url:below=http://a"), ("ValueSet", "url:above=http://a/b"),
            ("Location", "near=51.5|-0.12|5|km"),
            ("Observation", "_id=id-1"), ("Observation", "_lastUpdated=ge2026-09-01"),
            ("Observation", "_lastUpdated=lt2020"), ("Observation", "_lastUpdated=ne2026-09-01"),
        ]
        let combined = [
            ("Observation", "code=8867-4&date=ge2025-01"), ("Observation", "patient=id-1&code=8867-4&date=ge2025"),
            ("Observation", "patient=id-1&_lastUpdated=ge2026"),
            ("Observation", "status=final&value-quantity=lt9&date=2025"),
            ("Observation", "_filter=code eq 8867-4 or (date ge 2025-01-01 and status eq final)"),
        ]
        let linked = [
            ("Observation", "subject:Patient.family=oka"), ("Observation", "subject:Patient.organization.name=a"),
            ("Patient", "_has:Observation:patient:code=8867-4"),
            ("Organization", "_has:Patient:organization:_has:Observation:patient:code=8867-4"),
        ]
        let lists = [
            ("Observation", "code=" + codes), ("Observation", "patient=" + ids), ("Observation", "_id=" + ids),
            ("Observation", "date=" + days), ("Patient", "family=" + codes), ("Patient", "identifier=" + codes),
            ("Observation", "subject:Patient.family=" + codes), ("Observation", "value-quantity=" + amounts),
        ]
        let sorted = [
            "date", "-date", "code", "-code", "status", "subject", "-patient", "_id", "-_id", "_lastUpdated",
            "-_lastUpdated",
            "value-quantity", "identifier", "-identifier", "combo-code", "status,-date", "value-string",
        ].flatMap { [("Observation", "_sort=" + $0), ("Observation", "status=final&_sort=" + $0)] }
        return single + combined + linked + lists + sorted
    }

    @Test("Of 50,000 versions only what a search asks for is looked at")
    func usesIndexes() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.path("store.sqlite"))
        var random = RandomRecords(seed: 11, idCount: 12_000)
        var records: [PreparedResource] = []
        for _ in 0..<100 {
            var seen = Set<ResourceID>()
            let resources = try (0..<510).map { _ in try random.resource() }.filter { seen.insert($0.id).inserted }
            if records.count < 2_000 { records += resources }
            _ = try await store.write(WriteBatch(changes: resources.map { WriteChange(.put($0)) }))
        }
        let raw = try RawDatabase(folder.path("store.sqlite"))
        let versions = try raw.number("SELECT (SELECT count(*) FROM current) + (SELECT count(*) FROM history)")
        try #require(versions > 45_000)

        var queries = try Self.searches().map { type, text in
            var query = try SearchQueryParser().parse(
                resourceType: type,
                parameters: text.split(separator: "&").map { part in
                    let pieces = part.split(separator: "=", maxSplits: 1).map(String.init)
                    return (pieces[0], pieces[1])
                })
            query.count = 20
            return query
        }
        let times = 1_700_000_000_000_000...1_900_000_000_000_000
        var others = RandomQueries(seed: 12, records: records, times: Int64(times.lowerBound)...Int64(times.upperBound))
        for _ in 0..<400 { queries.append(try others.next().query) }
        let plans = try await store.queryPlans(of: queries)
        #expect(plans.count > 40, "fewer statements than there are ways to search")
        for plan in plans where !Self.meant.contains(where: { plan.sql.contains($0.part) }) {
            for step in plan.steps {
                let words = step.split(separator: " ")
                let isScan = words.first == "SCAN" && words.count > 1 && Self.tables.contains(String(words[1]))
                #expect(!isScan, "\(step): \(plan.sql)")
                // Of a parameter's rows alone, or a type's, much would be read.
                #expect(!step.hasSuffix("(parameter=?)"), "\(step): \(plan.sql)")
                #expect(!step.contains("AUTOMATIC"), "\(step): \(plan.sql)")
            }
        }
        try await store.close()
    }

    @Test("Orders of many codes go through the table of codes", arguments: ["phone", "-phone", "phone,_id"])
    func sortsManyCodes(_ sort: String) async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.path("store.sqlite"), limits: .init(longestSearch: .seconds(120)))
        let numbers = (0..<7_000).map { ($0 &* 7_919) % 7_000 }
        for start in stride(from: 0, to: numbers.count, by: 500) {
            let changes = try numbers[start..<start + 500].map { number in
                // Every seventh has none; some have two.
                let phones = number % 7 == 0 ? [] : number % 5 == 0 ? [number, number + 20_000] : [number]
                let telecom = phones.map { #"{"system":"phone","value":"\#(100_000 + $0)"}"# }.joined(separator: ",")
                let json = #"{"resourceType":"Patient","telecom":[\#(telecom)]}"#.replacing(
                    #""telecom":[]"#, with: #""active":true"#)
                return WriteChange(
                    .put(
                        try PreparedResource(
                            Resource(json.utf8), id: "p\(number)", labels: [], extractor: IndexExtractor())))
            }
            _ = try await store.write(WriteBatch(changes: changes))
        }
        let query = try SearchQueryParser().parse(
            resourceType: "Patient", parameters: [("_sort", sort), ("_count", "700")])
        var found: [String] = []
        var page: SearchPosition?
        repeat {
            let next = try await store.search(query, visibility: .unrestricted, page: page)
            found += next.matches.map(\.id.id)
            page = next.next
        } while page != nil
        func value(_ number: Int) -> Int {
            number % 5 == 0 && sort.hasPrefix("-") ? number + 20_000 : number
        }
        let valued = (0..<7_000).filter { $0 % 7 != 0 }
            .sorted { sort.hasPrefix("-") ? value($0) > value($1) : value($0) < value($1) }
        #expect(Array(found.prefix(valued.count)) == valued.map { "p\($0)" })
        #expect(Set(found).count == 7_000)
        #expect(found.count == 7_000)
        try await store.close()
    }

    @Test("Times of recording are found by key, at the edges too")
    func findsTimes() async throws {
        let folder = try TemporaryFolder()
        let clock = ManualClock(Timestamp(seconds: 1_790_000_000))
        let store = try SQLiteStore(path: folder.path("store.sqlite"), clock: clock)
        let reference = MemoryStore(clock: clock)
        var random = RandomRecords(seed: 21)
        var moments: [Timestamp] = []
        for _ in 0..<60 {
            let batch = try random.batch()
            moments.append(clock.now())
            _ = try await store.write(batch)
            _ = try await reference.write(batch)
            clock.advance(by: .seconds(1))
        }
        let second = 1_000_000
        for comparison in SearchComparison.allCases {
            for moment in [moments[0], moments[17], moments[59]] {
                for (low, high) in [(0, 1), (0, second), (-second, 0), (-2 * second, 3 * second), (1, 2)] {
                    let start = moment.microseconds
                    let pattern = PeriodPattern(comparison, low: start + Int64(low), high: start + Int64(high))
                    for sort in [[], [SortKey(.lastUpdated, descending: true)]] {
                        let query = SearchQuery(
                            resourceType: "Observation", clauses: [.lastUpdated([pattern])], sort: sort, count: 500)
                        let found = try await store.search(query, visibility: .unrestricted, page: nil)
                        let wanted = try await reference.search(query, visibility: .unrestricted, page: nil)
                        #expect(
                            Set(found.matches.map(\.id)) == Set(wanted.matches.map(\.id)),
                            "\(comparison) \(low) \(high)")
                    }
                }
            }
        }
        try await store.close()
    }
}
