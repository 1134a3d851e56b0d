// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Audit
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
        try await auditedReads(store)
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

    /// Whole records read by ten clinicians, with and without an audit leaf on the disk before each answer, in turns.
    private func auditedReads(_ store: SQLiteStore) async throws {
        let folder = directory + "/audit"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let log = try AuditLog(
            AuditLog.Configuration(directory: folder, origin: "bench.onelondon.example/audit"),
            clock: SystemClock())
        let people = Set(resources.compactMap(\.person)).map { String($0.split(separator: "/").last ?? "") }.sorted()
        let read: @Sendable (Int, Int) async throws -> Void = { client, number in
            let person = people[(client &* 13 &+ number) % people.count]
            let page = try await store.everything(
                about: person, types: nil, count: 1_000, visibility: .unrestricted, page: nil)
            guard !page.matches.isEmpty else { throw Missing() }
            for version in page.matches { _ = try version.body?.resource() }
        }
        let clinicians = Clients(count: 10, requests: 600)
        _ = try await clinicians.run(read)
        var ratios: [Double] = []
        for round in 1...5 {
            let plain = try await clinicians.run(read)
            let audited = try await clinicians.run { client, number in
                try await read(client, number)
                _ = try await log.append(AuditBenchmark.event(client: client, number: number))
            }
            ratios.append(plain.rate / audited.rate)
            print("round \(round): whole record \(plain.summary); with its audit leaf \(audited.summary)")
        }
        await log.close()
        let median = ratios.sorted()[ratios.count / 2]
        print(
            "an audited read takes \((median * 1_000).rounded() / 1_000) of the time of one without, median of \(ratios.count)"
        )
    }

    /// What was written cannot be read.
    struct Missing: Error {}
}
