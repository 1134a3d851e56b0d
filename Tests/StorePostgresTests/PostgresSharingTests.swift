// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import Foundation
import PostgresTesting
import RecordStore
import StorePostgres
import Testing

@Suite("A PostgreSQL database with several programs")
struct PostgresSharingTests {
    @Test("counts versions in the order of commits, without gaps, and misses none in the feed")
    func keepsOrder() async throws {
        let stores = try await TrialStores()
        let first = try await stores.make()
        let second = try await stores.open(stores.address)
        let (writers, rounds) = (4, 40)
        let read = try await withThrowingTaskGroup(of: [StoreChange].self) { group in
            for writer in 0..<writers {
                for (number, store) in [first, second].enumerated() {
                    group.addTask {
                        for round in 0..<rounds {
                            _ = try await store.write(
                                WriteBatch(changes: [
                                    Sample.patient("s\(number)-\(writer)", family: "R\(round)"),
                                    Sample.patient("s\(number)-\(writer)-\(round)"),
                                ]))
                        }
                        return []
                    }
                }
            }
            group.addTask {
                var seen: [StoreChange] = []
                while seen.count < writers * rounds * 4 {
                    let piece = try await first.changes(after: seen.last?.position ?? 0, limit: 50)
                    seen += piece
                    if piece.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
                }
                return seen
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(read.map(\.position) == (1...Int64(writers * rounds * 4)).map { $0 })
        let times = read.map(\.version.lastUpdated)
        #expect(zip(times, times.dropFirst()).allSatisfy(<=))
        #expect(Set(zip(read.map(\.commit), times).map { "\($0) \($1.instant)" }).count == writers * rounds * 2)
        try await stores.remove()
    }

    @Test("lets one of 32 conditional creates win, whichever program it comes through")
    func createsOnce() async throws {
        let stores = try await TrialStores()
        let both = [try await stores.make(), try await stores.open(stores.address)]
        let query = try SearchQueryParser().parse(
            resourceType: "Observation", parameters: [(name: "identifier", value: "urn:lab|1")])
        let wins = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<32 {
                group.addTask {
                    let batch = WriteBatch(
                        guards: [MatchGuard(query: query, expected: [], visibility: .unrestricted)],
                        changes: [try Sample.observation("o\(number)", identifier: "1")])
                    do {
                        _ = try await both[number % 2].write(batch)
                        return true
                    } catch StoreFailure.guardFailed(guard: 0) {
                        return false
                    }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(wins == 1)
        try await stores.remove()
    }

    @Test("is made by one of those that open it at once, and opens again")
    func opensTogether() async throws {
        let address = try await PostgresServer.shared().makeDatabase()
        let stores = try await TrialStores()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<12 { group.addTask { _ = try await stores.open(address) } }
            try await group.waitForAll()
        }
        let store = try await stores.open(address)
        _ = try await store.write(Sample.batch(Sample.patient("p1")))
        #expect(try await stores.query("SELECT count(*), max(number) FROM schema_migration") == ["2|2"])
        try await stores.remove()
    }

    @Test("is refused where a newer program has been there")
    func refusesNewer() async throws {
        let stores = try await TrialStores()
        _ = try await stores.make()
        try await stores.query("INSERT INTO schema_migration VALUES (99, now())")
        do {
            _ = try await stores.open(stores.address)
            Issue.record("the older program opened it")
        } catch StoreFailure.unavailable(let reason) {
            #expect(reason.contains("newer version"))
        }
        try await stores.remove()
    }

    @Test("goes on where the making of the tables was interrupted")
    func resumesMigration() async throws {
        let server = try await PostgresServer.shared()
        let address = try await server.makeDatabase()
        let database = String(address.split(separator: "/").last ?? "")
        let stores = try await TrialStores()
        for delay in ["0", "0.002", "0.005"] {
            // Ends whoever makes the tables, in the middle of it.
            let interruption = Task {
                try await server.query(
                    """
                    DO $$ BEGIN
                        FOR turn IN 1..5000 LOOP
                            PERFORM pg_stat_clear_snapshot();
                            IF EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = '\(database)'
                                AND state = 'active' AND query LIKE '%CREATE TABLE store_state%') THEN
                                PERFORM pg_sleep(\(delay));
                                PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(database)';
                                RETURN;
                            END IF;
                            PERFORM pg_sleep(0.001);
                        END LOOP;
                        RAISE 'nobody made tables';
                    END $$
                    """, in: "postgres")
            }
            // It must look before there is anything to see.
            let watchers =
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'DO %\(database)%'"
            while try await server.query(watchers, in: "postgres") != ["1"] {}
            await #expect(throws: StoreFailure.self) { try await stores.open(address) }
            _ = try await interruption.value
        }
        let store = try await stores.open(address)
        _ = try await store.write(Sample.batch(Sample.patient("p1")))
        try await stores.remove()
    }

    @Test("shows nothing of values where the server refuses them, and writes the batches beside")
    func keepsBatchesApart() async throws {
        let stores = try await TrialStores()
        let store = try await stores.make()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<30 {
                group.addTask {
                    // PostgreSQL keeps no text with a zero byte.
                    let value = number % 5 == 0 ? "secret\u{0}" : "good"
                    let batch = WriteBatch(
                        changes: [try Sample.patient("p\(number)")],
                        bookmark: .init(name: "b\(number)", value: value))
                    do {
                        _ = try await store.write(batch)
                        #expect(number % 5 != 0)
                    } catch StoreFailure.unavailable(let reason) {
                        #expect(number % 5 == 0 && !reason.contains("secret"))
                    }
                }
            }
            try await group.waitForAll()
        }
        let written = try await store.allChanges()
        #expect(written.count == 24)
        #expect(written.map(\.position) == (1...24).map { Int64($0) })
        try await stores.remove()
    }
}
