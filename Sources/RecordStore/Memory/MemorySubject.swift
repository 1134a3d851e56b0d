// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch

/// A version in a ``MemoryStore`` together with all others of its state, for conditions on linked resources.
struct MemorySubject: SearchSubject {
    private let row: MemoryStore.Row
    private let state: MemoryStore.State
    private let snapshot: Int64
    private let visibility: Visibility

    init(_ row: MemoryStore.Row, _ state: MemoryStore.State, at snapshot: Int64, _ visibility: Visibility) {
        self.row = row
        self.state = state
        self.snapshot = snapshot
        self.visibility = visibility
    }

    var id: String { row.version.id.id }
    var lastUpdated: Timestamp { row.version.lastUpdated }
    var entries: IndexEntries { row.entries }
    func words() throws -> ResourceWords { ResourceWords(try row.version.body?.resource()) }

    func meets(_ clauses: [SearchClause]) throws -> Bool {
        try clauses.allSatisfy { try $0.matches(self, in: state.extractor.catalog) }
    }

    func hasReference(_ parameter: IndexedParameter, to type: String, that clause: SearchClause) throws -> Bool {
        let targets = row.entries.targets(of: parameter)
        return try others(of: type).contains { other in
            try targets.contains(.local(other.row.version.id)) && clause.matches(other, in: state.extractor.catalog)
        }
    }

    func isReferenced(from type: String, by parameter: IndexedParameter, that clause: SearchClause) throws -> Bool {
        try others(of: type).contains { other in
            try other.row.entries.targets(of: parameter).contains(.local(row.version.id))
                && clause.matches(other, in: state.extractor.catalog)
        }
    }

    private func others(of type: String) -> some Sequence<MemorySubject> {
        state.rows.lazy.filter {
            $0.version.id.type == type && $0.isThere(at: snapshot) && visibility.filter($0.version) != nil
        }.map { MemorySubject($0, state, at: snapshot, visibility) }
    }
}
