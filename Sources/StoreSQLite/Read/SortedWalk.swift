// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch
internal import RecordStore

/// Walks a date index in sort order, for results too many to sort in memory;
/// then the results that have no such date.
struct SortedWalk {
    let search: SQLiteSearch
    let query: SearchQuery
    let snapshot: Int64

    private static let step = 512

    func run(after page: SearchPosition?, filter: inout CandidateFilter, sink: inout PageSink) throws {
        guard let sort = query.sort.first, case .parameter(let ordinal) = sort.subject else { return }
        filter.driver = nil
        // A total needs every match, so it starts at the beginning.
        let start = query.wantsTotal || query.onlyTotal ? nil : page
        if start == nil || start?.sortValue != nil {
            try dated(parameter: search.names.parameters[ordinal], sort, from: start, &filter, &sink)
            if sink.isComplete { return }
        }
        let edge = start.flatMap { $0.sortValue == nil ? $0.key : nil }
        try undated(beyond: edge ?? sort.firstKey, descending: sort.descending, &filter, &sink)
    }

    private func dated(
        parameter: Int64, _ sort: SortKey, from start: SearchPosition?, _ filter: inout CandidateFilter,
        _ sink: inout PageSink
    ) throws {
        var value = start?.sortValue ?? (sort.descending ? .max : .min)
        var key = start?.key ?? sort.firstKey
        while true {
            let steps = try step(parameter: parameter, value: value, key: key, descending: sort.descending)
            for candidate in steps {
                // Two periods that begin at the same time make two rows next to each other.
                if candidate == (value, key) { continue }
                (value, key) = candidate
                guard let match = try filter.match(candidate.key, needsSortValue: true),
                    // A resource with several dates stands where its own sort value is.
                    match.sortValue == candidate.value, sink.accepts(match)
                else { continue }
                if try !sink.add(match) { return }
            }
            guard steps.count == Self.step else { return }
        }
    }

    private func undated(
        beyond key: Int64, descending: Bool, _ filter: inout CandidateFilter, _ sink: inout PageSink
    ) throws {
        let walk = TypeWalk(
            search: search, type: search.names.number(ofType: query.resourceType), snapshot: snapshot)
        try walk.run(descending: descending, beyond: key) { candidate in
            guard let match = try filter.match(candidate, needsSortValue: true), match.sortValue == nil,
                sink.accepts(match)
            else { return true }
            return try sink.add(match)
        }
    }

    private func step(
        parameter: Int64, value: Int64, key: Int64, descending: Bool
    ) throws -> [(value: Int64, key: Int64)] {
        let rows = try search.connection.statement(
            descending
                ? """
                SELECT low, version FROM index_date
                WHERE parameter = ?1 AND low <= ?2 AND (low < ?2 OR version < ?3)
                ORDER BY low DESC, version DESC LIMIT 512
                """
                : """
                SELECT low, version FROM index_date
                WHERE parameter = ?1 AND low >= ?2 AND (low > ?2 OR version > ?3)
                ORDER BY low, version LIMIT 512
                """
        ).bind(.init(parameter), .init(value), .init(key))
        var found: [(value: Int64, key: Int64)] = []
        while try rows.step() { found.append((rows.integer(0), rows.integer(1))) }
        return found
    }
}

extension SortKey {
    /// Before the first version key in the direction of the sort.
    fileprivate var firstKey: Int64 { descending ? .max : 0 }
}
