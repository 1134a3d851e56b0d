// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Foundation
import RecordStore
import RecordStoreTesting
import StorePostgres
import Testing

@Suite("The PostgreSQL store")
struct PostgresConformanceTests {
    /// Decides the random part of the suite; set ONELONDON_TEST_SEED to try others.
    static let seed = ProcessInfo.processInfo.environment["ONELONDON_TEST_SEED"].flatMap { UInt64($0) } ?? 2_026

    @Test("passes the suite of all stores", arguments: ConformanceSuite.cases(seed: seed, queryCount: 1_500))
    func conforms(_ conformanceCase: ConformanceCase) async throws {
        let stores = try await TrialStores()
        try await conformanceCase.run { clock in try await stores.make(clock: clock) }
        try await stores.remove()
    }

    @Test("finds what the reference finds among more resources than it gathers rows of")
    func findsAmongMany() async throws {
        var random = RandomRecords(seed: Self.seed, idCount: 900)
        var seen: Set<ResourceID> = []
        let records = try (0..<7_000).map { _ in try random.resource() }.filter { seen.insert($0.id).inserted }
        try #require(records.count > 3_000)
        let stores = try await TrialStores()
        try await ConformanceSuite.compareSearches(of: records, seed: Self.seed, queryCount: 300) { clock in
            try await stores.make(clock: clock)
        }
        try await stores.remove()
    }
}
