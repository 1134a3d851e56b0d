// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import AsyncHTTPClient
import FHIRModel
import NIOCore
internal import NIOHTTP1
import ProcessTesting
import Testing

@Suite("What the headers of a request do over HTTP")
struct FormsOverHTTPTests {
    static let patient = #"<Patient xmlns="http://hl7.org/fhir"><id value="p1"/><active value="true"/></Patient>"#

    struct Reply: Sendable {
        var status: Int
        var headers: HTTPHeaders
        var body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
        var type: String? { headers.first(name: "Content-Type") }
    }

    static func ask(
        _ node: OneNode, _ method: HTTPMethod, _ path: String, _ headers: [(String, String)] = [], _ body: [UInt8] = []
    ) async throws -> Reply {
        var request = HTTPClientRequest(url: node.sender.address + path)
        request.method = method
        request.headers = HTTPHeaders(headers)
        if !body.isEmpty { request.body = .bytes(body) }
        let response = try await HTTPClient.patient.execute(request, timeout: .seconds(60))
        let bytes = try await response.body.collect(upTo: 1 << 26)
        return Reply(status: Int(response.status.code), headers: response.headers, body: Array(buffer: bytes))
    }

    @Test("XML goes in and out, in every kind of answer")
    func xml() async throws {
        let node = try await OneNode()
        let xml = ("Accept", "application/fhir+xml")
        let stored = try await Self.ask(
            node, .PUT, "/Patient/p1", [("Content-Type", "application/fhir+xml")], Array(Self.patient.utf8))
        #expect(stored.status == 201)
        #expect(stored.type == "application/fhir+xml; charset=utf-8")
        #expect(stored.headers.first(name: "X-Recorded") == nil)
        for (path, status, type) in [
            ("/Patient/p1", 200, "Patient"), ("/Patient", 200, "Bundle"), ("/_history", 200, "Bundle"),
            ("/metadata", 200, "CapabilityStatement"), ("/Patient/none", 404, "OperationOutcome"),
            ("/Horse", 404, "OperationOutcome"),
        ] {
            let reply = try await Self.ask(node, .GET, path, [xml])
            #expect(reply.status == status, "\(path)")
            #expect(try XMLResourceReader().resource(reply.body).type == type, "\(path)")
            let json = try await Self.ask(node, .GET, path + "?_format=json", [xml])
            #expect(try Resource(json.body).type == type)
        }
        let method = try await Self.ask(node, .OPTIONS, "/Patient", [xml])
        #expect(method.status == 405)
        #expect(try XMLResourceReader().resource(method.body).type == "OperationOutcome")
        let pretty = try await Self.ask(node, .GET, "/Patient/p1?_pretty=true&_format=xml")
        #expect(pretty.text.contains("\n  <active value=\"true\"/>\n</Patient>"))
        #expect(try await Self.ask(node, .GET, "/Patient/p1", [("Accept", "image/png")]).status == 406)
        let form = try await Self.ask(node, .POST, "/Patient", [("Content-Type", "text/csv")], Array("a".utf8))
        #expect(form.status == 415)
    }

    @Test("Conditions on what is known already are read from the headers")
    func conditions() async throws {
        let node = try await OneNode()
        _ = try await Self.ask(
            node, .PUT, "/Patient/p1", [("Content-Type", "text/xml")], Array(Self.patient.utf8))
        let read = try await Self.ask(node, .GET, "/Patient/p1")
        let etag = try #require(read.headers.first(name: "ETag"))
        let modified = try #require(read.headers.first(name: "Last-Modified"))
        for (name, value, status) in [
            ("If-None-Match", etag, 304), ("If-None-Match", "W/\"9\"", 200), ("If-Modified-Since", modified, 304),
            ("If-Modified-Since", "Mon, 23 Nov 2020 09:30:00 GMT", 200),
        ] {
            let reply = try await Self.ask(node, .GET, "/Patient/p1", [(name, value)])
            #expect(reply.status == status, "\(name): \(value)")
            #expect(reply.body.isEmpty == (status == 304))
        }
        let head = try await Self.ask(node, .HEAD, "/Patient/p1")
        #expect(head.status == 200 && head.body.isEmpty && head.headers.first(name: "ETag") == etag)
        let again = [("Content-Type", "text/xml"), ("If-None-Match", "*")]
        #expect(try await Self.ask(node, .PUT, "/Patient/p1", again, Array(Self.patient.utf8)).status == 412)
    }

    @Test("A file goes in and comes out as it was, and what it is to be protected like with it")
    func binary() async throws {
        let node = try await OneNode()
        let content = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let created = try await Self.ask(
            node, .POST, "/Binary", [("Content-Type", "image/png"), ("X-Security-Context", "Patient/p1")], content)
        #expect(created.status == 201)
        let location = try #require(created.headers.first(name: "Location"))
        let id = try #require(location.split(separator: "/").dropLast(2).last)
        let read = try await Self.ask(node, .GET, "/Binary/\(id)", [("Accept", "image/*")])
        #expect(read.body == content)
        #expect(read.type == "image/png")
        #expect(read.headers.first(name: "X-Security-Context") == "Patient/p1")
        #expect(read.headers.first(name: "X-Content-Type-Options") == "nosniff")
        let resource = try await Self.ask(node, .GET, "/Binary/\(id)", [("Accept", "application/fhir+json")])
        #expect(try Resource(resource.body).type == "Binary")
    }
}
