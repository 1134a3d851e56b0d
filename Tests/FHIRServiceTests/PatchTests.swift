// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRSearch
import FHIRService
import RecordStore
import Testing

@Suite("Patches of resources")
struct PatchTests {
    static let jsonPatch = "application/json-patch+json"
    static let patient =
        #"{"resourceType":"Patient","id":"p","identifier":[{"system":"s","value":"1"}],"active":true,"gender":"male"}"#
    static let activate = #"[{"op":"replace","path":"/active","value":false}]"#

    static func fhirPath(_ path: String, _ value: String, type: String = "replace", more: String = "") -> String {
        #"{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"\#(type)"},"#
            + #"{"name":"path","valueString":"\#(path)"},\#(more){"name":"value",\#(value)}]}]}"#
    }

    static func headers(_ type: String = jsonPatch, ifMatch: String? = nil, prefer: String? = nil) -> FHIRHeaders {
        FHIRHeaders(accept: "application/fhir+json", contentType: type, ifMatch: ifMatch, prefer: prefer)
    }

    static func node(_ kind: StoreKind = .memory) async throws -> TestNode {
        let node = try TestNode(kind)
        try await node.put(patient)
        return node
    }

    private static let parametersXML = """
        <Parameters xmlns="http://hl7.org/fhir"><parameter><name value="operation"/><part><name value="type"/>
        <valueCode value="replace"/></part><part><name value="path"/><valueString value="Patient.active"/></part>
        <part><name value="value"/><valueBoolean value="false"/></part></parameter></Parameters>
        """
    private static let xmlPatch = """
        <diff xmlns:f="http://hl7.org/fhir"><replace sel="f:Patient/f:active/@value">false</replace></diff>
        """

