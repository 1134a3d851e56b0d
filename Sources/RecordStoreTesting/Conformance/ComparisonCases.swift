// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import FHIRModel
internal import FHIRSearch
package import RecordStore

extension ConformanceSuite {
    static func comparisonCases(seed: UInt64, queryCount: Int) -> [ConformanceCase] {
        [
            ConformanceCase("Random searches find what the reference finds, in its order (seed \(seed))") { makeStore in
                let comparison = try await Comparison(makeStore, seed: seed, batchCount: 150)
                try await comparison.compareSearches(queryCount)
            },
            ConformanceCase("Random writes have the same effects as on the reference (seed \(seed))") { makeStore in
                _ = try await Comparison(makeStore, seed: seed &+ 1, batchCount: 400)
            },
        ]
    }

    /// Compares random searches of given resources with the reference, for data other than the suite's own.
    ///
    /// - Throws: ``ConformanceFailure`` where a store finds anything else.
    package static func compareSearches(
        of records: [PreparedResource], seed: UInt64, queryCount: Int,
        _ makeStore: @Sendable (any WallClock) async throws -> any RecordStore
    ) async throws {
        try await Comparison(makeStore, seed: seed, records: records).compareSearches(queryCount)
    }
}

/// A store and the reference, written alike.
private struct Comparison {
    let store: any RecordStore
    let reference: MemoryStore
    let seed: UInt64
    let records: [PreparedResource]
    let times: ClosedRange<Int64>

    init(_ makeStore: StoreMaker, seed: UInt64, batchCount: Int) async throws {
        let clock = ManualClock(Timestamp(seconds: 1_790_000_000))
        store = try await makeStore(clock)
        reference = MemoryStore(clock: clock)
        self.seed = seed
        var random = RandomRecords(seed: seed)
        var records: [PreparedResource] = []
        for number in 0..<batchCount {
            let batch = try random.batch()
            for case .put(let resource) in batch.changes.map(\.content) { records.append(resource) }
            let outcome = try await store.write(batch)
            let wanted = try await reference.write(batch)
            try requireEqual(
                outcome.results.map(\.told), wanted.results.map(\.told), "effects of batch \(number) of seed \(seed)")
            clock.advance(by: .milliseconds(number % 5 * 250))
        }
        try requireEqual(
            try await store.allChanges().map(\.told), try await reference.allChanges().map(\.told),
            "feed of seed \(seed)")
        self.records = records
        times = 1_790_000_000_000_000...clock.now().microseconds
    }

    init(_ makeStore: StoreMaker, seed: UInt64, records: [PreparedResource]) async throws {
        let clock = ManualClock(Timestamp(seconds: 1_790_000_000))
        store = try await makeStore(clock)
        reference = MemoryStore(clock: clock)
        self.seed = seed
        self.records = records
        for start in stride(from: 0, to: records.count, by: 500) {
            let changes = records[start..<min(start + 500, records.count)].map { WriteChange(.put($0)) }
            _ = try await store.write(WriteBatch(changes: changes))
            _ = try await reference.write(WriteBatch(changes: changes))
            clock.advance(by: .seconds(1))
        }
        times = 1_790_000_000_000_000...clock.now().microseconds
    }

    func compareSearches(_ count: Int) async throws {
        var queries = RandomQueries(seed: seed, records: records, times: times)
        var random = RandomRecords(seed: seed &+ 7)
        var found = 0
        for _ in 0..<count {
            let random = (try queries.next(), random.visibility())
            found += try await compare(random.0, visibility: random.1)
        }
        // A suite that finds next to nothing compares next to nothing.
        try require(found > count, "seed \(seed): only \(found) matches in \(count) searches")
    }

    private func compare(_ random: RandomQuery, visibility: Visibility) async throws -> Int {
        let place = "\(random) of seed \(seed) for \(visibility)"
        var wantedQuery = random.query
        wantedQuery.count = .max
        wantedQuery.wantsTotal = true
        let wanted = try await reference.search(wantedQuery, visibility: visibility, page: nil)
        var told: [String] = []
        var position: SearchPosition?
        repeat {
            let page = try await store.search(random.query, visibility: visibility, page: position)
            try require(page.matches.count <= random.query.count, "a page of \(place) is too long")
            try requireEqual(page.total, random.query.wantsTotal ? wanted.total : nil, "the total of \(place)")
            if page.next != nil { try requireEqual(page.matches.count, random.query.count, "a full page of \(place)") }
            told += page.matches.map(\.told)
            position = page.next
        } while position != nil
        let wantedTold = wanted.matches.map(\.told)
        if random.query.sort.isEmpty {
            try requireEqual(told.sorted(), wantedTold.sorted(), "matches of \(place)")
        } else {
            try requireEqual(told, wantedTold, "sorted matches of \(place)")
        }
        return told.count
    }
}

extension StoredVersion {
    /// All of a version but its body, as text.
    fileprivate var told: String {
        "\(id)/\(version) \(change) \(lastUpdated.instant) \(person ?? "-") \(labels.rawValue) \(body?.json.count ?? 0)"
    }
}

extension StoreChange {
    fileprivate var told: String { "\(position) \(version.told)" }
}

extension WriteOutcome.Result {
    fileprivate var told: String { "\(id)/\(version) \(effect) \(lastUpdated.instant)" }
}
