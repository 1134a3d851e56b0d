// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Runs searches on one connection, inside a transaction of the caller.
///
/// The clause with the fewest rows drives; the others are probed in the index
/// or, where the index cannot tell, matched on the resource. Without a clause
/// of at most ``Driver/largest`` rows, the versions of the type are walked.
struct SQLiteSearch {
    let connection: SQLiteConnection
    let names: SQLiteNames
    let extractor: IndexExtractor
    let rows: SQLiteRows
    private let reader: RangeReader
    /// Longest time one search may take.
    var limit = Duration.seconds(5)

    init(_ connection: SQLiteConnection, names: SQLiteNames, extractor: IndexExtractor, bodies: StoredBodies) {
        self.connection = connection
        self.names = names
        self.extractor = extractor
        rows = SQLiteRows(connection: connection, names: names, bodies: bodies)
        reader = RangeReader(connection: connection)
    }

    /// One page of a search; `snapshot` nil reads the transaction's own state.
    func run(_ query: SearchQuery, visibility: Visibility, page: SearchPosition?, snapshot: StoreSnapshot?) throws
        -> SearchPage
    {
        let snapshot = snapshot ?? StoreSnapshot(epoch: 0, version: .max)
        var query = query
        if query.onlyTotal { query.sort = [] }
        let accesses = try query.clauses.map {
            try ClauseAccess($0, resourceType: query.resourceType, snapshot: snapshot.version, rows: rows)
        }
        var filter = CandidateFilter(
            query: query, accesses: accesses, visibility: visibility, snapshot: snapshot.version, search: self)
        var sink = PageSink(query: query, page: page, snapshot: snapshot)
        if accesses.contains(where: { $0.ranges?.isEmpty ?? false }) { return sink.page() }

        let driver = try Driver.choose(accesses, reader: reader, needsOrder: query.sort.first)
        filter.driver = driver.clause
        switch query.sort.first?.subject {
        case .parameter:
            if let keys = driver.keys {
                try sortInMemory(keys, filter: &filter, sink: &sink)
            } else {
                try SortedWalk(search: self, query: query, snapshot: snapshot.version)
                    .run(after: page, filter: &filter, sink: &sink)
            }
        case .lastUpdated, .id, nil:
            let descending = query.sort.first?.descending ?? false
            if let keys = driver.keys {
                let ordered = keys.sorted(by: descending ? { $0 > $1 } : { $0 < $1 })
                try walk(ordered, filter: &filter, sink: &sink)
            } else if let range = driver.range, !descending {
                try walk(range, filter: &filter, sink: &sink)
            } else {
                filter.driver = nil
                let walk = TypeWalk(
                    search: self, type: names.number(ofType: query.resourceType), snapshot: snapshot.version)
                try walk.run(descending: descending, beyond: sink.startKey) { key in
                    guard let match = try filter.match(key) else { return true }
                    return try sink.add(match)
                }
            }
        }
        return sink.page()
    }

    /// One page of everything about a person.
    func everything(
        about person: Int64, types: [Int64]?, count: Int, visibility: Visibility, page: SearchPosition?,
        snapshot: StoreSnapshot
    ) throws -> SearchPage {
        let query = SearchQuery(resourceType: "", count: count)
        var filter = CandidateFilter(
            query: query, accesses: [], visibility: visibility, snapshot: snapshot.version, search: self)
        var sink = PageSink(query: query, page: page, snapshot: snapshot)
        var keys = try connection.statement(
            "SELECT version_key FROM current WHERE person = ? AND person > 0 AND version_key > ?"
        )
        .bind(.init(person), .init(sink.startKey)).integers()
        keys += try connection.statement(
            "SELECT version_key FROM history WHERE indexed = 1 AND superseded > ? AND person = ? AND version_key > ?"
        ).bind(.init(snapshot.version), .init(person), .init(sink.startKey)).integers()
        filter.types = types.map(Set.init)
        try walk(keys.sorted(), filter: &filter, sink: &sink)
        return sink.page()
    }

    private func walk(_ keys: [Int64], filter: inout CandidateFilter, sink: inout PageSink) throws {
        for key in keys {
            guard sink.accepts(key: key) else { continue }
            if let match = try filter.match(key), try !sink.add(match) { return }
        }
    }

    /// Walks a range whose rows stand in the order of versions, piece by piece.
    private func walk(_ range: ClauseAccess.Range, filter: inout CandidateFilter, sink: inout PageSink) throws {
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

    private func sortInMemory(_ keys: [Int64], filter: inout CandidateFilter, sink: inout PageSink) throws {
        var matches: [CandidateFilter.Match] = []
        for key in keys {
            if let match = try filter.match(key, needsSortValue: true) { matches.append(match) }
        }
        let descending = sink.descending
        matches.sort { SearchOrder.precedes(($0.sortValue, $0.key), ($1.sortValue, $1.key), descending: descending) }
        for match in matches where sink.accepts(match) {
            if try !sink.add(match) { return }
        }
    }
}
