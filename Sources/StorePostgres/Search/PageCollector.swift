// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRSearch
internal import RecordStore

/// Keeps the matches of one page of a search, and counts all.
struct PageCollector {
    private typealias Match = (place: SearchPlace, version: StoredVersion)

    let snapshot: StoreSnapshot
    let page: SearchPosition?
    let count: Int
    let wantsTotal: Bool
    private let order: SearchOrder
    private let isSorted: Bool
    private var matches: [Match] = []
    private var total = 0

    init(snapshot: StoreSnapshot, page: SearchPosition?, count: Int, sort: [SortKey], wantsTotal: Bool) {
        self.snapshot = snapshot
        self.page = page
        self.count = count
        self.wantsTotal = wantsTotal
        order = SearchOrder(sort)
        isSorted = !sort.isEmpty
    }

    /// Whether nothing more is needed, where matches come in the order of their keys.
    var isFull: Bool { !isSorted && !wantsTotal && matches.count > count }

    /// Where a walk in the order of keys may begin.
    var start: Int64 { !isSorted && !wantsTotal ? page?.place.key ?? 0 : 0 }

    /// Takes a match.
    mutating func add(_ subject: PostgresSubject) {
        total += 1
        let place = SearchPlace(values: order.values(of: subject, in: .r4), key: subject.key)
        if let page, !order.precedes(page.place, place) { return }
        matches.append((place, subject.version))
        // One more than the page tells whether there is another; the rest only takes room.
        if matches.count - 1_000 > count &* 2, count < 10_000 { shorten() }
    }

    private mutating func shorten() {
        matches.sort { order.precedes($0.place, $1.place) }
        if matches.count > count { matches.removeLast(matches.count - count - 1) }
    }

    /// The page.
    mutating func finish() -> SearchPage {
        if matches.count > 1 { shorten() }
        let own = matches.prefix(count)
        let next =
            matches.count > count ? own.last.map { SearchPosition(snapshot: snapshot, place: $0.place) } : nil
        return SearchPage(
            matches: own.map(\.version), places: own.map(\.place), next: next, total: wantsTotal ? total : nil,
            snapshot: snapshot)
    }
}
