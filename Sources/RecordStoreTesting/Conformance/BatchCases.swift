// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

extension ConformanceSuite {
    static let batchCases: [ConformanceCase] = [
        ConformanceCase("A batch that fails leaves nothing behind", leavesNothing),
        ConformanceCase("Values of a failed batch are not mixed up afterwards", keepsValuesApart),
        ConformanceCase("A resource may change once in a batch", refusesDuplicates),
        ConformanceCase("Parallel batches fail and succeed each on its own", keepsBatchesApart),
        ConformanceCase("A bookmark is written with its batch, also without changes", writesBookmarks),
        ConformanceCase("Of two who go by the same bookmark only one goes on from it", guardsBookmarks),
        ConformanceCase("A batch is seen whole or not at all", showsWholeBatches),
    ]

    @Sendable private static func leavesNothing(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        try await store.write(Draft.patient("p1"), Draft.patient("p2"))
        let before = try await store.snapshot()
        let batch = WriteBatch(
            changes: [
                try Draft.patient("p1", family: "Changed"), try Draft.delete("Patient/p2"), try Draft.patient("p3"),
                try Draft.patient("p4").expecting(.version(9)),
            ], bookmark: .init(name: "import", value: "7"))
        try await requireRefusal(.versionConflict(change: 3, current: 0)) { _ = try await store.write(batch) }
        try requireEqual(try await store.snapshot(), before, "the state")
        try requireEqual(try await store.bookmark("import"), nil, "the bookmark")
        try requireEqual(try await store.ids("Patient", "family=okafor").sorted(), ["p1", "p2"], "the patients")
        try requireEqual(try await store.ids("Patient", "family=changed"), [], "index entries of the failed batch")
        try requireEqual(try await store.allChanges().count, 2, "entries of the feed")
        let outcome = try await store.write(Draft.patient("p1", family: "Changed"))
        try requireEqual(outcome.results.map(\.version), [2], "the next version")
    }

    @Sendable private static func keepsValuesApart(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        func observation(_ id: String, _ word: String) throws -> WriteChange {
            try Draft.observation(
                id, patient: "person-\(word)", code: "code-\(word)", system: "urn:system-\(word)",
                identifier: "number-\(word)")
        }
        let impossible = try Draft.patient("nobody").expecting(.version(9))
        for round in 0..<5 {
            try await requireRefusal(.versionConflict(change: 1, current: 0)) {
                try await store.write(observation("a\(round)", "early-\(round)"), impossible)
            }
            try await store.write(observation("b\(round)", "late-\(round)"))
            try await store.write(observation("a\(round)", "early-\(round)"))
        }
        for round in 0..<5 {
            for (id, word) in [("a\(round)", "early-\(round)"), ("b\(round)", "late-\(round)")] {
                for search in [
                    "code=code-\(word)", "code=urn:system-\(word)|code-\(word)", "code=urn:system-\(word)|",
                    "identifier=urn:lab|number-\(word)", "subject=Patient/person-\(word)", "patient=person-\(word)",
                ] {
                    try requireEqual(try await store.ids("Observation", search), [id], "matches of \(search)")
                }
                let found = try await store.read(Draft.id("Observation/\(id)"), visibility: .unrestricted)
                try requireEqual(found?.person, "person-\(word)", "the person")
            }
        }
    }

    @Sendable private static func refusesDuplicates(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        try await requireRefusal(.duplicateChange(Draft.id("Patient/p1"))) {
            try await store.write(Draft.patient("p1"), Draft.patient("p2"), Draft.delete("Patient/p1"))
        }
        try requireEqual(try await store.ids("Patient"), [], "the patients")
    }

