// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import FHIRSearch

/// Collects the matches of one page and knows when it is complete.
///
/// A row is what a store knows of a version before it is wanted: those that others push off the page need not be made.
package struct PageSink<Row> {
    /// A version that belongs to the result, and where it stands.
    package struct Match {
        package var place: SearchPlace
        package var row: Row

        /// A match; see the members.
        package init(place: SearchPlace, row: Row) {
            self.place = place
            self.row = row
        }
    }

    package let order: SearchOrder
    /// The direction of the first key.
    package let descending: Bool
    private let query: SearchQuery
    private let position: SearchPosition?
    private let snapshot: StoreSnapshot
    private var matches: [Match] = []
    private var hasMore = false
    private var total = 0

    /// An empty page of a search.
    package init(query: SearchQuery, page: SearchPosition?, snapshot: StoreSnapshot) {
        self.query = query
        position = page.flatMap { $0.place.isBeginning ? nil : $0 }
        self.snapshot = snapshot
        order = SearchOrder(query.sort)
        descending = query.sort.first?.descending ?? false
    }

    /// Whether every match is needed, for a total.
    package var counts: Bool { query.wantsTotal || query.onlyTotal }

    /// Where a walk in the order of version keys begins: behind the earlier
    /// pages, or at the first key where a total needs them all the same.
    package var startKey: Int64 {
        guard let position, !counts else { return descending ? .max : 0 }
        return position.place.key
    }

    /// Where a walk in the order of the first key begins; nil at its beginning.
    package var start: SearchPlace? { counts ? nil : position?.place }

    /// Whether nothing more is needed.
    package var isComplete: Bool { hasMore && !counts }

    /// Whether results in the order of version keys go on with this key.
    package func accepts(key: Int64) -> Bool {
        guard let position, !counts else { return true }
        return descending ? key < position.place.key : key > position.place.key
    }

    /// Takes the next match in the order of the results; false when the page needs no more.
    package mutating func add(_ match: Match) throws -> Bool {
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
    package mutating func addInAnyOrder(_ match: Match) {
        total += 1
        guard !query.onlyTotal, isBehindStart(match) else { return }
        matches.append(match)
        // Sorting now and then keeps the memory small and the work in proportion.
        if matches.count > 2 * query.count + 1_000 { sortAndCut() }
    }

    /// Puts what was added in any order into order.
    package mutating func sortAndCut() {
        matches.sort { order.precedes($0.place, $1.place) }
        if matches.count > query.count {
            hasMore = true
            matches.removeLast(matches.count - query.count)
        }
    }

    /// The page; `version` makes each version that is on it.
    package func page(_ version: (Row) throws -> StoredVersion) rethrows -> SearchPage {
        let next = hasMore ? matches.last.map { SearchPosition(snapshot: snapshot, place: $0.place) } : nil
        return SearchPage(
            matches: try matches.map { try version($0.row) }, places: matches.map(\.place), next: next,
            total: counts ? total : nil,
            snapshot: snapshot)
    }

    private func isBehindStart(_ match: Match) -> Bool {
        position.map { order.precedes($0.place, match.place) } ?? true
    }
}

extension PageSink where Row == StoredVersion {
    /// The page.
    package func page() -> SearchPage { page { $0 } }
}
