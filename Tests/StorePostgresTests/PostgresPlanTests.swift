// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import Foundation
import PostgresTesting
import RecordStore
import StorePostgres
import Testing

/// The plans of all statements that searches run, as the server itself logs them.
@Suite("The plans of searches on PostgreSQL")
struct PostgresPlanTests {
    private static let people = 500
    private static let observations = 50

    /// A server of its own, whose log holds nothing else.
    private struct Trial {
        let server: PostgresServer
        let store: PostgresStore
        let address: String

        init() async throws {
            let server = try await BlockingWork.run { try PostgresServer() }
            self.server = server
            let address = try await server.makeDatabase()
            let name = address.split(separator: "/").last.map(String.init) ?? ""
            store = try await BlockingWork.run {
                try PostgresStore(PostgresAddress(address), limits: .init(readers: 1))
            }
            self.address = address
            for start in stride(from: 0, to: Self.people, by: 10) {
                let changes = try (start..<start + 10).flatMap { try Self.record(of: $0) }
                _ = try await store.write(WriteBatch(changes: changes))
            }
            // Some of it twice, so that there are superseded versions.
            _ = try await store.write(WriteBatch(changes: Self.record(of: 7, status: "amended")))
            try await server.query("ANALYZE", in: address)
            for setting in [
                "session_preload_libraries = 'auto_explain'", "auto_explain.log_min_duration = 0",
                "auto_explain.log_nested_statements = on",
            ] {
                try await server.query("ALTER DATABASE \(name) SET \(setting)", in: "postgres")
            }
        }

