// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

extension ConformanceSuite {
    static let feedCases: [ConformanceCase] = [
        ConformanceCase("The change feed holds every version once, in the order of commits", feedsEverything),
        ConformanceCase("A reader of the feed misses nothing while others write", feedsWhileWriting),
        ConformanceCase("Everything about a person comes in pages, in the order of recording", pagesEverything),
    ]

    @Sendable private static func feedsEverything(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        try await store.write(Draft.patient("p1"), Draft.patient("p2"), Draft.observation("o1"))
        try await store.write(Draft.patient("p1"), Draft.patient("p2", family: "New"))
        try await store.write(Draft.delete("Patient/p2"), Draft.delete("Observation/nothing"))
        try await store.write(Draft.patient("p2"))
        let changes = try await store.allChanges(pieces: 2)
        let told = changes.map { "\($0.version.id)/\($0.version.version) \($0.version.change)" }
        try requireEqual(
            told,
            [
                "Patient/p1/1 created", "Patient/p2/1 created", "Observation/o1/1 created", "Patient/p2/2 updated",
                "Patient/p2/3 deleted", "Patient/p2/4 created",
            ], "the feed")
        let positions = changes.map(\.position)
        try require(zip(positions, positions.dropFirst()).allSatisfy(<), "positions do not increase")
        let commits = changes.map(\.commit)
        try requireEqual(Set(commits[0..<3]).count, 1, "commits of the first batch")
        try require(zip(commits, commits.dropFirst()).allSatisfy(<=), "commits go back")
        try requireEqual(Set(commits).count, 4, "commits")
        try require(changes[4].version.body == nil, "a deletion has a body")
        try requireEqual(changes[2].version.person, "p1", "the person")
        try requireEqual(changes.last?.position, try await store.snapshot().version, "the newest position")
    }

    @Sendable private static func feedsWhileWriting(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        let (writers, rounds) = (6, 25)
        let read = try await withThrowingTaskGroup(of: [StoreChange].self) { group in
            for writer in 0..<writers {
                group.addTask {
                    for round in 0..<rounds {
                        try await store.write(
                            Draft.patient("w\(writer)", family: "R\(round)"), Draft.observation("w\(writer)-\(round)"))
                    }
                    return []
                }
            }
            group.addTask {
                var seen: [StoreChange] = []
                while seen.count < writers * rounds * 2 {
                    let piece = try await store.changes(after: seen.last?.position ?? 0, limit: 10)
                    seen += piece
                    if piece.isEmpty { try await Task.sleep(for: .microseconds(200)) }
                }
                return seen
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let whole = try await store.allChanges()
        try requireEqual(read.map(\.position), whole.map(\.position), "positions read while others wrote")
        for writer in 0..<writers {
            let versions = whole.filter { $0.version.id.id == "w\(writer)" }.map(\.version.version)
            try requireEqual(versions, Array(1...rounds), "versions in the feed")
        }
    }

    @Sendable private static func pagesEverything(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        try await store.write(Draft.patient("p1"), Draft.patient("p2"))
        for number in 0..<11 {
            try await store.write(
                Draft.observation("o\(number)", patient: "p1"), Draft.observation("x\(number)", patient: "p2"))
        }
        try await store.write(Draft.observation("o3", patient: "p1", code: "new"), Draft.delete("Observation/o4"))
        func all(_ types: Set<String>?) async throws -> [String] {
            var ids: [String] = []
            var position: SearchPosition?
            repeat {
                let page = try await store.everything(
                    about: "p1", types: types, count: 4, visibility: .unrestricted, page: position)
                try require(page.matches.count <= 4, "a page is too long")
                ids += page.matches.map(\.id.id)
                position = page.next
                // What is written meanwhile belongs to no page.
                try await store.write(Draft.observation("late\(ids.count)\(types == nil)", patient: "p1"))
            } while position != nil
            return ids
        }
        try requireEqual(
            try await all(nil), ["p1", "o0", "o1", "o2", "o5", "o6", "o7", "o8", "o9", "o10", "o3"], "everything")
        try requireEqual(try await all(["Patient"]), ["p1"], "the Patient resource")
        try requireEqual(try await all(["Encounter"]), [], "a type of which there is nothing")
        let nobody = try await store.everything(
            about: "nobody", types: nil, count: 4, visibility: .unrestricted, page: nil)
        try require(nobody.matches.isEmpty && nobody.next == nil, "something concerns nobody")
    }
}
