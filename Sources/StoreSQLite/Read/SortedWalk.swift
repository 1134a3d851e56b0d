// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Walks an index in the order of the first sort key, for results too many to sort in memory;
/// then the results that have no such value.
struct SortedWalk {
    private let search: SQLiteSearch
    private let query: SearchQuery
    private let sort: SortKey
    private let rows: any SortOrderRows
    /// Whether long texts stand in the index only with their beginnings.
    private let cutsTexts: Bool
    /// Whether each resource has a value.
    private let hasNoGaps: Bool
    /// Tells which resources have no value; nil where only they themselves can tell.
    private let absence: ClausePlan?
    private let snapshot: Int64
    /// Whether only resources with a code that is asked for are met, as long as they have a value.
    let isJoined: Bool
    /// Whether the value of a row is the one its resource is sorted by.
    private let valueIsOfRow: Bool

    /// A walk, if there is an index in the order of the first key.
    init?(query: SearchQuery, _ plans: [ClausePlan], planner: Planner) throws {
        guard let sort = query.sort.first else { return nil }
        search = planner.search
        self.query = query
        self.sort = sort
        snapshot = planner.snapshot
        switch sort.subject {
        // In the order of version keys, of which the walk over the type takes care; but not with further keys.
        case .lastUpdated: return nil
        case .id:
            rows = IDRows(
                search: search, type: search.names.number(ofType: query.resourceType), snapshot: snapshot,
                descending: sort.descending)
            cutsTexts = false
            hasNoGaps = true
            absence = nil
            isJoined = false
            valueIsOfRow = false
        case .parameter(let ordinal):
            let parameter = planner.catalog.parameters[ordinal]
            let joined = try planner.joinedNumber(of: plans, withTime: ordinal)
            guard let rows = try Self.rows(of: parameter, joined, search, descending: sort.descending) else {
                return nil
            }
            self.rows = rows
            isJoined = joined != nil
            valueIsOfRow =
                rows is ColumnRows && parameter.kind == .date && parameter.occursOnce
                && query.sort.count == 1
            cutsTexts = parameter.kind == .string
            hasNoGaps = false
            // Words alone, or a reference by identifier, are a value that has no place in the order.
            let isCertain = parameter.kind != .token && parameter.kind != .reference
            absence = isCertain ? try planner.plan(.presence(ordinal, isThere: false)) : nil
        }
    }

    private static func rows(
        of parameter: IndexedParameter, _ joined: Int64?, _ search: SQLiteSearch, descending: Bool
    ) throws -> (any SortOrderRows)? {
        guard let column = SortColumn(parameter), let source = parameter.sources.first else {
            return try NumberedRows(parameter, search: search, descending: descending)
        }
        return ColumnRows(
            connection: search.connection, column: column,
            parameter: joined ?? search.names.parameters[source.ordinal], descending: descending)
    }

    func run(filter: inout CandidateFilter, sink: inout VersionSink) throws {
        let start = sink.start
        if start == nil || start?.values.first.flatMap({ $0 }) != nil {
            try valued(from: start, &filter, &sink)
            if sink.isComplete { return }
        }
        let edge = start.flatMap { $0.values.first.flatMap { $0 } == nil && query.sort.count == 1 ? $0.key : nil }
        try unvalued(beyond: edge ?? sort.firstKey, &filter, &sink)
    }

    private func valued(
        from start: SearchPlace?, _ filter: inout CandidateFilter, _ sink: inout VersionSink
    ) throws {
        var value = rows.indexed(start?.values.first.flatMap { $0 }) ?? rows.edge
        // Where more than the version decides among equals, all with the value are asked again.
        var key = standsInOrder(value) ? start?.key ?? sort.firstKey : sort.firstKey
        var last: Int64?
        while true {
            let steps = try rows.step(from: value, behind: key)
            if steps.isEmpty { break }
            let place = (value, key)
            for candidate in steps {
                // Two values that are the same make two rows next to each other.
                if candidate == (value, key) { continue }
                if candidate.value != value, !standsInOrder(value) {
                    sink.sortAndCut()
                    if sink.isComplete { return }
                }
                (value, key) = candidate
                let known = valueIsOfRow ? candidate.value : nil
                guard let match = try filter.match(candidate.key, sortedBy: known), last != candidate.key,
                    // A resource with several values stands where its own sort value is.
                    rows.indexed(match.place.values.first.flatMap { $0 }) == candidate.value
                else { continue }
                last = candidate.key
                if standsInOrder(value) {
                    if try !sink.add(match) { return }
                } else {
                    sink.addInAnyOrder(match)
                }
            }
            // Rows that only repeat one that was there before lead nowhere.
            if place == (value, key) { break }
        }
        if !standsInOrder(value) { sink.sortAndCut() }
    }

    /// Whether results with this value stand in the index as they stand in the order.
    private func standsInOrder(_ value: SortValue) -> Bool {
        guard query.sort.count == 1 else { return false }
        if cutsTexts, case .text(let text) = value { return !text.isCutForIndex }
        return true
    }

    private func unvalued(beyond key: Int64, _ filter: inout CandidateFilter, _ sink: inout VersionSink) throws {
        guard !hasNoGaps else { return }
        let walk = TypeWalk(search: search, type: search.names.number(ofType: query.resourceType), snapshot: snapshot)
        try walk.run(descending: sort.descending, beyond: key) { candidate in
            guard try absence?.test.holds(candidate, reader: search.reader) ?? true,
                let match = try filter.match(candidate),
                match.place.values.first.flatMap({ $0 }) == nil
            else { return true }
            if query.sort.count == 1 { return try sink.add(match) }
            sink.addInAnyOrder(match)
            return true
        }
        if query.sort.count > 1 { sink.sortAndCut() }
    }
}

extension SortKey {
    /// Before the first version key in the direction of the sort.
    fileprivate var firstKey: Int64 { descending ? .max : 0 }
}
