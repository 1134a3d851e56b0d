// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch
internal import RecordStore

/// Walks an index in the order of the first sort key, for results too many to sort in memory;
/// then the results that have no such value.
struct SortedWalk {
    private let planner: Planner
    private let reader: CandidateReader
    private let query: SearchQuery
    private let sort: SortKey
    private let column: SortColumn
    /// The store's number of the parameter; nil for ids.
    private let parameter: Int64?
    /// Tells which resources have no value.
    private let absence: IndexTest?

    private static let step = 512

    /// A walk, if there is an index in the order of the first key.
    ///
    /// - Parameter joined: the number of a code's rows, where those are walked alone.
    init?(query: SearchQuery, within joined: Int64?, planner: Planner, reader: CandidateReader) throws {
        guard let sort = query.sort.first, let column = SortColumn(sort, in: planner.catalog) else { return nil }
        self.planner = planner
        self.reader = reader
        self.query = query
        self.sort = sort
        self.column = column
        if let ordinal = sort.ordinal, let source = planner.catalog.parameters[ordinal].sources.first {
            parameter = joined ?? planner.names.parameters[source.ordinal]
            absence = try planner.plan(.presence(ordinal, isThere: false)).test
        } else {
            (parameter, absence) = (nil, nil)
        }
    }

    func run(filter: inout CandidateFilter, sink: inout PageSink<StoredVersion>) throws {
        let start = sink.start
        if start == nil || start?.values.first.flatMap({ $0 }) != nil {
            try valued(from: start, filter, &sink)
            if sink.isComplete { return }
        }
        guard parameter != nil else { return }
        let edge = start.flatMap { $0.values.first.flatMap { $0 } == nil && query.sort.count == 1 ? $0.key : nil }
        try unvalued(beyond: edge ?? firstKey, filter, &sink)
    }

    /// Before the first version key in the direction of the sort.
    private var firstKey: Int64 { sort.descending ? .max : 0 }

    private func valued(from start: SearchPlace?, _ filter: CandidateFilter, _ sink: inout PageSink<StoredVersion>)
        throws
    {
        var value = column.indexed(start?.values.first.flatMap { $0 }) ?? column.edge(descending: sort.descending)
        // Where more than the version decides among equals, all with the value are asked again.
        var key = standsInOrder(value) ? start?.key ?? firstKey : firstKey
        var last: Int64?
        // Mostly what is named matches; where it does not, more is asked for at once.
        var size = min(max(query.count, 7) + 12, Self.step)
        while true {
            let rows = try step(value, key, size)
            for row in 0..<rows.count {
                let candidate = (value: column.value(rows, row), key: rows.integer(row, CandidateReader.key))
                // Two values that are the same make two rows next to each other.
                if candidate == (value, key) { continue }
                if candidate.value != value, !standsInOrder(value) {
                    sink.sortAndCut()
                    if sink.isComplete { return }
                }
                (value, key) = candidate
                guard last != candidate.key, let match = try filter.match(rows, row),
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
            guard rows.count >= size else { break }
            size = min(size * 4, Self.step)
        }
        if !standsInOrder(value) { sink.sortAndCut() }
    }

    /// Whether results with this value stand in the index as they stand in the order.
    private func standsInOrder(_ value: SortValue) -> Bool {
        guard query.sort.count == 1 else { return false }
        guard case .text(let text) = value, column != .id else { return true }
        // An identifier may stand there in a composed form.
        return !text.isCutForIndex && (column == .string || text.utf8.allSatisfy { $0 < 0x80 })
    }

    private func unvalued(beyond key: Int64, _ filter: CandidateFilter, _ sink: inout PageSink<StoredVersion>) throws {
        var window = KeyWindow(upTo: planner.snapshot.version, isDescending: sort.descending)
        if sort.descending {
            window.upTo = min(window.upTo, key == .max ? .max : key - 1)
        } else {
            window.after = key
        }
        while window.after < window.upTo {
            let rows = try reader.readType(window, limit: Self.step, and: absence.map { [$0] } ?? [])
            for row in 0..<rows.count {
                guard let match = try filter.match(rows, row), match.place.values.first.flatMap({ $0 }) == nil else {
                    continue
                }
                if query.sort.count == 1 {
                    if try !sink.add(match) { return }
                } else {
                    sink.addInAnyOrder(match)
                }
            }
            guard rows.count >= Self.step else { break }
            let edge = rows.integer(rows.count - 1, CandidateReader.key)
            if sort.descending { window.upTo = edge - 1 } else { window.after = edge }
        }
        if query.sort.count > 1 { sink.sortAndCut() }
    }

    /// The next rows in the order of the index.
    private func step(_ value: SortValue, _ key: Int64, _ limit: Int) throws -> PostgresRows {
        guard let parameter else { return try reader.readByID(behind: value, sort.descending, limit: limit) }
        return try reader.read(
            column, numbers: column.numbers(of: parameter), behind: (value, key), sort.descending, limit: limit)
    }
}
