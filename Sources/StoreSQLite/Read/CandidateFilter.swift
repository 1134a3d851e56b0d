// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Decides whether a version that the driver named belongs to the result.
struct CandidateFilter {
    /// A version that does.
    struct Match {
        var place: SearchPlace
        var version: StoredVersion
    }

    let query: SearchQuery
    let plans: [ClausePlan]
    let visibility: Visibility
    let snapshot: Int64
    let search: SQLiteSearch
    /// The condition that named the candidates and, if its rows are exact, need not be asked again.
    var driver: Int?
    /// Only these types, where given.
    var types: Set<Int64>?
    /// Whether resources are needed and not only the knowledge of them.
    var needsBodies = true
    private let order: SearchOrder
    private let needsEntriesForOrder: Bool
    private var examined = 0
    private let reader: RangeReader

    init(query: SearchQuery, plans: [ClausePlan], visibility: Visibility, snapshot: Int64, search: SQLiteSearch) {
        self.query = query
        self.plans = plans
        self.visibility = visibility
        self.snapshot = snapshot
        self.search = search
        reader = RangeReader(connection: search.connection)
        order = SearchOrder(query.sort)
        needsEntriesForOrder = query.sort.contains { $0.ordinal != nil }
    }

    /// The version, if it meets every condition in the snapshot and may be seen.
    mutating func match(_ key: Int64) throws -> Match? {
        examined += 1
        if examined % 256 == 0 { try search.checkTime() }
        guard key <= snapshot else { return nil }
        var unanswered: [SearchClause] = []
        for (position, plan) in plans.enumerated() where position != driver || !plan.isExact {
            switch try plan.test.holds(key, reader: reader) {
            case false?: return nil
            case true?: continue
            case nil: unanswered.append(plan.clause)
            }
        }
        let needsEntries = needsEntriesForOrder || unanswered.contains { !$0.isOfOwnColumns }
        // Whoever only counts needs no resource that the index has judged already.
        let needsBody = needsEntries || (needsBodies && !query.onlyTotal)
        guard let version = try search.rows.version(key: key, at: snapshot, withBody: needsBody, types: types),
            visibility.filter(version) != nil
        else { return nil }
        if !query.resourceType.isEmpty, version.id.type != query.resourceType { return nil }
        let entries = try needsEntries ? self.entries(of: version, for: unanswered) : IndexEntries()
        let subject = SQLiteSubject(
            version: version, entries: entries, search: search, snapshot: snapshot, visibility: visibility)
        for clause in unanswered {
            guard try clause.matches(subject, in: search.catalog) else { return nil }
        }
        return Match(
            place: SearchPlace(values: order.values(of: subject, in: search.catalog), key: key), version: version)
    }

    /// What the conditions and the order need to know of a resource.
    private func entries(of version: StoredVersion, for clauses: [SearchClause]) throws -> IndexEntries {
        guard let body = version.body else { return IndexEntries() }
        var needed: Set<Int> = []
        for clause in clauses { clause.collectParameters(into: &needed) }
        for key in query.sort { if let ordinal = key.ordinal { needed.insert(ordinal) } }
        let kept = Set(needed.flatMap { search.catalog.parameters[$0].sources.map(\.ordinal) })
        return search.extractor.entries(of: try body.resource(), parameters: kept)
    }
}

extension SortKey {
    /// The parameter that is sorted by, if it is one.
    var ordinal: Int? { if case .parameter(let ordinal) = subject { ordinal } else { nil } }
}

extension SearchClause {
    /// Whether id and time tell it all.
    fileprivate var isOfOwnColumns: Bool {
        switch self {
        case .id, .lastUpdated, .referenced: true
        case .parameter, .presence, .reference, .phrase: false
        case .all(let clauses), .any(let clauses): clauses.allSatisfy(\.isOfOwnColumns)
        case .not(let clause): clause.isOfOwnColumns
        }
    }

    /// The parameters of the resource itself that are looked at.
    fileprivate func collectParameters(into found: inout Set<Int>) {
        switch self {
        case .id, .lastUpdated, .referenced, .phrase: break
        case .parameter(let ordinal, _), .presence(let ordinal, _), .reference(let ordinal, _, _):
            found.insert(ordinal)
        case .all(let clauses), .any(let clauses): for clause in clauses { clause.collectParameters(into: &found) }
        case .not(let clause): clause.collectParameters(into: &found)
        }
    }
}
