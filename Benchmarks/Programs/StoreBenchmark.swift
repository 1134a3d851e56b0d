// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Audit
import CareTypes
import FHIRModel
import FHIRSearch
import Foundation
import RecordStore
import StoreSQLite

/// Writes, reads and searches of one SQLite store, and what the audit adds to a search.
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

    /// All of one type about one person, plain and with an audit leaf before the answer, turn by turn.
    private func searches(_ store: SQLiteStore) async throws {
        let people = Array(Set(resources.compactMap(\.person))).sorted()
        let parser = SearchQueryParser()
        let queries = try people.map { person in
            try parser.parse(resourceType: "Observation", parameters: [("patient", person), ("_count", "100")])
        }
        let origin = "bench.onelondon.example/audit"
        let log = try AuditLog(
            AuditLog.Configuration(directory: directory + "/audit", origin: origin), clock: SystemClock())
        let clients = Clients(count: Self.clients, requests: 12_800)
        var plain: [Double] = []
        var audited: [Double] = []
        for round in 0..<5 {
            let without = try await clients.run { client, number in
                _ = try await store.search(
                    queries[(client + number) % queries.count], visibility: .unrestricted, page: nil)
            }
            let with = try await clients.run { client, number in
                _ = try await store.search(
                    queries[(client + number) % queries.count], visibility: .unrestricted, page: nil)
                _ = try await log.append(AuditBenchmark.event(client: client, number: number))
            }
            print("round \(round): 100 observations of a person \(without.summary)")
            print("round \(round): the same, audited \(with.summary)")
            plain.append(without.total)
            audited.append(with.total)
        }
        await log.close()
        let ratio = audited.sorted()[2] / plain.sorted()[2]
        print("audited over plain, medians of 5 rounds: \((ratio * 1_000).rounded() / 1_000)")
    }

    /// A resource that was written cannot be read.
    struct Missing: Error {}
}
