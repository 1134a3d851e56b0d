// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch
internal import RecordStore

/// Walks an index in the order of the first sort key, for results too many to sort in memory;
/// then the results that have no such value.
struct SortedWalk {
    private let search: SQLiteSearch
    private let query: SearchQuery
    private let sort: SortKey
    private let column: SortColumn
    private let parameter: Int64
    /// Tells which resources have no value.
    private let absence: ClausePlan
    private let snapshot: Int64

    private static let step = 512

    /// A walk, if there is an index in the order of the first key.
    init?(query: SearchQuery, planner: Planner) throws {
        guard let sort = query.sort.first, let ordinal = sort.ordinal,
            let column = SortColumn(planner.catalog.parameters[ordinal]),
            let source = planner.catalog.parameters[ordinal].sources.first
        else { return nil }
        search = planner.search
        self.query = query
        self.sort = sort
        self.column = column
        parameter = planner.names.parameters[source.ordinal]
        absence = try planner.plan(.presence(ordinal, isThere: false))
        snapshot = planner.snapshot
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
        var value = column.indexed(start?.values.first.flatMap { $0 }) ?? column.edge(descending: sort.descending)
        // Where more than the version decides among equals, all with the value are asked again.
        var key = standsInOrder(value) ? start?.key ?? sort.firstKey : sort.firstKey
        var last: Int64?
        while true {
            let steps = try step(value: value, key: key)
            for candidate in steps {
                // Two values that are the same make two rows next to each other.
                if candidate == (value, key) { continue }
                if candidate.value != value, !standsInOrder(value) {
                    sink.sortAndCut()
                    if sink.isComplete { return }
                }
                (value, key) = candidate
                guard let match = try filter.match(candidate.key), last != candidate.key,
                    // A resource with several values stands where its own sort value is.
                    column.indexed(match.place.values.first.flatMap { $0 }) == candidate.value
                else { continue }
                last = candidate.key
                if standsInOrder(value) {
                    if try !sink.add(match) { return }
                } else {
                    sink.addInAnyOrder(match)
                }
            }
            guard steps.count == Self.step else { break }
        }
        if !standsInOrder(value) { sink.sortAndCut() }
    }

    /// Whether results with this value stand in the index as they stand in the order.
    private func standsInOrder(_ value: SortValue) -> Bool {
        guard query.sort.count == 1 else { return false }
        if column == .string, case .text(let text) = value { return !text.isCutForIndex }
        return true
    }

    private func unvalued(beyond key: Int64, _ filter: inout CandidateFilter, _ sink: inout VersionSink) throws {
        let reader = RangeReader(connection: search.connection)
        let walk = TypeWalk(search: search, type: search.names.number(ofType: query.resourceType), snapshot: snapshot)
        try walk.run(descending: sort.descending, beyond: key) { candidate in
            guard try absence.test.holds(candidate, reader: reader) ?? true, let match = try filter.match(candidate),
                match.place.values.first.flatMap({ $0 }) == nil
            else { return true }
            if query.sort.count == 1 { return try sink.add(match) }
            sink.addInAnyOrder(match)
            return true
        }
        if query.sort.count > 1 { sink.sortAndCut() }
    }

    private func step(value: SortValue, key: Int64) throws -> [(value: SortValue, key: Int64)] {
        let rows = try search.connection.statement(column.sql(descending: sort.descending))
            .bind(.init(parameter), value.bound, .init(key))
        if column == .date { try rows.bind(.init(PeriodClass.longByStart(parameter)), at: 4) }
        var found: [(value: SortValue, key: Int64)] = []
        while try rows.step() { found.append((column.value(rows), rows.integer(1))) }
        return found
    }
}

extension SortKey {
    /// Before the first version key in the direction of the sort.
    fileprivate var firstKey: Int64 { descending ? .max : 0 }
}