    @Sendable private static func keepsBatchesApart(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        try await store.write(Draft.patient("shared"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask {
                    let good = try Draft.observation("o\(number)", patient: "p\(number)", code: "code-\(number)")
                    if number.isMultiple(of: 3) {
                        try await requireRefusal(.versionConflict(change: 1, current: 1)) {
                            try await store.write(good, Draft.patient("shared", family: "X").expecting(.absent))
                        }
                    } else {
                        try await store.write(good)
                    }
                }
            }
            try await group.waitForAll()
        }
        for number in 0..<60 {
            let wanted = number.isMultiple(of: 3) ? [] : ["o\(number)"]
            try requireEqual(try await store.ids("Observation", "code=code-\(number)"), wanted, "matches of a code")
            try requireEqual(try await store.ids("Observation", "patient=p\(number)"), wanted, "matches of a person")
        }
    }

    @Sendable private static func writesBookmarks(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        try requireEqual(try await store.bookmark("import"), nil, "a bookmark never written")
        _ = try await store.write(
            WriteBatch(changes: [try Draft.patient("p1")], bookmark: .init(name: "import", value: "1")))
        try requireEqual(try await store.bookmark("import"), "1", "the bookmark")
        _ = try await store.write(WriteBatch(changes: [], bookmark: .init(name: "import", value: "")))
        try requireEqual(try await store.bookmark("import"), "", "an empty bookmark")
        _ = try await store.write(WriteBatch(changes: [], bookmark: .init(name: "export", value: "é")))
        try requireEqual(try await store.bookmark("export"), "é", "another bookmark")
        try requireEqual(try await store.bookmark("import"), "", "the first bookmark")
    }

    @Sendable private static func guardsBookmarks(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        func write(_ id: String, _ value: String?, expecting: WriteBatch.Bookmark.Expectation) async throws {
            let mark = WriteBatch.Bookmark(name: "import", value: value, expecting: expecting)
            _ = try await store.write(WriteBatch(changes: [try Draft.patient(id)], bookmark: mark))
        }
        try await requireRefusal(.bookmarkMoved) { try await write("no", "1", expecting: .value("")) }
        try await write("a", nil, expecting: .value(nil))
        try requireEqual(try await store.bookmark("import"), nil, "a bookmark that was only asked for")
        try await write("b", "1", expecting: .value(nil))
        try await requireRefusal(.bookmarkMoved) { try await write("no", "1", expecting: .value(nil)) }
        try await requireRefusal(.bookmarkMoved) { try await write("no", "2", expecting: .value("0")) }
        try await requireRefusal(.bookmarkMoved) { try await write("no", nil, expecting: .value("0")) }
        try await write("c", nil, expecting: .value("1"))
        try await write("d", "2", expecting: .value("1"))
        try await write("e", "", expecting: .anything)
        try requireEqual(try await store.bookmark("import"), "", "the bookmark")
        try requireEqual(try await store.ids("Patient").sorted(), ["a", "b", "c", "d", "e"], "the patients")
        let wins = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<16 {
                group.addTask {
                    do {
                        let mark = WriteBatch.Bookmark(name: "import", value: "\(number)", expecting: .value(""))
                        _ = try await store.write(WriteBatch(changes: [], bookmark: mark))
                        return true
                    } catch let failure as StoreFailure {
                        try requireEqual(failure, .bookmarkMoved, "the refusal of a loser")
                        return false
                    }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        try requireEqual(wins, 1, "who went on")
    }

    @Sendable private static func showsWholeBatches(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        let size = 12
        func batch(_ round: Int) throws -> WriteBatch {
            WriteBatch(changes: try (0..<size).map { try Draft.patient("p\($0)", family: "Round\(round)") })
        }
        _ = try await store.write(batch(0))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for round in 1...40 { _ = try await store.write(batch(round)) } }
            for _ in 0..<2 {
                group.addTask {
                    for _ in 0..<60 {
                        let found = try await store.search(Draft.query("Patient"), visibility: .unrestricted, page: nil)
                        let rounds = Set(found.matches.map(\.version))
                        try requireEqual(found.matches.count, size, "the patients")
                        try requireEqual(rounds.count, 1, "rounds seen at once")
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
