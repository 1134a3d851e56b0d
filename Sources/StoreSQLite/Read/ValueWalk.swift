// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch
internal import RecordStore

/// Walks the rows of one condition in the order of its values, for a search that asks for no order of its own.
///
/// Rows of dates, numbers and amounts do not stand in the order of versions: for a page in that order all of them would
/// have to be gathered. In the order of values a page costs what is on it, however many rows there are. Only parameters
/// that a resource has one row of are walked so, as each result must stand in one place. A place has the piece and the
/// values of its row, so that later pages go on with the same walk.
struct ValueWalk {
    private let search: SQLiteSearch
    private let query: SearchQuery
    private let snapshot: StoreSnapshot
    private let pieces: [ValuePiece]
    /// The condition that is walked.
    private let clause: Int

    private static let largestStep = 2_048

    /// A walk of the first condition that allows it, if any.
    init?(_ plans: [ClausePlan], query: SearchQuery, search: SQLiteSearch, snapshot: StoreSnapshot) {
        guard query.sort.isEmpty, !query.wantsTotal, !query.onlyTotal else { return nil }
        for (position, plan) in plans.enumerated() {
            guard plan.isExact, let range = plan.ranges?.first, plan.ranges?.count == 1,
                case .parameter(let ordinal, _) = plan.clause, search.catalog.parameters[ordinal].occursOnce,
                let pieces = ValuePiece.pieces(of: range)
            else { continue }
            self.search = search
            self.query = query
            self.snapshot = snapshot
            self.pieces = pieces
            clause = position
            return
        }
        return nil
    }

    /// Whether a page goes on behind a place of such a walk.
    static func madePlace(of position: SearchPosition?, in query: SearchQuery) -> Bool {
        query.sort.isEmpty && position?.place.values.isEmpty == false
    }

    /// One page, behind a position of the walk or from the beginning.
    func page(behind position: SearchPosition?, _ filter: CandidateFilter) throws -> SearchPage {
        var filter = filter
        filter.driver = clause
        var page = SearchPage(matches: [], places: [], next: nil, total: nil, snapshot: snapshot)
        var (first, edge) = try position.map { try start($0.place) } ?? (0, nil)
        while first < pieces.count {
            let piece = pieces[first]
            var place = edge ?? piece.edge
            var size = min(query.count + 12, Self.largestStep)
            while true {
                // Of rows that do not meet the pattern nobody else is asked.
                try search.checkTime()
                let rows = try piece.rows(behind: place, limit: size, search.connection)
                for row in rows {
                    guard row.isMatch, let match = try filter.match(row.key) else { continue }
                    if page.matches.count == query.count {
                        page.next = page.places.last.map { SearchPosition(snapshot: snapshot, place: $0) }
                        return page
                    }
                    page.matches.append(try search.rows.version(of: match.row, id: nil))
                    page.places.append(
                        SearchPlace(values: [.integer(Int64(first))] + piece.values(of: row), key: row.key))
                }
                guard rows.count == size, let last = rows.last else { break }
                place = last
                size = min(size * 4, Self.largestStep)
            }
            (first, edge) = (first + 1, nil)
        }
        return page
    }

    /// The piece and the row that a place names.
    private func start(_ place: SearchPlace) throws -> (piece: Int, row: ValuePiece.Row?) {
        guard case .integer(let number)?? = place.values.first, let piece = Int(exactly: number),
            pieces.indices.contains(piece), let row = pieces[piece].row(of: place.values.dropFirst(), key: place.key)
        else { throw StoreFailure.positionGone }
        return (piece, row)
    }
}
