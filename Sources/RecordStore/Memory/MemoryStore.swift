// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import FHIRModel
package import FHIRSearch
internal import Synchronization

/// The reference store: everything in memory, every search a scan with the plain definition of matching.
///
/// Drivers are checked against it.
package final class MemoryStore: RecordStore {
    struct Row {
        var key: Int64
        var commit: Int64
        var version: StoredVersion
        var entries: IndexEntries
        /// Key of the version that superseded this one.
        var superseded: Int64?

        /// Whether it is what the resource was in the state of a version key, and not a deletion.
        func isThere(at key: Int64) -> Bool {
            self.key <= key && superseded.map { $0 > key } ?? true && version.change != .deleted
        }
    }

    struct State {
        var rows: [Row] = []
        var current: [ResourceID: Int] = [:]
        var commit: Int64 = 0
        var lastRecorded = Timestamp(microseconds: 0)
        var bookmarks: [String: String] = [:]
        var forgottenBefore: Int64 = 0
        var extractor: IndexExtractor
    }

    private let state: Mutex<State>
    private let clock: any WallClock
    private let epoch: Int64

    /// An empty store.
    package init(
        extractor: IndexExtractor = IndexExtractor(), clock: any WallClock = SystemClock(), epoch: Int64 = 1
    ) {
        state = Mutex(State(extractor: extractor))
        self.clock = clock
        self.epoch = epoch
    }

    package var searchParameters: ParameterCatalog { state.withLock { $0.extractor.catalog } }

    /// Nothing ever: what is defined anew is there at once.
    package func indexBuilds() async throws -> [IndexBuild] { [] }

    package func read(_ id: ResourceID, visibility: Visibility) async throws -> StoredVersion? {
        state.withLock { state in state.current[id].map { state.rows[$0].version } }.flatMap { visibility.filter($0) }
    }

    package func read(_ id: ResourceID, version: Int, visibility: Visibility) async throws -> StoredVersion? {
        state.withLock { state in
            self.versions(of: id, in: state, visibility).first { $0.version == version }
        }.flatMap { visibility.filter($0) }
    }

    package func history(
        _ query: HistoryQuery, visibility: Visibility, page: SearchPosition?
    ) async throws -> HistoryPage {
        try state.withLock { state in
            let snapshot = page?.snapshot ?? snapshot(of: state)
            guard snapshot.epoch == epoch else { throw StoreFailure.positionGone }
            let recorded = Dictionary(state.rows.map { ($0.key, $0.version.lastUpdated) }, uniquingKeysWith: { $1 })
            let rows = state.rows.reversed().filter { row in
                let successor = row.superseded.flatMap { $0 > snapshot.version ? nil : recorded[$0] }
                return row.key <= snapshot.version && row.key < page?.place.key ?? .max
                    && query.scope.holds(row.version.id)
                    && query.holds(recorded: row.version.lastUpdated, successor: successor)
                    && isVisible(row.version, in: state, visibility)
            }
            let next = rows.count > query.count ? rows.prefix(query.count).last : nil
            return HistoryPage(
                versions: rows.prefix(query.count).map(\.version),
                next: next.map {
                    SearchPosition(
                        snapshot: snapshot,
                        place: SearchPlace(values: [.integer(Int64($0.version.version))], key: $0.key))
                }, snapshot: snapshot)
        }
    }

    package func search(
        _ query: SearchQuery, visibility: Visibility, page: SearchPosition?
    ) async throws -> SearchPage {
        try select(
            page: page, count: query.onlyTotal ? 0 : query.count, sort: query.onlyTotal ? [] : query.sort,
            wantsTotal: query.wantsTotal || query.onlyTotal, parameters: query.parameters
        ) { row, state, snapshot in
            try row.version.id.type == query.resourceType
                && MemorySubject(row, state, at: snapshot, visibility).meets(query.clauses)
                && visibility.filter(row.version) != nil
        }
    }

    package func everything(
        about person: String, types: Set<String>?, count: Int, visibility: Visibility, page: SearchPosition?
    ) async throws -> SearchPage {
        try select(page: page, count: count, sort: [], wantsTotal: false, parameters: []) { row, _, _ in
            row.version.person == person && types.map { $0.contains(row.version.id.type) } ?? true
                && visibility.filter(row.version) != nil
        }
    }

    package func write(_ batch: WriteBatch) async throws -> WriteOutcome {
        try state.withLock { state in
            if let bookmark = batch.bookmark { try bookmark.check(state.bookmarks[bookmark.name]) }
            try checkGuards(of: batch, in: state)
            var next = state
            next.commit += 1
            next.lastRecorded = RecordingTime.next(now: clock.now(), after: state.lastRecorded)
            var results: [WriteOutcome.Result] = []
            var seen = Set<ResourceID>()
            for (position, change) in batch.changes.enumerated() {
                guard seen.insert(change.id).inserted else { throw StoreFailure.duplicateChange(change.id) }
                try results.append(apply(change, at: position, to: &next))
            }
            if let bookmark = batch.bookmark, let value = bookmark.value { next.bookmarks[bookmark.name] = value }
            state = next
            return WriteOutcome(results: results, snapshot: snapshot(of: state))
        }
    }

    package func changes(after position: Int64, limit: Int) async throws -> [StoreChange] {
        state.withLock { state in
            state.rows.lazy.filter { $0.key > position }.prefix(limit)
                .map { StoreChange(position: $0.key, commit: $0.commit, version: $0.version) }
        }
    }

    package func bookmark(_ name: String) async throws -> String? { state.withLock { $0.bookmarks[name] } }

    package func snapshot() async throws -> StoreSnapshot { state.withLock { snapshot(of: $0) } }

    @discardableResult
    package func purgeSuperseded(before moment: Timestamp) async throws -> Int {
        state.withLock { state in
            let recorded = Dictionary(state.rows.map { ($0.key, $0.version.lastUpdated) }, uniquingKeysWith: { $1 })
            for row in state.rows {
                if let successor = row.superseded, let time = recorded[successor], time < moment {
                    state.forgottenBefore = max(state.forgottenBefore, successor)
                }
            }
        }
        return 0
    }

    /// Whether both the version and what the resource is now may be seen.
    private func isVisible(_ version: StoredVersion, in state: State, _ visibility: Visibility) -> Bool {
        guard let current = state.current[version.id] else { return false }
        return visibility.filter(version) != nil && visibility.filter(state.rows[current].version) != nil
    }

    /// All versions of a resource, oldest first, unless the current one is hidden.
    private func versions(of id: ResourceID, in state: State, _ visibility: Visibility) -> [StoredVersion] {
        guard let current = state.current[id], visibility.filter(state.rows[current].version) != nil else { return [] }
        return state.rows.map(\.version).filter { $0.id == id }
    }

    private func snapshot(of state: State) -> StoreSnapshot {
        StoreSnapshot(epoch: epoch, version: state.rows.last?.key ?? 0)
    }

    private func checkGuards(of batch: WriteBatch, in state: State) throws {
        for (position, guarded) in batch.guards.enumerated() {
            try state.extractor.catalog.requireAll(guarded.query.parameters)
            let found = try state.rows.filter { row in
                try row.isThere(at: .max) && row.version.id.type == guarded.query.resourceType
                    && MemorySubject(row, state, at: .max, guarded.visibility).meets(guarded.query.clauses)
                    && guarded.visibility.filter(row.version) != nil
            }
            guard Set(found.map(\.version.id)) == Set(guarded.expected) else {
                throw StoreFailure.guardFailed(guard: position)
            }
        }
    }

    private func apply(_ change: WriteChange, at position: Int, to state: inout State) throws -> WriteOutcome.Result {
        let id = change.id
        let current = state.current[id].map { state.rows[$0].version }
        let alive = current.flatMap { $0.change == .deleted ? nil : $0 }
        switch change.expecting {
        case .anything: break
        case .absent: if let alive { throw StoreFailure.versionConflict(change: position, current: alive.version) }
        case .version(let wanted):
            guard alive?.version == wanted else {
                throw StoreFailure.versionConflict(change: position, current: alive?.version ?? 0)
            }
        }
        var version = StoredVersion(
            id: id, version: (current?.version ?? 0) + 1, lastUpdated: state.lastRecorded, change: .deleted,
            person: current?.person, labels: current?.labels ?? [], body: nil)
        var entries = IndexEntries()
        switch change.content {
        case .put(let resource):
            if let alive, alive.body == resource.body, alive.labels == resource.labels {
                return .init(id: id, effect: .unchanged, version: alive.version, lastUpdated: alive.lastUpdated)
            }
            version.change = alive == nil ? .created : .updated
            version.person = resource.person
            version.labels = resource.labels
            version.body = resource.body
            entries = try resource.entries(for: state.extractor)
        case .delete:
            guard let alive else {
                return .init(
                    id: id, effect: .unchanged, version: current?.version ?? 0,
                    lastUpdated: current?.lastUpdated ?? state.lastRecorded)
            }
            version.version = alive.version + 1
        }
        let key = (state.rows.last?.key ?? 0) + 1
        if let old = state.current[id] { state.rows[old].superseded = key }
        state.rows.append(Row(key: key, commit: state.commit, version: version, entries: entries))
        state.current[id] = state.rows.count - 1
        try define(change, at: position, in: &state)
        let effect: WriteOutcome.Effect =
            switch version.change {
            case .created: .created
            case .updated: .updated
            case .deleted: .deleted
            }
        return .init(
            id: id, effect: effect, version: version.version, lastUpdated: version.lastUpdated,
            formerPerson: current?.person)
    }

    private func select(
        page: SearchPosition?, count: Int, sort: [SortKey], wantsTotal: Bool, parameters: Set<Int>,
        where matches: (Row, State, Int64) throws -> Bool
    ) throws -> SearchPage {
        try state.withLock { state in
            let catalog = state.extractor.catalog
            try catalog.requireAll(parameters)
            let snapshot = page?.snapshot ?? snapshot(of: state)
            guard snapshot.epoch == epoch, page == nil || snapshot.version >= state.forgottenBefore else {
                throw StoreFailure.positionGone
            }
            let all = try state.rows.filter {
                try $0.isThere(at: snapshot.version) && matches($0, state, snapshot.version)
            }
            let order = SearchOrder(sort)
            let keyed = all.map { row in
                let subject = MemorySubject(row, state, at: snapshot.version, .unrestricted)
                return (place: SearchPlace(values: order.values(of: subject, in: catalog), key: row.key), row: row)
            }
            let ordered = keyed.sorted { order.precedes($0.place, $1.place) }
            let rest = ordered.filter { entry in page.map { order.precedes($0.place, entry.place) } ?? true }
            let matches = rest.prefix(count)
            let next =
                rest.count > count ? matches.last.map { SearchPosition(snapshot: snapshot, place: $0.place) } : nil
            return SearchPage(
                matches: matches.map(\.row.version), places: matches.map(\.place), next: next,
                total: wantsTotal ? all.count : nil, snapshot: snapshot)
        }
    }
}

// MARK: Parameters of the store's own

extension MemoryStore {
    /// Takes up what a SearchParameter defines now.
    private func define(_ change: WriteChange, at position: Int, in state: inout State) throws {
        guard change.id.type == "SearchParameter" else { return }
        var catalog = state.extractor.catalog
        do {
            let definition = try change.definition
            let effect = try catalog.change(definition, definedBy: change.id.id)
            guard !effect.isEmpty else { return }
            var own = catalog.custom.subtracting(effect.withdrawn)
            if let definition {
                for type in effect.added {
                    own.insert(try catalog.append(definition, for: type, definedBy: change.id.id))
                }
            }
            catalog.use(own)
        } catch let issue as CareIssue {
            throw StoreFailure.searchParameterRefused(change: position, issue)
        }
        state.extractor = IndexExtractor(catalog: catalog, base: state.extractor.base)
        for row in state.rows.indices {
            guard let body = state.rows[row].version.body else { continue }
            state.rows[row].entries = state.extractor.entries(of: try body.resource())
        }
    }
}
