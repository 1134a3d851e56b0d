// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

extension ConformanceSuite {
    static let versionCases: [ConformanceCase] = [
        ConformanceCase(
            "A resource reads back with every digit, escape and unknown member, and with version and time", readsBack),
        ConformanceCase("Version and time replace what a client wrote in their place", stampsMeta),
        ConformanceCase("Versions count from 1 through update, deletion and a new beginning", countsVersions),
        ConformanceCase("History runs newest first and in pages", pagesHistory),
        ConformanceCase("The same content again makes no version", ignoresSameContent),
        ConformanceCase("Other labels on the same content make a version", relabels),
        ConformanceCase("A deletion of what is not there changes nothing", deletesNothing),
        ConformanceCase("Expectations are checked against the current version", checksExpectations),
        ConformanceCase("Times of recording increase when the clock stands still or goes back", increasesTimes),
        ConformanceCase("What is not there reads as nil", readsAbsent),
    ]

    private static let start = Timestamp(seconds: 1_790_000_000)

    @Sendable private static func readsBack(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(ManualClock(start))
        let json =
            #"{ "resourceType":"Observation","id":"o1", "valueQuantity":{"value":1.00}, "unknown":[1e400,"é\u0041"] }"#
        let outcome = try await store.write(Draft.put(json))
        try requireEqual(outcome.results.map(\.effect), [.created], "effect of a first write")
        try requireEqual(outcome.results.map(\.version), [1], "version of a first write")
        let found = try requireValue(
            try await store.read(Draft.id("Observation/o1"), visibility: .unrestricted), "the resource is not there")
        let stamp = #"id":"o1","meta":{"versionId":"1","lastUpdated":"\#(start.instant)"},"value"#
        let compact = json.replacing(" ", with: "")
        let wanted = compact.replacing(#"id":"o1","value"#, with: stamp)
        try requireEqual(String(decoding: found.bytes ?? [], as: UTF8.self), wanted, "the stamped text")
        try requireEqual(String(decoding: found.body?.json ?? [], as: UTF8.self), compact, "the stored text")
        try requireEqual(found.change, .created, "the change")
        try requireEqual(found.lastUpdated, outcome.results[0].lastUpdated, "the time of recording")
    }

    @Sendable private static func stampsMeta(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(ManualClock(start))
        let stamp = #""versionId":"1","lastUpdated":"\#(start.instant)""#
        let forms: [(given: String, wanted: String)] = [
            (#"{"resourceType":"Basic","id":"ID"}"#, #"{"resourceType":"Basic","id":"ID","meta":{STAMP}}"#),
            (
                #"{"id":"ID","x":"y","resourceType":"Basic"}"#,
                #"{"id":"ID","meta":{STAMP},"x":"y","resourceType":"Basic"}"#
            ),
            (
                #"{"resourceType":"Basic","meta":{},"id":"ID"}"#,
                #"{"resourceType":"Basic","meta":{STAMP},"id":"ID"}"#
            ),
            (
                #"{"meta":{"versionId":"7","source":"a","lastUpdated":"1999"},"resourceType":"Basic","id":"ID"}"#,
                #"{"meta":{STAMP,"source":"a"},"resourceType":"Basic","id":"ID"}"#
            ),
            (#"{"resourceType":"Basic","id":"ID","meta":[1]}"#, #"{"resourceType":"Basic","id":"ID","meta":{STAMP}}"#),
            (#"{"resourceType":"Basic","meta":null,"id":"ID"}"#, #"{"resourceType":"Basic","id":"ID","meta":{STAMP}}"#),
            (
                #"{"resourceType":"Basic","id":"ID","meta":{"m\u0065ta":{"versionId":"3"}}}"#,
                #"{"resourceType":"Basic","id":"ID","meta":{STAMP,"m\u0065ta":{"versionId":"3"}}}"#
            ),
        ]
        let changes = try forms.enumerated().map { number, form in
            try Draft.put(form.given.replacing("ID", with: "b\(number)"))
        }
        _ = try await store.write(WriteBatch(changes: changes))
        for (number, form) in forms.enumerated() {
            let found = try await store.read(Draft.id("Basic/b\(number)"), visibility: .unrestricted)
            let wanted = form.wanted.replacing("ID", with: "b\(number)").replacing("STAMP", with: stamp)
            try requireEqual(String(decoding: found?.bytes ?? [], as: UTF8.self), wanted, "the stamped text")
        }
    }

    @Sendable private static func countsVersions(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        let id = try Draft.id("Patient/p1")
        try await store.write(Draft.patient("p1", family: "A"))
        try await store.write(Draft.patient("p1", family: "B"))
        try await store.write(Draft.delete("Patient/p1"))
        let gone = try requireValue(try await store.read(id, visibility: .unrestricted), "a deletion must be readable")
        try requireEqual(gone.change, .deleted, "the change")
        try requireEqual(gone.version, 3, "the deletion's version")
        try require(gone.body == nil && gone.bytes == nil, "a deletion has no body")
        try requireEqual(try await store.ids("Patient"), [], "matches after the deletion")
        let outcome = try await store.write(Draft.patient("p1", family: "C").expecting(.absent))
        try requireEqual(outcome.results.map(\.version), [4], "the version after the deletion")
        try requireEqual(outcome.results.map(\.effect), [.created], "the effect after the deletion")
        for (number, change) in [(1, StoredVersion.Change.created), (2, .updated), (3, .deleted), (4, .created)] {
            let version = try requireValue(
                try await store.read(id, version: number, visibility: .unrestricted), "version \(number) is missing")
            try requireEqual(version.change, change, "the change of version \(number)")
            try requireEqual(version.version, number, "the number of a version")
        }
        for number in [-1, 0, 5] {
            try require(
                try await store.read(id, version: number, visibility: .unrestricted) == nil,
                "version \(number) is there")
        }
        try requireEqual(try await store.ids("Patient", "family=c"), ["p1"], "matches of the new content")
        try requireEqual(try await store.ids("Patient", "family=a"), [], "matches of the old content")
    }

    @Sendable private static func pagesHistory(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        let id = try Draft.id("Patient/p1")
        for number in 1...9 {
            try await store.write(number == 5 ? Draft.delete("Patient/p1") : Draft.patient("p1", family: "F\(number)"))
        }
        func numbers(_ before: Int?, _ count: Int) async throws -> [Int] {
            try await store.history(of: id, before: before, count: count, visibility: .unrestricted).map(\.version)
        }
        try requireEqual(try await numbers(nil, 4), [9, 8, 7, 6], "the newest versions")
        try requireEqual(try await numbers(6, 4), [5, 4, 3, 2], "the versions below 6")
        try requireEqual(try await numbers(2, 4), [1], "the last versions")
        try requireEqual(try await numbers(1, 4), [], "the versions below 1")
        try requireEqual(try await numbers(nil, 0), [], "no versions")
        try requireEqual(try await numbers(nil, 100), Array((1...9).reversed()), "all versions")
        try await store.write(Draft.delete("Patient/p1"))
        try requireEqual(try await numbers(nil, 2), [10, 9], "the newest versions after a deletion")
    }

    @Sendable private static func ignoresSameContent(_ makeStore: StoreMaker) async throws {
        let clock = ManualClock(start)
        let store = try await makeStore(clock)
        let first = try await store.write(Draft.patient("p1"))
        clock.advance(by: .seconds(60))
        let again = try await store.write(Draft.patient("p1"))
        try requireEqual(again.results.map(\.effect), [.unchanged], "the effect")
        try requireEqual(again.results.map(\.version), [1], "the version")
        try requireEqual(again.results[0].lastUpdated, first.results[0].lastUpdated, "the time of recording")
        try requireEqual(again.snapshot, first.snapshot, "the state")
        try requireEqual(try await store.allChanges().count, 1, "entries of the feed")
    }

    @Sendable private static func relabels(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        try await store.write(Draft.patient("p1"))
        let outcome = try await store.write(Draft.patient("p1", labels: .hiv))
        try requireEqual(outcome.results.map(\.effect), [.updated], "the effect")
        let found = try await store.read(Draft.id("Patient/p1"), visibility: .unrestricted)
        try requireEqual(found?.labels, .hiv, "the labels")
    }

    @Sendable private static func deletesNothing(_ makeStore: StoreMaker) async throws {
        let clock = ManualClock(start)
        let store = try await makeStore(clock)
        let outcome = try await store.write(Draft.delete("Patient/nobody"))
        try requireEqual(outcome.results.map(\.effect), [.unchanged], "the effect")
        try requireEqual(outcome.results.map(\.version), [0], "the version")
        try await store.write(Draft.patient("p1"))
        let deletion = try await store.write(Draft.delete("Patient/p1"))
        clock.advance(by: .seconds(60))
        let again = try await store.write(Draft.delete("Patient/p1"))
        try requireEqual(again.results.map(\.effect), [.unchanged], "the effect of a second deletion")
        try requireEqual(again.results.map(\.version), [2], "the version after a second deletion")
        try requireEqual(again.results[0].lastUpdated, deletion.results[0].lastUpdated, "the time of the deletion")
        try requireEqual(try await store.allChanges().count, 2, "entries of the feed")
    }

    @Sendable private static func checksExpectations(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        try await requireRefusal(.versionConflict(change: 0, current: 0)) {
            try await store.write(Draft.patient("p1").expecting(.version(1)))
        }
        try await store.write(Draft.patient("p1").expecting(.absent))
        try await requireRefusal(.versionConflict(change: 0, current: 1)) {
            try await store.write(Draft.patient("p1", family: "B").expecting(.absent))
        }
        try await store.write(Draft.patient("p1", family: "B").expecting(.version(1)))
        try await requireRefusal(.versionConflict(change: 1, current: 2)) {
            try await store.write(Draft.patient("p2"), Draft.delete("Patient/p1").expecting(.version(1)))
        }
        try await store.write(Draft.delete("Patient/p1").expecting(.version(2)))
        try await requireRefusal(.versionConflict(change: 0, current: 0)) {
            try await store.write(Draft.patient("p1").expecting(.version(3)))
        }
        try await requireRefusal(.versionConflict(change: 0, current: 0)) {
            try await store.write(Draft.delete("Patient/p1").expecting(.version(3)))
        }
        try require(
            try await store.read(Draft.id("Patient/p2"), visibility: .unrestricted) == nil,
            "a refused batch left a trace")
    }

    @Sendable private static func increasesTimes(_ makeStore: StoreMaker) async throws {
        let clock = ManualClock(start)
        let store = try await makeStore(clock)
        var last = Timestamp(microseconds: 0)
        for number in 1...40 {
            if number % 3 == 0 { clock.advance(by: .seconds(-5)) }
            if number % 10 == 0 { clock.advance(by: .seconds(20)) }
            if number % 7 == 0 { clock.advance(by: .microseconds(300)) }
            let outcome = try await store.write(Draft.patient("p\(number % 4)", family: "F\(number)"))
            let time = outcome.results[0].lastUpdated
            try require(time > last, "write \(number) was recorded no later than the one before")
            try require(time.instant != last.instant, "two writes have the same printed time")
            last = time
        }
        let times = try await store.allChanges().map(\.version.lastUpdated)
        try require(zip(times, times.dropFirst()).allSatisfy(<), "times in the feed do not increase")
    }

    @Sendable private static func readsAbsent(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        let id = try Draft.id("Patient/nobody")
        try require(try await store.read(id, visibility: .unrestricted) == nil, "something is there")
        try require(try await store.read(id, version: 1, visibility: .unrestricted) == nil, "a version is there")
        let history = try await store.history(of: id, before: nil, count: 10, visibility: .unrestricted)
        try require(history.isEmpty, "a history is there")
        try requireEqual(try await store.ids("Patient"), [], "matches")
        try requireEqual(try await store.snapshot().version, 0, "the state of an empty store")
        // A resource that is only pointed to is known to the store, but not there.
        try await store.write(Draft.observation("o1", patient: "nobody"))
        try require(try await store.read(id, visibility: .unrestricted) == nil, "a target appeared")
        try requireEqual(try await store.ids("Patient", "_id=nobody"), [], "matches of a target")
        let page = try await store.everything(
            about: "nobody", types: nil, count: 10, visibility: .unrestricted, page: nil)
        try requireEqual(page.matches.map(\.id.id), ["o1"], "what concerns a person without a Patient resource")
    }
}
