// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// The plainest search there is: replays the change feed up to a state and
/// asks every resource.
struct NaiveSearch {
    private let changes: [StoreChange]

    /// - Parameter changes: the whole feed, from its beginning.
    init(_ changes: [StoreChange]) { self.changes = changes }

    /// All matches in the state, in order.
    func matches(_ query: SearchQuery, visibility: Visibility, at snapshot: StoreSnapshot) throws -> [StoredVersion] {
        var current: [ResourceID: StoreChange] = [:]
        for change in changes where change.position <= snapshot.version {
            current[change.version.id] = change.version.change == .deleted ? nil : change
        }
        let extractor = Draft.extractor
        let world = try current.values.compactMap { change -> NaiveSubject? in
            guard let body = change.version.body, visibility.filter(change.version) != nil else { return nil }
            return NaiveSubject(change, entries: extractor.entries(of: try body.resource()))
        }
        let order = SearchOrder(query.sort)
        let found = try world.filter { subject in
            var subject = subject
            subject.world = world
            return try subject.version.id.type == query.resourceType
                && query.clauses.allSatisfy { try $0.matches(subject, in: .r4) }
        }
        return found.map { (SearchPlace(values: order.values(of: $0, in: .r4), key: $0.key), $0.version) }
            .sorted { order.precedes($0.0, $1.0) }.map(\.1)
    }
}

/// A version with all others that are visible in its state.
private struct NaiveSubject: SearchSubject {
    let key: Int64
    let version: StoredVersion
    let entries: IndexEntries
    var world: [NaiveSubject] = []

    init(_ change: StoreChange, entries: IndexEntries) {
        key = change.position
        version = change.version
        self.entries = entries
    }

    var id: String { version.id.id }
    var lastUpdated: Timestamp { version.lastUpdated }
    func words() throws -> ResourceWords { ResourceWords(try version.body?.resource()) }

    func hasReference(_ parameter: IndexedParameter, to type: String, that clause: SearchClause) throws -> Bool {
        let targets = entries.targets(of: parameter)
        return try others(type).contains { try targets.contains(.local($0.version.id)) && clause.matches($0, in: .r4) }
    }

    func isReferenced(from type: String, by parameter: IndexedParameter, that clause: SearchClause) throws -> Bool {
        try others(type).contains {
            try $0.entries.targets(of: parameter).contains(.local(version.id)) && clause.matches($0, in: .r4)
        }
    }

    private func others(_ type: String) -> [NaiveSubject] {
        world.filter { $0.version.id.type == type }.map { other in
            var other = other
            other.world = world
            return other
        }
    }
}
