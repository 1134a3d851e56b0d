// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import Foundation
import RecordStore
import StoreSQLite
import Testing

@Suite("What the SQLite store acknowledged is there afterwards", .serialized)
struct SQLiteDurabilityTests {
    /// Set ONELONDON_KILL_ROUNDS to try for longer.
    static let rounds = ProcessInfo.processInfo.environment["ONELONDON_KILL_ROUNDS"].flatMap { Int($0) } ?? 60
    /// After how many kills a new store is begun, for each check looks at all there is.
    static let roundsOfOneStore = 12

    @Test("when the process is killed at any time")
    func survivesKill() async throws {
        var random = SeededGenerator(seed: SQLiteConformanceTests.seed)
        var written = 0
        for start in stride(from: 0, to: Self.rounds, by: Self.roundsOfOneStore) {
            let place = try StorePlace()
            var acknowledged: Set<String> = []
            for round in start..<min(start + Self.roundsOfOneStore, Self.rounds) {
                let delay = Duration.microseconds(Int.random(in: 500...60_000, using: &random))
                // Every other time when it has surely written, however slow the machine is.
                let child = try await ChildProcess.run(
                    ["mixed", place.path, "6", "1000000"], killAfter: delay, saying: round % 2 == 0 ? "ack" : "open")
                #expect(child.exitCode == SIGKILL, "the child ended by itself")
                acknowledged.formUnion(child.acknowledged)
                let store = try place.open()
                #expect(try RawDatabase(place.path).rows("PRAGMA integrity_check") == [["ok"]])
                try await check(store, acknowledged: acknowledged)
                let files = try RawDatabase(place.path).number("SELECT count(*) FROM content_file")
                #expect(try place.files().count == files, "large resources without a row are left over")
                try await store.close()
            }
            written += acknowledged.count
        }
        print("killed \(Self.rounds) writers; \(written) acknowledged batches are all there")
        #expect(written >= Self.rounds / 2, "hardly anything was written before the kills")
    }

    @Test("when the disk was full for a while")
    func survivesFullDisk() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("store.sqlite")
        let child = try await ChildProcess.run(["fill", path, "1", "100000"])
        let refused = child.lines.filter { $0.hasPrefix("refused ") }.map { String($0.dropFirst(8)) }
        #expect(child.exitCode == 0)
        #expect(child.lines.last == "closed")
        #expect(refused.count > 12)
        let store = try SQLiteStore(path: path)
        let acknowledged = Set(child.acknowledged)
        #expect(acknowledged.isSuperset(of: refused), "what was refused could not be written afterwards")
        try await check(store, acknowledged: acknowledged)
        // Only what was acknowledged is there: a refusal means that nothing was written.
        var position: Int64 = 0
        while case let changes = try await store.changes(after: position, limit: 1_000), let last = changes.last {
            for change in changes where change.version.id.type == "Observation" {
                #expect(acknowledged.contains(Self.batch(of: change.version.id.id)))
                #expect(change.version.version == 1, "a refused batch had been written")
            }
            position = last.position
        }
        try await store.close()
    }

    /// Everything acknowledged is there, batches are whole, and the index agrees with the bodies.
    private func check(_ store: SQLiteStore, acknowledged: Set<String>) async throws {
        var parts: [String: Int] = [:]
        var documents: Set<String> = []
        var bookmarks: [String: String] = [:]
        var position: Int64 = 0
        while case let changes = try await store.changes(after: position, limit: 1_000), let last = changes.last {
            for change in changes {
                let id = change.version.id
                if id.type == "Observation" {
                    parts[Self.batch(of: id.id), default: 0] += 1
                } else if id.type == "Binary" {
                    let name = Self.batch(of: id.id)
                    let data = try change.version.body?.resource()["data"]?.string
                    #expect(data?.hasPrefix(name + name) == true, "a document is another one")
                    documents.insert(id.id)
                } else {
                    let patient = try #require(try change.version.body?.resource())
                    bookmarks[id.id] = patient.items("name").first { _ in true }?["family"]?.string
                }
            }
            position = last.position
        }
        let batches = Set(acknowledged.map { $0.hasSuffix("-document") ? Self.batch(of: $0) : $0 })
        #expect(batches.isSubset(of: parts.keys), "an acknowledged batch is lost")
        #expect(documents.isSuperset(of: acknowledged.filter { $0.hasSuffix("-document") }), "a document is lost")
        #expect(documents.allSatisfy { parts[Self.batch(of: $0)] != nil }, "a document is there without its batch")
        #expect(parts.values.allSatisfy { $0 == 5 }, "a batch is there in part")
        for (name, value) in bookmarks {
            #expect(try await store.bookmark(name) == value, "a bookmark is of another state than its batch")
        }
        for name in parts.keys.shuffled().prefix(60) {
            for search in [("code", "urn:\(name)|\(name)"), ("patient", "of-\(name)"), ("identifier", "\(name)-0")] {
                let query = try SearchQueryParser().parse(
                    resourceType: "Observation", parameters: [(name: search.0, value: search.1)])
                let found = try await store.search(query, visibility: .unrestricted, page: nil).matches.map(\.id.id)
                let wanted = search.0 == "identifier" ? ["\(name)-0"] : (0..<5).map { "\(name)-\($0)" }
                #expect(found == wanted, "the index does not agree with the bodies")
            }
        }
    }

    /// The batch of an Observation, whose id is the batch and a part.
    private static func batch(of id: String) -> String {
        id.split(separator: "-").dropLast().joined(separator: "-")
    }
}
