// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import RecordStore
import RecordStoreTesting
import StoreSQLite
import Testing

@Suite("The SQLite store's index of all words")
struct FullTextTests {
    private static let clock = ManualClock(Timestamp(seconds: 1_790_000_000))

    /// Fills a store with so many batches of random resources.
    private static func fill(_ store: SQLiteStore, seed: UInt64, batches: Int) async throws {
        var random = RandomRecords(seed: seed, idCount: 20)
        for _ in 0..<batches { _ = try await store.write(random.batch()) }
    }

    /// What a search of every type finds, as `Type/id`.
    private static func found(_ store: SQLiteStore, _ text: String) async throws -> [String] {
        var found: [String] = []
        for type in RandomRecords.types {
            var query = try SearchQueryParser().parse(resourceType: type, parameters: [("_content", text)])
            query.count = 1_000
            found += try await store.search(query, visibility: .unrestricted, page: nil).matches.map(\.id.reference)
        }
        return found.sorted()
    }

    /// How many words the index holds of how many versions.
    private static func indexed(_ raw: RawDatabase) throws -> Int {
        try raw.rows("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, full_text, row)")
        return try raw.number("SELECT coalesce(sum(doc), 0) FROM temp.vocabulary")
    }

    @Test("is made of what is there, and kept from then on whoever opens the store")
    func turnsOn() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("store.sqlite")
        var store = try SQLiteStore(path: path, clock: Self.clock)
        try await Self.fill(store, seed: 1, batches: 700)
        let wanted = try await Self.found(store, "headache OR celik")
        let raw = try RawDatabase(path)
        #expect(try Self.indexed(raw) == 0)
        #expect(try raw.number("SELECT count(*) FROM current") + raw.number("SELECT count(*) FROM history") > 1_500)
        try await store.close()

        store = try SQLiteStore(path: path, clock: Self.clock, fullText: .on)
        #expect(try Self.indexed(raw) > 1_000)
        #expect(wanted.count > 10)
        #expect(try await Self.found(store, "headache OR celik") == wanted)
        try await store.close()

        store = try SQLiteStore(path: path, clock: Self.clock)
        let before = try Self.indexed(raw)
        try await Self.fill(store, seed: 2, batches: 50)
        #expect(try Self.indexed(raw) > before)
        try await store.close()

        store = try SQLiteStore(path: path, clock: Self.clock, fullText: .off)
        #expect(try Self.indexed(raw) == 0)
        let scanned = try await Self.found(store, "headache OR celik")
        try await store.close()
        store = try SQLiteStore(path: path, clock: Self.clock, fullText: .on)
        #expect(try await Self.found(store, "headache OR celik") == scanned)
        try await store.close()
    }

    @Test("is kept by a store that was open when another process turned it on")
    func turnsOnBeside() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("store.sqlite")
        let first = try SQLiteStore(path: path, clock: Self.clock)
        try await Self.fill(first, seed: 3, batches: 20)
        let second = try SQLiteStore(path: path, clock: Self.clock, fullText: .on)
        try await Self.fill(first, seed: 4, batches: 20)
        let found = try await Self.found(second, "headache")
        #expect(!found.isEmpty)
        #expect(try await Self.found(first, "headache") == found)
        try await second.close()
        let third = try SQLiteStore(path: path, clock: Self.clock, fullText: .off)
        #expect(try await Self.found(third, "headache") == found)
        try await third.close()
        try await first.close()
    }

    @Test("loses the words of superseded versions in a purge, and only those")
    func purges() async throws {
        let folder = try TemporaryFolder()
        let clock = ManualClock(Timestamp(seconds: 1_790_000_000))
        let store = try SQLiteStore(path: folder.path("store.sqlite"), clock: clock, fullText: .on)
        try await Self.fill(store, seed: 5, batches: 300)
        let raw = try RawDatabase(folder.path("store.sqlite"))
        let before = try Self.indexed(raw)
        clock.advance(by: .seconds(7_200))
        try await store.purgeSuperseded(before: clock.now())
        let after = try Self.indexed(raw)
        #expect(after < before)
        try await store.close()
        // Made anew it holds what is current only.
        for setting in [FullTextSetting.off, .on] {
            try await SQLiteStore(path: folder.path("store.sqlite"), clock: clock, fullText: setting).close()
        }
        #expect(try Self.indexed(raw) == after)
    }

    @Test("answers without reading what it does not find")
    func plan() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.path("store.sqlite"), fullText: .on)
        let raw = try RawDatabase(folder.path("store.sqlite"))
        for (sql, wanted) in [
            ("SELECT rowid FROM full_text WHERE full_text MATCH 'a' AND rowid > 5 ORDER BY rowid LIMIT 3", "M2>"),
            ("SELECT 1 FROM full_text WHERE full_text MATCH 'a' AND rowid = 5", "=M2"),
        ] {
            let plan = try raw.rows("EXPLAIN QUERY PLAN \(sql)").compactMap { $0.last ?? nil }
            #expect(plan.count == 1, "\(plan)")
            #expect(plan[0].contains("VIRTUAL TABLE INDEX") && plan[0].contains(wanted), "\(plan)")
        }
        try await store.close()
    }
}
