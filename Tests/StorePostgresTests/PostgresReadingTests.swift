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

@Suite("Reads from the PostgreSQL store")
struct PostgresReadingTests {
    /// The sessions that keep everybody from reading versions.
    private let holders =
        "FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND locktype = 'relation' AND granted"
        + " AND relation = 'current_version'::regclass"

    /// Keeps everybody from reading versions while something is done, however long that takes.
    private func whileLocked(_ stores: TrialStores, _ body: () async throws -> Void) async throws {
        let lock = Task.detached {
            try await stores.query(
                "BEGIN; LOCK TABLE current_version IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(600); COMMIT")
        }
        while try await stores.query("SELECT count(*) \(holders)") == ["0"] {}
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
        _ = try await stores.query("SELECT pg_cancel_backend(pid) \(holders)")
        await #expect(throws: (any Error).self) { try await lock.value }
        try outcome.get()
    }

    @Test("end when their task is cancelled")
    func endsWhenCancelled() async throws {
        let stores = try await TrialStores()
        let store = try await stores.make(readers: 1)
        _ = try await store.write(Sample.batch(Sample.patient("p1")))
        try await whileLocked(stores) {
            // One that runs and one that has not begun.
            let reads = (0..<2).map { _ in
                Task { try await store.read(ResourceID("Patient", "p1"), visibility: .unrestricted) }
            }
            try await Task.sleep(for: .milliseconds(300))
            for read in reads { read.cancel() }
            // One that had to wait for the lock would end for taking too long.
            for read in reads { await #expect(throws: CancellationError.self) { try await read.value } }
        }
        #expect(try await store.read(ResourceID("Patient", "p1"), visibility: .unrestricted)?.version == 1)
        try await stores.remove()
    }

    @Test("end after five seconds")
    func endsInTime() async throws {
        let stores = try await TrialStores()
        let store = try await stores.make(readers: 1)
        _ = try await store.write(Sample.batch(Sample.patient("p1")))
        try await whileLocked(stores) {
            await #expect(throws: StoreFailure.tooCostly) {
                try await store.read(ResourceID("Patient", "p1"), visibility: .unrestricted)
            }
        }
        try await stores.remove()
    }

    @Test("give back a large body, and history of a resource that became another person's")
    func readsLargeAndMoved() async throws {
        let stores = try await TrialStores()
        let store = try await stores.make()
        let random = (0..<40_000).map { _ in RandomIdentifier.make() }.joined()
        let id = ResourceID("Observation", "o1")
        for person in ["p1", "p2", "p3"] {
            _ = try await store.write(
                Sample.batch(
                    Sample.put(
                        #"{"resourceType":"Observation","id":"o1","subject":{"reference":"Patient/\#(person)"},"#
                            + #""note":[{"text":"\#(random)"}]}"#)))
        }
        let versions = try await store.history(
            HistoryQuery(.resource(id), count: 9), visibility: .unrestricted, page: nil
        ).versions
        #expect(versions.map(\.person) == ["p3", "p2", "p1"])
        #expect(versions.allSatisfy { ($0.body?.json.count ?? 0) > 1_280_000 })
        let second = try await store.read(id, version: 2, visibility: .unrestricted)
        #expect(second?.person == "p2" && second?.body == versions[1].body)
        try await stores.remove()
    }

    @Test("find nothing under ids and versions that cannot be")
    func findsNothing() async throws {
        let stores = try await TrialStores()
        let store = try await stores.make()
        _ = try await store.write(Sample.batch(Sample.patient("p1")))
        for id in ["p1\u{0}", "", "p1'", String(repeating: "x", count: 10_000), "é"] {
            let missing = ResourceID("Patient", id)
            #expect(try await store.read(missing, visibility: .unrestricted) == nil)
            #expect(
                try await store.history(
                    HistoryQuery(.resource(missing), count: 3), visibility: .unrestricted, page: nil
                ).versions.isEmpty)
            let page = try await store.everything(
                about: id, types: nil, count: 3, visibility: .unrestricted, page: nil)
            #expect(page.matches.isEmpty)
        }
        #expect(try await store.read(ResourceID("Nothing", "p1"), visibility: .unrestricted) == nil)
        for version in [Int.min, -1, 0, 2, Int(Int32.max), Int.max] {
            let found = try await store.read(
                ResourceID("Patient", "p1"), version: version, visibility: .unrestricted)
            #expect(found == nil)
        }
        try await stores.remove()
    }

    @Test(
        "refuse an address without showing it",
        arguments: [
            "", "postgres://reader:open@sesame@db.example/records", "host=db.example sesame", "postgres://%zz/sesame",
        ])
    func refusesAddress(_ text: String) throws {
        if text.isEmpty {
            #expect(try PostgresAddress(text).description == "postgres:///onelondon")
            return
        }
        do {
            _ = try PostgresAddress(text)
            Issue.record("was taken")
        } catch {
            #expect(!"\(error)".contains("sesame"))
        }
    }

    @Test("show server and database of an address, without user and password")
    func describesAddress() throws {
        let address = try PostgresAddress("postgres://reader:sesame@db.example:5433/records?sslmode=require")
        #expect(address.description == "postgres://db.example:5433/records")
        #expect(!String(reflecting: address).contains("sesame"))
        #expect(address.database == "records")
    }
}
