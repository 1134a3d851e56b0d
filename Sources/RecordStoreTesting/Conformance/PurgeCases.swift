// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

extension ConformanceSuite {
    static let purgeCases: [ConformanceCase] = [
        ConformanceCase("A page position from before a purge is refused", refusesOldPositions),
        ConformanceCase("A page position of another epoch is refused", refusesOtherEpochs),
        ConformanceCase("A purge leaves searches, history and younger positions intact", purgesOnlyTheOld),
    ]

    private static let start = Timestamp(seconds: 1_790_000_000)

    @Sendable private static func refusesOldPositions(_ makeStore: StoreMaker) async throws {
        let clock = ManualClock(start)
        let store = try await makeStore(clock)
        for number in 0..<6 { try await store.write(Draft.patient("p\(number)", family: "Old")) }
        let query = try Draft.query("Patient", "family=old&_count=2")
        let old = try await store.search(query, visibility: .unrestricted, page: nil)
        let position = try requireValue(old.next, "there is no second page")
        let person = try requireValue(
            try await store.everything(about: "p0", types: nil, count: 0, visibility: .unrestricted, page: nil)
                .snapshot,
            "there is no state")
        clock.advance(by: .seconds(10))
        try await store.write(Draft.patient("p1", family: "New"))
        clock.advance(by: .seconds(10))
        try await store.purgeSuperseded(before: start)
        let second = try await store.search(query, visibility: .unrestricted, page: position)
        try requireEqual(second.matches.map(\.id.id), ["p2", "p3"], "the second page, with nothing purged")
        try await store.purgeSuperseded(before: clock.now())
        try await requireRefusal(.positionGone) {
            _ = try await store.search(query, visibility: .unrestricted, page: position)
        }
        try await requireRefusal(.positionGone) {
            _ = try await store.everything(
                about: "p0", types: nil, count: 5, visibility: .unrestricted,
                page: SearchPosition(snapshot: person, place: SearchPlace(values: [], key: 0)))
        }
    }

    @Sendable private static func refusesOtherEpochs(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        try await store.write(Draft.patient("p1"))
        var state = try await store.snapshot()
        state.epoch += 1
        let position = SearchPosition(snapshot: state, place: SearchPlace(values: [], key: 0))
        try await requireRefusal(.positionGone) {
            _ = try await store.search(Draft.query("Patient"), visibility: .unrestricted, page: position)
        }
        try await requireRefusal(.positionGone) {
            _ = try await store.everything(
                about: "p1", types: nil, count: 5, visibility: .unrestricted, page: position)
        }
    }

    @Sendable private static func purgesOnlyTheOld(_ makeStore: StoreMaker) async throws {
        let clock = ManualClock(start)
        let store = try await makeStore(clock)
        // More versions than one step of a purge takes.
        for round in 0..<8 {
            let changes = try (0..<100).map { number in
                try Draft.observation(
                    "o\(number)", patient: "p\(number % 5)", code: "round-\(round)", identifier: "\(number)")
            }
            _ = try await store.write(WriteBatch(changes: changes))
            clock.advance(by: .seconds(60))
        }
        try await store.write(Draft.delete("Observation/o7"))
        let page = try await store.search(
            Draft.query("Observation", "code=round-7&_count=40"), visibility: .unrestricted, page: nil)
        clock.advance(by: .seconds(60))
        try await store.purgeSuperseded(before: clock.now())
        try await store.write(Draft.observation("o50", code: "after"))
        var seen = page.matches
        var next = page.next
        while let position = next {
            let page = try await store.search(
                Draft.query("Observation", "code=round-7&_count=40"), visibility: .unrestricted, page: position)
            seen += page.matches
            next = page.next
        }
        try requireEqual(Set(seen.map(\.id.id)).count, 99, "matches of a position behind the purge")
        try requireEqual(seen.count, 99, "matches of a position behind the purge, with repetitions")
        for round in 0..<7 {
            try requireEqual(try await store.ids("Observation", "code=round-\(round)"), [], "matches of an old code")
        }
        try requireEqual(try await store.ids("Observation", "code=round-7").count, 98, "matches of the newest code")
        try requireEqual(try await store.ids("Observation", "identifier=urn:lab|3"), ["o3"], "matches of an identifier")
        try requireEqual(try await store.ids("Observation", "patient=p3").count, 20, "matches of a person")
        let versions = try await store.history(
            of: Draft.id("Observation/o3"), before: nil, count: 20, visibility: .unrestricted)
        try requireEqual(versions.map(\.version), Array((1...8).reversed()), "the history after the purge")
        try requireEqual(try await store.allChanges(pieces: 500).count, 802, "entries of the feed")
    }
}
