// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import RecordStore
import RecordStoreTesting
import StoreSQLite
import Testing

@Suite("The SQLite store's index")
struct SQLiteIndexTests {
    @Test("loses the rows of superseded versions in a purge, and only those")
    func purges() async throws {
        let folder = try TemporaryFolder()
        let clock = ManualClock(Timestamp(seconds: 1_790_000_000))
        let store = try SQLiteStore(path: folder.path("store.sqlite"), clock: clock)
        var random = RandomRecords(seed: 77, idCount: 20)
        for _ in 0..<600 { _ = try await store.write(random.batch()) }
        let raw = try RawDatabase(folder.path("store.sqlite"))
        let before = try raw.indexRows()

        try await store.purgeSuperseded(before: Timestamp(seconds: 1_700_000_000))
        #expect(try raw.indexRows() == before, "nothing was old enough")
        #expect(try raw.number("SELECT count(*) FROM history WHERE indexed = 1") > 1_000)

        clock.advance(by: .seconds(7_200))
        try await store.purgeSuperseded(before: clock.now())
        #expect(try raw.number("SELECT count(*) FROM history WHERE indexed = 1") == 0)
        // A store that has never held anything but the current versions.
        let fresh = try SQLiteStore(path: folder.path("fresh.sqlite"), clock: clock)
        for type in RandomRecords.types {
            let query = SearchQuery(resourceType: type, count: 1_000)
            for match in try await store.search(query, visibility: .unrestricted, page: nil).matches {
                let resource = try #require(try match.body?.resource())
                let prepared = try PreparedResource(
                    resource, id: match.id.id, labels: match.labels, extractor: IndexExtractor())
                _ = try await fresh.write(WriteBatch(changes: [.init(.put(prepared))]))
            }
        }
        let wanted = try RawDatabase(folder.path("fresh.sqlite")).indexRows()
        try await fresh.close()
        let after = try raw.indexRows()
        #expect(after == wanted)
        #expect(after < before)
        #expect(try raw.number("SELECT count(*) FROM history") > 1_000, "history is kept")
        for table in RawDatabase.indexTables {
            let strays = try raw.number(
                "SELECT count(*) FROM index_\(table) WHERE version NOT IN (SELECT version_key FROM current)")
            #expect(strays == 0, "rows without a current version in index_\(table)")
        }
        try await store.close()
    }

