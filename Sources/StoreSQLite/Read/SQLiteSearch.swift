// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Runs searches on one connection, inside a transaction of the caller.
///
/// The condition with the fewest rows drives; the others are probed in the index
/// or, where the index cannot tell, matched on the resource. Before many rows are
/// gathered a walk in the order of the results may fill the page at less cost.
/// Without a condition of at most ``SearchEffort/gathered`` rows that walk goes to its end.
struct SQLiteSearch {
    let connection: SQLiteConnection
    let scheme: IndexScheme
    let rows: SQLiteRows
    let reader: RangeReader
    /// What is known of the store's types, shared by its searches.
    var sizes = TypeSizes()
    /// Tells whether it may go on; nil for who need not share.
    var pace: SearchPace?
    /// Longest time one search may take.
    var limit = Duration.seconds(5)
    /// When it has taken too long, the searches within it included.
    private var deadline: ContinuousClock.Instant?

    /// - Parameter scheme: that of the state the connection sees.
    init(
        _ connection: SQLiteConnection, scheme: IndexScheme, bodies: StoredBodies, effort: SearchEffort = .usual
    ) {
        self.connection = connection
        self.scheme = scheme
        rows = SQLiteRows(connection: connection, names: scheme.names, bodies: bodies)
        reader = RangeReader(connection: connection, effort: effort)
    }

    var names: SQLiteNames { scheme.names }
    var catalog: ParameterCatalog { scheme.catalog }
    private var effort: SearchEffort { reader.effort }
    var extractor: IndexExtractor { scheme.extractor }

    /// - Throws: ``StoreFailure/tooCostly`` where the search has taken too long.
    func checkTime() throws {
        if let deadline, .now > deadline { throw StoreFailure.tooCostly }
        try pace?.check()
    }

    /// One page of a search; `snapshot` nil reads the transaction's own state.
    ///
    /// - Parameter withBodies: false for who only needs to know what matches.
    func run(
        _ query: SearchQuery, visibility: Visibility, page: SearchPosition?, snapshot: StoreSnapshot?,
        withBodies: Bool = true
    ) throws -> SearchPage {
        guard deadline != nil else {
            try requireIndex(of: query)
            var timed = self
            timed.deadline = .now + limit
            return try timed.run(
                query, visibility: visibility, page: page, snapshot: snapshot, withBodies: withBodies)
        }
        let snapshot = snapshot ?? StoreSnapshot(epoch: 0, version: .max)
        var query = query
        if query.onlyTotal { query.sort = [] }
        let planner = Planner(
            search: self, resourceType: query.resourceType, snapshot: snapshot.version, visibility: visibility)
        let plans = try planner.joinedPlans(query.clauses)
        var filter = CandidateFilter(
            query: query, plans: plans, visibility: visibility, snapshot: snapshot.version, search: self)
        filter.needsBodies = withBodies
        var sink = VersionSink(query: query, page: page, snapshot: snapshot)
        if plans.contains(where: { $0.ranges?.isEmpty ?? false }) { return try sink.page(rows) }

        let byValues = ValueWalk(plans, query: query, search: self, snapshot: snapshot)
        if ValueWalk.madePlace(of: page, in: query) {
            guard let byValues else { throw StoreFailure.positionGone }
            return try byValues.page(behind: page, filter)
        }
        let followsKeys = query.followsKeys && !sink.descending
        var driver = try Driver.choose(plans, reader: reader, followsKeys: followsKeys, limits: effort.few)
        let isSettled =
            driver.keys != nil && query.followsKeys || driver.range != nil && plans.count == 1 && followsKeys
        if !isSettled {
            if page == nil, driver.keys == nil, let byValues {
                if plans.count > 1 { filter.budget = effort.walk }
                do { return try byValues.page(behind: nil, filter) } catch is CandidateFilter.BudgetSpent {}
                filter.budget = nil
            }
            if driver.keys == nil, plans.contains(where: \.isUnprobed) {
                let unprobed = try Driver.choose(
                    plans, reader: reader, followsKeys: followsKeys, limits: [effort.unprobed], where: \.isUnprobed)
                if unprobed.keys != nil { driver = unprobed }
            }
            let isGathered = driver.keys != nil && query.followsKeys
            if !isGathered, let page = try walked(query, driver, planner, filter, sink) { return page }
            if driver.keys == nil {
                driver = try Driver.choose(plans, reader: reader, followsKeys: followsKeys, limits: [effort.gathered])
            }
        }
        filter.driver = driver.clause
        if query.followsKeys {
            try runByKeys(query, driver, &filter, &sink)
        } else {
            try runSorted(query, driver, planner, &filter, &sink)
        }
        return try sink.page(rows)
    }

