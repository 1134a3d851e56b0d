// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRService
import RecordStore
import Testing

@Suite("$everything of a patient and of an encounter")
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

    // MARK: Times

    /// Care in January to April, recorded a second apart, and what says no time.
    static func dated() async throws -> TestNode {
        let node = try TestNode(.sqlite)
        let subject = #""subject":{"reference":"Patient/p"}"#
        for json in [
            #"{"resourceType":"Patient","id":"p","birthDate":"1990-01-01"}"#,
            #"{"resourceType":"Observation","id":"jan","status":"final","code":{},SUBJECT,"effectiveDateTime":"2026-01-15"}"#,
            #"{"resourceType":"Encounter","id":"feb","status":"finished","class":{},SUBJECT,"period":{"start":"2026-02-10","end":"2026-03-10"}}"#,
            #"{"resourceType":"Condition","id":"mar","code":{},SUBJECT,"onsetDateTime":"2026-03-31T23:30:00Z"}"#,
            #"{"resourceType":"Observation","id":"apr","status":"final","code":{},SUBJECT,"effectiveDateTime":"2026-04"}"#,
            #"{"resourceType":"Condition","id":"ever","code":{},SUBJECT}"#,
        ] {
            try await node.put(json.replacing("SUBJECT", with: subject))
            node.clock.advance(by: .seconds(1))
        }
        return node
    }

    static let times: [(query: String, wanted: [String])] = [
        ("", ["p", "jan", "feb", "mar", "apr", "ever"]), ("start=2026-02-01", ["p", "feb", "mar", "apr", "ever"]),
        ("end=2026-01-31", ["p", "jan", "ever"]), ("start=2026-03-01&end=2026-03-05", ["p", "feb", "ever"]),
        ("start=2026-03-11&end=2026-03-31", ["p", "ever"]), ("start=2026-04-01", ["p", "mar", "apr", "ever"]),
        ("start=2026-04&end=2026-04", ["p", "mar", "apr", "ever"]), ("start=2027", ["p", "ever"]),
        ("_since=2026-11-23T09:30:03Z", ["mar", "apr", "ever"]), ("_since=2030", []),
        ("_since=2026-11-23T09:30:02Z&start=2026-04-15&_type=Observation,Patient", ["apr"]),
        ("start=2026-02-01&end=2026-02-28&_type=Encounter", ["feb"]),
    ]

    @Test(
        "start and end choose by the time of care, _since by that of recording, on pages of any size", arguments: times)
    func chosen(_ query: String, _ wanted: [String]) async throws {
        let node = try await Self.dated()
        for count in [1, 2, 100] {
            let pages = try await node.pages("Patient/p/$everything?_count=\(count)&" + query)
            #expect(pages.flatMap { $0 }.map { String($0.split(separator: "/")[1]) } == wanted, "by \(count)")
            #expect(pages.dropLast().allSatisfy { (1...count).contains($0.count) })
        }
    }

    @Test(
        "Bad times and types are refused",
        arguments: [
            ("start=soon", "http.start"), ("end=2026-13", "http.end"), ("_since=x", "http._since"),
            ("start=2026-02&end=2026-01", "http.start"), ("_type=Horse", "http._type"), ("_count=0", "http._count"),
            ("_elements=id", "http._elements"),
        ])
    func badTimes(_ query: String, _ expression: String) async throws {
        let node = try await Self.dated()
        for address in ["Patient/p", "Encounter/feb"] {
            let answer = await node.get("\(address)/$everything?\(query)")
            #expect(answer.status == 400)
            #expect(answer.expressions == [expression])
        }
    }

    // MARK: Encounters

    static func encounter(_ kind: StoreKind) async throws -> TestNode {
        let node = try TestNode(kind)
        for json in [
            #"{"resourceType":"Organization","id":"o"}"#, #"{"resourceType":"Practitioner","id":"dr"}"#,
            #"{"resourceType":"Patient","id":"p"}"#,
            #"{"resourceType":"Encounter","id":"e","status":"finished","class":{},"subject":{"reference":"Patient/p"},"serviceProvider":{"reference":"Organization/o"},"period":{"start":"2026-01-01","end":"2026-01-02"}}"#,
            #"{"resourceType":"Encounter","id":"f","status":"finished","class":{},"subject":{"reference":"Patient/p"}}"#,
        ] { try await node.put(json) }
        for number in 0..<7 {
            let encounter = number == 3 ? "f" : "e"
            try await node.put(
                #"{"resourceType":"Observation","id":"b\#(number)","status":"final","code":{},"subject":{"reference":"Patient/p"},"encounter":{"reference":"Encounter/\#(encounter)"},"performer":[{"reference":"Practitioner/dr"}],"effectiveDateTime":"2026-01-0\#(number + 1)"}"#
            )
        }
        try await node.put(
            #"{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/p"},"encounter":{"reference":"Encounter/e"}}"#
        )
        try await node.put(#"{"resourceType":"Condition","id":"d","subject":{"reference":"Patient/p"}}"#)
        return node
    }

    @Test(
        "An encounter gives itself, all that belongs to it and the context", arguments: StoreKind.allCases,
        [1, 2, 3, 7, 500])
    func encounterPages(_ kind: StoreKind, _ count: Int) async throws {
        let node = try await Self.encounter(kind)
        let expected = ["Encounter/e", "Condition/c"] + [0, 1, 2, 4, 5, 6].map { "Observation/b\($0)" }
        let address = "Encounter/e/$everything?_count=\(count)"
        let pages = try await node.pages(address)
        #expect(pages.flatMap { $0 } == expected)
        #expect(pages.allSatisfy { $0.count <= count })
        let first = await node.get(address)
        #expect(first.response.disclosure.people == ["p"])
        #expect(first.references(mode: "include").contains("Patient/p"))
        #expect(first.references(mode: "include").contains("Organization/o"))
        #expect(first.references(mode: "include").contains("Practitioner/dr") == (count > 2))
        guard let next = first.link("next")?.replacing(TestNode.base + "/", with: "") else { return }
        _ = await node.ask(.delete, "Observation/b6")
        #expect(
            try await node.pages(next).flatMap { $0 }
                == Array(expected.dropFirst(first.references(mode: "match").count)), "pages see one state")
        #expect(await node.get(next.replacing("Encounter/e", with: "Encounter/f")).status == 400)
        #expect(await node.get(next.replacing("Encounter/e", with: "Patient/p")).status == 400)
    }

    @Test(
        "Types, times and visibility hold for an encounter too",
        arguments: [
            ("_type=Condition", ["Condition/c"]), ("_type=Encounter,Organization", ["Encounter/e", "Organization/o"]),
            (
                "start=2026-01-05",
                ["Condition/c", "Observation/b4", "Observation/b5", "Observation/b6", "Patient/p", "Practitioner/dr"]
            ),
            ("_since=2030", []),
        ])
    func encounterParts(_ query: String, _ wanted: [String]) async throws {
        for kind in StoreKind.allCases {
            let node = try await Self.encounter(kind)
            #expect(
                await node.get("Encounter/e/$everything?\(query)").references().filter {
                    $0 != "Organization/o" || query.contains("Org")
                } == wanted)
            let other = TestNode.caller(only: ["q"])
            #expect(await node.get("Encounter/e/$everything?\(query)", as: other).status == 404)
            _ = await node.ask(.delete, "Encounter/e")
            #expect(await node.get("Encounter/e/$everything?\(query)").status == 410)
        }
    }
}