        private static func record(of person: Int, status: String = "final") throws -> [WriteChange] {
            var changes = [
                try Sample.put(
                    #"{"resourceType":"Patient","id":"p\#(person)","gender":"\#(person % 2 == 0 ? "female" : "male")","#
                        + #""birthDate":"19\#(10 + person % 90)-0\#(1 + person % 9)-11","#
                        + #""identifier":[{"system":"urn:nhs","value":"n\#(person)"}],"#
                        + #""name":[{"family":"Family\#(person % 97)","given":["Given\#(person % 31)"]}],"#
                        + #""generalPractitioner":[{"reference":"Practitioner/d\#(person % 20)"}]}"#)
            ]
            if person < 20 {
                changes.append(
                    try Sample.put(
                        #"{"resourceType":"Practitioner","id":"d\#(person)","name":[{"family":"Doctor\#(person)"}]}"#))
            }
            for number in 0..<observations {
                let day = 1 + (person * 31 + number * 7) % 28
                changes.append(
                    try Sample.put(
                        #"{"resourceType":"Observation","id":"o\#(person)-\#(number)","status":"\#(status)","#
                            + #""code":{"coding":[{"system":"http://loinc.org","code":"c\#(number % 40)","display":"Test"}]},"#
                            + #""subject":{"reference":"Patient/p\#(person)"},"#
                            + #""effectiveDateTime":"20\#(10 + number % 15)-0\#(1 + number % 9)-\#(day < 10 ? "0" : "")\#(day)","#
                            + #""valueQuantity":{"value":\#((person * 13 + number * 17) % 300),"system":"http://unitsofmeasure.org","code":"mg","unit":"mg"}}"#
                    ))
            }
            return changes
        }

        private static var people: Int { PostgresPlanTests.people }
        private static var observations: Int { PostgresPlanTests.observations }

        /// What the log says.
        func log() throws -> String { try String(contentsOfFile: server.folder + "/log", encoding: .utf8) }

        func end() async throws {
            await store.close()
            try await server.remove(address)
        }
    }

    private static let codes = (0..<200).map { "http://loinc.org|c\($0)" }.joined(separator: ",")
    private static let patients = (0..<200).map { "Patient/p\($0)" }.joined(separator: ",")
    private static let days = (0..<200).map { "20\(10 + $0 % 15)-0\(1 + $0 % 9)-1\($0 % 10)" }.joined(separator: ",")

    private static let searches: [(type: String, text: String)] = [
        // One parameter of each kind.
        ("Observation", ""), ("Observation", "code=http://loinc.org|c3"), ("Observation", "code=c3"),
        ("Observation", "code=http://loinc.org|"), ("Observation", "code:text=test"), ("Observation", "status=final"),
        ("Observation", "subject=Patient/p9"), ("Observation", "date=2012-03"), ("Observation", "date=ge2012"),
        ("Observation", "date=lt2011-01-05"), ("Observation", "value-quantity=gt290"),
        ("Observation", "value-quantity=5||mg"), ("Observation", "value-quantity=le0.1|http://unitsofmeasure.org|g"),
        ("Patient", "name=family1"), ("Patient", "family:exact=Family12"), ("Patient", "identifier=urn:nhs|n77"),
        ("Patient", "identifier=n77"), ("Patient", "identifier=urn:nhs|"), ("Patient", "birthdate=1950-05-11"),
        ("Patient", "gender:missing=false"), ("Patient", "_id=p1,p2,p3"), ("Patient", "_lastUpdated=ge2020"),
        ("Observation", "code-value-quantity=http://loinc.org|c3$gt200"), ("Observation", "code:not=c3"),
        // Combinations.
        ("Observation", "subject=Patient/p9&code=http://loinc.org|c3&date=ge2012"),
        ("Observation", "code=http://loinc.org|c3&date=ge2012&date=lt2016"),
        ("Observation", "status=final&code=c3&value-quantity=gt100"),
        ("Patient", "gender=female&birthdate=gt1980&name=given3"),
        // Links.
        ("Observation", "subject:Patient.name=family12"), ("Observation", "subject:Patient.gender=female&code=c9"),
        ("Observation", "subject:Patient.general-practitioner.name=doctor3"),
        ("Patient", "_has:Observation:subject:code=c39"),
        ("Practitioner", "_has:Patient:general-practitioner:name=family5"),
        ("Patient", "general-practitioner.name=doctor7"),
        // Lists of 200.
        ("Observation", "code=" + codes), ("Observation", "subject=" + patients), ("Observation", "date=" + days),
        ("Patient", "_id=" + (0..<200).map { "p\($0)" }.joined(separator: ",")),
        ("Observation", "code=" + codes + "&subject=" + patients),
        // Orders.
        ("Observation", "_sort=date"), ("Observation", "_sort=-date"), ("Observation", "code=c3&_sort=-date"),
        ("Observation", "status=final&_sort=-date"), ("Observation", "_sort=-_lastUpdated"),
        ("Observation", "_sort=_id"), ("Observation", "_sort=-_id"), ("Observation", "_sort=value-quantity"),
        ("Observation", "status=final&_sort=-_lastUpdated"), ("Patient", "_sort=family"),
        ("Patient", "_sort=-birthdate"),
        ("Patient", "_sort=family,birthdate"), ("Observation", "subject=Patient/p9&_sort=-date"),
        // Totals.
        ("Observation", "status=final&_total=accurate"), ("Observation", "code=c3&_summary=count"),
        ("Observation", "_summary=count"),
    ]

    @Test("use an index for every table of versions and of the index, with a condition on it")
    func usesIndexes() async throws {
        let trial = try await Trial()
        for (type, text) in Self.searches {
            let before = try trial.log().utf8.count
            let pairs = text.split(separator: "&").map { pair -> (name: String, value: String) in
                let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
                return (parts[0], parts.count > 1 ? parts[1] : "")
            }
            var query = try SearchQueryParser().parse(
                resourceType: type, parameters: pairs.filter { $0.name != "_summary" })
            query.onlyTotal = text.contains("_summary=count")
            query.count = 20
            var page = try await trial.store.search(query, visibility: .unrestricted, page: nil)
            if let next = page.next {
                page = try await trial.store.search(query, visibility: .unrestricted, page: next)
            }
            #expect(!page.matches.isEmpty || page.total ?? 0 > 0, "\(type)?\(text.prefix(60)) finds nothing")
            let log = String(decoding: try trial.log().utf8.dropFirst(before), as: UTF8.self)
            try #require(log.contains("Query Text"))
            let faults = PlanFaults(log)
            #expect(faults.lines.isEmpty, "\(type)?\(text.prefix(60)): \(faults.lines.joined(separator: "; "))")
        }
        try await trial.end()
    }

    @Test("of histories by type and of all use an index, too")
    func readsHistoriesByIndex() async throws {
        let trial = try await Trial()
        let before = try trial.log().utf8.count
        for scope in [HistoryQuery.Scope.type("Observation"), .all, .resource(ResourceID("Observation", "o7-3"))] {
            let page = try await trial.store.history(
                HistoryQuery(scope, count: 20), visibility: .unrestricted, page: nil)
            #expect(page.versions.count == (page.next == nil ? 2 : 20))
        }
        let log = String(decoding: try trial.log().utf8.dropFirst(before), as: UTF8.self)
        try #require(log.contains("history"))
        #expect(PlanFaults(log).lines.isEmpty)
        try await trial.end()
    }
}

/// Steps of logged plans that read a whole table or a whole index.
private struct PlanFaults {
    private(set) var lines: [String] = []

    init(_ log: String) {
        let all = log.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        for (number, line) in all.enumerated() {
            let isRead = ["current_version", "history", "index_", "resource_directory"].contains {
                line.contains(" on " + $0)
            }
            guard isRead else { continue }
            let hasCondition = number + 1 < all.count && all[number + 1].hasPrefix("Index Cond")
            if line.contains("Seq Scan") || (line.contains("Index") && !hasCondition) { lines.append(line) }
        }
    }
}