    /// The page, where a walk in the order of the results fills it at less cost than gathering many keys.
    private func walked(
        _ query: SearchQuery, _ driver: Driver, _ planner: Planner, _ filter: CandidateFilter, _ sink: VersionSink
    ) throws -> SearchPage? {
        let count = driver.keys?.count ?? effort.gathered
        guard !sink.counts, count > effort.few[0] else { return nil }
        var (filter, sink) = (filter, sink)
        do {
            if !query.followsKeys {
                guard let walk = try SortedWalk(query: query, filter.plans, planner: planner) else { return nil }
                if let keys = driver.keys, !walk.isJoined, try !isWorthWalking(query, past: keys.count, planner) {
                    return nil
                }
                filter.budget = min(CandidateFilter.costOfRow * count, effort.walk)
                try walk.run(filter: &filter, sink: &sink)
            } else {
                filter.budget = effort.walk / 4
                if let range = driver.range, !sink.descending {
                    filter.driver = driver.clause
                    try walk(range, filter: &filter, sink: &sink)
                } else {
                    try walkType(query, &filter, &sink)
                }
            }
            return try sink.page(rows)
        } catch is CandidateFilter.BudgetSpent {
            return nil
        }
    }

    /// Whether a page of some resources is met in the order of an index before all of them are read.
    private func isWorthWalking(_ query: SearchQuery, past count: Int, _ planner: Planner) throws -> Bool {
        let type = names.number(ofType: query.resourceType)
        let all = try sizes.count(of: type, newest: RecordedKeys.newest(connection), connection)
        return query.count * all / max(1, count) < CandidateFilter.costOfRow * count
    }

    /// - Throws: ``StoreFailure/indexIncomplete(parameter:done:total:)`` where a parameter is not in the index yet.
    private func requireIndex(of query: SearchQuery) throws {
        guard !catalog.isStandard else { return }
        let parameters = query.parameters
        try catalog.requireAll(parameters)
        guard let unbuilt = parameters.sorted().first(where: { !catalog.isBuilt($0) }) else { return }
        let parameter = catalog.parameters[unbuilt]
        let builds = try IndexBuilds(connection, scheme: scheme).all().filter {
            $0.resourceType == parameter.resourceType
        }
        throw StoreFailure.indexIncomplete(
            parameter: "\(parameter.resourceType).\(parameter.code)", done: builds.map(\.done).min() ?? 0,
            total: builds.map(\.total).max() ?? 0)
    }

    /// Whether a resource of a type meets all conditions.
    func holds(
        _ clauses: [SearchClause], forSomeOf type: String, at snapshot: Int64, _ visibility: Visibility
    ) throws -> Bool {
        let query = SearchQuery(resourceType: type, clauses: clauses, count: 1)
        let page = try run(
            query, visibility: visibility, page: nil, snapshot: StoreSnapshot(epoch: 0, version: snapshot),
            withBodies: false)
        return !page.matches.isEmpty
    }

    /// Results in the order in which they were recorded, or the other way round.
    private func runByKeys(
        _ query: SearchQuery, _ driver: Driver, _ filter: inout CandidateFilter, _ sink: inout VersionSink
    ) throws {
        if let keys = driver.keys {
            let descending = sink.descending
            try walk(keys.sorted(by: descending ? { $0 > $1 } : { $0 < $1 }), filter: &filter, sink: &sink)
        } else if let range = driver.range, !sink.descending {
            try walk(range, filter: &filter, sink: &sink)
        } else {
            filter.driver = nil
            try walkType(query, &filter, &sink)
        }
    }

