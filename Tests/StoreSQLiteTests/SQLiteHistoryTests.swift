// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import RecordStore
import StoreSQLite
import Testing

@Suite("The SQLite store's histories")
struct SQLiteHistoryTests {
    @Test("A page ends early where very much is hidden, and the next one goes on behind it")
    func passesOver() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.path("store.sqlite"))
        func write(_ ids: [String], _ labels: SensitivityLabels) async throws {
            let changes = try ids.map { id in
                let json = #"{"resourceType":"Basic","id":"\#(id)"}"#
                return WriteChange(
                    .put(try PreparedResource(Resource(json.utf8), id: id, labels: labels, extractor: IndexExtractor()))
                )
            }
            _ = try await store.write(WriteBatch(changes: changes))
        }
        try await write(["first", "second"], [])
        for start in stride(from: 0, to: 50_010, by: 5_001) {
            try await write((start..<start + 5_001).map { "hidden-\($0)" }, .hiv)
        }
        try await write(["last"], [])
        let visibility = Visibility(people: .everyone, hiddenLabels: .hiv)
        for scope in [HistoryQuery.Scope.all, .type("Basic")] {
            let query = HistoryQuery(scope, count: 10)
            let page = try await store.history(query, visibility: visibility, page: nil)
            #expect(page.versions.map(\.id.id) == ["last"])
            let next = try #require(page.next)
            let rest = try await store.history(query, visibility: visibility, page: next)
            #expect(rest.versions.map(\.id.id) == ["second", "first"])
            #expect(rest.next == nil)
        }
        try await store.close()
    }
}
