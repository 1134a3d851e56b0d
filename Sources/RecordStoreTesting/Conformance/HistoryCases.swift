// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

extension ConformanceSuite {
    static func historyCases(seed: UInt64) -> [ConformanceCase] {
        [
            ConformanceCase("Histories of a resource, a type and all hold every version, newest first", holdsAll),
            ConformanceCase("A history begins and ends where its times say", keepsTimes),
            ConformanceCase("A deletion stands until its resource comes back", endsDeletions),
            ConformanceCase("What is hidden, or has become so, is in no history", hidesVersions),
            ConformanceCase(
                "A place in a history of another epoch is refused, one from before a purge is not", keepsPlaces),
            ConformanceCase("Random histories are what the feed tells (seed \(seed))") { makeStore in
                try await compareHistories(makeStore, seed: seed)
            },
            ConformanceCase("Pages of a history are the state of the first one, while others write (seed \(seed))") {
                try await walkWhileWriting($0, seed: seed)
            },
        ]
    }

    private static let start = Timestamp(seconds: 1_790_000_000)

    @Sendable private static func holdsAll(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        try requireEqual(try await store.allVersions(HistoryQuery(.all)).count, 0, "versions of an empty store")
        try await store.write(Draft.patient("p1"), Draft.observation("o1"))
        try await store.write(Draft.patient("p2"))
        try await store.write(Draft.patient("p1", family: "Other"), Draft.delete("Observation/o1"))
        try await store.write(Draft.observation("o1", code: "again"), Draft.delete("Patient/p2"))
        let p = ["Patient/p2/2", "Patient/p1/2", "Patient/p2/1", "Patient/p1/1"]
        let all = [
            "Patient/p2/2", "Observation/o1/3", "Observation/o1/2", "Patient/p1/2", "Patient/p2/1", "Observation/o1/1",
            "Patient/p1/1",
        ]
        let wanted: [(HistoryQuery.Scope, [String])] = [
            (.all, all), (.type("Patient"), p), (.type("Group"), []),
            (.type("Observation"), ["Observation/o1/3", "Observation/o1/2", "Observation/o1/1"]),
            (.resource(try Draft.id("Patient/p1")), ["Patient/p1/2", "Patient/p1/1"]),
            (.resource(try Draft.id("Patient/p2")), ["Patient/p2/2", "Patient/p2/1"]),
            (.resource(try Draft.id("Patient/p3")), []),
        ]
        for (scope, versions) in wanted {
            for count in [1, 2, 3, 7, 100] {
                let found = try await store.allVersions(HistoryQuery(scope, count: count))
                try requireEqual(found.map(\.told), versions, "\(scope) by \(count)")
                for version in found {
                    try requireEqual(version.body == nil, version.change == .deleted, "a body in \(scope)")
                }
            }
        }
    }

    @Sendable private static func keepsTimes(_ makeStore: StoreMaker) async throws {
        let clock = ManualClock(start)
        let store = try await makeStore(clock)
        // One version at each of the seconds 0 to 9: p0, p1, p2, p0, …
        for second in 0..<10 {
            try await store.write(Draft.patient("p\(second % 3)", family: "F\(second)"))
            clock.advance(by: .seconds(1))
        }
        func times(_ since: Int64?, _ current: Range<Int64>?, _ scope: HistoryQuery.Scope) async throws -> [Int64] {
            var query = HistoryQuery(scope, count: 2)
            query.since = since.map { start + .milliseconds($0) }
            query.current = current.map {
                (start + .milliseconds($0.lowerBound))..<(start + .milliseconds($0.upperBound))
            }
            return try await store.allVersions(query).map { ($0.lastUpdated - start).components.seconds }
        }
        let cases: [(since: Int64?, current: Range<Int64>?, wanted: [Int64])] = [
            (7_000, nil, [9, 8, 7]), (7_001, nil, [9, 8]), (9_001, nil, []), (0, nil, Array((0..<10).reversed())),
            (nil, 5_000..<5_001, [5, 4, 3]), (nil, 5_500..<5_501, [5, 4, 3]), (nil, 4_999..<5_000, [4, 3, 2]),
            (nil, 5_000..<7_001, [7, 6, 5, 4, 3]), (nil, -9..<0, []), (nil, 0..<1, [0]),
            (nil, 99_000..<99_001, [9, 8, 7]),
            (5_000, 5_000..<7_001, [7, 6, 5]), (8_000, 5_000..<6_000, []),
        ]
        for example in cases {
            for scope in [HistoryQuery.Scope.all, .type("Patient")] {
                try requireEqual(
                    try await times(example.since, example.current, scope), example.wanted, "\(scope) of \(example)")
            }
            let one = try await times(example.since, example.current, .resource(Draft.id("Patient/p2")))
            try requireEqual(one, example.wanted.filter { $0 % 3 == 2 }, "one resource of \(example)")
        }
    }

