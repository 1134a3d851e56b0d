// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Crypto
import FHIRModel
import FHIRSearch
import Ingest
import RecordStore
import RecordStoreTesting
import Testing

@Suite("Importing a file again tries what was rejected, and only that")
struct RetryTests {
    /// Three good lines and two bad ones.
    static let lines = [
        ImportFolder.patient("a"), #"{"resourceType":"Patient","id":"b","birthDate":"soon"}"#,
        ImportFolder.patient("c"),
        "{bad", ImportFolder.patient("d"),
    ]

    @Test("What is still bad is told again with the same counts, and nothing is written twice", arguments: 1...3)
    func again(_ times: Int) async throws {
        let folder = try ImportFolder()
        let path = try folder.file("a.ndjson", Self.lines.joined(separator: "\n"))
        let first = try await folder.importer.run(file: path)
        for _ in 0..<times {
            let report = try await folder.importer.run(file: path)
            #expect((report.read, report.alreadyImported, report.created) == (5, 3, 0))
            #expect(report.rejected == first.rejected)
            #expect(report.firstRejections == first.firstRejections, "the places are told again")
            #expect(report.isComplete)
        }
        #expect(try await folder.store.snapshot().version == 3)
    }

    @Test("What an earlier version rejected is stored", arguments: ["ndjson", "collection"])
    func mended(_ form: String) async throws {
        let folder = try ImportFolder()
        let good = (0..<30).map { ImportFolder.patient("p\($0)") }
        let text =
            form == "ndjson"
            ? good.joined(separator: "\n")
            : DocumentImportTests.bundle("collection", good.map { #"{"resource":\#($0)}"# })
        let path = try folder.file("a", text)
        // What such a version has left: all but three are stored, and the file is done.
        let missing = [3, 17, 29]
        for number in 0..<30 where !missing.contains(number) {
            let resource = try PreparedResource(
                Resource(good[number].utf8), id: "p\(number)", labels: [], extractor: IndexExtractor())
            _ = try await folder.store.write(WriteBatch(changes: [.init(.put(resource))]))
        }
        let numbers = missing.map { String($0 + 1) }.joined(separator: ",")
        let value = ["done", "30", "30", "27", "lines:\(numbers)", "3\u{1F}an old fault"].joined(separator: "\u{1E}")
        let bookmark = try Self.bookmark(of: path)
        _ = try await folder.store.write(WriteBatch(changes: [], bookmark: .init(name: bookmark, value: value)))
        let report = try await folder.importer.run(file: path)
        #expect((report.read, report.alreadyImported, report.created) == (30, 27, 3))
        #expect(report.rejected.isEmpty)
        #expect(report.isComplete)
        for number in missing {
            #expect(try await folder.version("Patient", "p\(number)")?.version == 1)
        }
        let once = try await folder.importer.run(file: path)
        #expect((once.read, once.alreadyImported, once.created, once.rejectedTotal) == (30, 30, 0, 0))
    }

    @Test("Values do not reach the reasons, nor do control characters spoil the bookmark")
    func controlCharacters() async throws {
        let folder = try ImportFolder()
        let number = "9434765919"
        let lines = [
            ImportFolder.patient("a"), #"{"resourceType":"a\u001e7\u001fx"}"#, #"{"resourceType":"\#(number)","x":}"#,
            #"{"resourceType":"\#(number)"}"#, ImportFolder.patient("b"),
        ]
        let path = try folder.file("a.ndjson", lines.joined(separator: "\n"))
        let first = try await folder.importer.run(file: path)
        #expect((first.read, first.stored, first.rejectedTotal) == (5, 2, 3))
        #expect(!"\(first)".contains(number))
        let again = try await folder.importer.run(file: path)
        #expect((again.read, again.alreadyImported, again.rejectedTotal) == (5, 2, 3))
        #expect(again.rejected == first.rejected)
        #expect(again.isComplete)
    }

    @Test("A rejected line does not undo what has been stored about its resource since")
    func overtaken() async throws {
        let folder = try ImportFolder()
        let path = try folder.file("a.ndjson", ImportFolder.patient("x", family: "Newer"))
        let bookmark = try Self.bookmark(of: path)
        _ = try await folder.importer.run(
            file: folder.file("b.ndjson", ImportFolder.patient("x", family: "Newest")))
        let value = ["done", "1", "1", "0", "lines:1", "1\u{1F}an old fault"].joined(separator: "\u{1E}")
        _ = try await folder.store.write(WriteBatch(changes: [], bookmark: .init(name: bookmark, value: value)))
        let report = try await folder.importer.run(file: path)
        #expect((report.read, report.stored, report.rejectedTotal) == (1, 0, 1))
        #expect(report.rejected.keys.first?.contains("stored since") == true)
        #expect(report.isComplete)
        let bytes = try #require(try await folder.version("Patient", "x")?.bytes)
        #expect(String(decoding: bytes, as: UTF8.self).contains("Newest"))
    }

    @Test("A transaction that was rejected as a whole is tried again as a whole")
    func transaction() async throws {
        let folder = try ImportFolder()
        let reference = #"{"resourceType":"Basic","code":{},"subject":{"reference":"Patient?identifier=s|1"}}"#
        let text = DocumentImportTests.bundle(
            "transaction",
            [
                DocumentImportTests.entry(0),
                #"{"resource":\#(reference),"request":{"method":"POST","url":"Basic"}}"#,
            ])
        let path = try folder.file("a.json", text)
        let first = try await folder.importer.run(file: path)
        #expect((first.read, first.stored, first.rejectedTotal) == (2, 0, 2))
        let again = try await folder.importer.run(file: path)
        #expect((again.read, again.stored, again.rejectedTotal) == (2, 0, 2))
        let patient = #"{"resourceType":"Patient","id":"known","identifier":[{"system":"s","value":"1"}]}"#
        _ = try await folder.importer.run(file: folder.file("b.ndjson", patient))
        let mended = try await folder.importer.run(file: path)
        #expect((mended.read, mended.created, mended.rejectedTotal) == (2, 2, 0))
        #expect(try await folder.importer.run(file: path).alreadyImported == 2)
    }

    @Test("A retry that is broken off keeps its counts", arguments: [false, true])
    func brokenOff(_ losesAnswer: Bool) async throws {
        let store = FaultInjectingStore(MemoryStore())
        let folder = try ImportFolder(store: store)
        let path = try folder.file("a.ndjson", ImportFolder.patients(0..<10))
        let numbers = (1...10).map(String.init).joined(separator: ",")
        let value = ["done", "10", "10", "0", "lines:\(numbers)", "10\u{1F}an old fault"].joined(separator: "\u{1E}")
        let bookmark = try Self.bookmark(of: path)
        _ = try await store.write(WriteBatch(changes: [], bookmark: .init(name: bookmark, value: value)))
        let failure = StoreFailure.unavailable("gone")
        store.inject(losesAnswer ? .loseAnswer(failure) : .fail(failure), into: .write)
        await #expect(throws: StoreFailure.self) { try await folder.importer.run(file: path) }
        let report = try await folder.importer.run(file: path)
        #expect((report.read, report.stored, report.rejectedTotal) == (10, 10, 0))
        #expect(try await folder.store.snapshot().version == 10)
    }

    @Test("References between the entries of a collection lead to what is stored", arguments: ["collection", "batch"])
    func references(_ type: String) async throws {
        let folder = try ImportFolder()
        let text = DocumentImportTests.bundle(
            type,
            [
                #"{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient"}}"#,
                #"{"fullUrl":"urn:uuid:2","resource":{"resourceType":"Patient","id":"own"}}"#,
                #"{"resource":{"resourceType":"Basic","id":"x","code":{},"subject":{"reference":"urn:uuid:1"}}}"#,
                #"{"resource":{"resourceType":"Basic","id":"y","code":{},"subject":{"reference":"urn:uuid:2"}}}"#,
                #"{"resource":{"resourceType":"Basic","id":"z","code":{},"subject":{"reference":"urn:uuid:9"}}}"#,
                #"{"fullUrl":"urn:uuid:2","resource":{"resourceType":"Patient","id":"other"}}"#,
            ])
        let report = try await folder.importer.run(file: folder.file("a.json", text))
        #expect((report.read, report.created, report.rejectedTotal) == (6, 5, 1))
        #expect(report.firstRejections == ["a.json:6: two entries have the same fullUrl; give each its own"])
        let generated = try #require(
            try await folder.store.changes(after: 0, limit: 9).first { $0.version.id.type == "Patient" }?.version.id.id)
        #expect(try await folder.version("Basic", "x")?.person == generated)
        #expect(try await folder.version("Basic", "y")?.person == "own")
        let unknown = try #require(try await folder.version("Basic", "z")?.bytes)
        #expect(String(decoding: unknown, as: UTF8.self).contains("urn:uuid:9"))
    }

    /// The name under which an import notes how far the file has come.
    private static func bookmark(of path: String) throws -> String {
        "import:"
            + SHA256.hash(data: try FileBytes.read(path)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
