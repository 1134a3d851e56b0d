// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import FHIRService
import RecordStore
import StoreSQLite
import Testing

@Suite("Searching texts and lists")
struct TextSearchTests {
    private static func condition(_ id: String, _ narrative: String, _ display: String, label: String = "") -> String {
        #"""
        {"resourceType":"Condition","id":"\#(id)",\#(label)"subject":{"reference":"Patient/p"},
        "text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>\#(narrative)</p></div>"},
        "code":{"coding":[{"system":"http://codes","code":"x","display":"\#(display)"}]}}
        """#
    }

    private static let secret =
        #""meta":{"security":[{"system":"https://fhir.onelondon.example/CodeSystem/sensitivity","code":"hiv"}]},"#

    private static func filled(_ kind: StoreKind) async throws -> TestNode {
        let node = try TestNode(kind, fullText: .on)
        for resource in [
            #"{"resourceType":"Patient","id":"p","name":[{"family":"Headache"}]}"#,
            condition("a", "Severe <b>headache</b> since Tuesday", "Migraine"),
            condition("b", "No complaints; chest X-ray clear", "Headache disorder"),
            condition("c", "Caf&eacute;-au-lait spots", "Neurofibromatosis"),
            condition("d", "Severe headache", "Secret", label: secret),
            #"{"resourceType":"List","id":"l","status":"current","mode":"working","entry":[{"item":{"reference":"Condition/a"}},{"item":{"reference":"Patient/p"}}]}"#,
            #"{"resourceType":"List","id":"m","status":"current","mode":"working","entry":[{"item":{"reference":"Condition/c"}}]}"#,
        ] { try await node.put(resource) }
        return node
    }

    @Test(
        "finds words of the narrative or of all texts", arguments: StoreKind.allCases,
        [
            ("_text=headache", "a d"), ("_text=HEADACHE severe", "a d"), ("_text=severe AND tuesday", "a"),
            ("_text=tuesday OR cafe", "a c"), ("_text=NOT headache", "b c"), ("_text=\"x ray clear\"", "b"),
            ("_text=\"ray x\"", ""), ("_text=x-ray", "b"), ("_text=café", "c"), ("_text=migraine", ""),
            ("_content=headache", "a b d"), ("_content=migraine", "a"), ("_content=headache NOT severe", "b"),
            ("_content=headache&code:missing=true", ""), ("_content=\"headache disorder\",neurofibromatosis", "b c"),
            ("_content=condition", ""), ("_text=severe&_text=since", "a"),
            ("subject:Patient._content=headache", "a b c d"),
            ("_list=l", "a"), ("_list=l,m", "a c"), ("_list=none", ""), ("_list=List/m", "c"),
            ("_list=l&_text=tuesday", "a"),
        ])
    func finds(_ kind: StoreKind, _ query: (text: String, wanted: String)) async throws {
        let node = try await Self.filled(kind)
        let address =
            "Condition?" + FormParameters.encode(query.text).replacing("%3D", with: "=").replacing("%26", with: "&")
        let found = await node.get(address)
        #expect(found.status == 200, "\(found.text)")
        let ids = found.references().map { String($0.split(separator: "/")[1]) }
        #expect(ids.sorted().joined(separator: " ") == query.wanted)
        #expect(await node.get(address + "&_summary=count").total == String(ids.count))
    }

    @Test("shows nobody what is hidden from them, and counts without it", arguments: StoreKind.allCases)
    func hidden(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        let reader = TestNode.caller(hidden: .hiv)
        let found = await node.get("Condition?_text=headache&_total=accurate", as: reader)
        #expect(found.references() == ["Condition/a"])
        #expect(found.total == "1")
        #expect(await node.get("Condition?_content=secret", as: reader).references() == [])
        #expect(await node.get("?_content=headache&_type=Condition,Patient", as: reader).references().count == 3)
    }

    @Test("follows changes, and page links go on in the state that they began in", arguments: StoreKind.allCases)
    func changes(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        let first = await node.get("Condition?_text=headache&_count=1")
        let next = try #require(first.link("next")).replacing(TestNode.base + "/", with: "")
        try await node.put(Self.condition("d", "Better now", "Nothing"))
        _ = await node.ask(.delete, "Condition/a")
        #expect(await node.get("Condition?_text=headache").references() == [])
        #expect(await node.get("Condition?_text=better").references() == ["Condition/d"])
        #expect(await node.get(next).references() == ["Condition/d"])
        #expect(await node.get(next).text.contains("Severe"))
        node.clock.advance(by: .seconds(10))
        try await node.put(Self.condition("e", "A headache again", "x"))
        try await node.store.purgeSuperseded(before: node.clock.now())
        #expect(await node.get("Condition?_text=headache").references() == ["Condition/e"])
        #expect(await node.get(next).status == 410)
    }

    @Test("finds a list's members in every type at once", arguments: StoreKind.allCases)
    func lists(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        #expect(await node.get("?_list=l").references().sorted() == ["Condition/a", "Patient/p"])
        #expect(await node.get("?_list=l", as: TestNode.caller(only: ["p"])).references() == [])
        #expect(await node.get("?_list=$current-allergies").expressions == ["http._list"])
    }
}
