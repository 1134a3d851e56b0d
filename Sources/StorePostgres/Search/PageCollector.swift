// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRSearch
internal import RecordStore

/// Keeps the matches of one page of a search, and counts all.
struct PageCollector {
    private typealias Match = (value: Int64?, key: Int64, version: StoredVersion)

    let snapshot: StoreSnapshot
    let page: SearchPosition?
    let count: Int
    let sort: SortKey?
    let wantsTotal: Bool
    private var matches: [Match] = []
    private var total = 0

    init(snapshot: StoreSnapshot, page: SearchPosition?, count: Int, sort: SortKey?, wantsTotal: Bool) {
        self.snapshot = snapshot
        self.page = page
        self.count = count
        self.sort = sort
        self.wantsTotal = wantsTotal
    }

    private var isDescending: Bool { sort?.descending ?? false }

    /// Whether nothing more is needed, where matches come in the order of their keys.
    var isFull: Bool { sort == nil && !wantsTotal && matches.count > count }

    /// Where a walk in the order of keys may begin.
    var start: Int64 { sort == nil && !wantsTotal ? page?.key ?? 0 : 0 }

    /// Takes a match.
    mutating func add(_ version: StoredVersion, key: Int64, entries: IndexEntries) {
        total += 1
        let value = sort.flatMap {
            SearchOrder.value(for: $0, lastUpdated: version.lastUpdated.microseconds, entries: entries)
        }
        if let page,
            !SearchOrder.precedes((page.sortValue, page.key), (value, key), descending: isDescending)
        {
            return
        }
        matches.append((value, key, version))
        // One more than the page tells whether there is another; the rest only takes room.
        if matches.count - 1_000 > count &* 2, count < 10_000 { shorten() }
    }

    private mutating func shorten() {
        let isDescending = isDescending
        matches.sort {
            SearchOrder.precedes(($0.value, $0.key), ($1.value, $1.key), descending: isDescending)
        }
        if matches.count > count { matches.removeLast(matches.count - count - 1) }
    }

    /// The page.
    mutating func finish() -> SearchPage {
        if matches.count > 1 { shorten() }
        let own = matches.prefix(count)
        let next =
            matches.count > count
            ? own.last.map { SearchPosition(snapshot: snapshot, sortValue: $0.value, key: $0.key) } : nil
        return SearchPage(
            matches: own.map(\.version), next: next, total: wantsTotal ? total : nil, snapshot: snapshot)
    }
}
