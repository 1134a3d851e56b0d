// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRService
import RecordStore
import Testing

@Suite("Requests and answers come in JSON and in XML")
struct FormTests {
    static let json = "application/fhir+json"
    static let xml = "application/fhir+xml"
    static let patient = #"{"resourceType":"Patient","id":"p1","active":true,"name":[{"family":"O'Neill & Söhne"}]}"#
    static let patientXML = #"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Patient xmlns="http://hl7.org/fhir"><id value="p1"/><active value="true"/>
        <name><family value="O'Neill &amp; Söhne"/></name></Patient>
        """#

    static func type(of answer: Answer) -> String? {
        answer.response.header("Content-Type").map { String($0.prefix { $0 != ";" }) }
    }

    /// The answer's XML read as JSON.
    static func read(_ answer: Answer) throws -> Resource {
        #expect(answer.response.header("Content-Type") == "application/fhir+xml; charset=utf-8", "\(answer.text)")
        return try XMLResourceReader().resource(answer.response.body)
    }

    @Test(
        "Accept and _format choose the form of the answer",
        arguments: [
            (nil, nil, json), ("*/*", nil, json), ("", nil, json), (xml, nil, xml), (json, nil, json),
            ("application/xml", nil, "application/xml"), ("text/xml", nil, "text/xml"), ("text/json", nil, "text/json"),
            ("application/json", nil, "application/json"), ("application/xml+fhir", nil, xml),
            ("application/fhir+xml; charset=utf-8", nil, xml), ("Application/FHIR+XML", nil, xml),
            ("application/fhir+xml;fhirVersion=4.0", nil, xml), ("application/*", nil, json), ("text/*", nil, json),
            ("application/fhir+json;q=0.5, application/fhir+xml", nil, xml),
            ("application/fhir+json;q=0.5, application/fhir+xml;q=0.6", nil, xml),
            ("application/fhir+xml;q=0.3, application/fhir+json;q=0.31", nil, json),
            ("application/fhir+xml, application/fhir+json", nil, xml),
            ("application/fhir+json, application/fhir+xml", nil, json), ("*/*;q=0.1, application/fhir+xml", nil, xml),
            ("application/fhir+json;q=0, */*", nil, xml), ("text/html, */*;q=0.1", nil, json),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", nil, "application/xml"),
            ("application/fhir+json;q=0", nil, nil), ("text/html", nil, nil), ("application/fhir+json;q=x", nil, nil),
            ("application/fhir+json;fhirVersion=5.0", nil, nil), ("image/png", "json", json), (json, "xml", xml),
            (xml, "json", json), (nil, "application/fhir+xml", xml), (nil, "application/fhir xml", xml),
            (nil, "application/xml", xml), (nil, "text/xml", xml), (nil, "text/json", json),
            (nil, "application/json;charset=utf-8", json), (nil, "", json), (xml, "", xml), (nil, "html", nil),
            (json, "ttl", nil), (nil, "*/*", nil),
        ] as [(String?, String?, String?)])
    func negotiation(_ accept: String?, _ format: String?, _ wanted: String?) async throws {
        let node = try TestNode(.memory)
        try await node.put(Self.patient)
        for address in ["Patient/p1", "Patient/none", "Patient", "metadata", "Patient/p1/_history"] {
            let query = format.map { FormParameters.queryText([("_format", $0)]) } ?? ""
            let answer = await node.ask(.get, address + query, headers: .init(accept: accept))
            #expect((answer.status == 406) == (wanted == nil), "\(address): \(answer.status)")
            #expect(Self.type(of: answer) == wanted ?? Self.json, "\(address)")
            if let wanted, wanted.contains("xml") {
                #expect(answer.text.hasPrefix("<?xml"))
            } else {
                #expect(answer.resource != nil)
            }
        }
    }

    @Test(
        "An XML body is stored as its JSON, under every name of XML, and answered in XML where nothing else is asked",
        arguments: [
            xml, "application/xml", "text/xml", "application/fhir+xml; charset=UTF-8", "application/xml+fhir",
            "TEXT/XML;charset=\"utf-8\"", "application/fhir+xml; fhirVersion=4.0",
        ])
    func bodies(_ type: String) async throws {
        for kind in StoreKind.allCases {
            let node = try TestNode(kind)
            let headers = FHIRHeaders(contentType: type)
            let created = await node.ask(.put, "Patient/p1", Self.patientXML, headers: headers)
            #expect(created.status == 201, "\(created.text)")
            #expect(try Self.read(created)["name"] != nil)
            let stamp = #""meta":{"versionId":"1","lastUpdated":"2026-11-23T09:30:00.000Z"},"#
            #expect(
                await node.get("Patient/p1").text == Self.patient.replacing(#""active""#, with: stamp + #""active""#))
            let same = await node.ask(.put, "Patient/p1", Self.patient)
            #expect(same.version == "1", "JSON of the same content is no change")
            let asJSON = FHIRHeaders(accept: "application/fhir+json", contentType: type)
            #expect(await node.ask(.post, "Patient", Self.patientXML, headers: asJSON).version == "1")
            let outcome = await node.ask(
                .post, "Patient", Self.patientXML, headers: .init(contentType: type, prefer: "return=OperationOutcome"))
            #expect(try Self.read(outcome).type == "OperationOutcome")
            let bundle =
                #"<Bundle xmlns="http://hl7.org/fhir"><type value="transaction"/><entry><resource>"#
                + Self.patientXML.dropFirst(39) + #"</resource><request><method value="POST"/><url value="Patient"/>"#
                + "</request></entry></Bundle>"
            let done = await node.ask(.post, "", bundle, headers: headers)
            #expect(try Self.read(done)["type"]?.string == "transaction-response", "\(done.text)")
        }
    }

    @Test(
        "Everything that is answered in JSON is answered in XML too",
        arguments: [
            "Patient/p1", "Patient/p1/_history/1", "Patient/p1/_history", "Patient", "Patient?_count=1",
            "Patient?_summary=count", "Patient/p1/$everything", "metadata", "Patient/gone", "Patient/none", "Horse",
            "Patient?x=%00%01", "Patient?name=%00", "Patient/_search", "Patient?_page=x",
        ])
    func everything(_ address: String) async throws {
        let node = try TestNode(.memory)
        for id in ["p1", "p2", "gone"] { try await node.put(Self.patient.replacing("p1", with: id)) }
        _ = await node.ask(.delete, "Patient/gone")
        let json = await node.get(address)
        let xml = await node.ask(.get, address, headers: .init(accept: Self.xml))
        #expect(xml.status == json.status)
        #expect(xml.response.disclosure.people == json.response.disclosure.people)
        let wanted = try XMLResourceWriter().xml(try #require(json.resource, "\(json.text)"))
        let pageIsSealed = address.contains("_count")
        if !pageIsSealed { #expect(xml.text == String(decoding: wanted, as: UTF8.self)) }
        #expect(try Self.read(xml).type == json.resource?.type)
        #expect(
            xml.response.headers.map(\.name).sorted() == json.response.headers.map(\.name).sorted())
        let head = await node.ask(.head, address, headers: .init(accept: Self.xml))
        #expect(head.response.body.isEmpty)
        if json.status == 200 { #expect(Self.type(of: head) == Self.xml) }
    }

    @Test(
        "XML that is none, or no resource, is refused with line, column and path",
        arguments: [
            (
                "<Patient xmlns=\"http://hl7.org/fhir\">\n <active value=\"yes\"/></Patient>", "line 2, column 2",
                "Patient.active.value"
            ),
            (
                "<Patient xmlns=\"http://hl7.org/fhir\">\n\n<name><fam value=\"a\"/></name></Patient>",
                "line 3, column 7", "Patient.name[0].fam"
            ),
            ("<Patient xmlns=\"http://hl7.org/fhir\"><name>", "line 1, column", "Patient.name[0]"),
            ("<Patient/>", "http://hl7.org/fhir", "Patient"), ("", "empty", nil), ("{}", "line 1, column 1", nil),
            ("<!DOCTYPE x [<!ENTITY a \"b\">]><Patient xmlns=\"http://hl7.org/fhir\"/>", "DOCTYPE", nil),
        ] as [(String, String, String?)])
    func badXML(_ body: String, _ says: String, _ path: String?) async throws {
        let node = try TestNode(.memory)
        let headers = FHIRHeaders(accept: "application/fhir+json", contentType: Self.xml)
        for (method, address) in [(FHIRRequest.Method.post, "Patient"), (.put, "Patient/p1"), (.post, "")] {
            let answer = await node.ask(method, address, body, headers: headers)
            #expect(answer.status == 400)
            #expect(answer.isOutcome)
            #expect(answer.diagnostics.contains(says), "\(answer.text)")
            if let path { #expect(answer.expressions == [path], "\(answer.text)") }
        }
        let inXML = await node.ask(.post, "Patient", body, headers: .init(contentType: Self.xml))
        #expect(try Self.read(inXML).type == "OperationOutcome")
        #expect(try await node.store.snapshot().version == 0)
    }

    @Test("A refusal of XML repeats no text of the request")
    func noEcho() async throws {
        let body = #"<Patient xmlns="http://hl7.org/fhir"><active value="9000000009"/></Patient>"#
        let answer = try await TestNode(.memory).ask(
            .post, "Patient", body, headers: .init(contentType: Self.xml))
        #expect(answer.status == 400)
        #expect(!answer.text.contains("9000000009"))
    }

    @Test("What XML has no place for is refused in XML with its place, read as JSON, and once written stays")
    func noPlace() async throws {
        let node = try TestNode(.memory)
        let body = #"{"resourceType":"Patient","id":"p1","shoeSize":9}"#
        let written = await node.ask(.put, "Patient/p1", body, headers: .init(accept: Self.xml))
        #expect(written.status == 201)
        let told = try Self.read(written)
        #expect(told.type == "OperationOutcome")
        #expect(written.text.contains("has been carried out"))
        let answer = await node.ask(.get, "Patient/p1", headers: .init(accept: Self.xml))
        #expect(answer.status == 406)
        #expect(try Self.read(answer).items("issue").first { _ in true }?["code"]?.string == "not-supported")
        #expect(answer.text.contains("Patient.shoeSize"), "\(answer.text)")
        #expect(answer.response.disclosure.people == ["p1"])
        #expect(await node.get("Patient/p1").text.contains("shoeSize"))
    }

    @Test(
        "Links of pages keep the form that the address asked for",
        arguments: ["Patient?_count=1&_format=xml&_pretty=true", "Patient?_format=xml&_count=1"])
    func links(_ address: String) async throws {
        let node = try TestNode(.memory)
        for number in 0..<3 { try await node.put(Self.patient.replacing("p1", with: "p\(number)")) }
        var next: String? = address
        var found: [String] = []
        while let address = next {
            let page = try Self.read(await node.get(address))
            found += page.items("entry").compactMap { $0["resource"]?["id"]?.string }
            next = page.items("link").first { $0["relation"]?.string == "next" }?["url"]?.string
                .map { $0.replacing(TestNode.base + "/", with: "") }
            #expect(next?.contains("_format=xml") ?? true)
        }
        #expect(found == ["p0", "p1", "p2"])
        let form = "name=O&_format=xml"
        let searched = await node.ask(
            .post, "Patient/_search", form, headers: .init(contentType: "application/x-www-form-urlencoded"))
        #expect(Array(try Self.read(searched).items("entry")).count == 3)
    }

    private static let onlyJSON = #"{"resourceType":"Patient","id":"p2","active":false,"notOfR4":"kept"}"#

    @Test(
        "One resource that XML has no place for is named in lists, and keeps nobody from the others",
        arguments: ["Patient", "Patient/p2/_history", "_history", "Patient?_id=p2"])
    func listsWithWhatXMLCannotHold(_ address: String) async throws {
        let node = try TestNode(.memory)
        for patient in [Self.patient, Self.onlyJSON] { try await node.put(patient) }
        let all = try Self.entries(of: Resource(await node.ask(.get, address).response.body))
        let answer = await node.ask(.get, address, headers: .init(accept: Self.xml))
        #expect(answer.status == 200)
        let bundle = try Self.read(answer)
        let entries = Self.entries(of: bundle)
        #expect(entries.count == all.count)
        for (entry, same) in zip(entries, all) {
            if same["resource"]?["id"]?.string != "p2" {
                #expect(entry["resource"]?["id"]?.string == same["resource"]?["id"]?.string)
                continue
            }
            let isHistory = address.hasSuffix("_history")
            #expect(entry["search"]?["mode"]?.string == (isHistory ? nil : "outcome"))
            let outcome = try #require(isHistory ? entry["response"]?["outcome"] : entry["resource"])
            #expect(outcome["resourceType"]?.string == "OperationOutcome")
            #expect(outcome.items("issue").first { _ in true }?["diagnostics"]?.string?.contains("Patient/p2") == true)
            #expect((entry["fullUrl"] != nil) == isHistory)
            #expect(!isHistory || entry["resource"] == nil)
        }
        // Who takes JSON as well gets it.
        let either = await node.ask(.get, address, headers: .init(accept: "application/xml;q=0.9, */*;q=0.8"))
        #expect(either.status == 200 && Self.type(of: either) == Self.json)
    }

    private static func entries(of bundle: Resource) -> [JSONNode] { bundle.node.items("entry").map(\.self) }

    @Test("Entries of a Bundle are all in its own form")
    func entries() async throws {
        let node = try TestNode(.memory)
        try await node.put(Self.patient)
        let bundle = TransactionTests.bundle(
            TransactionTests.entry("GET", "Patient/p1?_format=json"), TransactionTests.entry("GET", "Patient/none"),
            type: "batch")
        let answer = await node.ask(.post, "?_format=xml", bundle)
        let entries = Array(try Self.read(answer).items("entry"))
        #expect(entries.map { $0["response"]?["status"]?.string?.prefix(3) } == ["200", "404"])
        #expect(entries[0]["resource"]?["resourceType"]?.string == "Patient")
        #expect(entries[1]["response"]?["outcome"]?["resourceType"]?.string == "OperationOutcome")
    }

    @Test("_pretty gives lines for people to read, with the same content")
    func pretty() async throws {
        let node = try TestNode(.memory)
        let json = #"""
            {"resourceType":"Patient","id":"p1","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>a <b>b</b>\n  c</p><br/> {d}</div>"},"active":true,"name":[{"family":"a\"b\\","given":["c","d"]}],"contact":[{"gender":"male"}]}
            """#
        try await node.put(json)
        let plain = await node.get("Patient/p1")
        let lines = await node.get("Patient/p1?_pretty=true")
        #expect(
            lines.text.hasPrefix(
                "{\n  \"resourceType\": \"Patient\",\n  \"id\": \"p1\",\n  \"meta\": {\n    \"versionId\""))
        #expect(lines.text.contains("\"given\": [\n        \"c\",\n        \"d\"\n      ]\n    }\n  ],\n  \"contact\""))
        #expect(lines.text.hasSuffix("\n}"))
        #expect(
            try ResourceBody(Resource(lines.response.body), id: "p1")
                == ResourceBody(Resource(plain.response.body), id: "p1"))
        #expect(await node.get("Patient/p1?_pretty=false").text == plain.text)
        let xml = await node.get("Patient/p1?_pretty=true&_format=xml")
        #expect(xml.text.contains("\n  <name>\n    <family value=\"a&quot;b\\\"/>\n    <given"))
        #expect(xml.text.contains("<p>a <b>b</b>\n  c</p><br/> {d}</div>\n  </text>"), "\(xml.text)")
        let compact = await node.get("Patient/p1?_format=xml")
        let again = try Self.read(xml)
        #expect(try XMLResourceWriter().xml(again) == compact.response.body)
        #expect(await node.get("Patient/none?_pretty=true").text.hasPrefix("{\n"))
    }
}
