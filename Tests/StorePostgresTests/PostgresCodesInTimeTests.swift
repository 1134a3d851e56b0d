// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
import FHIRSearch
import RecordStore
import StorePostgres
import Testing

@Suite("Searches by a code and a time, or in the order of a time, in PostgreSQL")
struct PostgresCodesInTimeTests {
    /// The number of results with the code c1: on 250 days, two on each, and ten without a day.
    private static let dated = 500

    private static func time(_ number: Int) -> (month: Int, day: Int) { (1 + number % 250 / 25, 1 + number % 25) }

    private static func text(_ number: Int) -> String {
        let (month, day) = time(number)
        return "2026-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    private static func fill(_ store: PostgresStore) async throws {
        func observation(_ id: String, _ code: String, _ day: String?) throws -> WriteChange {
            let time = day.map { #","effectiveDateTime":"\#($0)""# } ?? ""
            return try Sample.put(
                #"{"resourceType":"Observation","id":"\#(id)","status":"final","code":{"coding":[{"system":"urn:s","code":"\#(code)"}]}\#(time)}"#
            )
        }
        var changes = try (0..<dated).map { try observation("o\($0)", "c1", text($0)) }
        changes += try (0..<10).map { try observation("none\($0)", "c1", nil) }
        changes += try (0..<dated).map { try observation("x\($0)", "other", text($0)) }
        _ = try await store.write(WriteBatch(changes: changes))
    }

    private static func found(_ text: String, in store: PostgresStore) async throws -> [String] {
        let parameters = text.split(separator: "&").map { part in
            let pieces = part.split(separator: "=", maxSplits: 1).map(String.init)
            return (name: pieces[0], value: pieces[1])
        }
        var query = try SearchQueryParser().parse(resourceType: "Observation", parameters: parameters)
        query.count = 60
        var found: [String] = []
        var page: SearchPosition?
        repeat {
            let answer = try await store.search(query, visibility: .unrestricted, page: page)
            found += answer.matches.map(\.id.id)
            page = answer.next
        } while page != nil
        return found
    }

    @Test("find what has both, each once, page by page")
    func findsBoth() async throws {
        let stores = try await TrialStores()
        let store = try await stores.make()
        try await Self.fill(store)
        let queries: [(text: String, days: (String) -> Bool)] = [
            ("code=c1&date=ge2026-03", { $0 >= "2026-03" }), ("code=urn:s|c1&date=lt2026-09-10", { $0 < "2026-09-10" }),
            ("code=c1&date=2026-02-07", { $0 == "2026-02-07" }), ("code=c2&date=ge2026", { _ in false }),
            ("date=gt2026-01-05&code=c1", { $0 > "2026-01-05" }),
        ]
        for query in queries {
            let wanted = (0..<Self.dated).filter { query.days(Self.text($0)) }.map { "o\($0)" }
            #expect(try await Self.found(query.text, in: store).sorted() == wanted.sorted(), "\(query.text)")
        }
        try await stores.remove()
    }

    @Test("give the results of a code in the order of time, those without one last", arguments: ["date", "-date"])
    func sorts(_ order: String) async throws {
        let stores = try await TrialStores()
        let store = try await stores.make()
        try await Self.fill(store)
        let found = try await Self.found("code=c1&_sort=\(order)", in: store)
        let days = found.compactMap { Int($0.dropFirst()) }.map(Self.text)
        #expect(days == (order == "date" ? days.sorted() : days.sorted(by: >)))
        #expect(Set(found).count == Self.dated + 10 && found.count == Self.dated + 10)
        #expect(found.suffix(10).allSatisfy { $0.hasPrefix("none") })
        try await stores.remove()
    }

    @Test("read the rows of both alone: without those nothing with a time is found")
    func readsJoinedRows() async throws {
        let stores = try await TrialStores()
        let store = try await stores.make()
        try await Self.fill(store)
        #expect(try await Self.found("code=c1&date=ge2026", in: store).count == Self.dated)
        try await stores.query(
            "DELETE FROM index_date WHERE parameter IN (SELECT id FROM index_name WHERE kind = 4)")
        #expect(try await Self.found("code=c1&date=ge2026", in: store).isEmpty)
        try await stores.remove()
    }
}