    @Sendable private static func endsDeletions(_ makeStore: StoreMaker) async throws {
        let clock = ManualClock(start)
        let store = try await makeStore(clock)
        for round in 0..<2 {
            try await store.write(Draft.patient("p", family: "\(round)"))
            clock.advance(by: .seconds(1))
            try await store.write(Draft.delete("Patient/p"))
            clock.advance(by: .seconds(1))
        }
        for (second, version) in [(0, 1), (1, 2), (2, 3), (3, 4), (9, 4)] {
            let moment = start + .milliseconds(second * 1_000 + 500)
            let query = HistoryQuery(.all, current: moment..<(moment + .milliseconds(1)))
            try requireEqual(
                try await store.allVersions(query).map(\.version), [version], "what stood in second \(second)")
        }
    }

    @Sendable private static func hidesVersions(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        let noHIV = Visibility(people: .everyone, hiddenLabels: .hiv)
        let one = Visibility(people: .only(["p1"]), hiddenLabels: [])
        try await store.write(Draft.patient("p1"), Draft.patient("p2"))
        try await store.write(Draft.observation("open"), Draft.observation("moved"), Draft.observation("grown"))
        try await store.write(
            Draft.observation("grown", code: "secret", labels: .hiv), Draft.observation("moved", patient: "p2"),
            Draft.observation("gone", labels: .hiv))
        try await store.write(Draft.delete("Observation/gone"))
        func seen(_ scope: HistoryQuery.Scope, _ visibility: Visibility) async throws -> [String] {
            try await store.allVersions(HistoryQuery(scope, count: 1), visibility: visibility).map(\.told)
        }
        let moved = ["Observation/moved/2", "Observation/moved/1", "Observation/open/1"]
        try requireEqual(try await seen(.type("Observation"), noHIV), moved, "observations without a label")
        try requireEqual(
            try await seen(.all, noHIV), moved + ["Patient/p2/1", "Patient/p1/1"], "everything without a label")
        try requireEqual(
            try await seen(.all, one),
            [
                "Observation/gone/2", "Observation/gone/1", "Observation/grown/2", "Observation/grown/1",
                "Observation/open/1", "Patient/p1/1",
            ], "everything of one person")
        try requireEqual(
            try await seen(.resource(Draft.id("Observation/moved")), one), [], "what has become another's")
    }

    @Sendable private static func keepsPlaces(_ makeStore: StoreMaker) async throws {
        let clock = ManualClock(start)
        let store = try await makeStore(clock)
        for number in 0..<6 {
            try await store.write(Draft.patient("p", family: "F\(number)"))
            clock.advance(by: .seconds(10))
        }
        let query = HistoryQuery(.type("Patient"), count: 2)
        var place = try requireValue(
            try await store.history(query, visibility: .unrestricted, page: nil).next, "there is no second page")
        try await store.purgeSuperseded(before: clock.now())
        let second = try await store.history(query, visibility: .unrestricted, page: place)
        try requireEqual(second.versions.map(\.version), [4, 3], "the second page after a purge")
        place.snapshot.epoch += 1
        try await requireRefusal(.positionGone) {
            _ = try await store.history(query, visibility: .unrestricted, page: place)
        }
    }

    // MARK: Against the feed

