// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRSearch
internal import RecordStore

/// Collects the matches of one page and knows when it is complete.
struct PageSink {
    let descending: Bool
    private let query: SearchQuery
    private let position: SearchPosition?
    private let snapshot: StoreSnapshot
    private let byTime: Bool
    private var matches: [CandidateFilter.Match] = []
    private var hasMore = false
    private var total = 0

    init(query: SearchQuery, page: SearchPosition?, snapshot: StoreSnapshot) {
        self.query = query
        position = page
        self.snapshot = snapshot
        descending = query.sort.first?.descending ?? false
        byTime = query.sort.first?.subject == .lastUpdated
    }

    private var counts: Bool { query.wantsTotal || query.onlyTotal }

    /// Where a walk in the order of version keys begins: behind the earlier
    /// pages, or at the first key where a total needs them all the same.
    var startKey: Int64 {
        guard let position, !counts else { return descending ? .max : 0 }
        return position.key
    }

    /// Whether nothing more is needed.
    var isComplete: Bool { hasMore && !counts }

    /// Whether results in the order of version keys go on with this key.
    func accepts(key: Int64) -> Bool {
        guard let position, !counts else { return true }
        return descending ? key < position.key : key > position.key
    }

    /// Whether a sorted result lies behind the page's start; a total needs it in any case.
    func accepts(_ match: CandidateFilter.Match) -> Bool { counts || isBehindStart(match) }

    /// Takes the next match; false when the page needs no more.
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

    /// The page.
    func page() -> SearchPage {
        var next: SearchPosition?
        if hasMore, let last = matches.last {
            let value = byTime ? last.version.lastUpdated.microseconds : last.sortValue
            next = SearchPosition(snapshot: snapshot, sortValue: value, key: last.key)
        }
        return SearchPage(
            matches: matches.map(\.version), next: next, total: counts ? total : nil, snapshot: snapshot)
    }

    private func isBehindStart(_ match: CandidateFilter.Match) -> Bool {
        guard let position else { return true }
        let value = byTime ? match.version.lastUpdated.microseconds : match.sortValue
        return SearchOrder.precedes((position.sortValue, position.key), (value, match.key), descending: descending)
    }
}
