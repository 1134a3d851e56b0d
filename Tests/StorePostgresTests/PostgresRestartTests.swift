// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import Foundation
import PostgresTesting
import RecordStore
import StorePostgres
import Synchronization
import Testing

/// On a server of their own: it falls, and its settings change.
@Suite("The PostgreSQL store and a server that goes away", .serialized)
final class PostgresRestartTests: Sendable {
    private static let server = Result { try PostgresServer() }

    private let server: PostgresServer
    private let stores: TrialStores

    init() async throws {
        server = try await BlockingWork.run { try Self.server.get() }
        stores = try await TrialStores(on: server)
    }

    /// What disturbs the writers.
    enum Disturbance: String, CaseIterable, CustomTestStringConvertible {
        case serverFalls = "the server falls and starts again"
        case connectionsEnd = "connections are ended"

        var testDescription: String { rawValue }
    }

    /// How far the writers have come, and when they stop.
    private final class Progress: Sendable {
        private let state = Mutex((writes: 0, isOver: false))

        var isOver: Bool { state.withLock { $0.isOver } }

        func note() { state.withLock { $0.writes += 1 } }

        func stop() { state.withLock { $0.isOver = true } }

        /// Waits for as many writes more.
        func wait(for count: Int) async throws {
            let start = state.withLock { $0.writes }
            while state.withLock({ $0.writes }) < start + count { try await Task.sleep(for: .milliseconds(2)) }
        }
    }

    @Test("loses no acknowledged write and makes none twice when", arguments: Disturbance.allCases)
    func keepsWrites(_ disturbance: Disturbance) async throws {
        let store = try await stores.make()
        let writers = 8
        let progress = Progress()
        let counts = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
            for writer in 0..<writers {
                group.addTask {
                    // Each write goes on from the one before: one that was made twice would be refused, as would
                    // one behind a loss.
                    var version = 0
                    while !progress.isOver {
                        let change = try Sample.patient("w\(writer)", family: "V\(version + 1)")
                        let outcome = try await store.write(
                            Sample.batch(change, expecting: version == 0 ? .absent : .version(version)))
                        version += 1
                        progress.note()
                        #expect(outcome.results.map(\.version) == [version])
                    }
                    return (writer, version)
                }
            }
            do {
                try await self.disturb(disturbance, progress)
            } catch {
                progress.stop()
                throw error
            }
            progress.stop()
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        let feed = try await store.allChanges()
        #expect(feed.map(\.position) == (1...Int64(feed.count)).map { $0 })
        for (writer, count) in counts {
            let versions = feed.filter { $0.version.id.id == "w\(writer)" }.map(\.version.version)
            #expect(versions == Array(1...count))
        }
        print("writes while \(disturbance.rawValue): \(counts.values.reduce(0, +))")
        try await stores.remove()
    }

    private func disturb(_ disturbance: Disturbance, _ progress: Progress) async throws {
        for _ in 0..<(disturbance == .serverFalls ? 5 : 60) {
            try await progress.wait(for: disturbance == .serverFalls ? 40 : 4)
            switch disturbance {
            case .serverFalls:
                try await server.fall()
                try await server.start()
            case .connectionsEnd: try await endConnections()
            }
        }
        try await progress.wait(for: 20)
    }

