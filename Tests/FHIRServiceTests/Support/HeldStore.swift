// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import RecordStore
import Synchronization

/// Lets so many searches pass and holds the next one.
final class SearchGate: Sendable {
    private let state = Mutex((open: 0, isHolding: false))
    private let delay: Duration

    /// - Parameter delay: how long each search that may pass takes.
    init(delay: Duration = .zero) { self.delay = delay }

    /// Lets more searches pass.
    func allow(_ count: Int) { state.withLock { $0.open += count } }

    /// Waits until a search is held.
    func held() async throws {
        while !state.withLock({ $0.isHolding }) { try await Task.sleep(for: .milliseconds(1)) }
    }

    fileprivate func pass() async throws {
        while !mayPass() { try await Task.sleep(for: .milliseconds(1)) }
        if delay > .zero { try await Task.sleep(for: delay) }
    }

    private func mayPass() -> Bool {
        state.withLock { state in
            state.isHolding = state.open == 0
            if state.open > 0 { state.open -= 1 }
            return !state.isHolding
        }
    }
}

/// A store whose searches wait at a gate; else it is the store behind it.
struct HeldStore: RecordStore {
    let store: any RecordStore
    let gate: SearchGate

    func search(_ query: SearchQuery, visibility: Visibility, page: SearchPosition?) async throws -> SearchPage {
        try await gate.pass()
        return try await store.search(query, visibility: visibility, page: page)
    }

    func read(_ id: ResourceID, visibility: Visibility) async throws -> StoredVersion? {
        try await store.read(id, visibility: visibility)
    }

    func read(_ id: ResourceID, version: Int, visibility: Visibility) async throws -> StoredVersion? {
        try await store.read(id, version: version, visibility: visibility)
    }

    func history(_ query: HistoryQuery, visibility: Visibility, page: SearchPosition?) async throws -> HistoryPage {
        try await store.history(query, visibility: visibility, page: page)
    }

    func everything(
        about person: String, types: Set<String>?, count: Int, visibility: Visibility, page: SearchPosition?
    ) async throws -> SearchPage {
        try await store.everything(about: person, types: types, count: count, visibility: visibility, page: page)
    }

    func write(_ batch: WriteBatch) async throws -> WriteOutcome { try await store.write(batch) }

    func changes(after position: Int64, limit: Int) async throws -> [StoreChange] {
        try await store.changes(after: position, limit: limit)
    }

    func bookmark(_ name: String) async throws -> String? { try await store.bookmark(name) }

    func snapshot() async throws -> StoreSnapshot { try await store.snapshot() }

    var searchParameters: ParameterCatalog { store.searchParameters }

    func indexBuilds() async throws -> [IndexBuild] { try await store.indexBuilds() }

    func purgeSuperseded(before moment: Timestamp) async throws -> Int {
        try await store.purgeSuperseded(before: moment)
    }
}
