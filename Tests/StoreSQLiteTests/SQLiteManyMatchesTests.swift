// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import RecordStore
import RecordStoreTesting
import StoreSQLite
import Synchronization
import Testing

@Suite("Searches of the SQLite store with many matches")
struct SQLiteManyMatchesTests {
    @Test("find what the reference finds, in its order, whichever way they are walked")
    func agrees() async throws {
        let folder = try TemporaryFolder()
        var random = RandomRecords(seed: 41, idCount: 500)
        var records: [PreparedResource] = []
        var seen = Set<ResourceID>()
        while records.count < 2_500 {
            let record = try random.resource()
            if seen.insert(record.id).inserted { records.append(record) }
        }
        // More candidates than are gathered without trying a walk first.
        try #require(records.count { $0.id.type == "Observation" } > 300)
        let opened = Mutex<SQLiteStore?>(nil)
        try await ConformanceSuite.compareSearches(of: records, seed: 42, queryCount: 600) { clock in
            let store = try SQLiteStore(path: folder.path("store.sqlite"), clock: clock)
            opened.withLock { $0 = store }
            return store
        }
        try await opened.withLock { $0 }?.close()
    }
}
