// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import Foundation
import PostgresTesting
import RecordStore
import StorePostgres

/// Writes and reads of one PostgreSQL store, on a server of its own on the disk of `place`.
struct PostgresBenchmark {
    private static let clients = 32
    private static let batch = 500

    var place: String
    var resources: [PreparedResource]

    init(file: String, place: String, count: Int) throws {
        self.place = place
        resources = try StoreBenchmark(file: file, directory: place, count: count).resources
    }

    func run() async throws {
        let place = place
        let server = try await BlockingWork.run { try PostgresServer(in: place) }
        print(
            "\(resources.count) resources of \(resources.reduce(0) { $0 + $1.body.json.count } / resources.count) bytes"
        )
        try await writeBatches(on: server, clients: 1)
        try await writeBatches(on: server, clients: 4)
        let (store, address) = try await open(on: server)
        try await writeSingly(store, Self.clients)
        try await readByID(store)
        try await server.query("VACUUM ANALYZE", in: address)
        try await PostgresSearchBenchmark(resources: resources).run(store)
        try await printTables(server, address)
        await store.close()
        try await writeFromTwo(on: server)
        let size = try await server.query("SELECT pg_database_size(current_database())", in: address).first ?? ""
        print("database after single writes: \(size) bytes")
    }

    private func open(on server: PostgresServer) async throws -> (PostgresStore, String) {
        let address = try await server.makeDatabase()
        return (try await BlockingWork.run { try PostgresStore(PostgresAddress(address)) }, address)
    }

    private func writeBatches(on server: PostgresServer, clients: Int) async throws {
        let (store, _) = try await open(on: server)
        let resources = resources
        let count = resources.count / Self.batch
        let times = try await Clients(count: clients, requests: count).run { client, number in
            let start = (number * clients + client) * Self.batch
            guard start + Self.batch <= resources.count else { return }
            let changes = resources[start..<start + Self.batch].map { WriteChange(.put($0)) }
            _ = try await store.write(WriteBatch(changes: changes))
        }
        let rate = Int(times.rate * Double(Self.batch))
        print("batches of \(Self.batch), \(clients) at once: \(rate) resources/s; \(times.summary)")
        await store.close()
    }

    private func writeSingly(_ store: PostgresStore, _ clients: Int, part: Int = 0, of parts: Int = 1) async throws {
        let resources = resources
        let whole = Clients(count: clients, requests: resources.count / parts)
        let share = whole.requests / clients
        let times = try await whole.run { client, number in
            let change = WriteChange(.put(resources[part * whole.requests + client * share + number]))
            _ = try await store.write(WriteBatch(changes: [change]))
        }
        print("write one resource, durable, \(clients) clients: \(times.summary)")
    }

    /// The same from two programs at once, which take turns.
    private func writeFromTwo(on server: PostgresServer) async throws {
        let (first, address) = try await open(on: server)
        let second = try await BlockingWork.run { try PostgresStore(PostgresAddress(address)) }
        print("two programs on one database:")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.writeSingly(first, Self.clients, part: 0, of: 2) }
            group.addTask { try await self.writeSingly(second, Self.clients, part: 1, of: 2) }
            try await group.waitForAll()
        }
        await first.close()
        await second.close()
    }

    private func readByID(_ store: PostgresStore) async throws {
        let resources = resources.prefix(resources.count / Self.clients * Self.clients)
        for clients in [1, 8, Self.clients] {
            let times = try await Clients(count: clients, requests: 40_000).run { client, number in
                let id = resources[(client &* 7_919 &+ number &* 104_729) % resources.count].id
                guard try await store.read(id, visibility: .unrestricted) != nil else {
                    throw StoreBenchmark.Missing()
                }
            }
            print("read by id, \(clients) clients: \(times.summary)")
        }
    }

    /// What the tables and their indexes take, and how many index rows a resource has.
    private func printTables(_ server: PostgresServer, _ address: String) async throws {
        let sizes = try await server.query(
            """
            SELECT regexp_replace(relname, '_[0-9]$', '') AS name, sum(pg_relation_size(oid)), sum(pg_indexes_size(oid)),
                sum(reltuples)::bigint FROM pg_class
            WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace GROUP BY name HAVING sum(reltuples) > 1000
            ORDER BY 2 DESC
            """, in: address)
        print("tables (name, bytes, bytes of indexes, rows):")
        for line in sizes { print("  " + line) }
        for kind in ["token", "reference", "text", "date", "number"] {
            let count = try await server.query("SELECT count(*) FROM index_\(kind)", in: address).first ?? ""
            print("  index_\(kind): \(count) rows")
        }
    }
}
