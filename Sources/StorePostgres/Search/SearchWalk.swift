// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Reads candidates of one search until its page is complete.
struct SearchWalk {
    private let query: SearchQuery
    private let planner: Planner
    private let driver: Driver
    /// The number of a code's times, where the order is theirs.
    private let joined: Int64?
    private let reader: CandidateReader
    private var filter: CandidateFilter
    private var sink: PageSink<StoredVersion>

    /// How many rows are better put in order than walked in it.
    private static let fewest = 60

    /// How many candidates a statement names, where not the page says it.
    private static let largestPiece = 2_000

    init(
        query: SearchQuery, page: SearchPosition?, planner: Planner, plans: [ClausePlan], withBodies: Bool
    ) throws {
        self.query = query
        self.planner = planner
        let state = planner.snapshot.version
        sink = PageSink<StoredVersion>(query: query, page: page, snapshot: planner.snapshot)
        joined = try query.sort.first?.ordinal.flatMap { try planner.joinedNumber(of: plans, withTime: $0) }
        // Beside the code any other condition, as the person's, may leave far less than the code does.
        let isOfCodeAlone = joined != nil && plans.count == 1
        let chosen = try Driver.choose(
            plans, search: planner.search, state: state, prefersOrder: query.followsKeys,
            limits: isOfCodeAlone ? [Self.fewest] : Driver.limits)
        // Where the index of the sort leads, every condition is asked of what it names.
        let isLed = chosen.places == nil && !query.followsKeys && SortColumn(query.sort[0], in: planner.catalog) != nil
        driver = isLed ? Driver() : chosen
        filter = CandidateFilter(
            query: query, open: driver.openClauses(of: plans), planner: planner, order: sink.order)
        reader = CandidateReader(
            search: planner.search, query: query, visibility: planner.visibility, state: state,
            tests: driver.tests(beside: plans),
            withBody: filter.needsEntries || (withBodies && !query.onlyTotal))
    }

    /// The page.
    mutating func run() throws -> SearchPage {
        if query.followsKeys {
            if let places = driver.places {
                try walk(places)
            } else if let ranges = driver.ranges {
                try walkByKeys { try $0.read(ranges, $1, limit: $2) }
            } else {
                try walkByKeys { try $0.readType($1, limit: $2) }
            }
        } else if let places = driver.places {
            try gather(places)
        } else if let sorted = try SortedWalk(query: query, within: joined, planner: planner, reader: reader) {
            try sorted.run(filter: &filter, sink: &sink)
        } else {
            try gatherAll()
        }
        return sink.page()
    }

    /// How many candidates to begin with: what is mostly matches needs no more than the page.
    private var firstPiece: Int {
        let page = min(query.count, Self.largestPiece - 1) + 1
        return filter.isEmpty ? max(8, page) : max(100, page)
    }

    // MARK: In the order of recording, or the other way round

    /// Walks versions that are known by their keys.
    private mutating func walk(_ places: [VersionPlace]) throws {
        let descending = sink.descending
        let wanted = places.filter { sink.accepts(key: $0.key) }.sorted {
            descending ? $0.key > $1.key : $0.key < $1.key
        }
        var start = 0
        var size = firstPiece
        while start < wanted.count {
            let piece = Array(wanted[start..<min(start + size, wanted.count)])
            if try !take(reader.read(piece)) { return }
            start += size
            size = min(size * 4, Self.largestPiece)
        }
    }

    /// Walks what `read` gives in the order of versions, a piece behind the other.
    private mutating func walkByKeys(
        _ read: (CandidateReader, KeyWindow, Int) throws -> PostgresRows
    ) throws {
        let state = planner.snapshot.version
        var window = KeyWindow(upTo: state, isDescending: sink.descending)
        if sink.descending {
            window.upTo = min(state, sink.startKey == .max ? .max : sink.startKey - 1)
        } else {
            window.after = sink.startKey
        }
        var size = firstPiece
        while window.after < window.upTo {
            let rows = try read(reader, window, size)
            guard try take(rows), rows.count >= size else { return }
            let edge = rows.integer(rows.count - 1, CandidateReader.key)
            if sink.descending { window.upTo = edge - 1 } else { window.after = edge }
            size = min(size * 4, Self.largestPiece)
        }
    }

    /// Takes candidates in their order; false when the page needs no more.
    private mutating func take(_ rows: PostgresRows) throws -> Bool {
        // One that has several of the rows that are looked for stands there as often.
        let order = (0..<rows.count).map { (key: rows.integer($0, CandidateReader.key), row: $0) }
            .sorted { sink.descending ? $0.key > $1.key : $0.key < $1.key }
        var last: Int64?
        for (key, row) in order where key != last {
            last = key
            if let match = try filter.match(rows, row), try !sink.add(match) { return false }
        }
        return true
    }

    // MARK: In another order

    /// Puts versions that are known by their keys in order.
    private mutating func gather(_ places: [VersionPlace]) throws {
        for start in stride(from: 0, to: places.count, by: Self.largestPiece) {
            let rows = try reader.read(Array(places[start..<min(start + Self.largestPiece, places.count)]))
            for row in 0..<rows.count {
                if let match = try filter.match(rows, row) { sink.addInAnyOrder(match) }
            }
        }
        sink.sortAndCut()
    }

    /// Puts all versions of the type in order.
    private mutating func gatherAll() throws {
        var window = KeyWindow(upTo: planner.snapshot.version)
        while true {
            let rows =
                try driver.ranges.map { try reader.read($0, window, limit: Self.largestPiece) }
                ?? reader.readType(window, limit: Self.largestPiece)
            var last: Int64?
            for row in 0..<rows.count {
                let key = rows.integer(row, CandidateReader.key)
                if key == last { continue }
                last = key
                if let match = try filter.match(rows, row) { sink.addInAnyOrder(match) }
            }
            guard rows.count >= Self.largestPiece, let last else { break }
            window.after = last
        }
        sink.sortAndCut()
    }
}
