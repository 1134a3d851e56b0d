// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

extension Transaction {
    /// The one resource that a condition names now, if any; it must name the same when the transaction is written.
    ///
    /// The store searches for it again while nobody else can write: conditions that take long are refused here.
    func resource(
        meeting condition: String, type: String, _ plan: inout Plan, until deadline: BundleDeadline
    ) async throws -> ResourceID? {
        let started = ContinuousClock.now
        let (query, matches) = try await service.matches(of: condition, type: type, for: request.caller)
        plan.searching += started.duration(to: .now)
        try deadline.check(searching: plan.searching)
        plan.guards.append(MatchGuard(query: query, expected: matches, visibility: request.caller.visibility))
        return matches.first
    }
}