    private static func compareHistories(_ makeStore: StoreMaker, seed: UInt64) async throws {
        let clock = ManualClock(start)
        let store = try await makeStore(clock)
        var random = RandomRecords(seed: seed, idCount: 12)
        var moments: [Timestamp] = []
        for number in 0..<200 {
            _ = try await store.write(random.batch())
            moments.append(clock.now())
            clock.advance(by: .milliseconds(number % 4 * 300))
        }
        let naive = NaiveHistory(try await store.allChanges(pieces: 200))
        var found = 0
        for _ in 0..<300 {
            var query = HistoryQuery(random.scope(), count: random.pick([1, 2, 7, 50]))
            if random.oneIn(3) { query.since = random.pick(moments) + .milliseconds(random.pick([0, 1, -1, 150])) }
            if random.oneIn(3) {
                let from = random.pick(moments) + .milliseconds(random.pick([0, 1, -1]))
                query.current = from..<(from + .milliseconds(random.pick([1, 500, 20_000])))
            }
            let visibility = random.oneIn(2) ? Visibility.unrestricted : random.visibility()
            let place = "\(query) of seed \(seed) for \(visibility)"
            let told = try await store.allVersions(query, visibility: visibility)
            let state = try await store.snapshot()
            let wanted = naive.versions(query, visibility: visibility, at: state)
            try requireEqual(told.map(\.told), wanted.map(\.told), "versions of \(place)")
            try requireEqual(told.map(\.bytes), wanted.map(\.bytes), "texts of \(place)")
            found += told.count
        }
        try require(found > 3_000, "seed \(seed): only \(found) versions in 300 histories")
    }

    private static func walkWhileWriting(_ makeStore: StoreMaker, seed: UInt64) async throws {
        let store = try await makeStore(SystemClock())
        var random = RandomRecords(seed: seed, idCount: 10)
        for _ in 0..<40 { _ = try await store.write(random.batch()) }
        let walks = try await withThrowingTaskGroup(of: (HistoryQuery, StoreSnapshot, [String])?.self) { group in
            for writer in 0..<3 {
                group.addTask {
                    var random = RandomRecords(seed: seed &+ UInt64(writer), idCount: 10)
                    for _ in 0..<60 { _ = try await store.write(random.batch(largest: 3)) }
                    return nil
                }
            }
            for number in 0..<12 {
                let query = HistoryQuery(random.scope(), count: number % 4 + 1)
                group.addTask { try await walk(store, query) }
            }
            var walks: [(HistoryQuery, StoreSnapshot, [String])] = []
            for try await walk in group { if let walk { walks.append(walk) } }
            return walks
        }
        let naive = NaiveHistory(try await store.allChanges(pieces: 200))
        for (query, state, told) in walks {
            let wanted = naive.versions(query, visibility: .unrestricted, at: state).map(\.told)
            try requireEqual(told, wanted, "all pages of \(query), seed \(seed)")
        }
    }

    private static func walk(
        _ store: any RecordStore, _ query: HistoryQuery
    ) async throws -> (HistoryQuery, StoreSnapshot, [String]) {
        var page = try await store.history(query, visibility: .unrestricted, page: nil)
        let state = page.snapshot
        var told = page.versions.map(\.told)
        while let next = page.next {
            // Something is written before each later page, whatever the other tasks do.
            try await store.write(Draft.patient("id-1", family: "walker \(told.count) \(query.count)"))
            page = try await store.history(query, visibility: .unrestricted, page: next)
            try requireEqual(page.snapshot, state, "the state of a later page")
            told += page.versions.map(\.told)
        }
        return (query, state, told)
    }
}

/// The plainest history there is: the change feed, read backwards.
private struct NaiveHistory {
    private let changes: [StoreChange]

    init(_ changes: [StoreChange]) { self.changes = changes }

    func versions(_ query: HistoryQuery, visibility: Visibility, at state: StoreSnapshot) -> [StoredVersion] {
        var successors: [ResourceID: Timestamp] = [:]
        var newest: [ResourceID: StoredVersion] = [:]
        var found: [StoredVersion] = []
        for change in changes.reversed() {
            let version = change.version
            let now = newest[version.id] ?? version
            newest[version.id] = now
            guard change.position <= state.version else { continue }
            let successor = successors.updateValue(version.lastUpdated, forKey: version.id)
            if query.scope.holds(version.id), query.holds(recorded: version.lastUpdated, successor: successor),
                visibility.filter(version) != nil, visibility.filter(now) != nil
            {
                found.append(version)
            }
        }
        return found
    }
}

extension RandomRecords {
    /// What a history is of, at random.
    fileprivate mutating func scope() -> HistoryQuery.Scope {
        let type = pick(Self.types)
        return pick([.all, .type(type), .resource(ResourceID(type, "id-\(pick(Array(0..<10)))"))])
    }
}

extension StoredVersion {
    /// Which version it is, as text.
    fileprivate var told: String { "\(id)/\(version)" }
}
