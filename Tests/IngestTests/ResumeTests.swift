// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import Ingest
import RecordStore
import RecordStoreTesting
import Testing

@Suite("Imports that are broken off go on where they stopped")
struct ResumeTests {
    static let resources = 5_500

    /// Lines with two bad ones and a resource that stands twice in one batch.
    static var text: String {
        var lines = (0..<resources).map { ImportFolder.patient("p\($0)") }
        lines[300] = "{bad"
        lines[4_200] = "{bad"
        lines[1_500] = ImportFolder.patient("p1100", family: "Later")
        return lines.joined(separator: "\n")
    }

    @Test("Counts are those of one run, whichever write fails", arguments: 0..<8, [false, true])
    func resume(_ skipped: Int, _ losesAnswer: Bool) async throws {
        let store = FaultInjectingStore(MemoryStore())
        let folder = try ImportFolder(store: store)
        let path = try folder.file("a.ndjson", Self.text)
        let failure = StoreFailure.unavailable("gone")
        store.inject(losesAnswer ? .loseAnswer(failure) : .fail(failure), into: .write, skipping: skipped)
        await #expect(throws: StoreFailure.self) { try await folder.importer.run(file: path) }
        let report = try await folder.importer.run(file: path)
        #expect(report.isComplete)
        #expect(report.read == Self.resources)
        #expect(report.rejectedTotal == 2)
        #expect(report.stored == Self.resources - 2)
        #expect(try await folder.count("Patient") == Self.resources - 3)
        let bytes = try #require(try await folder.version("Patient", "p1100")?.bytes)
        #expect(String(decoding: bytes, as: UTF8.self).contains("Later"))
        if skipped >= 1 { #expect(report.alreadyImported >= 999, "what an earlier run stored is not written again") }
    }

    @Test("A busy store is waited for")
    func throttled() async throws {
        let store = FaultInjectingStore(MemoryStore())
        let folder = try ImportFolder(store: store)
        store.inject(.fail(.throttled(retryAfter: .milliseconds(5))), into: .write, times: 3)
        let report = try await folder.importer.run(file: folder.file("a.ndjson", ImportFolder.patients(0..<10)))
        #expect(report.created == 10)
        #expect(store.count(of: .write) == 5)
    }

    @Test("A cancelled import stops and can go on", arguments: [false, true])
    func cancelled(_ isTransaction: Bool) async throws {
        let store = FaultInjectingStore(MemoryStore())
        let folder = try ImportFolder(store: store)
        let path =
            try isTransaction
            ? folder.file(
                "a.json", DocumentImportTests.bundle("transaction", (0..<20).map { DocumentImportTests.entry($0) }))
            : folder.file("a.ndjson", ImportFolder.patients(0..<20))
        store.inject(.fail(.throttled(retryAfter: .seconds(60))), into: .write)
        let task = Task { try await folder.importer.run(file: path) }
        while store.count(of: .write) == 0 { await Task.yield() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await folder.count("Patient") == 0)
        let report = try await folder.importer.run(file: path)
        #expect(report.created == 20)
        #expect(report.rejectedTotal == 0)
    }

    @Test(
        "The same bytes twice at once are one import", arguments: ["transaction", "collection", "lines"], [true, false])
    func sameTwice(_ form: String, _ isOneCommand: Bool) async throws {
        let store = FaultInjectingStore(MemoryStore())
        let folder = try ImportFolder(store: store)
        let entry = #"{"resource":{"resourceType":"Basic"},"request":{"method":"POST","url":"Basic"}}"#
        var lines = (0..<2_500).map { _ in #"{"resourceType":"Basic"}"# }
        // One resource in two lines of a batch, which makes two writes of it.
        lines[700] = ImportFolder.patient("twice", family: "Early")
        lines[800] = ImportFolder.patient("twice", family: "Late")
        let text =
            form == "lines"
            ? lines.joined(separator: "\n") : DocumentImportTests.bundle(form, Array(repeating: entry, count: 4))
        let files = try ["a.json", "b.json"].map { try folder.file($0, text) }
        // Both have read the bookmark before either has written it.
        store.inject(.delay(.milliseconds(200)), into: .write, times: 2)
        let reports: [ImportReport]
        if isOneCommand {
            reports = [try await folder.importer.run(files: files)]
        } else {
            async let first = folder.importer.run(file: files[0])
            async let second = folder.importer.run(file: files[1])
            reports = try await [first, second]
        }
        let count = form == "lines" ? lines.count : 4
        #expect(reports.map(\.read).reduce(0, +) == 2 * count)
        #expect(reports.map(\.stored).reduce(0, +) == 2 * count)
        #expect(try await folder.count("Basic") == (form == "lines" ? lines.count - 2 : 4))
        #expect(try await store.changes(after: 0, limit: 9_999).count == count, "nothing is written twice")
        if form == "lines" {
            let bytes = try #require(try await folder.version("Patient", "twice")?.bytes)
            #expect(String(decoding: bytes, as: UTF8.self).contains("Late"))
        }
    }

    @Test("A long collection goes on behind the entries that are stored")
    func collection() async throws {
        let store = FaultInjectingStore(MemoryStore())
        let folder = try ImportFolder(store: store)
        let path = try folder.file(
            "a.json", DocumentImportTests.bundle("collection", (0..<2_500).map { DocumentImportTests.entry($0) }))
        store.inject(.fail(.unavailable("gone")), into: .write, skipping: 2)
        await #expect(throws: StoreFailure.self) { try await folder.importer.run(file: path) }
        let report = try await folder.importer.run(file: path)
        #expect((report.read, report.alreadyImported, report.created) == (2_500, 2_000, 500))
        #expect(report.isComplete)
    }
}
