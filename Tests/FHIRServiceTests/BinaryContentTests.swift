// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRService
import RecordStore
import Testing

@Suite("A Binary is given and taken as what it holds")
struct BinaryContentTests {
    static let content: [UInt8] = [0x25, 0x50, 0x44, 0x46, 0x00, 0xFF, 0x0D, 0x0A]

    static func ask(
        _ node: TestNode, _ method: FHIRRequest.Method, _ path: [String], _ body: [UInt8] = [],
        headers: FHIRHeaders = .init()
    ) async -> Answer {
        Answer(
            await node.service.respond(
                to: FHIRRequest(method, path, headers: headers, body: body, caller: TestNode.writer)))
    }

    @Test("Content of another type becomes a Binary and is read back byte by byte", arguments: StoreKind.allCases)
    func content(_ kind: StoreKind) async throws {
        let node = try TestNode(kind)
        try await node.put(#"{"resourceType":"Patient","id":"p1"}"#)
        let headers = FHIRHeaders(contentType: "application/pdf", securityContext: "Patient/p1")
        let created = await Self.ask(node, .post, ["Binary"], Self.content, headers: headers)
        #expect(created.status == 201)
        #expect(created.resource?["contentType"]?.string == "application/pdf")
        #expect(created.resource?["securityContext"]?["reference"]?.string == "Patient/p1")
        #expect(created.response.disclosure.people == ["p1"])
        let id = try #require(created.reference).dropFirst(7)
        for accept in [nil, "*/*", "application/pdf", "image/png", "application/xml", "text/html, */*;q=0.8"] {
            for path in [["Binary", String(id)], ["Binary", String(id), "_history", "1"]] {
                let read = await Self.ask(node, .get, path, headers: .init(accept: accept))
                #expect(read.status == 200)
                #expect(read.response.body == Self.content, "\(accept ?? "-")")
                #expect(read.response.header("Content-Type") == "application/pdf")
                #expect(read.response.header("X-Security-Context") == "Patient/p1")
                #expect(read.response.header("X-Content-Type-Options") == "nosniff")
                #expect(read.etag == #"W/"1""#)
                #expect(read.response.disclosure.people == ["p1"])
            }
        }
        let head = await Self.ask(node, .head, ["Binary", String(id)])
        #expect(head.response.body.isEmpty && head.response.header("Content-Type") == "application/pdf")
        for accept in ["application/fhir+json", "application/fhir+json, */*;q=0.1"] {
            let read = await Self.ask(node, .get, ["Binary", String(id)], headers: .init(accept: accept))
            #expect(read.resource?.type == "Binary")
        }
        let xml = await Self.ask(node, .get, ["Binary", String(id)], headers: .init(accept: "application/fhir+xml"))
        #expect(xml.text.contains("<contentType value=\"application/pdf\"/>"))
        #expect(await node.get("Binary/\(id)?_format=json").resource?.type == "Binary")
        let only = TestNode.caller(only: ["p1"])
        #expect(await node.get("Binary/\(id)", as: only).status == 200)
        #expect(await node.get("Binary/\(id)", as: TestNode.caller(only: ["p2"])).status == 404)
        #expect(await node.ask(.get, "Binary/none", headers: .init(accept: "image/png")).codes == ["not-found"])
        for (address, type) in [
            ("Binary", "Bundle"), ("Binary/_history", "Bundle"), ("Binary/\(id)/_history", "Bundle"),
            ("Binary/$meta", "Parameters"), ("Binary/\(id)/$meta", "Parameters"),
        ] { #expect(await node.get(address).resource?.type == type) }
    }

    @Test(
        "A Binary sent as a resource is one, whatever JSON or XML is called",
        arguments: [nil, "application/fhir+json", "application/json", "text/json"] as [String?])
    func resource(_ type: String?) async throws {
        let node = try TestNode(.memory)
        let json = #"{"resourceType":"Binary","id":"b","contentType":"text/plain","data":"YQ=="}"#
        let put = await node.ask(.put, "Binary/b", json, headers: .init(contentType: type))
        #expect(put.status == 201, "\(put.text)")
        #expect(await node.get("Binary/b").text == "a")
        let xml =
            #"<Binary xmlns="http://hl7.org/fhir"><id value="b"/><contentType value="text/plain"/><data value="Yg=="/></Binary>"#
        for name in ["application/fhir+xml", "application/xml"] {
            #expect(await node.ask(.put, "Binary/b", xml, headers: .init(contentType: name)).status == 200)
        }
        #expect(await node.get("Binary/b").text == "b")
    }

    @Test("An update replaces the content; JSON and XML that are no Binary are content too")
    func update() async throws {
        let node = try TestNode(.memory)
        for (number, (type, body)) in [
            ("text/plain; charset=utf-8", "a"), ("application/json", "[1]"), ("text/xml", "<a/>"),
            ("application/json", #"{"resourceType":"Patient"}"#), ("image/svg+xml", ""),
        ].enumerated() {
            let put = await node.ask(.put, "Binary/b", body, headers: .init(contentType: type))
            #expect(put.status == (number == 0 ? 201 : 200), "\(put.text)")
            let read = await node.get("Binary/b")
            #expect(read.text == body)
            #expect(read.response.header("Content-Type") == type)
        }
    }

    @Test(
        "A Binary whose type or context could do harm in a header is given without it",
        arguments: [
            (#"{"resourceType":"Binary","id":"b","contentType":"text/html\r\nSet-Cookie: a=b","data":"YQ=="}"#, "a"),
            (#"{"resourceType":"Binary","id":"b","contentType":"tëxt/plain","data":" Y\nQ = = "}"#, "a"),
            (#"{"resourceType":"Binary","id":"b"}"#, ""),
            (#"{"resourceType":"Binary","id":"b","contentType":"x","securityContext":{"reference":"a\r\nb"}}"#, ""),
        ])
    func hostile(_ json: String, _ content: String) async throws {
        let node = try TestNode(.memory)
        try await node.put(json)
        let read = await node.get("Binary/b")
        #expect(read.status == 200)
        #expect(read.text == content)
        #expect(read.response.header("Content-Type") == "application/octet-stream")
        #expect(read.response.header("X-Security-Context") == nil)
        #expect(read.response.header("Content-Security-Policy") == "default-src 'none'; sandbox")
    }

    @Test("Data that is no base64 is refused as content and given as a resource")
    func noBase64() async throws {
        let node = try TestNode(.memory)
        try await node.put(#"{"resourceType":"Binary","id":"b","contentType":"text/plain","data":"?!"}"#)
        let read = await node.get("Binary/b")
        #expect(read.status == 406)
        #expect(read.expressions == ["Binary.data"])
        #expect(await node.get("Binary/b?_format=json").status == 200)
    }

    @Test("Content that does not fit is refused with the true limit")
    func tooLarge() async throws {
        let node = try TestNode(.memory)
        for (count, status) in [(37_498_500, 201), (37_500_000, 413), (45_000_000, 413)] {
            let request = FHIRRequest(
                .post, ["Binary"], headers: .init(contentType: "application/pdf"),
                body: [UInt8](repeating: 0x20, count: count), caller: TestNode.writer)
            let answer = Answer(await node.service.respond(to: request))
            #expect(answer.status == status)
            if status == 413 { #expect(answer.diagnostics.contains("at most 37.4 MB"), "\(answer.text)") }
        }
    }

    @Test(
        "A type of content that is none is refused",
        arguments: ["text", "text/plain/x", "/", "text/", #"text/plain; charset="x"#])
    func badType(_ type: String) async throws {
        let node = try TestNode(.memory)
        let answer = await node.ask(.put, "Binary/b", "a", headers: .init(contentType: type))
        #expect(answer.status == 415 && answer.expressions == ["http.Content-Type"], "\(answer.text)")
        #expect(try await node.store.snapshot().version == 0)
    }

    @Test(
        "Bad headers of content are refused",
        arguments: ["Patient", "Patient/ 1", "Pâtient/1", "Patient/../../x", "Patient/", "#a", "file:///etc/passwd"])
    func badContext(_ context: String) async throws {
        let node = try TestNode(.memory)
        let answer = await node.ask(
            .post, "Binary", "a", headers: .init(contentType: "text/plain", securityContext: context))
        #expect(answer.status == 400)
        #expect(answer.expressions == ["http.X-Security-Context"])
        #expect(try await node.store.snapshot().version == 0)
    }
}
