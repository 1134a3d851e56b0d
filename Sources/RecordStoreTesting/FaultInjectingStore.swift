// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import FHIRModel
package import FHIRSearch
package import RecordStore
internal import Synchronization

/// A store that fails or delays chosen calls, to test what others make of it.
package final class FaultInjectingStore: RecordStore {
    /// The calls of a store.
    package enum Call: String, Sendable, CaseIterable {
        case read, readVersion, history, search, everything, write, changes, bookmark, snapshot, purgeSuperseded
    }

    /// What goes wrong with a call.
    package enum Fault: Sendable {
        /// It is refused and has no effect.
        case fail(StoreFailure)
        /// It has its effect, but the caller hears of a failure: a lost answer.
        case loseAnswer(StoreFailure)
        /// It takes this much longer.
        case delay(Duration)
    }

    private struct Plan {
        var fault: Fault
        var skips: Int
        var times: Int
    }

    private struct State {
        var plans: [Call: [Plan]] = [:]
        var counts: [Call: Int] = [:]
    }

    private let base: any RecordStore
    private let state = Mutex(State())

    /// Passes every call on to `base`, until told otherwise.
    package init(_ base: any RecordStore) { self.base = base }

    /// Lets something go wrong with the next `times` such calls, after `skipping` of them.
    package func inject(_ fault: Fault, into call: Call, skipping: Int = 0, times: Int = 1) {
        state.withLock { $0.plans[call, default: []].append(Plan(fault: fault, skips: skipping, times: times)) }
    }

    /// How often a call was made.
    package func count(of call: Call) -> Int { state.withLock { $0.counts[call] ?? 0 } }

    package func read(_ id: ResourceID, visibility: Visibility) async throws -> StoredVersion? {
        try await passing(.read) { try await $0.read(id, visibility: visibility) }
    }

    package func read(_ id: ResourceID, version: Int, visibility: Visibility) async throws -> StoredVersion? {
        try await passing(.readVersion) { try await $0.read(id, version: version, visibility: visibility) }
    }

    package func history(
        _ query: HistoryQuery, visibility: Visibility, page: SearchPosition?
    ) async throws -> HistoryPage {
        try await passing(.history) { try await $0.history(query, visibility: visibility, page: page) }
    }

    package func search(
        _ query: SearchQuery, visibility: Visibility, page: SearchPosition?
    ) async throws -> SearchPage {
        try await passing(.search) { try await $0.search(query, visibility: visibility, page: page) }
    }

    package func everything(
        about person: String, types: Set<String>?, count: Int, visibility: Visibility, page: SearchPosition?
    ) async throws -> SearchPage {
        try await passing(.everything) {
            try await $0.everything(about: person, types: types, count: count, visibility: visibility, page: page)
        }
    }

    package func write(_ batch: WriteBatch) async throws -> WriteOutcome {
        try await passing(.write) { try await $0.write(batch) }
    }

    package func changes(after position: Int64, limit: Int) async throws -> [StoreChange] {
        try await passing(.changes) { try await $0.changes(after: position, limit: limit) }
    }

    package func bookmark(_ name: String) async throws -> String? {
        try await passing(.bookmark) { try await $0.bookmark(name) }
    }

    package func snapshot() async throws -> StoreSnapshot {
        try await passing(.snapshot) { try await $0.snapshot() }
    }

    @discardableResult
    package func purgeSuperseded(before moment: Timestamp) async throws -> Int {
        try await passing(.purgeSuperseded) { try await $0.purgeSuperseded(before: moment) }
    }

    package var searchParameters: ParameterCatalog { base.searchParameters }

    package func indexBuilds() async throws -> [IndexBuild] { try await base.indexBuilds() }

    private func passing<Result: Sendable>(
        _ call: Call, _ body: (any RecordStore) async throws -> Result
    ) async throws -> Result {
        switch next(call) {
        case nil: return try await body(base)
        case .fail(let failure): throw failure
        case .loseAnswer(let failure):
            _ = try await body(base)
            throw failure
        case .delay(let duration):
            try await Task.sleep(for: duration)
            return try await body(base)
        }
    }

    /// The fault of this call, if one is due.
    private func next(_ call: Call) -> Fault? {
        state.withLock { state in
            state.counts[call, default: 0] += 1
            guard var plan = state.plans[call]?.first else { return nil }
            if plan.skips > 0 {
                plan.skips -= 1
                state.plans[call]?[0] = plan
                return nil
            }
            plan.times -= 1
            if plan.times > 0 { state.plans[call]?[0] = plan } else { state.plans[call]?.removeFirst() }
            return plan.fault
        }
    }
}
