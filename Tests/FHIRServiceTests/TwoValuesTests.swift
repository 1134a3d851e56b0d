// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import FHIRService
import RecordStore
import Testing

@Suite("One choice has one value, however it comes")
struct TwoValuesTests {
    private static let observation =
        #"{"resourceType":"Observation","id":"o","status":"final","code":{"text":"x"},"valueString":"a"}"#
    private static let twice = observation.replacing(
        #""valueString":"a""#, with: #""valueString":"a","valueInteger":1"#)

    /// Each way to write an Observation with two values, what refuses it, and where it says the fault is.
    private static let ways: [(name: String, FHIRRequest.Method, String, String, String?, Int, String)] = [
        ("create", .post, "Observation", twice, nil, 400, "Observation.value"),
        ("update", .put, "Observation/o", twice, nil, 400, "Observation.value"),
        (
            "XML", .put, "Observation/o",
            #"<Observation xmlns="http://hl7.org/fhir"><id value="o"/><valueString value="a"/><valueInteger value="1"/></Observation>"#,
            "application/fhir+xml", 400, "Observation.value"
        ),
        (
            "JSON Patch", .patch, "Observation/o", #"[{"op":"add","path":"/valueInteger","value":1}]"#,
            "application/json-patch+json", 422, "Observation.value"
        ),
        (
            "XML Patch", .patch, "Observation/o",
            #"<diff xmlns:f="http://hl7.org/fhir"><add sel="f:Observation"><valueInteger xmlns="http://hl7.org/fhir" value="1"/></add></diff>"#,
            "application/xml-patch+xml", 422, "Observation.value"
        ),
        (
            "transaction", .post, "",
            TransactionTests.bundle(
                #"{"resource":\#(twice),"request":{"method":"PUT","url":"Observation/o"}}"#), nil, 400,
            "Bundle.entry[0].resource.value"
        ),
    ]

    @Test("two values are refused with their place, and nothing changes", arguments: StoreKind.allCases)
    func refused(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        try await node.put(Self.observation)
        for (name, method, address, body, type, status, place) in Self.ways {
            let answer = await node.ask(
                method, address, body, headers: FHIRHeaders(accept: "application/fhir+json", contentType: type))
            #expect(answer.status == status, "\(name): \(answer.text)")
            #expect(answer.expressions == [place], "\(name): \(answer.text)")
            #expect(answer.diagnostics.contains("keep one of them"), "\(name)")
        }
        let batch = await node.ask(
            .post, "",
            TransactionTests.bundle(
                #"{"resource":\#(Self.twice),"request":{"method":"PUT","url":"Observation/o"}}"#, type: "batch"))
        #expect(batch.entryStatuses == ["400"])
        #expect(try await node.store.snapshot().version == 1)
    }

    @Test("a FHIRPath Patch that sets a value of another type leaves one or is refused")
    func fhirPathPatch() async throws {
        let node = try TestNode(.memory)
        try await node.put(Self.observation)
        _ = await node.ask(
            .patch, "Observation/o", PatchTests.fhirPath("Observation.value", #""valueInteger":1"#),
            headers: PatchTests.headers("application/fhir+json"))
        let resource = try #require(await node.get("Observation/o").resource)
        #expect(resource.node.children.count { $0.name?.hasPrefix("value") ?? false } == 1)
    }
}