    @Test(
        "Each language of patches changes the one element and makes a version",
        arguments: [
            (jsonPatch, activate), ("Application/JSON-Patch+JSON ; charset=utf-8", activate),
            ("application/fhir+json", fhirPath("Patient.active", #""valueBoolean":false"#)),
            ("application/json", fhirPath("Patient.active", #""valueBoolean":false"#)),
            ("application/fhir+xml", parametersXML), ("application/xml", parametersXML),
            ("application/xml-patch+xml", xmlPatch),
        ], StoreKind.allCases)
    func languages(_ patch: (String, String), _ kind: StoreKind) async throws {
        let node = try await Self.node(kind)
        let answer = await node.ask(.patch, "Patient/p", patch.1, headers: Self.headers(patch.0))
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.etag == "W/\"2\"")
        #expect(answer.response.header("Location") == "\(TestNode.base)/Patient/p/_history/2")
        let stored = await node.get("Patient/p")
        #expect(stored.text == answer.text)
        #expect(stored.resource?["active"]?.bool == false)
        #expect(stored.resource?["gender"]?.string == "male")
        #expect(await node.get("Patient?active=false").references() == ["Patient/p"], "it is found by its new value")
        #expect(answer.response.disclosure.people == ["p"])
        #expect(answer.response.disclosure.changed == [ResourceID("Patient", "p")])
    }

    @Test("Prefer says what the answer carries")
    func preference() async throws {
        let node = try await Self.node()
        let minimal = await node.ask(
            .patch, "Patient/p", Self.activate, headers: Self.headers(prefer: "return=minimal"))
        #expect(minimal.status == 200 && minimal.text.isEmpty && minimal.etag == "W/\"2\"")
        let outcome = await node.ask(
            .patch, "Patient/p", #"[{"op":"remove","path":"/gender"}]"#,
            headers: Self.headers(prefer: "return=OperationOutcome"))
        #expect(outcome.status == 200 && outcome.isOutcome && outcome.etag == "W/\"3\"")
    }

    @Test(
        "A patch that changes nothing makes no version",
        arguments: [
            (jsonPatch, "[]"), (jsonPatch, #"[{"op":"test","path":"/active","value":true}]"#),
            (jsonPatch, #"[{"op":"replace","path":"/active","value":true}]"#),
            ("application/fhir+json", #"{"resourceType":"Parameters"}"#),
            ("application/fhir+json", fhirPath("Patient.gender", #""valueCode":"male""#)),
            ("application/xml-patch+xml", xmlPatch.replacing("false", with: "true")),
        ], StoreKind.allCases)
    func nothing(_ patch: (String, String), _ kind: StoreKind) async throws {
        let node = try await Self.node(kind)
        let answer = await node.ask(.patch, "Patient/p", patch.1, headers: Self.headers(patch.0))
        #expect(answer.status == 200)
        #expect(answer.etag == "W/\"1\"")
        #expect(answer.response.disclosure.changed.isEmpty)
        #expect(try await node.store.snapshot().version == 1)
    }

    @Test("If-Match holds a patch to the version that its author saw", arguments: StoreKind.allCases)
    func ifMatch(_ kind: StoreKind) async throws {
        let node = try await Self.node(kind)
        let stale = await node.ask(.patch, "Patient/p", Self.activate, headers: Self.headers(ifMatch: "W/\"2\""))
        #expect(stale.status == 412)
        let current = await node.ask(.patch, "Patient/p", Self.activate, headers: Self.headers(ifMatch: "W/\"1\""))
        #expect(current.status == 200 && current.etag == "W/\"2\"")
        let again = await node.ask(.patch, "Patient/p", Self.activate, headers: Self.headers(ifMatch: "W/\"1\""))
        #expect(again.status == 412)
        #expect(await node.ask(.patch, "Patient/p", "[]", headers: Self.headers(ifMatch: "1, 3")).status == 412)
        for tag in ["1, 2", "*"] {
            #expect(await node.ask(.patch, "Patient/p", "[]", headers: Self.headers(ifMatch: tag)).status == 200)
        }
        #expect(await node.ask(.patch, "Patient/p", "[]", headers: Self.headers(ifMatch: "x")).status == 400)
    }

    @Test(
        "Other media types are refused with those there are",
        arguments: [nil, "", "text/plain", "application/octet-stream", "application/merge-patch+json", "json-patch"])
    func mediaTypes(_ type: String?) async throws {
        let node = try await Self.node()
        let answer = await node.ask(.patch, "Patient/p", Self.activate, headers: FHIRHeaders(contentType: type))
        #expect(answer.status == 415)
        #expect(answer.codes == ["not-supported"])
        for known in ["json-patch+json", "fhir+json", "fhir+xml", "xml-patch+xml"] {
            #expect(answer.diagnostics.contains(known))
        }
        #expect(try await node.store.snapshot().version == 1)
    }

    @Test(
        "A patch that cannot be read is refused with 400, whatever it is of",
        arguments: [
            (jsonPatch, ""), (jsonPatch, "{"), (jsonPatch, "{}"), (jsonPatch, #"[{"op":"move","path":"/active"}]"#),
            ("application/fhir+json", activate), ("application/fhir+json", patient),
            ("application/fhir+json", #"{"resourceType":"Parameters","parameter":[{"name":"other"}]}"#),
            ("application/fhir+json", #"{"resourceType":"Parameters","parameter":{"name":"operation"}}"#),
            ("application/fhir+json", fhirPath("Patient.active[", #""valueBoolean":false"#)),
            ("application/fhir+xml", "<Parameters/>"), ("application/fhir+xml", xmlPatch),
            ("application/xml-patch+xml", "<diff/>"), ("application/xml-patch+xml", "<diff><cut/></diff>"),
            ("application/xml-patch+xml", #"<!DOCTYPE d><diff><remove sel="a"/></diff>"#),
        ])
    func unreadable(_ type: String, _ body: String) async throws {
        let node = try await Self.node()
        for address in ["Patient/p", "Patient/unknown", "Patient?identifier=s|1"] {
            let answer = await node.ask(.patch, address, body, headers: Self.headers(type))
            #expect(answer.status == 400, "\(address): \(answer.text)")
            #expect(answer.isOutcome)
        }
        #expect(try await node.store.snapshot().version == 1)
    }

    @Test(
        "A patch that cannot be made, or makes no sound resource, is refused with 422 and the operation",
        arguments: [
            (jsonPatch, #"[{"op":"test","path":"/active","value":false}]"#, "[0]"),
            (jsonPatch, #"[{"op":"remove","path":"/gender"},{"op":"remove","path":"/gender"}]"#, "[1]"),
            (jsonPatch, #"[{"op":"replace","path":"/id","value":"q"}]"#, "id"),
            (jsonPatch, #"[{"op":"remove","path":"/id"}]"#, "id"),
            (jsonPatch, #"[{"op":"replace","path":"/resourceType","value":"Person"}]"#, "type"),
            (jsonPatch, #"[{"op":"remove","path":"/resourceType"}]"#, "no resource"),
            (jsonPatch, #"[{"op":"replace","path":"","value":[]}]"#, "no resource"),
            (jsonPatch, #"[{"op":"add","path":"/birthDate","value":"yesterday"}]"#, "date"),
            (jsonPatch, #"[{"op":"add","path":"/name","value":{"family":"x"}}]"#, "list"),
            ("application/fhir+json", fhirPath("Patient.birthDate", #""valueDate":"2020""#), "[0]"),
            ("application/fhir+json", fhirPath("Patient.id", #""valueId":"q""#), "id"),
            ("application/fhir+json", fhirPath("Patient.gender", #""valueBoolean":true"#), "[0]"),
            ("application/xml-patch+xml", #"<diff><remove sel="Patient/birthDate"/></diff>"#, "[0]"),
            ("application/xml-patch+xml", #"<diff><replace sel="Patient/id/@value">q</replace></diff>"#, "id"),
        ])
    func unfit(_ type: String, _ body: String, _ words: String) async throws {
        let node = try await Self.node()
        for address in ["Patient/p", "Patient?identifier=s|1"] {
            let answer = await node.ask(.patch, address, body, headers: Self.headers(type))
            #expect(answer.status == 422, "\(answer.text)")
            #expect(answer.diagnostics.contains(words), "\(answer.diagnostics)")
            #expect(answer.response.disclosure.people == ["p"], "that it does not fit tells something")
        }
        #expect(try await node.store.snapshot().version == 1)
    }

    @Test("What is hidden, absent or deleted is for a patch what it is for a read", arguments: StoreKind.allCases)
    func hidden(_ kind: StoreKind) async throws {
        let node = try await Self.node(kind)
        try await node.put(#"{"resourceType":"Basic","id":"s",\#(VisibilityTests.security)"code":{"text":"t"}}"#)
        let blind = TestNode.caller(hidden: .hiv, mayWrite: true)
        let change = #"[{"op":"replace","path":"/code/text","value":"u"}]"#
        for (address, headers) in [
            ("Basic/s", Self.headers()), ("Basic/none", Self.headers()), ("Basic/s", Self.headers(ifMatch: "W/\"9\"")),
        ] {
            let answer = await node.ask(.patch, address, change, headers: headers, as: blind)
            #expect(answer.status == 404)
            let read = await node.get(address, as: blind)
            #expect(answer.text == read.text)
            #expect(answer.response.disclosure.people.isEmpty)
        }
        #expect(await node.ask(.patch, "Basic?_id=s", change, headers: Self.headers(), as: blind).status == 404)
        #expect(await node.get("Basic/s").version == "1")
        #expect(await node.ask(.patch, "Basic/s", change, headers: Self.headers()).status == 200)
        _ = await node.ask(.delete, "Basic/s")
        #expect(await node.ask(.patch, "Basic/s", change, headers: Self.headers()).status == 410)
        #expect(await node.ask(.patch, "Basic/s", change, headers: Self.headers(), as: blind).status == 404)
    }

    @Test("Who may only read may not patch, and parameters are refused")
    func forbidden() async throws {
        let node = try await Self.node()
        for address in ["Patient/p", "Patient?identifier=s|1"] {
            let answer = await node.ask(
                .patch, address, Self.activate, headers: Self.headers(), as: TestNode.reader)
            #expect(answer.status == 403)
        }
        #expect(await node.ask(.patch, "Patient/p?x=1", Self.activate, headers: Self.headers()).status == 400)
        #expect(try await node.store.snapshot().version == 1)
    }

    @Test("A conditional patch changes the one that its condition names", arguments: StoreKind.allCases)
    func conditional(_ kind: StoreKind) async throws {
        let node = try await Self.node(kind)
        let hit = await node.ask(.patch, "Patient?identifier=s|1", Self.activate, headers: Self.headers())
        #expect(hit.status == 200 && hit.etag == "W/\"2\"")
        #expect(hit.resource?["active"]?.bool == false)
        let none = await node.ask(.patch, "Patient?identifier=s|2", Self.activate, headers: Self.headers())
        #expect(none.status == 404 && none.codes == ["not-found"])
        let stale = await node.ask(
            .patch, "Patient?identifier=s|1", Self.activate, headers: Self.headers(ifMatch: "W/\"1\""))
        #expect(stale.status == 412)
        try await node.put(Self.patient.replacing(#""id":"p""#, with: #""id":"q""#))
        let several = await node.ask(.patch, "Patient?identifier=s|1", Self.activate, headers: Self.headers())
        #expect(several.status == 412 && several.codes == ["multiple-matches"])
        #expect(await node.ask(.patch, "Patient", Self.activate, headers: Self.headers()).status == 412)
    }
}
