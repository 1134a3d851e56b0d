// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import Ingest
import RecordStore
import RecordStoreTesting
import Testing

@Suite("Importing Bundles and single documents")
struct DocumentImportTests {
    static func entry(_ number: Int, resource: String? = nil) -> String {
        let resource = resource ?? ImportFolder.patient("p\(number)")
        return #"{"resource":\#(resource),"request":{"method":"PUT","url":"Patient/p\#(number)"}}"#
    }

    static func bundle(_ type: String, _ entries: [String], newline: String = "\n") -> String {
        [
            #"{"resourceType":"Bundle","#, #""type":"\#(type)","entry":["#, entries.joined(separator: "," + newline),
            "]}",
        ]
        .joined(separator: newline)
    }

    @Test(
        "A Bundle is one import, over many lines or in one, plain or gzip",
        arguments: ["transaction", "batch", "collection"], ["\n", "\r\n", ""])
    func bundles(_ type: String, _ newline: String) async throws {
        for isCompressed in [false, true] {
            let folder = try ImportFolder()
            let text = Self.bundle(type, (0..<3).map { Self.entry($0) }, newline: newline) + newline
            let path = try isCompressed ? folder.compressed("a.json.gz", text) : folder.file("a.json", text)
            let report = try await folder.importer.run(file: path)
            #expect((report.read, report.created, report.rejectedTotal) == (3, 3, 0), "\(report.firstRejections)")
            #expect(try await folder.count("Patient") == 3)
            let again = try await folder.importer.run(file: path)
            #expect((again.read, again.alreadyImported) == (3, 3))
            #expect(try await folder.store.snapshot().version == 3)
        }
    }

