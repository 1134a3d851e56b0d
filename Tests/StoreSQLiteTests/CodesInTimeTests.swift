// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import FHIRSearch
import Foundation
import RecordStore
import StoreSQLite
import Testing

@Suite("Searches by a code and a time, or in the order of a time")
struct CodesInTimeTests {
    private static let queries: [(text: String, found: [Int])] = [
        ("code=c1&date=ge2026-02-10", Array(10...28)), ("code=c1&date=lt2026-02-03", [1, 2]),
        ("code=urn:s|c1&date=2026-02-07", [7]), ("code=c2&date=ge2026", []), ("code=c3&date=ge2026", []),
        ("code=c1&_sort=-date", Array((1...28).reversed()) + [29]), ("code=c1&_sort=date", Array(1...28) + [29]),
        ("code=c1&date=ge2026-02-20&_sort=-date", Array((20...28).reversed())),
    ]

    private static func found(_ text: String, in store: SQLiteStore) async throws -> [Int] {
        let parameters = text.split(separator: "&").map { part in
            let pieces = part.split(separator: "=", maxSplits: 1).map(String.init)
            return (name: pieces[0], value: pieces[1])
        }
        var query = try SearchQueryParser().parse(resourceType: "Observation", parameters: parameters)
        query.count = 4
        var found: [Int] = []
        var page: SearchPosition?
        repeat {
            let answer = try await store.search(query, visibility: .unrestricted, page: page)
            found += answer.matches.compactMap { Int($0.id.id.dropFirst()) }
            page = answer.next
        } while page != nil
        return query.sort.isEmpty ? found.sorted() : found
    }

    /// Twenty-eight with a code on the days of a month, one without a time, and as many others.
    private static func store(_ folder: TemporaryFolder) async throws -> SQLiteStore {
        let store = try SQLiteStore(path: folder.path("store.sqlite"), limits: .init(effort: .small))
        func observation(_ number: Int, _ code: String, _ day: Int?) throws -> WriteChange {
            let time = day.map { #","effectiveDateTime":"2026-02-\#($0 < 10 ? "0" : "")\#($0)""# } ?? ""
            let json =
                #"{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"urn:s","code":"\#(code)"}]}\#(time)}"#
            return WriteChange(
                .put(
                    try PreparedResource(
                        Resource(Array(json.utf8)), id: "o\(number)", labels: [], extractor: IndexExtractor())))
        }
        var changes = try (1...28).map { try observation($0, "c1", $0) } + [try observation(29, "c1", nil)]
        changes += try (1...28).map { try observation(100 + $0, "other", $0) } + [try observation(200, "c2", nil)]
        _ = try await store.write(WriteBatch(changes: changes))
        return store
    }

    @Test("find what has both, page by page")
    func findsBoth() async throws {
        let folder = try TemporaryFolder()
        let store = try await Self.store(folder)
        for query in Self.queries {
            #expect(try await Self.found(query.text, in: store) == query.found, "\(query.text)")
        }
        try await store.close()
    }

    @Test("read the rows of both alone: without those they find nothing", arguments: [0, 5, 7])
    func readsJoinedRows(_ query: Int) async throws {
        let folder = try TemporaryFolder()
        let store = try await Self.store(folder)
        let raw = try RawDatabase(folder.path("store.sqlite"))
        #expect(
            try raw.number("SELECT count(*) FROM index_date WHERE parameter > 1048576 AND parameter < 2097152") >= 56)
        _ = try raw.rows("DELETE FROM index_date WHERE parameter > 1048576 AND parameter < 2097152")
        let text = Self.queries[query].text
        #expect(try await Self.found(text, in: store).allSatisfy { $0 == 29 }, "\(text)")
        try await store.close()
    }

    @Test("find the same while a store that had no such rows gets them, and after")
    func builds() async throws {
        let folder = try TemporaryFolder()
        try await Self.store(folder).close()
        let raw = try RawDatabase(folder.path("store.sqlite"))
        _ = try raw.rows("DELETE FROM index_date WHERE parameter > 1048576 AND parameter < 2097152")
        _ = try raw.rows("DELETE FROM composite WHERE parameter IN (SELECT id FROM parameter WHERE code LIKE '%+%')")
        _ = try raw.rows("DELETE FROM parameter WHERE code LIKE '%+%'")
        let store = try SQLiteStore(path: folder.path("store.sqlite"), limits: .init(effort: .small))
        for _ in 0..<2 {
            for query in Self.queries {
                #expect(try await Self.found(query.text, in: store) == query.found, "\(query.text)")
            }
            while try await !store.indexBuilds().isEmpty { try await Task.sleep(for: .milliseconds(2)) }
        }
        #expect(
            try raw.number("SELECT count(*) FROM index_date WHERE parameter > 1048576 AND parameter < 2097152") >= 56)
        try await store.close()
    }
}
