// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

extension ConformanceSuite {
    /// The properties of stores that take search parameters of their own.
    package static let searchParameterCases = [
        ConformanceCase("A SearchParameter finds what was there before and what comes later", findsAll),
        ConformanceCase("Entries that were taken before a SearchParameter came are taken anew", takesAnew),
        ConformanceCase("A batch with a SearchParameter that is refused changes nothing", refusesWhole),
        ConformanceCase("A search read before a parameter was withdrawn is refused", refusesStale),
    ]

    private static func definition(
        _ id: String, code: String = "shade", expression: String = "Patient.extension('urn:shade').value"
    ) throws -> WriteChange {
        try Draft.put(
            """
            {"resourceType":"SearchParameter","id":"\(id)","url":"urn:\(id)","status":"active","code":"\(code)",\
            "type":"token","base":["Patient"],"expression":"\(expression)"}
            """)
    }

    private static func patient(_ id: String, _ shade: String) throws -> WriteChange {
        try Draft.put(
            #"{"resourceType":"Patient","id":"\#(id)","extension":[{"url":"urn:shade","valueCode":"\#(shade)"}]}"#)
    }

    /// The ids that a search of the store's own parameters finds, once its index is built.
    private static func found(_ text: String, in store: any RecordStore) async throws -> [String] {
        for _ in 0..<1_000 where try await !store.indexBuilds().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        let pieces = text.split(separator: "=").map(String.init)
        let query = try SearchQueryParser(catalog: store.searchParameters)
            .parse(resourceType: "Patient", parameters: [(pieces[0], pieces[1])])
        return try await store.allMatches(query).map(\.id.id).sorted()
    }

    @Sendable private static func findsAll(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        try await store.write(patient("a", "blue"), patient("b", "red"))
        try await store.write(definition("one"))
        try await store.write(patient("c", "blue"), patient("b", "blue"))
        try requireEqual(try await found("shade=blue", in: store), ["a", "b", "c"], "blue ones")
        try requireEqual(try await found("shade=red", in: store), [], "red ones")
        try await store.write(definition("one", expression: "Patient.gender"))
        try requireEqual(try await found("shade:missing=true", in: store), ["a", "b", "c"], "ones without gender")
        try await store.write(Draft.delete("SearchParameter/one"))
        try require(store.searchParameters.parameter("shade", for: "Patient") == nil, "a deleted one is still there")
    }

    @Sendable private static func takesAnew(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        let early = try patient("a", "blue")
        try await store.write(definition("one"))
        try await store.write(early)
        try requireEqual(try await found("shade=blue", in: store), ["a"], "one made ready before")
        try await store.write(WriteChange(early.content), definition("two", code: "tint"))
        try requireEqual(try await found("tint=blue", in: store), ["a"], "one unchanged beside a second parameter")
        try await store.write(definition("three", code: "hue"), patient("d", "red"))
        try requireEqual(try await found("hue=red", in: store), ["d"], "one of the same batch")
    }

    @Sendable private static func refusesWhole(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        try await store.write(definition("one"))
        let before = try await store.snapshot()
        for (change, member) in [
            (try definition("two"), "code"), (try definition("two", code: "gender"), "code"),
            (try definition("two", code: "tint", expression: "Patient.shade"), "expression"),
        ] {
            do {
                try await store.write(patient("a", "blue"), change)
                throw ConformanceFailure(message: "a bad \(member) was taken", place: #fileID)
            } catch StoreFailure.searchParameterRefused(let position, let issue) {
                try requireEqual(position, 1, "the position of a bad \(member)")
                try requireEqual(issue.expression, "SearchParameter.\(member)", "where it is bad")
            }
            try requireEqual(try await store.snapshot(), before, "the state after a refusal")
        }
        try requireEqual(store.searchParameters.custom.count, 1, "parameters after refusals")
        try await store.write(patient("a", "blue"))
        try requireEqual(try await found("shade=blue", in: store), ["a"], "after refusals")
    }

    @Sendable private static func refusesStale(_ makeStore: StoreMaker) async throws {
        let store = try await makeStore(SystemClock())
        try await store.write(definition("one"))
        let query = try SearchQueryParser(catalog: store.searchParameters)
            .parse(resourceType: "Patient", parameters: [("shade", "blue")])
        try await store.write(Draft.delete("SearchParameter/one"), definition("two", code: "tint"))
        try await requireRefusal(.searchParametersChanged) {
            _ = try await store.search(query, visibility: .unrestricted, page: nil)
        }
        try await requireRefusal(.searchParametersChanged) {
            let guarded = MatchGuard(query: query, expected: [], visibility: .unrestricted)
            _ = try await store.write(WriteBatch(guards: [guarded], changes: [try patient("a", "blue")]))
        }
    }
}
