// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

extension Transaction {
    /// The one resource that a condition names now, if any; it must name the same when the transaction is written.
    func resource(
        meeting condition: String, type: String, _ plan: inout Plan, until deadline: BundleDeadline
    ) async throws -> ResourceID? {
        try deadline.check()
        let guarded = try await service.matches(of: condition, type: type, for: request.caller)
        plan.guards.append(guarded)
        return guarded.expected.first
    }
}
