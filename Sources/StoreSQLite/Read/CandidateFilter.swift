// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Decides whether a version that the driver named belongs to the result.
struct CandidateFilter {
    typealias Match = VersionSink.Match

    /// More was looked at than ``budget`` allows.
    struct BudgetSpent: Error {}

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
    /// What looking at a candidate's row costs, against asking the index about it.
    static let costOfRow = 32
    /// Most that may be spent on candidates, one that the index judges counting one; nil for no limit.
    var budget: Int?
    private let order: SearchOrder
    private let needsEntriesForOrder: Bool
    private let needsIDForOrder: Bool
    private var examined = 0
    private var cost = 0
    private let reader: RangeReader
    /// Takes out of a resource what the conditions and the order need to know of it; made with the first.
    private var entries: (@Sendable (Resource) -> IndexEntries)?

    init(query: SearchQuery, plans: [ClausePlan], visibility: Visibility, snapshot: Int64, search: SQLiteSearch) {
        self.query = query
        self.plans = plans
        self.visibility = visibility
        self.snapshot = snapshot
        self.search = search
        reader = search.reader
        order = SearchOrder(query.sort)
        needsEntriesForOrder = query.sort.contains { $0.ordinal != nil }
        needsIDForOrder = query.sort.contains { $0.subject == .id }
    }

    /// The version, if it meets every condition in the snapshot and may be seen.
    ///
    /// - Parameter value: what it is sorted by, where that is known; else it is taken from the resource.
    mutating func match(_ key: Int64, sortedBy value: SortValue? = nil) throws -> Match? {
        examined += 1
        if examined % 256 == 0 { try search.checkTime() }
        try spend(1)
        guard key <= snapshot else { return nil }
        var unanswered: [SearchClause] = []
        for position in plans.indices where position != driver || !plans[position].isExact {
            switch try plans[position].test.holds(key, reader: reader) {
            case false?: return nil
            case true?: continue
            case nil: unanswered.append(plans[position].clause)
            }
        }
        try spend(Self.costOfRow - 1)
        let needsEntries = needsEntriesForOrder && value == nil || unanswered.contains { !$0.isOfOwnColumns }
        // Whoever only counts needs no resource that the index has judged already.
        let needsBody = needsEntries || (needsBodies && !query.onlyTotal)
        guard let row = try search.rows.row(key: key, at: snapshot, withBody: needsBody, types: types),
            try isVisible(row)
        else { return nil }
        let type = search.names.type(row.type)
        if !query.resourceType.isEmpty, type != query.resourceType { return nil }
        if unanswered.isEmpty, query.sort.isEmpty { return Match(place: SearchPlace(values: [], key: key), row: row) }
        if unanswered.isEmpty, let value { return Match(place: SearchPlace(values: [value], key: key), row: row) }
        let needsID = needsIDForOrder || unanswered.contains(where: \.asksForID)
        let subject = SQLiteSubject(
            identity: try needsID ? search.rows.id(ofResource: row.resource, type: row.type) : ResourceID(type, ""),
            lastUpdated: row.recorded, entries: try needsEntries ? entries(of: row.body) : IndexEntries(),
            search: search, snapshot: snapshot, visibility: visibility, body: row.body)
        for clause in unanswered {
            guard try clause.matches(subject, in: search.catalog) else { return nil }
        }
        let values = value.map { [$0] } ?? order.values(of: subject, in: search.catalog)
        return Match(place: SearchPlace(values: values, key: key), row: row)
    }

    private mutating func spend(_ amount: Int) throws {
        cost += amount
        if let budget, cost > budget { throw BudgetSpent() }
    }

    private func isVisible(_ row: NumberedVersion) throws -> Bool {
        // Who may see everyone's need not know whose it is.
        let person = visibility.people == .everyone ? nil : try search.rows.person(row.person)
        return visibility.permits(type: search.names.type(row.type), person: person, labels: row.labels)
    }

    /// What the conditions and the order need to know of a resource.
    private mutating func entries(of body: ResourceBody?) throws -> IndexEntries {
        guard let body else { return IndexEntries() }
        // Kept once: to keep a closure again and again wraps it again and again.
        if let entries { return entries(try body.resource()) }
        let made = search.extractor.taking(parameters)
        entries = made
        return made(try body.resource())
    }

    /// The parameters that keep the rows which conditions may have to be judged by, and those of the order.
    private var parameters: Set<Int> {
        var needed: Set<Int> = []
        for plan in plans { plan.clause.collectParameters(into: &needed) }
        for key in query.sort { if let ordinal = key.ordinal { needed.insert(ordinal) } }
        return Set(needed.flatMap { search.catalog.parameters[$0].sources.map(\.ordinal) })
    }
}
