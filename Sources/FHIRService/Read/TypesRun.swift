// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch
internal import RecordStore

/// Runs a search of several types as one: each type is searched in the same state from the same place, and what comes
/// first makes the page.
struct TypesRun {
    let store: any RecordStore
    let visibility: Visibility

    /// One page of the matches of all searches, which have the same order and size of pages.
    func page(of queries: [SearchQuery], at place: SearchPosition?) async throws -> SearchPage {
        if queries.count == 1 { return try await store.search(queries[0], visibility: visibility, page: place) }
        let start: SearchPosition
        if let place {
            start = place
        } else {
            start = SearchPosition(snapshot: try await store.snapshot(), place: .beginning)
        }
        let order = SearchOrder(queries.first?.sort ?? [])
        let count = queries.first?.count ?? 0
        let counts = queries.first.map { $0.wantsTotal || $0.onlyTotal } ?? false
        var total = 0
        var hasMore = false
        var matches: [(place: SearchPlace, version: StoredVersion)] = []
        for query in queries {
            try Task.checkCancellation()
            let found = try await store.search(query, visibility: visibility, page: start)
            total += found.total ?? 0
            hasMore = hasMore || found.next != nil
            matches += zip(found.places, found.matches).map { ($0, $1) }
            guard matches.count > count else { continue }
            matches.sort { order.precedes($0.place, $1.place) }
            matches.removeLast(matches.count - count)
            hasMore = true
        }
        matches.sort { order.precedes($0.place, $1.place) }
        let next = hasMore ? matches.last.map { SearchPosition(snapshot: start.snapshot, place: $0.place) } : nil
        return SearchPage(
            matches: matches.map(\.version), places: matches.map(\.place), next: next, total: counts ? total : nil,
            snapshot: start.snapshot)
    }
}
