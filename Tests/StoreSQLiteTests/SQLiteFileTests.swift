// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CZstd
import CareTypes
import FHIRModel
import FHIRSearch
import Foundation
import RecordStore
import RecordStoreTesting
import StoreSQLite
import StoredBody
import Testing

@Suite("The SQLite store's file")
struct SQLiteFileTests {
    @Test("keeps everything when it is closed and opened again")
    func reopens() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("store.sqlite")
        let clock = ManualClock(Timestamp(seconds: 1_790_000_000))
        var random = RandomRecords(seed: 5)
        var store = try SQLiteStore(path: path, clock: clock)
        for number in 0..<50 {
            var batch = try random.batch()
            batch.bookmark = .init(name: "import", value: "\(number)")
            _ = try await store.write(batch)
        }
        let (feed, snapshot) = (try await told(store), try await store.snapshot())
        let query = SearchQuery(resourceType: "Observation", count: 3)
        let page = try await store.search(query, visibility: .unrestricted, page: nil)
        let second = try await store.search(query, visibility: .unrestricted, page: page.next)
        try await store.close()
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"), "the log was not moved into the file")

        clock.advance(by: .seconds(-3_600))
        store = try SQLiteStore(path: path, clock: clock)
        #expect(try await told(store) == feed)
        #expect(try await store.snapshot() == snapshot)
        #expect(try await store.bookmark("import") == "49")
        let again = try await store.search(query, visibility: .unrestricted, page: page.next)
        #expect(again.matches.map(\.id) == second.matches.map(\.id))
        let newest = try #require(try await store.changes(after: 0, limit: 1_000).map(\.version.lastUpdated).max())
        let outcome = try await store.write(WriteBatch(changes: [.init(.put(try patient("new")))]))
        #expect(outcome.results[0].lastUpdated > newest)
        #expect(outcome.snapshot.version == snapshot.version + 1)
        try await store.close()
    }

    @Test("can be read by its owner only, its log included")
    func isPrivate() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("store.sqlite")
        let store = try SQLiteStore(path: path, clock: ManualClock(Timestamp(seconds: 1_790_000_000)))
        _ = try await store.write(WriteBatch(changes: [.init(.put(try patient("p")))]))
        for file in [path, path + "-wal", path + "-shm"] {
            let rights = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
            #expect(rights == 0o600, "\(file)")
        }
        try await store.close()
    }

    @Test("refuses work after it was closed")
    func refusesWhenClosed() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.path("store.sqlite"))
        try await store.close()
        let closed = StoreFailure.unavailable("the store is closed")
        await #expect(throws: closed) { try await store.write(WriteBatch(changes: [])) }
        await #expect(throws: closed) { try await store.snapshot() }
        await #expect(throws: (any Error).self) { try await store.purgeSuperseded(before: Timestamp(seconds: 0)) }
        try await store.close()
    }

    @Test("is refused where a newer program wrote it")
    func refusesNewer() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("store.sqlite")
        try await SQLiteStore(path: path).close()
        try RawDatabase(path).rows("INSERT INTO grdb_migrations VALUES ('9999-from-the-future')")
        #expect {
            _ = try SQLiteStore(path: path)
        } throws: { error in
            guard case StoreFailure.unavailable(let reason) = error else { return false }
            return reason.contains("newer version")
        }
    }

    @Test(
        "is refused where it is no store or no place for one",
        arguments: ["garbage", "missing/store.sqlite", ":memory:"])
    func refusesOthers(_ name: String) async throws {
        let folder = try TemporaryFolder()
        let path = name == ":memory:" ? name : folder.path(name)
        if name == "garbage" { try Data(repeating: 0x41, count: 20_000).write(to: URL(fileURLWithPath: path)) }
        #expect {
            _ = try SQLiteStore(path: path)
        } throws: { error in
            if case StoreFailure.unavailable = error { true } else { false }
        }
    }

    @Test("is written in WAL mode with pages of 8 kB")
    func usesLog() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.path("store.sqlite"))
        let raw = try RawDatabase(folder.path("store.sqlite"))
        #expect(try raw.rows("PRAGMA journal_mode") == [["wal"]])
        #expect(try raw.number("PRAGMA page_size") == 8_192)
        try await store.close()
    }

    @Test("tells of a damaged body, wherever the damage is, and goes on")
    func noticesDamage() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.path("store.sqlite"))
        let id = ResourceID("Patient", "p1")
        _ = try await store.write(WriteBatch(changes: [.init(.put(try patient("p1", "Adebayo")))]))
        let raw = try RawDatabase(folder.path("store.sqlite"))
        let body = try raw.blob("SELECT body FROM current")
        let query = try SearchQueryParser().parse(resourceType: "Patient", parameters: [("name", "a")])
        for position in body.indices {
            var damaged = body
            damaged[position] ^= 0x15
            try raw.rows("UPDATE current SET body = ?", blob: damaged)
            await #expect("byte \(position)") {
                _ = try await store.read(id, visibility: .unrestricted)
            } throws: { error in
                if case StoreFailure.unavailable(let reason) = error {
                    reason.contains("body is damaged")
                } else {
                    false
                }
            }
            await #expect(throws: StoreFailure.self) {
                _ = try await store.search(query, visibility: .unrestricted, page: nil)
            }
            await #expect(throws: StoreFailure.self) { _ = try await store.changes(after: 0, limit: 10) }
        }
        try raw.rows("UPDATE current SET body = ?", blob: Array(body.prefix(5)))
        await #expect(throws: StoreFailure.self) { _ = try await store.read(id, visibility: .unrestricted) }
        // A connection that met damage must not stay in the state of that moment.
        try raw.rows("UPDATE current SET body = ?", blob: body)
        _ = try await store.write(WriteBatch(changes: [.init(.put(try patient("p2", "Ahmed")))]))
        let found = try await store.search(query, visibility: .unrestricted, page: nil)
        #expect(found.matches.map(\.id.id) == ["p1", "p2"])
        #expect(try await store.changes(after: 0, limit: 10).count == 2)
        try await store.close()
    }

    @Test("holds the same content where another release of zstd wrote it")
    func comparesContent() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.path("store.sqlite"))
        let resource = try patient("p1", "Adebayo")
        let batch = WriteBatch(changes: [.init(.put(resource))])
        _ = try await store.write(batch)
        let raw = try RawDatabase(folder.path("store.sqlite"))
        let row = try raw.blob("SELECT body FROM current")
        var other = [UInt8](repeating: 0, count: 1_000)
        let json = resource.body.json
        other.removeLast(other.count - ZSTD_compress(&other, other.count, json, json.count, 9))
        other = Array(row.prefix(14)) + other
        try #require(other != row)
        try raw.rows("UPDATE current SET body = ?", blob: other)
        #expect(try await store.write(batch).results.map(\.effect) == [.unchanged])
        try await store.close()
    }

    @Test("reads what the first version of this program wrote")
    func readsUncheckedRows() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("store.sqlite")
        let batch = WriteBatch(changes: [.init(.put(try patient("p1", "Adebayo")))])
        let first = try SQLiteStore(path: path)
        _ = try await first.write(batch)
        let raw = try RawDatabase(path)
        let row = try raw.blob("SELECT body FROM current")
        // Its rows had no check and the first dictionary, and it knew no content files.
        let json = batch.changes.compactMap {
            if case .put(let resource) = $0.content { resource.body.json } else { nil }
        }
        let compressed = try BodyCodec.shared.compress(json[0], with: .v1)
        try raw.rows("UPDATE current SET body = ?", blob: [1] + row[1..<10] + compressed)
        try raw.rows("DROP TABLE content_file")
        try raw.rows("DELETE FROM grdb_migrations WHERE identifier = '0002-content-files'")
        try await first.close()
        let store = try SQLiteStore(path: path)
        let version = try #require(try await store.read(ResourceID("Patient", "p1"), visibility: .unrestricted))
        #expect(String(decoding: version.bytes ?? [], as: UTF8.self).contains("Adebayo"))
        #expect(try await store.write(batch).results.map(\.effect) == [.unchanged])
        try await store.close()
    }

    private func patient(_ id: String, _ family: String = "Okafor") throws -> PreparedResource {
        let json = #"{"resourceType":"Patient","name":[{"family":"\#(family)","given":["A"]}],"gender":"unknown"}"#
        return try PreparedResource(Resource(json.utf8), id: id, labels: [], extractor: IndexExtractor())
    }

    private func told(_ store: SQLiteStore) async throws -> [String] {
        try await store.changes(after: 0, limit: 10_000).map { change in
            "\(change.position) \(change.commit) \(change.version.id)/\(change.version.version) \(change.version.change)"
                + String(decoding: change.version.bytes ?? [], as: UTF8.self)
        }
    }
}
