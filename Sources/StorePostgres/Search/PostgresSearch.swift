// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Runs searches over one connection.
///
/// The condition with the fewest rows drives; the others are asked in the same statement or, where the index cannot
/// tell, matched on the resource. Without a condition of at most ``Driver/largest`` rows, one whose rows are in order
/// is walked, or the index of the sort, or the versions of the type.
struct PostgresSearch {
    let connection: PostgresConnection
    let names: PostgresNames
    let extractor: IndexExtractor
    let finder: NameFinder
    /// Longest time one search may take.
    var limit = Duration.seconds(5)
    /// When it has taken too long, the searches within it included.
    private var deadline: ContinuousClock.Instant?

    init(_ reader: PostgresReader) {
        connection = reader.connection
        names = reader.names
        extractor = reader.extractor
        finder = NameFinder(connection: reader.connection, names: reader.names, known: reader.known)
    }

    /// Runs a statement of the search.
    ///
    /// - Throws: ``StoreFailure/tooCostly`` where the search has taken too long.
    func run(_ command: PostgresCommand) throws -> PostgresRows { try run([command])[0] }

    /// Runs statements of the search with one wait for all.
    func run(_ commands: [PostgresCommand]) throws -> [PostgresRows] {
        if let deadline, .now > deadline { throw StoreFailure.tooCostly }
        return try connection.run(commands)
    }

    /// One page of matches in a state.
    ///
    /// - Parameter withBodies: false for who only needs to know what matches.
    func run(
        _ query: SearchQuery, visibility: Visibility, page: SearchPosition?, snapshot: StoreSnapshot,
        withBodies: Bool = true
    ) throws -> SearchPage {
        guard deadline != nil else {
            var timed = self
            timed.deadline = .now + limit
            return try timed.run(
                query, visibility: visibility, page: page, snapshot: snapshot, withBodies: withBodies)
        }
        var query = query
        if query.onlyTotal { query.sort = [] }
        let planner = Planner(
            search: self, resourceType: query.resourceType, snapshot: snapshot, visibility: visibility)
        var plans = try planner.plans(query.clauses)
        if query.sort.isEmpty, let joined = try planner.joinedPlan(plans) { plans = [joined] }
        if plans.contains(where: { $0.ranges?.isEmpty ?? false }) {
            return PageSink<StoredVersion>(query: query, page: page, snapshot: snapshot).page()
        }
        var total: Int?
        if query.wantsTotal || query.onlyTotal, plans.allSatisfy({ $0.test.isExact || $0.isExact && plans.count == 1 })
        {
            total = try count(query, plans, visibility, snapshot)
            if query.onlyTotal {
                return SearchPage(matches: [], places: [], next: nil, total: total, snapshot: snapshot)
            }
            query.wantsTotal = false
        }
        if withBodies, let walk = ValueWalk(plans, query: query, planner: planner), try walk.suits(page, plans[0]) {
            var found = try walk.page(behind: page)
            found.total = total
            return found
        }
        var walk = try SearchWalk(
            query: query, page: page, planner: planner, plans: plans, withBodies: withBodies)
        var found = try walk.run()
        found.total = total ?? found.total
        return found
    }

    /// How many matches there are, where statements can tell it all.
    private func count(
        _ query: SearchQuery, _ plans: [ClausePlan], _ visibility: Visibility, _ snapshot: StoreSnapshot
    ) throws -> Int {
        let driver = try Driver.choose(plans, search: self, state: snapshot.version, prefersOrder: true)
        let reader = CandidateReader(
            search: self, query: query, visibility: visibility, state: snapshot.version,
            tests: driver.tests(beside: plans), withBody: false)
        if let places = driver.places { return try reader.count(IndexRanges(versions: places)) }
        if let ranges = driver.ranges { return try reader.count(ranges) }
        if plans.count == 1, plans[0].isExact, let ranges = plans[0].ranges {
            return try CandidateReader(
                search: self, query: query, visibility: visibility, state: snapshot.version, tests: IndexTests(),
                withBody: false
            ).count(ranges)
        }
        return try reader.countType()
    }

    /// Whether a resource of a type meets all conditions.
    func holds(
        _ clauses: [SearchClause], forSomeOf type: String, at snapshot: StoreSnapshot, _ visibility: Visibility
    ) throws -> Bool {
        let query = SearchQuery(resourceType: type, clauses: clauses, count: 1)
        let page = try run(query, visibility: visibility, page: nil, snapshot: snapshot, withBodies: false)
        return !page.matches.isEmpty
    }

    /// The versions that resources with these ids had in a state.
    func places(of ids: [String], type: String, at snapshot: StoreSnapshot) throws -> [VersionPlace] {
        let wanted = Set(ids.filter { !$0.utf8.contains(0) })
        guard !wanted.isEmpty else { return [] }
        let rows = try run(
            PostgresCommand(
                Self.versionsOfIDs, .texts(Array(wanted)), .integer(names.number(ofType: type)),
                .integer(snapshot.version)))
        return (0..<rows.count).map { VersionPlace(person: rows.integer($0, 0), key: rows.integer($0, 1)) }
    }

    private static let versionsOfIDs: PostgresSQL =
        """
        SELECT v.person, v.version_key FROM unnest($1::text[]) AS w(id)
        JOIN resource_directory d ON d.id = w.id AND d.type = $2::bigint
        CROSS JOIN LATERAL (
            SELECT c.person, c.version_key FROM current_version c
            WHERE c.person = d.person AND c.resource = d.key AND c.version_key <= $3::bigint AND c.change < 3
            UNION ALL
            SELECT h.person, h.version_key FROM history h
            WHERE h.resource = d.key AND h.superseded + 0 > $3::bigint AND h.version_key + 0 <= $3::bigint
                AND h.change < 3 OFFSET 0) v
        """

    /// One page of all that concerns a person, in a state.
    func everything(
        about person: Int64, types: Set<String>?, count: Int, visibility: Visibility, page: SearchPosition?,
        snapshot: StoreSnapshot
    ) throws -> SearchPage {
        var sink = PageSink<StoredVersion>(
            query: SearchQuery(resourceType: "", count: count), page: page, snapshot: snapshot)
        // Enough for one more than the page.
        let scan = VersionScan(
            connection: connection, person: person, types: types?.map(names.number(ofType:)), state: snapshot.version,
            piece: max(20, min(count, 999) + 1))
        let columns = VersionColumns(names: names)
        try scan.forEach(after: sink.startKey) { rows, row in
            let version = try columns.version(rows, row)
            guard visibility.filter(version) != nil else { return true }
            let place = SearchPlace(values: [], key: VersionColumns.key(rows, row))
            return try sink.add(.init(place: place, row: version))
        }
        return sink.page()
    }
}
