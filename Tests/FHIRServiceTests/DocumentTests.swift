// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRService
import RecordStore
import Testing

@Suite("Composition/$document")
struct DocumentTests {
    static let composition = #"""
        {"resourceType":"Composition","id":"c","status":"final","type":{},"date":"2026-11-23","title":"t",
        "subject":{"reference":"Patient/p"},"author":[{"reference":"Practitioner/dr"},{"reference":"#own"}],
        "contained":[{"resourceType":"Organization","id":"own","partOf":{"reference":"Organization/o"}}],
        "custodian":{"reference":"https://elsewhere.example/Organization/1"},
        "section":[{"entry":[{"reference":"Observation/a"},{"reference":"https://node.example/fhir/Observation/b"}],
        "section":[{"focus":{"reference":"Patient/p/_history/1"},"entry":[{"reference":"Observation/a"}]}]}]}
        """#

    static func filled(_ kind: StoreKind) async throws -> TestNode {
        let node = try TestNode(kind)
        for json in [
            #"{"resourceType":"Patient","id":"p"}"#, #"{"resourceType":"Patient","id":"other"}"#,
            #"{"resourceType":"Practitioner","id":"dr"}"#, #"{"resourceType":"Organization","id":"o"}"#,
            #"{"resourceType":"Observation","id":"a","status":"final","code":{},"subject":{"reference":"Patient/p"}}"#,
            #"{"resourceType":"Observation","id":"b","status":"final","code":{},"subject":{"reference":"Patient/p"},"performer":[{"reference":"Patient/other"}]}"#,
            composition,
        ] { try await node.put(json) }
        return node
    }

    @Test("It holds the Composition first and everything it refers to once", arguments: StoreKind.allCases)
    func document(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        for address in ["Composition/c/$document", "Composition/c/$document?persist=false"] {
            let answer = await node.get(address)
            try #require(answer.status == 200, "\(answer.text)")
            #expect(answer.resource?["type"]?.string == "document")
            #expect(answer.resource?["timestamp"]?.string == "2026-11-23T09:30:00.000Z")
            #expect(answer.resource?["identifier"]?["system"]?.string == "urn:ietf:rfc:3986")
            #expect(answer.resource?["identifier"]?["value"]?.string?.hasPrefix("urn:uuid:") == true)
            #expect(
                answer.references() == [
                    "Composition/c", "Patient/p", "Practitioner/dr", "Organization/o", "Observation/a", "Observation/b",
                ])
            #expect(answer.entries.first?["fullUrl"]?.string == TestNode.base + "/Composition/c")
            #expect(answer.entries.allSatisfy { $0["search"] == nil && $0["response"] == nil })
            #expect(answer.response.disclosure.people == ["p"])
            #expect(answer.response.disclosure.counts["Observation"] == 2)
            let stored = await node.ask(.post, "Bundle", answer.text)
            #expect(stored.status == 201, "it passes its own server's checks: \(stored.text.prefix(300))")
        }
        let identifiers = [await node.get("Composition/c/$document"), await node.get("Composition/c/$document")]
            .compactMap { $0.resource?["identifier"]?["value"]?.string }
        #expect(Set(identifiers).count == 2)
    }

    @Test("What is missing, deleted or hidden is told by its place, all alike", arguments: StoreKind.allCases)
    func missing(_ kind: StoreKind) async throws {
        let node = try await Self.filled(kind)
        try await node.put(
            Self.composition.replacing("Observation/a", with: "Observation/none").replacing(
                #""id":"c""#, with: #""id":"d""#))
        let absent = await node.get("Composition/d/$document")
        #expect(absent.status == 422)
        #expect(absent.expressions == ["Composition.section[0].entry[0]"])
        _ = await node.ask(.delete, "Observation/a")
        let deleted = await node.get("Composition/c/$document")
        #expect(deleted.text == absent.text)
        try await node.put(
            #"{"resourceType":"Observation","id":"a","status":"final","code":{},"subject":{"reference":"Patient/other"}}"#
        )
        #expect(await node.get("Composition/c/$document").status == 200)
        let hidden = await node.get("Composition/c/$document", as: TestNode.caller(only: ["p"]))
        #expect(hidden.text == absent.text)
        #expect(hidden.response.disclosure.people == ["p"])
    }

    @Test(
        "What is no document is refused",
        arguments: [
            ("Composition/none/$document", 404), ("Composition/gone/$document", 410), ("Patient/p/$document", 404),
            ("Composition/c/$document?persist=true", 400), ("Composition/c/$document?persist=x", 400),
            ("Composition/c/$document?graph=x", 400), ("Composition/$document", 404),
        ])
    func refused(_ address: String, _ status: Int) async throws {
        let node = try await Self.filled(.memory)
        try await node.put(Self.composition.replacing(#""id":"c""#, with: #""id":"gone""#))
        _ = await node.ask(.delete, "Composition/gone")
        let answer = await node.get(address)
        #expect(answer.status == status)
        #expect(answer.isOutcome)
        #expect(await node.get("Composition/c/$document", as: TestNode.caller(only: ["other"])).status == 404)
    }
}
