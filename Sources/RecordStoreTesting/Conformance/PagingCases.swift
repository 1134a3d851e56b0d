// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

extension ConformanceSuite {
    static func pagingCases(seed: UInt64) -> [ConformanceCase] {
        [
            ConformanceCase("Pages together are the state of the first page, while others write (seed \(seed))") {
                try await pagesWhileWriting($0, seed: seed)
            },
            ConformanceCase("A page position can be used again", repeatsPages),
            ConformanceCase("Each match tells where it stands, and a page can begin there (seed \(seed))") {
                try await pagesFromPlaces($0, seed: seed)
            },
            ConformanceCase("A batch recorded at one moment is paged in both directions", pagesOneMoment),
        ]
    }

    /// Searches that walk every way a store may take.
    private static let searches: [(type: String, text: String)] = [
        ("Observation", ""), ("Observation", "_sort=date"), ("Observation", "_sort=-date"),
        ("Observation", "_sort=_lastUpdated"), ("Observation", "_sort=-_lastUpdated"), ("Observation", "status=final"),
        ("Observation", "status=final&_sort=-date"), ("Observation", "patient=id-1,id-2,id-3&_sort=-date"),
        ("Observation", "status=final&_sort=-_lastUpdated"), ("Observation", "date=ge2025-11&_sort=date"),
        ("Observation", "date=ge2025-11"), ("Observation", "_id=id-0,id-1,id-2,id-3,id-4,id-5,id-6"),
        ("Patient", "name=o,a,l"), ("Patient", "_sort=-birthdate"), ("Encounter", "status=finished,planned"),
        ("Condition", "recorded-date=ap2026-01&_sort=recorded-date"), ("Observation", "_sort=_id"),
        ("Observation", "_sort=-_id"), ("Observation", "_sort=code"), ("Observation", "_sort=-code,_id"),
        ("Observation", "_sort=subject"), ("Observation", "_sort=-patient"), ("Observation", "_sort=status,-date"),
        ("Patient", "_sort=-gender"), ("Observation", "_lastUpdated=gt2020"), ("Patient", "name:contains=a&_sort=name"),
        ("Observation", "_lastUpdated=gt2020&_sort=-_lastUpdated"), ("Observation", "_lastUpdated=lt2020"),
    ]

    private static func pagesFromPlaces(_ makeStore: StoreMaker, seed: UInt64) async throws {
        let store = try await makeStore(SystemClock())
        var random = RandomRecords(seed: seed)
        for _ in 0..<60 { _ = try await store.write(random.batch()) }
        let snapshot = try await store.snapshot()
        for search in searches {
            let query = try Draft.query(search.type, "_count=5&" + search.text)
            // Without a position a store may choose an order of its own, where the search asks for none.
            let first = try await store.search(
                query, visibility: .unrestricted, page: SearchPosition(snapshot: snapshot, place: .beginning))
            let place = "\(search.type)?\(search.text)"
            try requireEqual(first.places.count, first.matches.count, "places of \(place)")
            let order = SearchOrder(query.sort)
            for (earlier, later) in zip(first.places, first.places.dropFirst()) {
                try require(order.precedes(earlier, later), "the places of \(place) are not in order")
            }
            let starts = [SearchPlace.beginning] + first.places.dropLast()
            for (position, start) in starts.enumerated() {
                let page = try await store.search(
                    query, visibility: .unrestricted, page: SearchPosition(snapshot: snapshot, place: start))
                try requireEqual(
                    page.places.first, first.places.dropFirst(position).first, "what stands behind a place of \(place)")
                try requireEqual(
                    page.matches.first?.id, first.matches.dropFirst(position).first?.id, "the match behind it")
            }
        }
    }

