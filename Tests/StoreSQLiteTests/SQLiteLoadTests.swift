// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import Foundation
import RecordStore
import RecordStoreTesting
import StoreSQLite
import Synchronization
import Testing

/// Counts from 1.
private final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}

@Suite("The SQLite store under load")
struct SQLiteLoadTests {
    @Test("turns writers away while too much waits, and takes them again afterwards")
    func throttles() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("store.sqlite")
        let store = try SQLiteStore(path: path, limits: .init(backlog: 100_000))
        let raw = try RawDatabase(path)
        try raw.rows("BEGIN IMMEDIATE")
        var random = RandomRecords(seed: 3)
        let batches = try (0..<200).map { _ in try random.batch() }
        let refusals = Counter()
        let outcomes = try await withThrowingTaskGroup(of: Bool.self) { group in
            for batch in batches {
                group.addTask {
                    do {
                        _ = try await store.write(batch)
                        return true
                    } catch StoreFailure.throttled(let wait) {
                        #expect(wait > .zero)
                        // Until then nothing is written, for someone else is writing.
                        if refusals.next() == 51 { try raw.rows("COMMIT") }
                        return false
                    } catch StoreFailure.unavailable {
                        // On a busy machine somebody may wait for the one who is writing longer than anybody is let wait.
                        return false
                    }
                }
            }
            return try await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(outcomes.count { !$0 } > 50)
        #expect(outcomes.count { $0 } > 10)
        for batch in batches { _ = try await store.write(batch) }
        try await store.close()
    }

    @Test("keeps the log short while writing does not stop")
    func limitsLog() async throws {
        let folder = try TemporaryFolder()
        var lengths: [Int] = []
        for logPages in [16_384, 40] {
            let path = folder.path("store-\(logPages).sqlite")
            let store = try SQLiteStore(path: path, limits: .init(logPages: logPages))
            try await writeSteadily(to: store, batches: 400)
            lengths.append(try self.logPages(path))
            let query = SearchQuery(resourceType: "Observation", onlyTotal: true)
            #expect(try await store.search(query, visibility: .unrestricted, page: nil).total == 8_000)
            try await store.close()
        }
        print("log pages without and with a limit: \(lengths)")
        #expect(lengths[1] * 3 < lengths[0])
    }

    @Test("goes on while a reader holds an old state, and shortens the log afterwards")
    func toleratesReaders() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("store.sqlite")
        let store = try SQLiteStore(path: path, limits: .init(logPages: 40))
        try await writeSteadily(to: store, batches: 8)
        let reader = try RawDatabase(path)
        try reader.rows("BEGIN")
        let seen = try reader.number("SELECT count(*) FROM current")
        try await writeSteadily(to: store, batches: 100)
        #expect(try reader.number("SELECT count(*) FROM current") == seen)
        let long = try logPages(path)
        try reader.rows("COMMIT")
        try await writeSteadily(to: store, batches: 400)
        let after = try logPages(path)
        print("log pages while a reader held it and after as much again four times: \(long), \(after)")
        #expect(after < long * 2, "the log goes on growing")
        try await store.close()
    }

    /// Batches of 20 new resources from four writers at once.
    private func writeSteadily(to store: SQLiteStore, batches: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<batches / 4 {
                        let changes = try (0..<20).map { _ in
                            let id = RandomIdentifier.make()
                            let json =
                                #"{"resourceType":"Observation","status":"final","subject":{"reference":"Patient/\#(id)"}}"#
                            return WriteChange(
                                .put(
                                    try PreparedResource(
                                        Resource(json.utf8), id: id, labels: [], extractor: IndexExtractor())))
                        }
                        _ = try await store.write(WriteBatch(changes: changes))
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func logPages(_ path: String) throws -> Int {
        let size = try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int
        return (size ?? 0) / 8_192
    }
}