    /// Ends the connections of stores, in the middle of whatever they do.
    private func endConnections(_ condition: String = "true") async throws {
        try await server.query(
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE application_name = 'onelondon' AND \(condition)
            """, in: "postgres")
    }

    @Test("acknowledges a write that was committed when the answer got lost, and makes it once")
    func resolvesLostAnswer() async throws {
        let store = try await stores.make()
        _ = try await store.write(Sample.batch(Sample.patient("p0")))
        // A commit is on disk and then waits for a copy that will never come: its connection ends there.
        try await server.query("ALTER SYSTEM SET synchronous_standby_names = 'nobody'", in: "postgres")
        try await server.query("SELECT pg_reload_conf()", in: "postgres")
        // The server takes the setting at its leisure, so several writes may pass before one waits.
        func write(_ number: Int) throws -> Task<WriteOutcome, any Error> {
            let change = try Sample.patient("p\(number)")
            return Task { try await store.write(Sample.batch(change, expecting: .absent)) }
        }
        var number = 1
        var waiting = try write(number)
        while try await !isCommitWaiting() {
            _ = try await waiting.value
            number += 1
            waiting = try write(number)
        }
        // Statements of the superuser wait too, so the setting goes first; that alone frees no one who waits yet.
        try await server.query("ALTER SYSTEM RESET synchronous_standby_names", in: "postgres")
        try await endConnections("wait_event = 'SyncRep'")
        try await server.query("SELECT pg_reload_conf()", in: "postgres")
        let outcome = try await waiting.value
        #expect(outcome.results.map(\.effect) == [.created])
        let id = ResourceID("Patient", "p\(number)")
        let versions = try await store.history(
            HistoryQuery(.resource(id), count: 9), visibility: .unrestricted, page: nil
        ).versions
        #expect(versions.map(\.version) == [1])
        #expect(try await store.allChanges().map(\.version.id.id) == (0...number).map { "p\($0)" })
        try await stores.remove()
    }

    /// Whether a commit of a store waits for a copy, within a fifth of a second.
    private func isCommitWaiting() async throws -> Bool {
        for _ in 0..<20 {
            try await Task.sleep(for: .milliseconds(10))
            let waits = try await server.query(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'onelondon' AND wait_event = 'SyncRep'",
                in: "postgres")
            if waits == ["1"] { return true }
        }
        return false
    }

    @Test("reads on when its connections have ended")
    func readsAgain() async throws {
        let store = try await stores.make(readers: 2)
        _ = try await store.write(Sample.batch(Sample.patient("p1")))
        for _ in 0..<5 {
            let found = try await store.read(ResourceID("Patient", "p1"), visibility: .unrestricted)
            #expect(found?.version == 1)
            try await endConnections()
        }
        try await stores.remove()
    }

    private func open(_ address: String, patience: Duration = .seconds(30)) async throws -> PostgresStore {
        try await BlockingWork.run { try PostgresStore(PostgresAddress(address), limits: .init(patience: patience)) }
    }

    @Test("says that the server is away, and goes on when it is back")
    func saysServerIsAway() async throws {
        let address = try await server.makeDatabase()
        let store = try await open(address, patience: .milliseconds(300))
        _ = try await store.write(Sample.batch(Sample.patient("p1")))
        try await server.fall()
        let id = ResourceID("Patient", "p1")
        await #expect(throws: StoreFailure.self) { try await store.read(id, visibility: .unrestricted) }
        await #expect(throws: StoreFailure.self) { try await store.write(Sample.batch(Sample.patient("p2"))) }
        await #expect(throws: StoreFailure.self) { try await open(address) }
        try await server.start()
        #expect(try await store.read(id, visibility: .unrestricted)?.version == 1)
        _ = try await store.write(Sample.batch(Sample.patient("p3")))
        #expect(try await store.allChanges().map(\.version.id.id) == ["p1", "p3"])
        await store.close()
        try await server.remove(address)
    }

    @Test("refuses a server that would not keep what it acknowledges")
    func refusesForgetfulServer() async throws {
        let address = try await server.makeDatabase()
        try await server.query("ALTER SYSTEM SET fsync = off", in: "postgres")
        try await server.query("SELECT pg_reload_conf()", in: "postgres")
        try await Task.sleep(for: .milliseconds(300))
        await #expect(throws: StoreFailure.self) { try await open(address) }
        try await server.query("ALTER SYSTEM RESET fsync", in: "postgres")
        try await server.query("SELECT pg_reload_conf()", in: "postgres")
        try await Task.sleep(for: .milliseconds(300))
        let store = try await open(address)
        await store.close()
        try await server.remove(address)
    }

    @Test("signs in with a password, and tells it to nobody")
    func keepsPassword() async throws {
        let address = try await server.makeDatabase()
        let database = String(address.split(separator: "/").last ?? "")
        try await server.query("CREATE ROLE guarded SUPERUSER LOGIN PASSWORD 'open%sesame'", in: "postgres")
        let rules = server.folder + "/data/pg_hba.conf"
        let before = try String(contentsOfFile: rules, encoding: .utf8)
        try ("local all guarded scram-sha-256\n" + before).write(toFile: rules, atomically: false, encoding: .utf8)
        try await server.query("SELECT pg_reload_conf()", in: "postgres")
        try await Task.sleep(for: .milliseconds(300))
        let store = try await open(server.address(of: database, user: "guarded:open%25sesame"))
        _ = try await store.write(Sample.batch(Sample.patient("p1")))
        await store.close()
        do {
            _ = try await open(server.address(of: database, user: "guarded:other-sesame"))
            Issue.record("a wrong password was good enough")
        } catch {
            #expect("\(error)".contains("guarded") && !"\(error)".contains("sesame"))
        }
        try before.write(toFile: rules, atomically: false, encoding: .utf8)
        try await server.remove(address)
    }
}
