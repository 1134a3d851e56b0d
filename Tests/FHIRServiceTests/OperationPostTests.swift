// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import FHIRService
import Testing

@Suite("Operations by POST")
struct OperationPostTests {
    static func filled() async throws -> TestNode {
        let node = try TestNode(.memory)
        for json in [
            #"{"resourceType":"Patient","id":"p","identifier":[{"system":"s","value":"1"}],"birthDate":"1960-01-01"}"#,
            #"{"resourceType":"Encounter","id":"e","status":"finished","class":{},"subject":{"reference":"Patient/p"},"period":{"start":"2026-01-01"}}"#,
            #"{"resourceType":"Observation","id":"o","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/p"},"effectiveDateTime":"2025-01-01"}"#,
            #"{"resourceType":"Composition","id":"c","status":"final","type":{"text":"x"},"date":"2026","title":"t","author":[{"reference":"Patient/p"}]}"#,
        ] { try await node.put(json) }
        return node
    }

    static func parameters(_ items: String...) -> String {
        #"{"resourceType":"Parameters","parameter":[\#(items.joined(separator: ","))]}"#
    }

    static let reads = [
        "Patient/p/$everything", "Encounter/e/$everything", "Composition/c/$document", "Patient/p/$summary",
        "Patient/$summary?identifier=s|1", "Observation/$lastn?patient=p", "$meta", "Patient/$meta", "Patient/p/$meta",
    ]

    @Test("Each that changes nothing answers a POST as it answers a GET, with Parameters or none", arguments: reads)
    func posted(_ address: String) async throws {
        let node = try await Self.filled()
        let got = await node.get(address)
        try #require(got.status == 200, "\(got.text)")
        for body in ["", #"{"resourceType":"Parameters"}"#] {
            let answer = await node.ask(.post, address, body, as: TestNode.reader)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.entries.count == got.entries.count)
            #expect(answer.resource?.type == got.resource?.type)
        }
        let xml = await node.ask(
            .post, address, #"<Parameters xmlns="http://hl7.org/fhir"/>"#,
            headers: FHIRHeaders(accept: "application/fhir+json", contentType: "application/fhir+xml"))
        #expect(xml.status == 200, "\(xml.text)")
    }

    @Test("None takes a parameter that R4 does not have, nor another resource", arguments: reads)
    func unknown(_ address: String) async throws {
        let node = try await Self.filled()
        let nonsense = await node.ask(.post, address, Self.parameters(#"{"name":"nonsense","valueString":"x"}"#))
        #expect(nonsense.status == 400 && nonsense.diagnostics.contains("nonsense"), "\(nonsense.text)")
        #expect(await node.ask(.post, address, #"{"resourceType":"Patient"}"#).expressions == ["resourceType"])
        #expect(await node.ask(.post, address, "[]").status == 400)
    }

    static let asked: [(String, String, [String])] = [
        ("Patient/p/$everything", #"{"name":"_type","valueCode":"Patient"}"#, ["Patient/p"]),
        (
            "Patient/p/$everything",
            #"{"name":"_type","valueCode":"Patient"},{"name":"_type","valueCode":"Encounter"}"#,
            ["Patient/p", "Encounter/e"]
        ),
        (
            "Patient/p/$everything",
            #"{"name":"start","valueDate":"2026-01-01"},{"name":"_type","valueCode":"Observation,Encounter"}"#,
            ["Encounter/e"]
        ),
        ("Patient/p/$everything", #"{"name":"_count","valueInteger":1}"#, ["Patient/p"]),
        ("Patient/p/$everything", #"{"name":"_since","valueInstant":"2027-01-01T00:00:00Z"}"#, []),
        (
            "Observation/$lastn", #"{"name":"max","valuePositiveInt":1},{"name":"patient","valueString":"p"}"#,
            ["Observation/o"]
        ),
    ]

    @Test("Parameters choose as those of an address do", arguments: asked)
    func chosen(_ address: String, _ parameters: String, _ found: [String]) async throws {
        let answer = await (try await Self.filled()).ask(.post, address, Self.parameters(parameters))
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.references(mode: "match").sorted() == found.sorted())
    }

    @Test(
        "A value of another type than R4's, or one too many, is refused with its place",
        arguments: [
            ("Patient/p/$everything", #"{"name":"start","valueInteger":2026}"#, "Parameters.parameter[0].value"),
            ("Patient/p/$everything", #"{"name":"_count","valueString":"1"}"#, "Parameters.parameter[0].value"),
            ("Patient/p/$everything", #"{"name":"_count","valueInteger":0}"#, "http._count"),
            ("Patient/p/$everything", #"{"name":"_type","valueCode":"Horse"}"#, "http._type"),
            (
                "Patient/p/$everything", #"{"name":"end","valueDate":"2026"},{"name":"end","valueDate":"2027"}"#,
                "http.end"
            ),
            (
                "Patient/p/$everything", #"{"name":"end","valueDate":"2026","valueInstant":"2026-11-23T09:30:00Z"}"#,
                "Parameters.parameter[0].value"
            ),
            ("Composition/c/$document", #"{"name":"persist","valueString":"false"}"#, "Parameters.parameter[0].value"),
            ("Observation/$lastn", #"{"name":"max","valueString":"1"}"#, "Parameters.parameter[0].value"),
            ("Patient/$summary", #"{"name":"identifier","valueCode":"s|1"}"#, "Parameters.parameter[0].value"),
        ])
    func wrong(_ address: String, _ parameters: String, _ place: String) async throws {
        let answer = await (try await Self.filled()).ask(.post, address, Self.parameters(parameters))
        #expect(answer.status == 400 && answer.expressions == [place], "\(answer.text)")
    }

    @Test("In a batch they work as by themselves")
    func batch() async throws {
        let node = try await Self.filled()
        let body = Self.parameters(#"{"name":"_type","valueCode":"Patient"}"#)
        let entry = TransactionTests.entry("POST", "Patient/p/$everything", body)
        let answer = await node.ask(.post, "", TransactionTests.bundle(entry, type: "batch"))
        #expect(answer.entryStatuses == ["200"])
        #expect(answer.entries.first?["resource"]?.items("entry").count { _ in true } == 1)
    }
}
