// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Walks the rows of one condition in the order of its values, where a search asks for no order of its own.
///
/// Rows of dates, numbers and texts are not in the order of versions: for a page in that order all of them would have to
/// be gathered. In the order of values a page costs what is on it, however many rows there are.
struct ValueWalk {
    private let planner: Planner
    private let reader: CandidateReader
    private let filter: CandidateFilter
    private let query: SearchQuery
    private let parameter: IndexedParameter
    /// The number under which rows stand, where it is not the parameter's own.
    private let joined: Int64?
    private let pieces: [ValuePiece]

    /// A walk of a search's only condition, if its rows have values in an order.
    init?(_ plans: [ClausePlan], query: SearchQuery, planner: Planner) {
        guard query.sort.isEmpty, !query.wantsTotal, !query.onlyTotal, plans.count == 1, let ranges = plans[0].ranges,
            let ordinal = plans[0].joined?.time ?? plans[0].clause.parameter
        else { return nil }
        parameter = planner.catalog.parameters[ordinal]
        joined = plans[0].joined?.number
        switch parameter.kind {
        case .date: pieces = ranges.dates.map { .dates($0) }
        case .number, .quantity: pieces = ranges.numbers.map { .numbers($0) }
        case .string: pieces = ranges.texts.map { .texts($0) }
        case .token, .reference, .uri, .composite, .special: return nil
        }
        guard pieces.count == ranges.count, pieces.count <= Self.mostPieces else { return nil }
        self.planner = planner
        self.query = query
        filter = CandidateFilter(
            query: query, open: plans[0].isExact ? [] : [plans[0].clause], planner: planner, order: SearchOrder([]),
            read: ordinal)
        reader = CandidateReader(
            search: planner.search, query: query, visibility: planner.visibility, state: planner.snapshot.version,
            tests: IndexTests(), withBody: true)
    }

    private static let mostPieces = 64

    /// Whether a page is to be one of this walk: it is a later page of it, or there are more rows than are well gathered.
    func suits(_ position: SearchPosition?, _ plan: ClausePlan) throws -> Bool {
        if let position { return position.place.values.count == 2 }
        guard let ranges = plan.ranges else { return false }
        return try planner.search.run(Driver.gathering(ranges, Self.fewest, planner.snapshot.version)).count
            > Self.fewest
    }

    private static let fewest = 200

    /// One page, behind a position or from the beginning.
    func page(behind position: SearchPosition?) throws -> SearchPage {
        var page = SearchPage(matches: [], places: [], next: nil, total: nil, snapshot: planner.snapshot)
        var last = position?.place
        var first = 0
        if case .integer(let number)?? = last?.values.first { first = Int(clamping: number) }
        var size = min(max(query.count, 7), 1_999) + 1
        for number in pieces.indices where number >= first {
            var edge: (value: SortValue, key: Int64) = (pieces[number].start, 0)
            if number == first, let last, let value = last.values[1] { edge = (value, last.key) }
            while true {
                let rows = try reader.read(pieces[number], behind: edge, limit: size)
                for row in 0..<rows.count {
                    let candidate = (
                        value: pieces[number].value(rows, row), key: rows.integer(row, CandidateReader.key)
                    )
                    if candidate == edge { continue }
                    edge = candidate
                    guard let found = try filter.subject(rows, row),
                        try isFirst(candidate.value, of: found.entries, in: number)
                    else { continue }
                    if page.matches.count == query.count {
                        page.next = last.map { SearchPosition(snapshot: planner.snapshot, place: $0) }
                        return page
                    }
                    let place = SearchPlace(values: [.integer(Int64(number)), candidate.value], key: candidate.key)
                    page.matches.append(found.version)
                    page.places.append(place)
                    last = place
                }
                guard rows.count >= size else { break }
                size = min(size * 4, 2_000)
            }
        }
        return page
    }

    /// Whether a resource has no row that the walk meets before this one: with several it stands where the first is.
    private func isFirst(_ value: SortValue, of entries: IndexEntries, in number: Int) throws -> Bool {
        let rows = try self.rows(of: entries)
        for (position, piece) in pieces.enumerated() {
            let values = rows.values(in: piece)
            guard let least = values.min() else { continue }
            return position == number && least == value
        }
        return false
    }

    /// The rows that the index has of the parameter.
    private func rows(of entries: IndexEntries) throws -> PostgresIndexRows {
        var rows = PostgresIndexRows()
        let numbers = planner.names.parameters
        let own = Set(parameter.sources.map(\.ordinal))
        for period in entries.periods where own.contains(period.parameter) {
            rows.append(
                period: .init(
                    parameter: joined ?? numbers[period.parameter], low: period.low, high: period.high, person: 0,
                    version: 0))
        }
        for text in entries.texts where own.contains(text.parameter) {
            rows.texts.append(
                .init(
                    parameter: numbers[text.parameter], value: text.folded.cutForIndex, system: 0, person: 0, version: 0
                ))
        }
        for number in entries.numbers where own.contains(number.parameter) {
            rows.append(
                number: .init(
                    parameter: numbers[number.parameter], low: number.low, high: number.high, person: 0, version: 0))
        }
        for quantity in entries.quantities where own.contains(quantity.parameter) {
            let (number, measure) = (numbers[quantity.parameter], quantity.measure)
            let unit = try planner.finder.number(IndexName(.unit, UnitName(measure).text)) ?? 0
            rows.append(
                number: .init(
                    parameter: number, low: measure.low, high: measure.high, unit: unit, person: 0, version: 0))
            guard let canonical = measure.canonical,
                let amount = try planner.finder.number(IndexName(.amount, owner: number, canonical.dimensions))
            else { continue }
            rows.append(
                number: .init(parameter: amount, low: canonical.low, high: canonical.high, person: 0, version: 0))
        }
        return rows
    }
}

extension SearchClause {
    /// The one parameter that it is about, if there is one.
    fileprivate var parameter: Int? { if case .parameter(let ordinal, _) = self { ordinal } else { nil } }
}
