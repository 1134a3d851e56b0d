// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRService
import RecordStore
import Testing

@Suite("Refusals say what is wrong and what would be right")
struct RefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var method = FHIRRequest.Method.get
        var address: String
        var body = ""
        var headers = FHIRHeaders()
        var status = 400
        var code: String
        /// Words the issue must hold.
        var says: [String]
        var expression: String?

        var testDescription: String { name }
    }

    static let deep =
        #"{"resourceType":"Patient","extension":"# + String(repeating: "[", count: 200)
        + String(repeating: "]", count: 200) + "}"

    static let bodies: [Case] = [
        Case(
            name: "truncated JSON", method: .post, address: "Patient",
            body: "{\"resourceType\":\"Patient\",\n\"active\":true",
            code: "structure", says: ["line 2", "column", "send it whole"]),
        Case(name: "an empty body", method: .post, address: "Patient", code: "structure", says: ["empty"]),
        Case(
            name: "a body of 200 levels", method: .post, address: "Patient", body: deep, code: "structure",
            says: ["too deep", "line 1"]),
        Case(
            name: "a member twice", method: .post, address: "Patient",
            body: "{\"resourceType\":\"Patient\",\n \"active\":true,\n \"active\":false}", code: "structure",
            says: ["used twice", "line 3"], expression: "Patient.active"),
        Case(name: "a list", method: .post, address: "Patient", body: "[]", code: "structure", says: ["object"]),
        Case(
            name: "no resource type", method: .post, address: "Patient", body: "{}", code: "structure",
            says: ["resourceType"]),
        Case(
            name: "another resource type", method: .post, address: "Patient", body: #"{"resourceType":"Group"}"#,
            code: "value",
            says: ["Group", "Patient"], expression: "resourceType"),
        Case(
            name: "a wrong JSON type", method: .post, address: "Patient",
            body: #"{"resourceType":"Patient","active":"yes"}"#,
            code: "value", says: ["true or false"], expression: "Patient.active"),
        Case(
            name: "an id of wrong form", method: .put, address: "Patient/p1",
            body: #"{"resourceType":"Patient","id":"a b"}"#,
            code: "value", says: ["1 to 64"], expression: "Patient.id"),
        Case(
            name: "an id that is no text", method: .put, address: "Patient/5",
            body: #"{"resourceType":"Patient","id":5}"#,
            code: "value", says: ["1 to 64"], expression: "Patient.id"),
        Case(
            name: "ids that differ", method: .put, address: "Patient/p1",
            body: #"{"resourceType":"Patient","id":"p2"}"#,
            code: "value", says: ["differs"], expression: "Patient.id"),
        Case(
            name: "no id in an update", method: .put, address: "Patient/p1", body: #"{"resourceType":"Patient"}"#,
            code: "required", says: ["add"], expression: "Patient.id"),
        Case(
            name: "a form sent", method: .post, address: "Patient", body: "name=a",
            headers: .init(contentType: "application/x-www-form-urlencoded"), status: 415, code: "not-supported",
            says: ["application/fhir+json", "application/fhir+xml"], expression: "http.Content-Type"),
        Case(
            name: "a Bundle as text", method: .post, address: "", body: "Bundle",
            headers: .init(contentType: "text/plain"),
            status: 415, code: "not-supported", says: ["application/fhir+json", "application/fhir+xml"]),
        Case(
            name: "JSON in another encoding", method: .post, address: "Patient", body: "{}",
            headers: .init(contentType: "application/fhir+json; charset=utf-16"), status: 415, code: "not-supported",
            says: ["UTF-8"]),
        Case(
            name: "another version of FHIR", method: .post, address: "Patient", body: "{}",
            headers: .init(contentType: "application/fhir+json; fhirVersion=5.0"), status: 415, code: "not-supported",
            says: ["4.0"]),
        Case(
            name: "a search form in another encoding", method: .post, address: "Patient/_search", body: "name=a",
            headers: .init(contentType: "application/x-www-form-urlencoded; charset=utf-16"), status: 415,
            code: "not-supported", says: ["UTF-8"]),
        Case(
            name: "a search form as JSON", method: .post, address: "Patient/_search", body: "{}",
            headers: .init(contentType: "application/json"), status: 415, code: "not-supported",
            says: ["x-www-form-urlencoded"]),
    ]

    static let addresses: [Case] = [
        Case(
            name: "an unknown resource type", address: "Horse", status: 404, code: "not-found", says: ["R4"]),
        Case(name: "an abstract type", address: "DomainResource/1", status: 404, code: "not-found", says: ["R4"]),
        Case(name: "a type in small letters", address: "patient/1", status: 404, code: "not-found", says: ["R4"]),
        Case(
            name: "an id of wrong form in the address", address: "Patient/a_b", code: "value", says: ["1 to 64"],
            expression: "Patient.id"),
        Case(name: "version 0", address: "Patient/p1/_history/0", status: 404, code: "not-found", says: ["from 1"]),
        Case(
            name: "a version that is no number", address: "Patient/p1/_history/x", status: 404, code: "not-found",
            says: ["from 1"]),
        Case(
            name: "an unknown operation", address: "Patient/p1/$magic", status: 404, code: "not-supported",
            says: ["not available on Patient"]),
        Case(
            name: "$everything of something else", address: "Group/g1/$everything", status: 404, code: "not-supported",
            says: ["Group"]),
        Case(
            name: "an unknown parameter of a read", address: "Patient/p1?name=x", code: "not-supported",
            says: ["_elements", "_summary"], expression: "http.name"),
        Case(
            name: "a count of one resource", address: "Patient/p1?_summary=count", code: "value", says: ["text, data"],
            expression: "http._summary"),
        Case(
            name: "no element in a read", address: "Patient/p1?_elements=name,nonsense", code: "value",
            says: ["names of elements"], expression: "http._elements"),
        Case(
            name: "another type's element in a version",
            address: "Patient/p1/_history/1?_elements=Observation.code,valueX",
            code: "value", says: ["names of elements"], expression: "http._elements"),
        Case(
            name: "no element in a search", address: "Patient?_elements=nonsense", code: "value",
            says: ["names of elements"], expression: "http._elements"),
        Case(
            name: "an element that is not at the top", address: "Patient?_elements=name.family", code: "value",
            says: ["at the top"], expression: "http._elements"),
        Case(
            name: "no element of the last Observations", address: "Observation/$lastn?patient=p&_elements=nonsense",
            code: "value", says: ["names of elements"], expression: "http._elements"),
        Case(
            name: "a version with a zero in front", address: "Patient/p1/_history/01", status: 404, code: "not-found",
            says: ["without zeros"]),
        Case(
            name: "the terminology services there are not", address: "metadata?mode=terminology",
            code: "not-supported", says: ["terminology"], expression: "http.mode"),
        Case(
            name: "a mode that is none", address: "metadata?mode=nonsense", code: "value",
            says: ["full, normative"], expression: "http.mode"),
        Case(
            name: "an unknown parameter of metadata", address: "metadata?type=Patient", code: "not-supported",
            says: ["mode"], expression: "http.type"),
        Case(
            name: "a create without a condition", method: .post, address: "Patient",
            body: #"{"resourceType":"Patient"}"#, headers: .init(ifNoneExist: " ?"), code: "required",
            says: ["at least one parameter"], expression: "http.If-None-Exist"),
        Case(
            name: "an unknown parameter of history", address: "Patient/p1/_history?_list=a", code: "not-supported",
            says: ["_count", "_since", "_at"]),
        Case(
            name: "a bad time of history", address: "_history?_since=lately", code: "value",
            says: ["2026-11-23T09:30:00Z"], expression: "http._since"),
        Case(
            name: "a page link of another history", address: "Patient/_history?_page=x", code: "value",
            says: ["start the search again"], expression: "http._page"),
        Case(
            name: "an unknown parameter of $everything", address: "Patient/p1/$everything?_elements=id",
            code: "not-supported", says: ["_type"]),
        Case(
            name: "an unknown type in $everything", address: "Patient/p1/$everything?_type=Horse", code: "value",
            says: ["_type", "resource types"], expression: "http._type"),
        Case(
            name: "Turtle asked for by _format", address: "Patient/p1?_format=ttl", status: 406,
            code: "not-supported", says: ["json", "xml"], expression: "http._format"),
        Case(
            name: "a picture asked for by Accept", address: "Patient/p1", headers: .init(accept: "image/png"),
            status: 406, code: "not-supported", says: ["json", "xml"], expression: "http.Accept"),
        Case(
            name: "a bad _pretty", address: "Patient/p1?_pretty=very", code: "value", says: ["true or false"],
            expression: "http._pretty"),
        Case(
            name: "a forged page link", address: "Patient?_page=Zm9yZ2Vk", code: "value",
            says: ["start the search again"], expression: "http._page"),
        Case(
            name: "an empty page link", address: "Patient?_page=", code: "value", says: ["start the search again"],
            expression: "http._page"),
        Case(
            name: "a page link with more", address: "Patient?_page=x&name=y", code: "value", says: ["no further"],
            expression: "http._page"),
        Case(
            name: "an unknown search parameter", address: "Patient?shoesize=9", code: "not-supported",
            says: ["shoesize", "birthdate", "identifier", "_lastUpdated", "_revinclude"], expression: "http.shoesize"),
        Case(
            name: "a bad date", address: "Patient?birthdate=yesterday", code: "value", says: ["2026-03-07"],
            expression: "http.birthdate"),
        Case(
            name: "an impossible date", address: "Patient?birthdate=2026-02-30", code: "value", says: ["date"],
            expression: "http.birthdate"),
        Case(
            name: "a bad prefix", address: "Patient?birthdate=xx2026", code: "value", says: ["date"],
            expression: "http.birthdate"),
        Case(
            name: "a bad modifier", address: "Patient?family:sounds=x", code: "not-supported", says: ["exact"],
            expression: "http.family:sounds"),
        Case(
            name: "a bad count", address: "Patient?_count=many", code: "value", says: ["whole number"],
            expression: "http._count"),
        Case(
            name: "a negative count", address: "Patient?_count=-1", code: "value", says: ["whole number"],
            expression: "http._count"),
        Case(
            name: "a bad sort key", address: "Patient?_sort=shoesize", code: "not-supported", says: ["birthdate"],
            expression: "http._sort"),
        Case(
            name: "a bad include", address: "Patient?_include=Patient:shoe", code: "not-supported",
            says: ["general-practitioner"], expression: "http._include"),
        Case(
            name: "a chain through what is no reference", address: "Observation?code.name=x", code: "not-supported",
            says: ["no reference"]),
        Case(
            name: "a bad total", address: "Patient?_total=most", code: "value", says: ["accurate"],
            expression: "http._total"),
        Case(
            name: "a bad count of history", address: "Patient/p1/_history?_count=-1", code: "value", says: ["from 1"],
            expression: "http._count"),
    ]

    @Test("Bad content is refused with a clear outcome", arguments: bodies)
    func body(_ example: Case) async throws { try await check(example) }

    @Test("Bad addresses and parameters are refused with a clear outcome", arguments: addresses)
    func address(_ example: Case) async throws { try await check(example) }

    private func check(_ example: Case) async throws {
        let node = try TestNode(.memory)
        let answer = await node.ask(example.method, example.address, example.body, headers: example.headers)
        #expect(answer.status == example.status, "\(answer.text)")
        #expect(answer.isOutcome)
        #expect(answer.response.header("Content-Type") == FHIRMediaType.json)
        #expect(answer.codes.contains(example.code), "\(answer.text)")
        for words in example.says { #expect(answer.diagnostics.contains(words), "\(words) in: \(answer.diagnostics)") }
        if let expression = example.expression { #expect(answer.expressions.contains(expression), "\(answer.text)") }
        #expect(try await node.store.snapshot().version == 0)
    }

    @Test("All issues of a request are told at once")
    func several() async throws {
        let node = try TestNode(.memory)
        let search = await node.get("Patient?shoesize=9&birthdate=x&_count=y")
        #expect(Set(search.expressions) == ["http.shoesize", "http.birthdate", "http._count"])
        let body = await node.ask(
            .post, "Patient", #"{"resourceType":"Patient","active":1,"name":"x","birthDate":"y"}"#)
        #expect(Set(body.expressions) == ["Patient.active", "Patient.name", "Patient.birthDate"])
    }

    @Test("An outcome does not repeat what was sent")
    func noEcho() async throws {
        let node = try TestNode(.memory)
        let body =
            #"{"resourceType":"Patient","birthDate":"9000000009","active":"9000000009","gender":9000000009,"name":"9000000009"}"#
        let answers = [
            await node.ask(.post, "Patient", body), await node.get("Patient?birthdate=9000000009"),
            await node.get("Patient?_count=x9000000009"),
        ]
        for answer in answers {
            #expect(answer.status == 400)
            #expect(!answer.text.contains("9000000009"))
        }
    }

    @Test(
        "A method that an address does not take is refused with those it takes",
        arguments: [
            (FHIRRequest.Method.patch, "Patient/p1/_history", "GET, HEAD"),
            (.post, "Patient/p1", "GET, HEAD, PUT, PATCH, DELETE"), (.patch, "", "GET, HEAD, POST"),
            (.patch, "metadata", "GET, HEAD"), (.get, "_search", "POST"), (.put, "", "GET, HEAD, POST"),
            (.delete, "", "GET, HEAD, POST"),
            (.get, "Patient/_search", "POST"), (.post, "metadata", "GET, HEAD"),
            (.delete, "Patient/p1/_history", "GET, HEAD"),
            (.post, "Patient/p1/_history", "GET, HEAD"), (.post, "_history", "GET, HEAD"),
            (.delete, "Patient/_history", "GET, HEAD"), (.put, "Patient/p1/_history/1", "GET, HEAD"),
            (.delete, "Patient/p1/$everything", "GET, HEAD, POST"), (.put, "Patient/p1/$everything", "GET, HEAD, POST"),
        ])
    func methods(_ method: FHIRRequest.Method, _ address: String, _ allow: String) async throws {
        let node = try TestNode(.memory)
        let answer = await node.ask(method, address, #"{"resourceType":"Patient","id":"p1"}"#)
        #expect(answer.status == 405)
        #expect(answer.response.header("Allow") == allow)
        #expect(answer.isOutcome)
        #expect(try await node.store.snapshot().version == 0)
    }

    @Test(
        "JSON is understood under all its names",
        arguments: [
            "json", "application/json", "application/fhir+json", "text/json", "*/*", "application/*",
            "application/fhir+json; charset=utf-8", "text/html, */*;q=0.1", "",
        ])
    func accept(_ text: String) async throws {
        let node = try TestNode(.memory)
        #expect(await node.ask(.get, "Patient", headers: .init(accept: text)).status == 200)
        if !text.isEmpty, !text.contains(" "), text.contains("json") {
            #expect(await node.get("Patient?_format=\(text)").status == 200)
        }
    }
}
