// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import Foundation
import RecordStore
import RecordStoreTesting
import StoreSQLite
import Testing

@Suite("The SQLite store's index, built while it serves")
struct OnlineIndexTests {
    /// What a program that indexed otherwise, or less, would have left.
    static let lacks = [
        (
            "UPDATE parameter SET definition = definition + 1 WHERE code IN ('name', 'code', 'identifier', 'date')",
            "code=a", "Observation.code"
        ),
        (
            "DELETE FROM parameter WHERE type = 'Observation' AND code IN ('subject', 'code-value-quantity', 'status')",
            // It reads the rows of the subject.
            "patient=id-1", "Observation.patient"
        ),
        ("UPDATE parameter SET definition = definition + 1", "code:missing=true", "Observation.code"),
    ]

    @Test("serves what it holds, refuses what it lacks, and finds all once that is built", arguments: lacks)
    func completesItself(_ lack: String, _ refused: String, _ name: String) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("store.sqlite")
        let clock = ManualClock(Timestamp(seconds: 1_790_000_000))
        var random = RandomRecords(seed: 4, idCount: 200)
        var batches: [WriteBatch] = []
        for _ in 0..<400 { batches.append(try random.batch()) }
        let first = try SQLiteStore(path: path, clock: clock)
        for batch in batches.prefix(300) { _ = try await first.write(batch) }
        try await first.close()
        try RawDatabase(path).rows(lack)