    @Test("A transaction with one bad entry stores nothing and rejects all", arguments: ["\n", ""])
    func wholeOrNothing(_ newline: String) async throws {
        let folder = try ImportFolder()
        let bad = Self.entry(1, resource: #"{"resourceType":"Patient","id":"p1","birthDate":"soon"}"#)
        let text = Self.bundle("transaction", [Self.entry(0), bad, Self.entry(2)], newline: newline)
        let report = try await folder.importer.run(file: folder.file("a.json", text))
        #expect((report.read, report.stored, report.rejectedTotal) == (3, 0, 3))
        #expect(report.isComplete)
        #expect(try await folder.count("Patient") == 0)
    }

    @Test("A collection with a bad entry stores the others and tells which", arguments: ["\n", ""])
    func collection(_ newline: String) async throws {
        let folder = try ImportFolder()
        let bad = Self.entry(1, resource: #"{"resourceType":"Patient","id":"p1","birthDate":"soon"}"#)
        let text = Self.bundle("collection", [Self.entry(0), bad, "{}", Self.entry(2)], newline: newline)
        let report = try await folder.importer.run(file: folder.file("a.json", text))
        #expect((report.read, report.created, report.rejectedTotal) == (4, 2, 2))
        #expect(report.firstRejections.map { String($0.prefix(8)) } == ["a.json:2", "a.json:3"])
        #expect(report.isComplete)
    }

    @Test("A transaction's references are rewritten and its reads write nothing")
    func transaction() async throws {
        let folder = try ImportFolder()
        let text = #"""
            {"resourceType":"Bundle","type":"transaction","entry":[
            {"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient"},"request":{"method":"POST","url":"Patient"}},
            {"resource":{"resourceType":"Basic","subject":{"reference":"urn:uuid:1"}},"request":{"method":"POST","url":"Basic"}},
            {"request":{"method":"GET","url":"Patient"}}]}
            """#
        let path = try folder.file("a.json", text)
        let report = try await folder.importer.run(file: path)
        #expect((report.read, report.created, report.rejectedTotal) == (3, 2, 1))
        let changes = try await folder.store.changes(after: 0, limit: 5)
        #expect(Set(changes.map(\.commit)).count == 1)
        #expect(changes.last?.version.person == changes.first?.version.id.id)
        #expect(try await folder.importer.run(file: path).alreadyImported == 2)
        #expect(try await folder.store.snapshot().version == 2)
    }

    @Test(
        "What concerns no Patient held here is told as information, also by a second run",
        arguments: ["transaction", "collection", "lines"])
    func withoutPerson(_ form: String) async throws {
        let folder = try ImportFolder()
        func observation(_ members: String) -> String { #"{"resourceType":"Observation","status":"final"\#(members)}"# }
        let resources = [
            ImportFolder.patient("p1"), #"{"resourceType":"Organization","name":"St Pancras"}"#,
            observation(#","subject":{"reference":"Patient/p1"}"#),
            observation(#","subject":{"reference":"https://node.example/fhir/Patient/p1"}"#),
            observation(#","subject":{"reference":"https://far.example/fhir/Patient/p1"}"#),
            observation(#","subject":{"identifier":{"value":"9"}},"performer":[{"reference":"Patient/p1"}]"#),
            observation(""),
        ]
        let entries = resources.enumerated().map { position, resource in
            let request =
                position == 0 ? ("PUT", "Patient/p1") : ("POST", position == 1 ? "Organization" : "Observation")
            return #"{"resource":\#(resource),"request":{"method":"\#(request.0)","url":"\#(request.1)"}}"#
        }
        let text = form == "lines" ? resources.joined(separator: "\n") : Self.bundle(form, entries)
        let path = try folder.file("a", text)
        for _ in 0..<2 {
            let report = try await folder.importer.run(file: path)
            #expect((report.read, report.stored, report.rejectedTotal) == (7, 7, 0), "\(report.firstRejections)")
            #expect(report.withoutPerson == 3)
        }
        let own = Visibility(people: .only(["p1"]), hiddenLabels: [])
        let seen = try await folder.store.search(
            SearchQuery(resourceType: "Observation", onlyTotal: true), visibility: own, page: nil)
        #expect(seen.total == 2)
    }

    @Test("A transaction whose answer was lost is not carried out twice")
    func lostAnswer() async throws {
        let store = FaultInjectingStore(MemoryStore())
        let folder = try ImportFolder(store: store)
        let entry = #"{"resource":{"resourceType":"Basic"},"request":{"method":"POST","url":"Basic"}}"#
        let path = try folder.file("a.json", Self.bundle("transaction", [entry, entry]))
        store.inject(.loseAnswer(.unavailable("gone")), into: .write)
        await #expect(throws: StoreFailure.self) { try await folder.importer.run(file: path) }
        let report = try await folder.importer.run(file: path)
        #expect((report.read, report.alreadyImported) == (2, 2))
        #expect(try await folder.count("Basic") == 2)
    }

    @Test("A single resource over many lines is one resource")
    func single() async throws {
        let folder = try ImportFolder()
        let text = "{\n  \"resourceType\": \"Patient\",\n  \"id\": \"a\"\n}\n"
        #expect(try await folder.importer.run(file: folder.file("a.json", text)).created == 1)
        #expect(try await folder.version("Patient", "a") != nil)
    }

    @Test("A document beyond the limit is refused as a whole")
    func tooLong() async throws {
        let folder = try ImportFolder()
        let padding = String(repeating: " ", count: JSONLimits.standard.byteCount)
        let path = try folder.file("a.json", "{\n\"resourceType\":\"Patient\"" + padding + "}")
        await #expect { try await folder.importer.run(file: path) } throws: { "\($0)".contains("50 MB") }
    }

    @Test("Many files are one report; progress tells of each")
    func files() async throws {
        let folder = try ImportFolder()
        let files = try (0..<7).map {
            try folder.file("f\($0).ndjson", ImportFolder.patients($0 * 10..<$0 * 10 + 10) + "{bad\n")
        }
        let report = try await folder.importer.run(files: files)
        #expect((report.read, report.created, report.rejectedTotal) == (77, 70, 7))
        #expect(report.isComplete)
        await #expect(throws: ImportFailure.self) { try await folder.importer.run(files: files + ["/nowhere/x"]) }
    }
}
