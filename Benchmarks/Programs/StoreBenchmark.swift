// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import Foundation
import RecordStore
import StoreSQLite
import Synchronization

/// Writes, reads and searches of one SQLite store.
struct StoreBenchmark {
    private static let clients = 64

    var directory: String
    var resources: [PreparedResource]

    init(file: String, directory: String, count: Int) throws {
        self.directory = directory
        let extractor = IndexExtractor()
        resources = try Data(contentsOf: URL(fileURLWithPath: file)).split(separator: UInt8(ascii: "\n")).prefix(count)
            .compactMap { line in
                let resource = try Resource(line)
                guard let id = resource.id else { return nil }
                return try PreparedResource(resource, id: id, labels: [], extractor: extractor)
            }
    }

    func run() async throws {
        let store = try SQLiteStore(path: directory + "/store.sqlite")
        let resources = resources
        let share = resources.count / Self.clients
        let whole = Clients(count: Self.clients, requests: share * Self.clients)
        let writes = try await whole.run { client, number in
            let change = WriteChange(.put(resources[client * share + number]))
            _ = try await store.write(WriteBatch(changes: [change]))
        }
        print("write one resource, durable: \(writes.summary)")
        let reads = try await whole.run { client, number in
            let id = resources[(client * share + number &* 7_919) % (share * Self.clients)].id
            guard try await store.read(id, visibility: .unrestricted) != nil else { throw Missing() }
        }
        print("read by id: \(reads.summary)")
        try await searches(store)
        try await store.close()
    }

    /// All observations of one person, 100 a page.
    private func searches(_ store: SQLiteStore) async throws {
        let parser = SearchQueryParser()
        let queries = try Array(Set(resources.compactMap(\.person))).sorted().map { person in
            try parser.parse(resourceType: "Observation", parameters: [("patient", person), ("_count", "100")])
        }
        guard !queries.isEmpty else { throw Missing() }
        let found = Mutex(0)
        let times = try await Clients(count: Self.clients, requests: 64 * 200).run { client, number in
            let query = queries[(client + number) % queries.count]
            let matches = try await store.search(query, visibility: .unrestricted, page: nil).matches.count
            found.withLock { $0 += matches }
        }
        let matches = found.withLock { $0 }
        guard matches > 0 else { throw Missing() }
        print("observations of a person: \(times.summary), \(matches / times.each.count) matches each")
    }

    /// What was written cannot be read.
    struct Missing: Error {}
}
