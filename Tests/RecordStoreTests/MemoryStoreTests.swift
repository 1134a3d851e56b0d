// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import RecordStore
import RecordStoreTesting
import Testing

@Suite("The reference store")
struct MemoryStoreTests {
    @Test(
        "passes the suite of all stores",
        arguments: ConformanceSuite.cases(seed: 2_026, queryCount: 200) + ConformanceSuite.searchParameterCases)
    func conforms(_ conformanceCase: ConformanceCase) async throws {
        try await conformanceCase.run { MemoryStore(clock: $0) }
    }
}
