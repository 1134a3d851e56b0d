// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
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
        // The second one's clock is an hour behind; still no version may seem older than the one before.
        let start = Timestamp(seconds: 1_790_000_000)
        let stores = try [start, start - .seconds(3_600)].map {
            try SQLiteStore(path: path, clock: ManualClock($0))
        }
        var times: [Timestamp] = []
        for number in 0..<12 {
            let store = stores[number / 3 % 2]
            let resource = try Resource(Array(#"{"resourceType":"Basic","id":"r\#(number)","code":{}}"#.utf8))
            let prepared = try PreparedResource(
                resource, id: "r\(number)", labels: [], extractor: IndexExtractor())
            // The same resource twice moves the first version to the history.
            for labels in [SensitivityLabels(), .hiv] {
                var version = prepared
                version.labels = labels
                times += try await store.write(WriteBatch(changes: [WriteChange(.put(version))])).results
                    .map(\.lastUpdated)
            }
        }
        #expect(times.count == 24)
        #expect(zip(times, times.dropFirst()).allSatisfy(<))
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
