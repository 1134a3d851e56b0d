// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import FHIRService
import Testing

@Suite("Searching by sets of codes")
struct CodeSetSearchTests {
    /// Observations with codes of one system, in which `pain` has kinds.
    private static func filled(_ kind: StoreKind) async throws -> TestNode {
        let node = try TestNode(kind)
        for code in ["finding", "pain", "headache", "migraine", "chest-pain", "rash"] {
            try await node.put(observation(code, "http://codes"))
        }
        try await node.put(observation("elsewhere", "http://other", code: "pain"))
        try await node.put(#"{"resourceType":"Patient","id":"ada","gender":"female"}"#)
        try await node.put(#"{"resourceType":"Patient","id":"ben","gender":"male"}"#)
        try await node.put(Self.codes)
        return node
    }

    private static let codes = #"""
        {"resourceType":"CodeSystem","id":"codes","url":"http://codes","status":"active","content":"complete",
        "property":[{"code":"up","uri":"http://hl7.org/fhir/concept-properties#parent","type":"code"},{"code":"site","type":"code"}],
        "concept":[{"code":"finding","concept":[
            {"code":"pain","concept":[{"code":"headache","property":[{"code":"site","valueCode":"head"}]}]},
            {"code":"rash"}]},
            {"code":"migraine","property":[{"code":"up","valueCode":"headache"},{"code":"site","valueCode":"head"}]},
            {"code":"chest-pain","property":[{"code":"up","valueCode":"pain"}]}]}
        """#

    private static func observation(_ id: String, _ system: String, code: String? = nil) -> String {
        #"{"resourceType":"Observation","id":"\#(id)","status":"final","code":{"coding":[{"system":"\#(system)","code":"\#(code ?? id)"}]},"subject":{"reference":"Patient/ada"}}"#
    }

    private static func valueSet(_ id: String, _ compose: String) -> String {
        #"{"resourceType":"ValueSet","id":"\#(id)","url":"http://sets/\#(id)","version":"1","status":"active",\#(compose)}"#
    }

    private static func found(_ node: TestNode, _ address: String) async -> [String] {
        let answer = await node.get(address)
        #expect(answer.status == 200, "\(answer.text)")
        return answer.references().map { String($0.split(separator: "/")[1]) }.sorted()
    }

    @Test(
        "finds the codes that are kinds of one, and those that one is a kind of", arguments: StoreKind.allCases,
        [
            ("code:below=http://codes|pain", ["chest-pain", "headache", "migraine", "pain"]),
            ("code:below=http://codes|headache", ["headache", "migraine"]),
            ("code:above=http://codes|migraine", ["finding", "headache", "migraine", "pain"]),
            ("code:above=http://codes|rash,http://codes|pain", ["finding", "pain", "rash"]),
            ("code:below=http://codes|rash&code:above=http://codes|rash", ["rash"]),
        ] as [(String, [String])])
    func kinds(_ kind: StoreKind, _ query: (text: String, wanted: [String])) async throws {
        #expect(await Self.found(try Self.filled(kind), "Observation?" + query.text) == query.wanted)
    }

    @Test(
        "finds the members of a value set, however it is made", arguments: StoreKind.allCases,
        [
            (
                #""compose":{"include":[{"system":"http://codes","concept":[{"code":"rash"},{"code":"pain"}]}]}"#,
                ["pain", "rash"]
            ),
            (
                #""compose":{"include":[{"system":"http://codes"}],"exclude":[{"system":"http://codes","filter":[{"property":"concept","op":"is-a","value":"pain"}]}]}"#,
                ["finding", "rash"]
            ),
            (
                #""compose":{"include":[{"system":"http://codes","filter":[{"property":"concept","op":"descendent-of","value":"pain"},{"property":"site","op":"=","value":"head"}]}]}"#,
                ["headache", "migraine"]
            ),
            (
                #""compose":{"include":[{"system":"http://codes","filter":[{"property":"site","op":"exists","value":"false"}]}]}"#,
                ["chest-pain", "finding", "pain", "rash"]
            ),
            (
                #""compose":{"include":[{"system":"http://codes","filter":[{"property":"code","op":"in","value":"rash, pain"}]},{"system":"http://other","concept":[{"code":"pain"}]}]}"#,
                ["elsewhere", "pain", "rash"]
            ),
            (
                #""compose":{"include":[{"system":"http://codes","filter":[{"property":"concept","op":"generalizes","value":"pain"}],"valueSet":["http://sets/base|1"]}]}"#,
                ["pain"]
            ),
            (#""compose":{"include":[{"valueSet":["http://sets/base"]}]}"#, ["pain", "rash"]),
            (
                #""expansion":{"timestamp":"2026-01-01","total":2,"contains":[{"system":"http://codes","code":"rash","contains":[{"system":"http://codes","code":"headache"}]}]}"#,
                ["headache", "rash"]
            ),
        ] as [(String, [String])])
    func members(_ kind: StoreKind, _ set: (rules: String, wanted: [String])) async throws {
        let node = try await Self.filled(kind)
        try await node.put(
            Self.valueSet(
                "base",
                #""compose":{"include":[{"system":"http://codes","concept":[{"code":"rash"},{"code":"pain"}]}]}"#))
        try await node.put(Self.valueSet("own", set.rules))
        for name in ["http://sets/own", "http://sets/own|1", "ValueSet/own", "\(TestNode.base)/ValueSet/own"] {
            #expect(await Self.found(node, "Observation?code:in=\(name)") == set.wanted)
        }
        let all = await Self.found(node, "Observation")
        #expect(
            await Self.found(node, "Observation?code:not-in=ValueSet/own") == all.filter { !set.wanted.contains($0) })
        #expect(await Self.found(node, "Patient?_has:Observation:patient:code:in=ValueSet/own") == ["ada"])
    }

    @Test("knows the value sets of R4, also for elements that name no system", arguments: StoreKind.allCases)
    func builtIn(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        let genders = "http://hl7.org/fhir/ValueSet/administrative-gender"
        #expect(await Self.found(node, "Patient?gender:in=\(genders)") == ["ada", "ben"])
        #expect(await Self.found(node, "Patient?gender:not-in=\(genders)|4.0.1") == [])
        try await node.put(
            Self.valueSet(
                "g",
                #""compose":{"include":[{"system":"http://hl7.org/fhir/administrative-gender","concept":[{"code":"male"}]}]}"#
            ))
        #expect(await Self.found(node, "Patient?gender:in=http://sets/g") == ["ben"])
    }

    @Test("follows the value set and the system when they change", arguments: StoreKind.allCases)
    func changes(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        let rules =
            #""compose":{"include":[{"system":"http://codes","filter":[{"property":"concept","op":"is-a","value":"pain"}]}]}"#
        try await node.put(Self.valueSet("s", rules))
        let address = "Observation?code:in=http://sets/s"
        #expect(await Self.found(node, address) == ["chest-pain", "headache", "migraine", "pain"])
        try await node.put(
            Self.codes.replacing(#"{"code":"rash"}"#, with: #"{"code":"x"}"#).replacing("chest-pain", with: "y"))
        #expect(await Self.found(node, address) == ["headache", "migraine", "pain"])
        try await node.put(Self.valueSet("s", rules.replacing(#""pain""#, with: #""headache""#)))
        #expect(await Self.found(node, address) == ["headache", "migraine"])
        _ = await node.ask(.delete, "ValueSet/s")
        #expect(await node.get(address).status == 400)
    }

    @Test(
        "is refused where the codes cannot be told, and says what is missing",
        arguments: [
            ("code:in=http://sets/none", "not-found", "http://sets/none"),
            ("code:not-in=ValueSet/none", "not-found", "ValueSet/none"),
            ("code:in=http://sets/a|2", "not-found", "http://sets/a|2"),
            ("code:in=http://sets/a", "not-found", "CodeSystem 'http://none'"),
            ("code:in=http://sets/b", "incomplete", "CodeSystem 'http://part'"),
            ("code:in=http://sets/c", "not-supported", "is-a, descendent-of"),
            ("code:in=http://sets/d", "not-supported", "http://sets/d"),
            ("code:in=http://sets/e", "incomplete", "http://sets/e"),
            ("code:in=http://sets/f", "too-costly", "10000 codes"),
            ("code:below=http://none|a", "not-found", "CodeSystem 'http://none'"),
            ("code:below=http://codes|nothing", "code-invalid", "http://codes"),
            ("code:above=http://levels|b", "not-supported", "http://levels"),
            ("code:below=pain", "value", "system|code"),
        ])
    func refuses(_ parameter: String, _ code: String, _ remedy: String) async throws {
        let node = try await Self.filled(.memory)
        let many = (0...10_000).map { #"{"code":"\#($0)"}"# }.joined(separator: ",")
        for resource in [
            Self.valueSet("a", #""compose":{"include":[{"system":"http://none"}]}"#),
            Self.valueSet("b", #""compose":{"include":[{"system":"http://part"}]}"#),
            Self.valueSet(
                "c",
                #""compose":{"include":[{"system":"http://codes","filter":[{"property":"code","op":"regex","value":"a*"}]}]}"#
            ),
            Self.valueSet("d", #""compose":{"include":[{"valueSet":["http://sets/d"]}]}"#),
            Self.valueSet(
                "e",
                #""expansion":{"timestamp":"2026-01-01","total":3,"contains":[{"system":"http://codes","code":"rash"}]}"#
            ),
            Self.valueSet("f", #""compose":{"include":[{"system":"http://codes","concept":[\#(many)]}]}"#),
            #"{"resourceType":"CodeSystem","id":"part","url":"http://part","status":"active","content":"fragment","concept":[{"code":"a"}]}"#,
            #"{"resourceType":"CodeSystem","id":"levels","url":"http://levels","status":"active","content":"complete","hierarchyMeaning":"part-of","concept":[{"code":"a","concept":[{"code":"b"}]}]}"#,
        ] { try await node.put(resource) }
        let answer = await node.get("Observation?\(parameter)")
        #expect(answer.status == 400)
        #expect(answer.codes == [code])
        #expect(answer.expressions == ["http." + (parameter.split(separator: "=").first.map(String.init) ?? "")])
        #expect(answer.diagnostics.contains(remedy), "\(answer.diagnostics)")
        #expect(await node.ask(.delete, "Observation?\(parameter)").status == 400)
    }

    @Test("takes the version that is in use where none is named", arguments: StoreKind.allCases)
    func versions(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        func set(_ id: String, _ version: String, _ status: String, _ code: String) -> String {
            #"{"resourceType":"ValueSet","id":"\#(id)","url":"http://sets/v","version":"\#(version)","status":"\#(status)","compose":{"include":[{"system":"http://codes","concept":[{"code":"\#(code)"}]}]}}"#
        }
        for resource in [
            set("v1", "1", "active", "rash"), set("v2", "2", "active", "pain"), set("v3", "3", "draft", "finding"),
        ] {
            try await node.put(resource)
        }
        #expect(await Self.found(node, "Observation?code:in=http://sets/v") == ["pain"])
        #expect(await Self.found(node, "Observation?code:in=http://sets/v|1") == ["rash"])
        #expect(await Self.found(node, "Observation?code:in=http://sets/v|3") == ["finding"])
    }
}