    private func walkType(
        _ query: SearchQuery, _ filter: inout CandidateFilter, _ sink: inout VersionSink
    ) throws {
        let type = names.number(ofType: query.resourceType)
        try TypeWalk(search: self, type: type, snapshot: filter.snapshot, keys: filter.plans.keys)
            .run(descending: sink.descending, beyond: sink.startKey) { key in
                guard let match = try filter.match(key) else { return true }
                return try sink.add(match)
            }
    }

    /// Results in another order: few are put in order here, many are read in the order of an index, if there is one.
    private func runSorted(
        _ query: SearchQuery, _ driver: Driver, _ planner: Planner, _ filter: inout CandidateFilter,
        _ sink: inout VersionSink
    ) throws {
        if let keys = driver.keys {
            for key in keys { if let match = try filter.match(key) { sink.addInAnyOrder(match) } }
            return sink.sortAndCut()
        }
        filter.driver = nil
        if let walk = try SortedWalk(query: query, filter.plans, planner: planner) {
            return try walk.run(filter: &filter, sink: &sink)
        }
        let type = names.number(ofType: query.resourceType)
        let walk = TypeWalk(search: self, type: type, snapshot: filter.snapshot, keys: filter.plans.keys)
        try walk.run(descending: false, beyond: 0) { key in
            if let match = try filter.match(key) { sink.addInAnyOrder(match) }
            return true
        }
        sink.sortAndCut()
    }

    /// One page of everything about a person.
    func everything(
        about person: Int64, types: [Int64]?, count: Int, visibility: Visibility, page: SearchPosition?,
        snapshot: StoreSnapshot
    ) throws -> SearchPage {
        let query = SearchQuery(resourceType: "", count: count)
        var filter = CandidateFilter(
            query: query, plans: [], visibility: visibility, snapshot: snapshot.version, search: self)
        var sink = VersionSink(query: query, page: page, snapshot: snapshot)
        var keys = try connection.statement(
            "SELECT version_key FROM current WHERE person = ? AND person > 0 AND version_key > ?"
        )
        .bind(.init(person), .init(sink.startKey)).integers()
        keys += try connection.statement(
            "SELECT version_key FROM history WHERE indexed = 1 AND superseded > ? AND person = ? AND version_key > ?"
        ).bind(.init(snapshot.version), .init(person), .init(sink.startKey)).integers()
        filter.types = types.map(Set.init)
        try walk(keys.sorted(), filter: &filter, sink: &sink)
        return try sink.page(rows)
    }

    private func walk(_ keys: [Int64], filter: inout CandidateFilter, sink: inout VersionSink) throws {
        for key in keys {
            guard sink.accepts(key: key) else { continue }
            if let match = try filter.match(key), try !sink.add(match) { return }
        }
    }

    /// Walks a range whose rows stand in the order of versions, piece by piece.
    private func walk(_ range: IndexRange, filter: inout CandidateFilter, sink: inout VersionSink) throws {
        var after = sink.startKey
        var size = 64
        while true {
            let keys = try reader.keys(range, after: after, limit: size)
            try walk(keys, filter: &filter, sink: &sink)
            guard keys.count == size, let last = keys.last, !sink.isComplete else { return }
            after = last
            size = min(size * 4, 4_096)
        }
    }
}

extension SearchQuery {
    /// Whether the results are wanted in the order of recording, or the other way round.
    fileprivate var followsKeys: Bool {
        sort.isEmpty || (sort.count == 1 && sort[0].subject == .lastUpdated)
    }
}

extension [ClausePlan] {
    /// The keys that the conditions on the time of recording leave.
    fileprivate var keys: Range<Int64> {
        reduce(0..<Int64.max) { keys, plan in
            guard plan.ranges?.count == 1, case .recorded(_, let own, _)? = plan.ranges?.first else { return keys }
            return keys.clamped(to: own)
        }
    }
}