        let halted = try SQLiteStore(path: path, clock: clock, limits: .init(buildsIndex: false))
        #expect(try await !halted.indexBuilds().isEmpty)
        let id = ResourceID("Patient", "id-1")
        _ = try await halted.read(id, visibility: .unrestricted)
        let lacking = try query("Observation", refused)
        await #expect {
            _ = try await halted.search(lacking, visibility: .unrestricted, page: nil)
        } throws: { error in
            guard case StoreFailure.indexIncomplete(let parameter, 0, let total) = error else { return false }
            return parameter == name && total > 10
        }
        // What is written meanwhile goes into the old index and into the new one.
        for batch in batches[300..<350] { _ = try await halted.write(batch) }
        try await halted.close()

        let store = try SQLiteStore(path: path, clock: clock)
        for batch in batches[350...] { _ = try await store.write(batch) }
        try await built(store, path)
        let fresh = try SQLiteStore(path: folder.path("fresh.sqlite"), clock: clock)
        for batch in batches { _ = try await fresh.write(batch) }
        #expect(try told(path) == told(folder.path("fresh.sqlite")))
        for text in ["code=a", "status=final", "code:missing=true", "subject:missing=false", "date=ge2020"] {
            let query = try query("Observation", text)
            let found = try await store.search(query, visibility: .unrestricted, page: nil)
            let wanted = try await fresh.search(query, visibility: .unrestricted, page: nil)
            #expect(found.matches.map(\.id) == wanted.matches.map(\.id), "\(text)")
            #expect(found.total == wanted.total, "\(text)")
        }
        try await store.close()
        try await fresh.close()
    }

    @Test("takes new parameters in while others write, however often they change")
    func builtBesideWriters() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("store.sqlite")
        let store = try SQLiteStore(path: path)
        for start in 0..<20 { _ = try await store.write(observations(start * 500..<start * 500 + 500, code: "old")) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<3 {
                group.addTask {
                    for round in 0..<100 {
                        let start = (writer * 3_000 + round * 37) % 9_000
                        _ = try await store.write(observations(start..<start + 20, code: "w\(writer)"))
                    }
                }
            }
            group.addTask {
                for round in 0..<6 {
                    let expression = round % 2 == 0 ? "Observation.code.coding.code" : "Observation.status"
                    _ = try await store.write(parameter("own", "token", expression))
                    try await Task.sleep(for: .milliseconds(40))
                }
                _ = try await store.write(parameter("own", "token", "Observation.code.coding.code"))
            }
            try await group.waitForAll()
        }
        try await built(store, path)
        for code in ["old", "w0", "w1", "w2", "final"] {
            let own = try await count("own=\(code)", store)
            #expect(try await own == count("code=\(code)", store), "\(code)")
        }
        #expect(try await count("own:missing=true", store) == 0)
        #expect(try await count("own:missing=false", store) == 10_000)
        try await store.close()
    }

    @Test("lets the old definition of a parameter serve until the new one is built")
    func swaps() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("store.sqlite")
        var store = try SQLiteStore(path: path)
        _ = try await store.write(observations(0..<100, code: "a"))
        _ = try await store.write(parameter("own", "token", "Observation.code.coding.code"))
        try await built(store, path)
        try await store.close()
        store = try SQLiteStore(path: path, limits: .init(buildsIndex: false))
        _ = try await store.write(parameter("own", "token", "Observation.status"))
        _ = try await store.write(observations(100..<110, code: "a"))
        #expect(try await count("own=a", store) == 110)
        #expect(try await store.indexBuilds().map(\.parameters) == [["own"]])
        try await store.close()
        store = try SQLiteStore(path: path)
        try await built(store, path)
        #expect(try await count("own=a", store) == 0)
        #expect(try await count("own=final", store) == 110)
        let stale = try query("Observation", "own=final", in: store)
        _ = try await store.write(WriteBatch(changes: [.init(.delete(ResourceID("SearchParameter", "own")))]))
        await #expect(throws: StoreFailure.searchParametersChanged) {
            _ = try await store.search(stale, visibility: .unrestricted, page: nil)
        }
        try await built(store, path)
        let raw = try RawDatabase(path)
        for table in ["token", "string", "reference"] {
            let rows = try raw.number(
                "SELECT count(*) FROM index_\(table) WHERE parameter NOT IN (SELECT id FROM parameter)")
            #expect(rows == 0, "index_\(table)")
        }
        try await store.close()
    }

    @Test("goes on where it was when it is killed, as often as that happens")
    func survivesKill() async throws {
        let place = try StorePlace()
        let store = try SQLiteStore(path: place.path)
        for start in 0..<60 {
            _ = try await store.write(observations(start * 1_000..<start * 1_000 + 1_000, code: "c\(start)"))
        }
        try await store.close()
        try RawDatabase(place.path).rows(
            "UPDATE parameter SET definition = definition + 1 WHERE type = 'Observation' AND code = 'code'")
        var random = SeededGenerator(seed: SQLiteConformanceTests.seed)
        var kills = 0
        var steps: Set<String> = []
        for round in 0..<40 {
            let delay = Duration.microseconds(Int.random(in: 0...60_000, using: &random))
            let child = try await ChildProcess.run(
                ["index", place.path, "0", "0"], killAfter: round < 39 ? delay : nil)
            steps.formUnion(child.lines.filter { $0.hasPrefix("done ") })
            if child.lines.contains("built") { break }
            kills += 1
        }
        #expect(kills > 0)
        #expect(steps.count > 2, "\(steps)")
        let again = try SQLiteStore(path: place.path)
        #expect(try await again.indexBuilds().isEmpty)
        for code in ["c0", "c31", "c59"] { #expect(try await count("code=\(code)", again) == 1_000) }
        try await built(again, place.path)
        #expect(try RawDatabase(place.path).number("SELECT count(*) FROM index_shape") == 120_000)
        try await again.close()
    }

    @Test("does not let searches use a build that is not what it must be")
    func provesBuilds() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("store.sqlite")
        var store = try SQLiteStore(path: path, limits: .init(buildsIndex: false))
        for start in 0..<5 { _ = try await store.write(observations(start * 500..<start * 500 + 500, code: "a")) }
        _ = try await store.write(parameter("own", "token", "Observation.status"))
        try await store.close()
        let raw = try RawDatabase(path)
        // Rows that vanish, as of a damaged file.
        try raw.rows(
            """
            CREATE TRIGGER lose AFTER UPDATE OF done ON index_build BEGIN
                DELETE FROM index_token WHERE version % 61 = 0 AND parameter = (SELECT id FROM parameter WHERE code = 'own');
            END
            """)
        store = try SQLiteStore(path: path)
        var builds = try await store.indexBuilds()
        for _ in 0..<500 where builds.first?.fault == nil {
            try await Task.sleep(for: .milliseconds(20))
            builds = try await store.indexBuilds()
        }
        #expect(builds.first?.fault?.contains("not as they must be") == true, "\(builds)")
        await #expect(throws: StoreFailure.self) { try await count("own=final", store) }
        try await store.close()
        try raw.rows("DROP TRIGGER lose")
        store = try SQLiteStore(path: path)
        try await built(store, path)
        #expect(try await count("own=final", store) == 2_500)
        try await store.close()
    }

    // MARK: Short forms

    private func query(_ type: String, _ text: String, in store: SQLiteStore? = nil) throws -> SearchQuery {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        var query = try SearchQueryParser(catalog: store?.searchParameters ?? .r4)
            .parse(resourceType: type, parameters: [(parts[0], parts[1])])
        query.wantsTotal = true
        query.count = 1_000
        return query
    }

    private func count(_ text: String, _ store: SQLiteStore) async throws -> Int? {
        var query = try query("Observation", text, in: store)
        query.onlyTotal = true
        return try await store.search(query, visibility: .unrestricted, page: nil).total
    }

    /// Waits until nothing is left to build or to remove.
    private func built(_ store: SQLiteStore, _ path: String) async throws {
        let raw = try RawDatabase(path)
        for _ in 0..<3_000 {
            let builds = try await store.indexBuilds()
            try #require(builds.allSatisfy { $0.fault == nil }, "\(builds)")
            if builds.isEmpty, try raw.number("SELECT count(*) FROM index_leftover") == 0 { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("the index was not built in half a minute: \(try await store.indexBuilds())")
    }

    /// How many rows of current versions each parameter has in each table.
    private func told(_ path: String) throws -> [String] {
        let raw = try RawDatabase(path)
        var lines: [String] = []
        for table in RawDatabase.indexTables where table != "shape" {
            lines += try raw.rows(
                """
                SELECT p.type || '.' || p.code || ' \(table) ' || count(*) FROM index_\(table) AS i
                JOIN parameter AS p ON p.id = iif(i.parameter < 0, -i.parameter / 2, i.parameter)
                WHERE i.version IN (SELECT version_key FROM current) GROUP BY p.type, p.code
                """
            ).compactMap { $0[0] }
            lines += try raw.rows(
                """
                SELECT p.type || '.' || p.code || ' second \(table) ' || count(*) FROM index_\(table) AS i
                JOIN composite AS c ON c.id = iif(i.parameter < 0, -i.parameter / 2, i.parameter) - 1048576
                JOIN parameter AS p ON p.id = c.parameter
                WHERE i.version IN (SELECT version_key FROM current) GROUP BY p.type, p.code
                """
            ).compactMap { $0[0] }
        }
        return lines.sorted()
    }
}

private func observations(_ numbers: Range<Int>, code: String) throws -> WriteBatch {
    let extractor = IndexExtractor()
    return WriteBatch(
        changes: try numbers.map { number in
            let json = #"{"resourceType":"Observation","status":"final","code":{"coding":[{"code":"\#(code)"}]}}"#
            return WriteChange(
                .put(try PreparedResource(Resource(json.utf8), id: "o\(number)", labels: [], extractor: extractor)))
        })
}

private func parameter(_ code: String, _ kind: String, _ expression: String) throws -> WriteBatch {
    let json = """
        {"resourceType":"SearchParameter","status":"active","url":"urn:test:\(code)","code":"\(code)","type":"\(kind)",\
        "base":["Observation"],"expression":"\(expression)"}
        """
    let resource = try PreparedResource(Resource(json.utf8), id: code, labels: [], extractor: IndexExtractor())
    return WriteBatch(changes: [WriteChange(.put(resource))])
}
