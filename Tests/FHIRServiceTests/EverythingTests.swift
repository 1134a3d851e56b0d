// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRService
import RecordStore
import Testing

@Suite("Patient/$everything")
struct EverythingTests {
    static func filled(_ kind: StoreKind) async throws -> TestNode {
        let node = try TestNode(kind)
        try await node.put(#"{"resourceType":"Organization","id":"o","name":"North"}"#)
        try await node.put(#"{"resourceType":"Practitioner","id":"dr"}"#)
        try await node.put(
            #"{"resourceType":"Patient","id":"p","managingOrganization":{"reference":"Organization/o"}}"#)
        try await node.put(#"{"resourceType":"Patient","id":"q"}"#)
        for number in 0..<12 {
            let owner = number % 4 == 3 ? "q" : "p"
            try await node.put(
                #"""
                {"resourceType":"Observation","id":"b\#(number)","status":"final","code":{},"subject":{"reference":"Patient/\#(owner)"},
                "performer":[{"reference":"Practitioner/dr"},{"reference":"Organization/o"},{"reference":"Organization/none"}]}
                """#)
        }
        try await node.put(
            #"{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/p"},"recorder":{"reference":"Patient/q"}}"#
        )
        return node
    }

    @Test(
        "It gives all of a person and the context, each once, on one page or many", arguments: StoreKind.allCases,
        [1, 2, 3, 11, 500])
    func paging(_ kind: StoreKind, _ count: Int) async throws {
        let node = try await Self.filled(kind)
        let expected = ["Patient/p"] + [0, 1, 2, 4, 5, 6, 8, 9, 10].map { "Observation/b\($0)" } + ["Condition/c"]
        let pages = try await node.pages("Patient/p/$everything?_count=\(count)")
        #expect(pages.flatMap { $0 } == expected)
        #expect(pages.dropLast().allSatisfy { $0.count == count })
        let first = await node.get("Patient/p/$everything?_count=\(count)")
        let context = Set(first.references(mode: "include"))
        #expect(context == (count == 1 ? ["Organization/o"] : ["Organization/o", "Practitioner/dr"]))
        #expect(first.response.disclosure.people == ["p"])
        let next = first.link("next")?.replacing(TestNode.base + "/", with: "")
        #expect((next == nil) == (count >= expected.count))
        if let next {
            _ = await node.ask(.delete, "Condition/c")
            #expect(
                try await node.pages(next).flatMap { $0 } == Array(expected.dropFirst(count)), "pages see one state")
            #expect(await node.get(next + "&_type=Condition").status == 400)
        }
    }

    @Test(
        "_type chooses, context included",
        arguments: [
            ("Condition", ["Condition/c"]), ("Patient,Condition", ["Patient/p", "Condition/c"]), ("Encounter", []),
            ("Patient,Organization", ["Patient/p", "Organization/o"]), ("Patient,Practitioner", ["Patient/p"]),
        ])
    func types(_ types: String, _ expected: [String]) async throws {
        for kind in StoreKind.allCases {
            let node = try await Self.filled(kind)
            #expect(await node.get("Patient/p/$everything?_type=\(types)").references() == expected)
        }
    }

    @Test("A patient who is not there or has gone has nothing", arguments: StoreKind.allCases)
    func absent(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        #expect(await node.get("Patient/none/$everything").status == 404)
        _ = await node.ask(.delete, "Patient/p")
        #expect(await node.get("Patient/p/$everything").status == 410)
    }
}
