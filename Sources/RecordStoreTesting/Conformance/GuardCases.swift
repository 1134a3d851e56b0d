// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

extension ConformanceSuite {
    static let guardCases: [ConformanceCase] = [
        ConformanceCase("Of 32 parallel conditional creates exactly one wins", createsOnce),
        ConformanceCase("Of 32 parallel updates of one version exactly one wins", updatesOnce),
        ConformanceCase("A guard sees the state the batch is written in", checksGuards),
        ConformanceCase("A guard fails for what was written since its search was made", guardsFromState),
        ConformanceCase("A guard does not see what is hidden from its client", guardsHidden),
        ConformanceCase("A change tells whom the resource concerned before", tellsFormerPerson),
    ]

    @Sendable private static func createsOnce(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        for round in 0..<5 {
            let query = try Draft.query("Observation", "identifier=urn:lab|\(round)")
            let wins = try await countWins(32, in: store, losing: .guardFailed(guard: 0)) { number in
                let change = try Draft.observation("r\(round)-\(number)", identifier: "\(round)")
                return WriteBatch(
                    guards: [MatchGuard(query: query, expected: [], visibility: .unrestricted)], changes: [change])
            }
            try requireEqual(wins, 1, "winners of round \(round)")
            try requireEqual(try await store.allMatches(query).count, 1, "matches of round \(round)")
        }
    }

    @Sendable private static func updatesOnce(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        try await store.write(Draft.patient("p1"))
        for round in 1...5 {
            let wins = try await countWins(32, in: store, losing: .versionConflict(change: 0, current: round + 1)) {
                number in
                WriteBatch(changes: [try Draft.patient("p1", family: "R\(round)N\(number)").expecting(.version(round))])
            }
            try requireEqual(wins, 1, "winners of round \(round)")
        }
    }

    /// Writes `count` batches at once and counts those that were not refused.
    private static func countWins(
        _ count: Int, in store: any RecordStore, losing: StoreFailure,
        _ batch: @escaping @Sendable (Int) throws -> WriteBatch
    ) async throws -> Int {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<count {
                group.addTask {
                    do {
                        _ = try await store.write(batch(number))
                        return true
                    } catch let failure as StoreFailure {
                        try requireEqual(failure, losing, "the refusal of a loser")
                        return false
                    }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
    }

    @Sendable private static func checksGuards(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        try await store.write(
            Draft.observation("o1", identifier: "x"), Draft.observation("o2", identifier: "x", labels: .hiv),
            Draft.observation("o3", identifier: "y"))
        let query = try Draft.query("Observation", "identifier=urn:lab|x")
        let both = [try Draft.id("Observation/o2"), try Draft.id("Observation/o1")]
        func write(_ query: SearchQuery, _ expected: [ResourceID]) async throws {
            _ = try await store.write(
                WriteBatch(
                    guards: [MatchGuard(query: query, expected: expected, visibility: .unrestricted)],
                    changes: [try Draft.patient("p1")]))
        }
        for expected in [[], [both[0]], both + [try Draft.id("Observation/o3")]] {
            try await requireRefusal(.guardFailed(guard: 0)) { try await write(query, expected) }
        }
        try await write(query, both)
        // What the search asks of pages and totals is of no consequence.
        var odd = query
        (odd.count, odd.onlyTotal) = (0, true)
        odd.sort = [SortKey(.lastUpdated, descending: true)]
        try await write(odd, both)
        try await store.write(Draft.delete("Observation/o1"))
        try await requireRefusal(.guardFailed(guard: 0)) { try await write(query, both) }
        try await write(query, [both[0]])
        let two = WriteBatch(
            guards: [
                MatchGuard(query: query, expected: [both[0]], visibility: .unrestricted),
                MatchGuard(
                    query: try Draft.query("Observation", "_id=o3"), expected: [], visibility: .unrestricted),
            ], changes: [])
        try await requireRefusal(.guardFailed(guard: 1)) { _ = try await store.write(two) }
    }

    @Sendable private static func guardsFromState(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        let seen = try await store.write(
            WriteBatch(changes: [
                try Draft.patient("p1", family: "Adeyemi"), try Draft.observation("o1", identifier: "x"),
            ])
        ).snapshot
        let own = try Draft.query("Observation", "identifier=urn:lab|x")
        let linked = try Draft.query("Observation", "subject:Patient.family=Adeyemi")
        let found = [try Draft.id("Observation/o1")]
        func write(_ query: SearchQuery, seen: StoreSnapshot?, _ change: WriteChange) async throws {
            _ = try await store.write(
                WriteBatch(
                    guards: [MatchGuard(query: query, expected: found, visibility: .unrestricted, seen: seen)],
                    changes: [change]))
        }
        try await write(own, seen: seen, Draft.observation("o2", patient: "p2", identifier: "y"))
        try await write(own, seen: seen, Draft.patient("p2"))
        try await store.write(Draft.observation("o4", identifier: "x"))
        try await requireRefusal(.guardFailed(guard: 0)) {
            try await write(own, seen: seen, Draft.patient("p3"))
        }
        try await store.write(Draft.delete("Observation/o4"))
        try await write(own, seen: seen, Draft.patient("p3"))
        // A link leads to what another type has become.
        let again = try await store.snapshot()
        try await write(linked, seen: again, Draft.patient("p1", family: "Okafor"))
        for state in [again, nil, StoreSnapshot(epoch: again.epoch + 1, version: .max)] {
            try await requireRefusal(.guardFailed(guard: 0)) {
                try await write(linked, seen: state, Draft.patient("p4"))
            }
        }
    }

    @Sendable private static func guardsHidden(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        try await store.write(
            Draft.observation("o1", identifier: "x"), Draft.observation("o2", identifier: "x", labels: .hiv))
        let query = try Draft.query("Observation", "identifier=urn:lab|x")
        let (plain, labelled) = (try Draft.id("Observation/o1"), try Draft.id("Observation/o2"))
        let restricted = Visibility(people: .everyone, hiddenLabels: .hiv)
        for (expected, visibility) in [([plain], restricted), ([plain, labelled], .unrestricted)] {
            _ = try await store.write(
                WriteBatch(
                    guards: [MatchGuard(query: query, expected: expected, visibility: visibility)], changes: []))
        }
        for (expected, visibility) in [([plain, labelled], restricted), ([plain], .unrestricted)] {
            try await requireRefusal(.guardFailed(guard: 0)) {
                _ = try await store.write(
                    WriteBatch(
                        guards: [MatchGuard(query: query, expected: expected, visibility: visibility)], changes: []))
            }
        }
    }

    @Sendable private static func tellsFormerPerson(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        func former(_ change: WriteChange) async throws -> String? {
            try await store.write(WriteBatch(changes: [change])).results.first?.formerPerson
        }
        let steps: [(change: WriteChange, former: String?)] = [
            (try Draft.observation("o1", patient: "p1"), nil), (try Draft.observation("o1", patient: "p2"), "p1"),
            (try Draft.observation("o1", patient: "p2", identifier: "x"), "p2"),
            (try Draft.delete("Observation/o1"), "p2"), (try Draft.observation("o1", patient: "p3"), "p2"),
            (try Draft.put(#"{"resourceType":"Observation","id":"o1","status":"final","code":{}}"#), "p3"),
            (try Draft.observation("o1", patient: "p1"), nil),
        ]
        for (position, step) in steps.enumerated() {
            try requireEqual(try await former(step.change), step.former, "the former person of step \(position)")
        }
    }
}
