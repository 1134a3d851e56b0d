// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch
internal import RecordStore

/// Collects the matches of one page and knows when it is complete.
struct PageSink {
    let order: SearchOrder
    let descending: Bool
    private let query: SearchQuery
    private let position: SearchPosition?
    private let snapshot: StoreSnapshot
    private var matches: [CandidateFilter.Match] = []
    private var hasMore = false
    private var total = 0

    init(query: SearchQuery, page: SearchPosition?, snapshot: StoreSnapshot) {
        self.query = query
        position = page.flatMap { $0.place.isBeginning ? nil : $0 }
        self.snapshot = snapshot
        order = SearchOrder(query.sort)
        descending = query.sort.first?.descending ?? false
    }

    private var counts: Bool { query.wantsTotal || query.onlyTotal }

    /// Where a walk in the order of version keys begins: behind the earlier
    /// pages, or at the first key where a total needs them all the same.
    var startKey: Int64 {
        guard let position, !counts else { return descending ? .max : 0 }
        return position.place.key
    }

    /// Where a walk in the order of the first key begins; nil at its beginning.
    var start: SearchPlace? { counts ? nil : position?.place }

    /// Whether nothing more is needed.
    var isComplete: Bool { hasMore && !counts }

    /// Whether results in the order of version keys go on with this key.
    func accepts(key: Int64) -> Bool {
        guard let position, !counts else { return true }
        return descending ? key < position.place.key : key > position.place.key
    }

    /// Takes the next match in the order of the results; false when the page needs no more.
    mutating func add(_ match: CandidateFilter.Match) throws -> Bool {
        total += 1
        guard isBehindStart(match) else { return true }
        if query.onlyTotal { return true }
        if matches.count < query.count {
            matches.append(match)
        } else {
            hasMore = true
        }
        return !isComplete
    }

    /// Takes a match in any order: those that come first stay.
    mutating func addInAnyOrder(_ match: CandidateFilter.Match) {
        total += 1
        guard !query.onlyTotal, isBehindStart(match) else { return }
        matches.append(match)
        // Sorting now and then keeps the memory small and the work in proportion.
        if matches.count > 2 * query.count + 1_000 { sortAndCut() }
    }

    /// Puts what was added in any order into order.
    mutating func sortAndCut() {
        matches.sort { order.precedes($0.place, $1.place) }
        if matches.count > query.count {
            hasMore = true
            matches.removeLast(matches.count - query.count)
        }
    }

    /// The page.
    func page() -> SearchPage {
        let next = hasMore ? matches.last.map { SearchPosition(snapshot: snapshot, place: $0.place) } : nil
        return SearchPage(
            matches: matches.map(\.version), places: matches.map(\.place), next: next, total: counts ? total : nil,
            snapshot: snapshot)
    }

    private func isBehindStart(_ match: CandidateFilter.Match) -> Bool {
        position.map { order.precedes($0.place, match.place) } ?? true
    }
}
