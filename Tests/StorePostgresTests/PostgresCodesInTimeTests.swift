// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import RecordStore
import RecordStoreTesting
internal import StorePostgres
import Testing

@Suite("Searches by a code and a time in PostgreSQL")
struct PostgresCodesInTimeTests {
    @Test("read the rows of both alone: without those nothing with a time is found")
    func readsJoinedRows() async throws {
        let stores = try await TrialStores()
        let store = try await stores.make()
        _ = try await store.write(WriteBatch(changes: DatedResults.changes()))
        #expect(try await DatedResults.found("code=c1&date=ge2026", in: store).count == DatedResults.count)
        try await stores.query(
            "DELETE FROM index_date WHERE parameter IN (SELECT id FROM index_name WHERE kind = 4)")
        #expect(try await DatedResults.found("code=c1&date=ge2026", in: store).isEmpty)
        try await stores.remove()
    }
}
