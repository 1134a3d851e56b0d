// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import RecordStore
import RecordStoreTesting
import StoreSQLite
import Testing

@Suite("Searches by a code and a time, or in the order of a time")
struct CodesInTimeTests {
    /// Rows of dates under the numbers of codes.
    private static let joined = "parameter > 1048576 AND parameter < 2097152"

    private static let queries = [
        "code=c1&date=ge2026-03", "code=c1&_sort=-date", "code=c1&date=ge2026-02-20&_sort=-date",
    ]

    @Test("read the rows of both alone: without those nothing with a time is found", arguments: queries)
    func readsJoinedRows(_ query: String) async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.path("store.sqlite"), limits: .init(effort: .small))
        _ = try await store.write(WriteBatch(changes: DatedResults.changes()))
        let raw = try RawDatabase(folder.path("store.sqlite"))
        #expect(
            try raw.number("SELECT count(*) FROM index_date WHERE \(Self.joined)") == 2 * DatedResults.count)
        _ = try raw.rows("DELETE FROM index_date WHERE \(Self.joined)")
        #expect(try await DatedResults.found(query, in: store).allSatisfy { $0.hasPrefix("none") })
        try await store.close()
    }

    @Test("find the same while a store that had no such rows gets them, and after")
    func builds() async throws {
        let folder = try TemporaryFolder()
        let first = try SQLiteStore(path: folder.path("store.sqlite"))
        _ = try await first.write(WriteBatch(changes: DatedResults.changes()))
        var wanted: [[String]] = []
        for query in Self.queries { wanted.append(try await DatedResults.found(query, in: first).sorted()) }
        try await first.close()
        let raw = try RawDatabase(folder.path("store.sqlite"))
        _ = try raw.rows("DELETE FROM index_date WHERE \(Self.joined)")
        _ = try raw.rows("DELETE FROM composite WHERE parameter IN (SELECT id FROM parameter WHERE code LIKE '%+%')")
        _ = try raw.rows("DELETE FROM parameter WHERE code LIKE '%+%'")
        let store = try SQLiteStore(path: folder.path("store.sqlite"), limits: .init(effort: .small))
        for _ in 0..<2 {
            for (query, found) in zip(Self.queries, wanted) {
                #expect(try await DatedResults.found(query, in: store).sorted() == found, "\(query)")
            }
            while try await !store.indexBuilds().isEmpty { try await Task.sleep(for: .milliseconds(2)) }
        }
        #expect(
            try raw.number("SELECT count(*) FROM index_date WHERE \(Self.joined)") == 2 * DatedResults.count)
        try await store.close()
    }
}