    @Test("is purged beside a version that cannot be read any more, which is told once")
    func purgesBesideDamage() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.path("store.sqlite"))
        for code in ["one", "two", "three", "four"] { _ = try await store.write(observation("o1", code: code)) }
        let raw = try RawDatabase(folder.path("store.sqlite"))
        try raw.rows("UPDATE history SET body = x'00' WHERE version = 1")
        let later = Timestamp(seconds: 4_000_000_000)
        #expect(try await store.purgeSuperseded(before: later) == 1)
        #expect(try raw.number("SELECT count(*) FROM history WHERE indexed = 1") == 0)
        #expect(try await store.purgeSuperseded(before: later) == 0)
        #expect(try await matches(of: "one", in: store).isEmpty)
        #expect(try await matches(of: "four", in: store) == ["o1"])
        try await store.close()
    }

    @Test("does not mix values up after a purge that failed")
    func keepsValuesApart() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.path("store.sqlite"))
        for code in ["gone", "kept"] { _ = try await store.write(observation("o1", code: code)) }
        let raw = try RawDatabase(folder.path("store.sqlite"))
        try raw.rows("DELETE FROM token WHERE code = 'gone'")
        try raw.rows(
            "CREATE TRIGGER stop BEFORE UPDATE OF indexed ON history BEGIN SELECT RAISE(ABORT, 'stopped'); END")
        // From here on nobody else writes, which would make the store read everything again.
        _ = try await store.write(observation("o2", code: "kept"))
        await #expect(throws: (any Error).self) {
            try await store.purgeSuperseded(before: Timestamp(seconds: 4_000_000_000))
        }
        _ = try await store.write(observation("o3", code: "gone"))
        _ = try await store.write(observation("o4", code: "new"))
        #expect(try await matches(of: "gone", in: store) == ["o3"])
        #expect(try await matches(of: "new", in: store) == ["o4"])
        try await store.close()
    }

    private func observation(_ id: String, code: String) throws -> WriteBatch {
        let json = #"{"resourceType":"Observation","status":"final","code":{"coding":[{"code":"\#(code)"}]}}"#
        let resource = try PreparedResource(
            Resource(json.utf8), id: id, labels: [], extractor: IndexExtractor())
        return WriteBatch(changes: [WriteChange(.put(resource))])
    }

    private func matches(of code: String, in store: SQLiteStore) async throws -> [String] {
        let query = try SearchQueryParser().parse(resourceType: "Observation", parameters: [("code", code)])
        return try await store.search(query, visibility: .unrestricted, page: nil).matches.map(\.id.id)
    }

    @Test(
        "serves the hot queries without walking a table",
        arguments: [
            "SELECT version_key FROM current WHERE person = ? AND person > 0 AND version_key > ?",
            "SELECT version_key FROM history WHERE indexed = 1 AND superseded > ? AND person = ? AND version_key > ?",
            "SELECT version_key FROM current WHERE type = ? AND version_key < ? ORDER BY version_key DESC LIMIT 512",
            "SELECT version FROM index_token WHERE parameter = ? AND token = ? AND version > ? LIMIT ?",
            "SELECT version FROM index_reference WHERE parameter = ? AND target = ? AND version > ? LIMIT ?",
            "SELECT version_key FROM history WHERE resource = ? AND version_key <= ? ORDER BY version DESC LIMIT 1",
            "SELECT version_key, body, superseded FROM history "
                + "WHERE indexed = 1 AND superseded > 0 AND superseded_at < ? ORDER BY superseded LIMIT 500",
        ])
    func usesIndex(_ sql: String) async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.path("store.sqlite"))
        let plan = try RawDatabase(folder.path("store.sqlite")).rows("EXPLAIN QUERY PLAN " + sql)
        let steps = plan.compactMap { $0.last ?? nil }
        #expect(!steps.isEmpty)
        #expect(steps.allSatisfy { $0.hasPrefix("SEARCH") }, "\(steps)")
        try await store.close()
    }

    @Test(
        "reads histories of a resource, a type and all by key, also with many versions",
        arguments: [
            (
                "SELECT version_key FROM current WHERE type = ?1 AND version_key < ?2 ORDER BY version_key DESC LIMIT ?3",
                "current_type (type=? AND rowid<?)"
            ),
            (
                "SELECT version_key, superseded FROM history WHERE type = ?1 AND version_key < ?2 "
                    + "ORDER BY version_key DESC LIMIT ?3", "history_type (type=? AND rowid<?)"
            ),
            (
                "SELECT version_key, superseded FROM history WHERE ?1 = 0 AND version_key < ?2 "
                    + "ORDER BY version_key DESC LIMIT ?3", "PRIMARY KEY (rowid<?)"
            ),
            (
                "SELECT version_key, recorded FROM current WHERE version_key <= ? ORDER BY version_key DESC LIMIT 1",
                "PRIMARY KEY (rowid<?)"
            ),
            (
                "SELECT version_key FROM history WHERE resource = ?1 AND version < ?2 ORDER BY version DESC LIMIT ?3",
                "history_resource (resource=? AND version<?)"
            ),
            (
                "SELECT current.person, current.labels FROM resource "
                    + "JOIN current ON current.version_key = resource.version_key WHERE resource.key = ?",
                "PRIMARY KEY (rowid=?)"
            ),
        ])
    func readsHistories(_ sql: String, _ index: String) async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.path("store.sqlite"))
        var random = RandomRecords(seed: 3, idCount: 30)
        for _ in 0..<40 {
            let changes = try (0..<100).map { _ in WriteChange(.put(try random.resource())) }
            var seen = Set<ResourceID>()
            _ = try await store.write(WriteBatch(changes: changes.filter { seen.insert($0.id).inserted }))
        }
        let raw = try RawDatabase(folder.path("store.sqlite"))
        try #require(try raw.number("SELECT count(*) FROM history") > 2_000)
        let steps = try raw.rows("EXPLAIN QUERY PLAN " + sql).compactMap { $0.last ?? nil }
        #expect(steps.allSatisfy { $0.hasPrefix("SEARCH") && $0.contains(index) }, "\(steps)")
        #expect(!steps.isEmpty)
        try await store.close()
    }
}
