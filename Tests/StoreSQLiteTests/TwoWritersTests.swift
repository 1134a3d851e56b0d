// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import FHIRSearch
import RecordStore
import StoreSQLite
import Testing

@Suite("Two programs that write to one store")
struct TwoWritersTests {
    @Test("Each finds all that both have written, and nothing stands in another's place")
    func alternate() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("store.sqlite")
        let stores = [try SQLiteStore(path: path), try SQLiteStore(path: path)]
        for number in 0..<12 {
            let store = stores[number / 3 % 2]
            let resource = try Resource(Array(#"{"resourceType":"Basic","id":"r\#(number)","code":{}}"#.utf8))
            let prepared = try PreparedResource(
                resource, id: "r\(number)", labels: [], extractor: IndexExtractor())
            // The same resource twice moves the first version to the history.
            for _ in 0..<2 { _ = try await store.write(WriteBatch(changes: [WriteChange(.put(prepared))])) }
        }
        for store in stores {
            for number in 0..<12 {
                let id = ResourceID("Basic", "r\(number)")
                let version = try await store.read(id, visibility: .unrestricted)
                #expect(try version?.body?.resource().id == "r\(number)")
                #expect(version?.id == id)
            }
            try await store.close()
        }
    }
}
