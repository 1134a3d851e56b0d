// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The properties that every record store must have.
///
/// A driver's tests run each case with a maker of empty stores.
package enum ConformanceSuite {
    /// All cases.
    ///
    /// - Parameters:
    ///   - seed: decides the random data and searches; a failure names it.
    ///   - queryCount: how many random searches are compared with the reference.
    package static func cases(seed: UInt64, queryCount: Int) -> [ConformanceCase] {
        versionCases + batchCases + guardCases + codeInTimeCases + visibilityCases + feedCases + purgeCases
            + historyCases(seed: seed)
            + pagingCases(seed: seed) + comparisonCases(seed: seed, queryCount: queryCount)
    }
}
