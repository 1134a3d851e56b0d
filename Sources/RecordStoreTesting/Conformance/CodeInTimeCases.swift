// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
package import RecordStore

/// Results of two codes on the days of ten months: more than a store gathers before it walks an index.
package enum DatedResults {
    /// How many there are of each code, two on each day; ten more of the first have no day.
    package static let count = 500

    static func day(_ number: Int) -> String {
        let (month, day) = (1 + number % 250 / 25, 1 + number % 25)
        return "2026-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    /// All of them, to write.
    package static func changes() throws -> [WriteChange] {
        func observation(_ id: String, _ code: String, _ day: String?) throws -> WriteChange {
            let time = day.map { #","effectiveDateTime":"\#($0)""# } ?? ""
            return try Draft.put(
                """
                {"resourceType":"Observation","id":"\(id)","status":"final","subject":{"reference":"Patient/\(id.suffix(1))"},\
                "code":{"coding":[{"system":"urn:s","code":"\(code)"}]}\(time)}
                """)
        }
        return try (0..<count).map { try observation("o\($0)", "c1", day($0)) }
            + (0..<10).map { try observation("none\($0)", "c1", nil) }
            + (0..<count).map { try observation("x\($0)", "other", day($0)) }
    }

    /// The ids that a search finds, page by page.
    package static func found(_ text: String, in store: any RecordStore) async throws -> [String] {
        var query = try Draft.query("Observation", text)
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
}

extension ConformanceSuite {
    static let codeInTimeCases: [ConformanceCase] = [
        ConformanceCase("A code and a time find what has both, each once, page by page", findsBoth),
        ConformanceCase("Results of a code stand in the order of time, those without one last", sortsByTime),
    ]

    @Sendable private static func findsBoth(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        _ = try await store.write(WriteBatch(changes: DatedResults.changes()))
        let queries: [(text: String, days: (String) -> Bool)] = [
            ("code=c1&date=ge2026-03", { $0 >= "2026-03" }), ("code=urn:s|c1&date=lt2026-09-10", { $0 < "2026-09-10" }),
            ("code=c1&date=2026-02-07", { $0 == "2026-02-07" }), ("code=c2&date=ge2026", { _ in false }),
            ("date=gt2026-01-05&code=c1", { $0 > "2026-01-05" }),
        ]
        for query in queries {
            let wanted = (0..<DatedResults.count).filter { query.days(DatedResults.day($0)) }.map { "o\($0)" }
            try requireEqual(
                try await DatedResults.found(query.text, in: store).sorted(), wanted.sorted(), query.text)
        }
    }

    @Sendable private static func sortsByTime(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        _ = try await store.write(WriteBatch(changes: DatedResults.changes()))
        for (order, isBefore): (String, (String, String) -> Bool) in [("date", { $0 < $1 }), ("-date", { $0 > $1 })] {
            let found = try await DatedResults.found("code=c1&_sort=\(order)", in: store)
            let days = found.compactMap { Int($0.dropFirst()) }.map(DatedResults.day)
            try requireEqual(days, days.sorted(by: isBefore), "days by \(order)")
            try requireEqual(Set(found).count, DatedResults.count + 10, "results by \(order)")
            try requireEqual(found.count, DatedResults.count + 10, "each once by \(order)")
            try requireEqual(found.suffix(10).allSatisfy { $0.hasPrefix("none") }, true, "those without a day are last")
            let own = try await DatedResults.found("code=c1&subject=Patient/7&_sort=\(order)", in: store)
            try requireEqual(own, found.filter { $0.hasSuffix("7") }, "one person's by \(order)")
        }
    }
}