    private static func pagesWhileWriting(_ makeStore: StoreMaker, seed: UInt64) async throws {
        let store = try await makeStore(SystemClock())
        var random = RandomRecords(seed: seed)
        for _ in 0..<60 { _ = try await store.write(random.batch()) }
        let walks = try await withThrowingTaskGroup(of: [Walk].self) { group in
            for writer in 0..<3 {
                group.addTask {
                    var random = RandomRecords(seed: SeededGenerator.mixed(seed, UInt64(writer)))
                    for _ in 0..<80 {
                        _ = try await store.write(random.batch(largest: 4))
                        try await Task.sleep(for: .microseconds(200))
                    }
                    return []
                }
            }
            for (number, search) in searches.enumerated() {
                group.addTask {
                    var random = RandomRecords(seed: SeededGenerator.mixed(seed, UInt64(100 + number)))
                    var walks: [Walk] = []
                    for round in 0..<3 {
                        let total = round == 2 ? "_total=accurate&" : ""
                        let query = try Draft.query(search.type, "_count=3&" + total + search.text)
                        let visibility = round == 0 ? Visibility.unrestricted : random.visibility()
                        walks.append(try await Walk(store, query, visibility, text: search.type + "?" + search.text))
                    }
                    return walks
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let naive = NaiveSearch(try await store.allChanges(pieces: 200))
        try require(walks.contains { $0.pages > 2 }, "no walk has several pages")
        for walk in walks { try walk.check(naive, seed: seed) }
    }

    /// All pages of one search, read one after the other.
    private struct Walk: Sendable {
        let query: SearchQuery
        let visibility: Visibility
        let text: String
        let snapshot: StoreSnapshot
        var found: [String] = []
        var totals: Set<Int?> = []
        var pages = 1

        init(_ store: any RecordStore, _ query: SearchQuery, _ visibility: Visibility, text: String) async throws {
            (self.query, self.visibility, self.text) = (query, visibility, text)
            var page = try await store.search(query, visibility: visibility, page: nil)
            snapshot = page.snapshot
            while true {
                found += page.matches.map { "\($0.id)/\($0.version)" }
                totals.insert(page.total)
                guard let next = page.next else { return }
                // Something is written before each later page, whatever the other tasks do.
                try await store.write(Draft.patient("walker", family: "\(pages) of \(text) \(query.wantsTotal)"))
                pages += 1
                page = try await store.search(query, visibility: visibility, page: next)
                try requireEqual(page.snapshot, snapshot, "the state of a later page of \(text)")
            }
        }

        func check(_ naive: NaiveSearch, seed: UInt64) throws {
            let wanted = try naive.matches(query, visibility: visibility, at: snapshot).map { "\($0.id)/\($0.version)" }
            let place = "\(text), seed \(seed), state \(snapshot.version), \(visibility)"
            if query.sort.isEmpty {
                try requireEqual(found.sorted(), wanted.sorted(), "all pages of \(place)")
            } else {
                try requireEqual(found, wanted, "all pages in order of \(place)")
            }
            try requireEqual(totals, query.wantsTotal ? [wanted.count] : [nil], "the totals of \(place)")
        }
    }

    @Sendable private static func repeatsPages(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        for number in 0..<9 { try await store.write(Draft.patient("p\(number)", family: "Same")) }
        for text in ["", "family=same", "_sort=-_lastUpdated", "_sort=birthdate", "_id=p1,p2,p3,p4,p5"] {
            let query = try Draft.query("Patient", "_count=2&" + text)
            let first = try await store.search(query, visibility: .unrestricted, page: nil)
            let before = try await store.search(query, visibility: .unrestricted, page: first.next)
            try await store.write(Draft.patient("p2", family: "Other\(text.count)"), Draft.delete("Patient/p6"))
            let after = try await store.search(query, visibility: .unrestricted, page: first.next)
            try requireEqual(
                after.matches.map(\.id.id), before.matches.map(\.id.id), "the second page of '\(text)' again")
            try requireEqual(after.next, before.next, "the third position of '\(text)'")
            try await store.write(Draft.patient("p2", family: "Same"), Draft.patient("p6", family: "Same"))
        }
    }

    @Sendable private static func pagesOneMoment(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        let changes = try (0..<20).map { number in
            try Draft.put(
                #"{"resourceType":"Observation","id":"o\#(number)","effectiveDateTime":"2026-01-0\#(number / 10 + 1)"}"#
            )
        }
        _ = try await store.write(WriteBatch(changes: changes))
        let ids = (0..<20).map { "o\($0)" }
        for text in ["_sort=_lastUpdated", "_sort=-_lastUpdated", "_sort=date", "_sort=-date", ""] {
            let found = try await store.ids("Observation", "_count=3&" + text)
            try requireEqual(found.sorted(), ids.sorted(), "all pages of '\(text)'")
        }
    }
}

extension SeededGenerator {
    /// A seed of a part of the work.
    fileprivate static func mixed(_ seed: UInt64, _ part: UInt64) -> UInt64 {
        var generator = SeededGenerator(seed: seed, stream: part)
        return generator.next()
    }
}
