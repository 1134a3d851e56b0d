// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

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
}
