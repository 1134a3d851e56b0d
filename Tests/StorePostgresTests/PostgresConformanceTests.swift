// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Foundation
import PostgresTesting
import RecordStore
import RecordStoreTesting
import StorePostgres
import Synchronization
import Testing

@Suite("The PostgreSQL store")
struct PostgresConformanceTests {
    /// Decides the random part of the suite; set ONELONDON_TEST_SEED to try others.
    static let seed = ProcessInfo.processInfo.environment["ONELONDON_TEST_SEED"].flatMap { UInt64($0) } ?? 2_026

    @Test("passes the suite of all stores", arguments: ConformanceSuite.cases(seed: seed, queryCount: 300))
    func conforms(_ conformanceCase: ConformanceCase) async throws {
        let stores = TrialStores()
        try await conformanceCase.run { clock in try stores.make(clock: clock) }
        try await stores.remove()
    }
}

/// The stores of one test, each in a database of its own.
final class TrialStores: Sendable {
    private let made = Mutex<[(store: PostgresStore, address: String)]>([])

    /// An empty store on the shared server.
    func make(clock: any WallClock = SystemClock(), readers: Int = 3) throws -> PostgresStore {
        let address = try PostgresServer.shared().makeDatabase()
        return try open(address, clock: clock, readers: readers)
    }

    /// A store in a database that is there.
    func open(_ address: String, clock: any WallClock = SystemClock(), readers: Int = 3) throws -> PostgresStore {
        let store = try PostgresStore(
            PostgresAddress(address), clock: clock, limits: .init(readers: readers, patience: .seconds(20)))
        made.withLock { $0.append((store, address)) }
        return store
    }

    /// The address of the first store.
    var address: String { made.withLock { $0.first?.address ?? "" } }

    /// Closes the stores and removes their databases.
    func remove() async throws {
        let made = made.withLock { $0 }
        for (store, _) in made { await store.close() }
        for address in Set(made.map(\.address)) { try PostgresServer.shared().remove(address) }
    }
}
