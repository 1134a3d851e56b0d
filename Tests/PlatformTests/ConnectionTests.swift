// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Foundation
internal import NIOHTTP1
import ProcessTesting
import Testing

@Suite("Connections to a node")
struct ConnectionTests {
    @Test("are told to go on where they ask whether their body is wanted")
    func expectation() async throws {
        let node = try await OneNode()
        let connection = try RawConnection(port: node.portNumber)
        let body = #"{"resourceType":"Patient","id":"p1","active":true}"#
        connection.send(
            "PUT /fhir/Patient/p1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/fhir+json\r\n"
                + "Content-Length: \(body.utf8.count)\r\nExpect: 100-continue\r\n\r\n")
        #expect(try await connection.receive(until: "\r\n\r\n").hasPrefix("HTTP/1.1 100 "))
        connection.send(body)
        let answer = try await connection.receive(until: "}")
        #expect(answer.hasPrefix("HTTP/1.1 201 "), "\(answer)")
    }

    @Test(
        "are closed when nothing arrives on them for half a minute",
        arguments: [
            "", "GET /fhir/metadata HTTP/1.1\r\nHost: local",
            "POST /fhir/Patient HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/fhir+json\r\n"
                + "Content-Length: 100\r\n\r\n{",
        ])
    func idle(_ beginning: String) async throws {
        let node = try await OneNode()
        let connection = try RawConnection(port: node.portNumber)
        let started = ContinuousClock.now
        connection.send(beginning)
        let told = try await connection.receive()
        let elapsed = started.duration(to: .now)
        #expect(elapsed > .seconds(25), "closed after \(elapsed)")
        #expect(told.isEmpty || told.hasPrefix("HTTP/1.1 400 "), "\(told)")
        #expect(try await node.count("Patient") == 0)
    }

    @Test(
        "get the same headers for a HEAD as for a GET, the length of the body included",
        arguments: ["metadata", "Patient/p1", "Patient", "Patient/none"])
    func head(_ address: String) async throws {
        let node = try await OneNode()
        _ = try await node.sender.send(.PUT, "/Patient/p1", Array(#"{"resourceType":"Patient","id":"p1"}"#.utf8))
        var lengths: [String: String?] = [:]
        for method in ["GET", "HEAD"] {
            let connection = try RawConnection(port: node.portNumber)
            connection.send("\(method) /fhir/\(address) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            let text = try await connection.receive()
            let parts = text.split(separator: "\r\n\r\n", maxSplits: 1)
            #expect((parts.count == 2) == (method == "GET"), "\(text.prefix(500))")
            lengths[method] = parts.first?.split(separator: "\r\n").first {
                $0.lowercased().hasPrefix("content-length")
            }
            .map(String.init)
        }
        #expect(lengths["GET"] != .some(nil) && lengths["GET"] == lengths["HEAD"], "\(lengths)")
    }

    @Test("are told that packed content is not taken, which would be given out as what it is not")
    func packed() async throws {
        let node = try await OneNode()
        let connection = try RawConnection(port: node.portNumber)
        connection.send(
            "PUT /fhir/Binary/b1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/pdf\r\n"
                + "Content-Encoding: gzip\r\nContent-Length: 4\r\nConnection: close\r\n\r\nabcd")
        let answer = try await connection.receive()
        #expect(answer.hasPrefix("HTTP/1.1 415 ") && answer.contains("OperationOutcome"), "\(answer.prefix(500))")
        #expect(try await node.count("Binary") == 0)
    }

    @Test(
        "get 400 for addresses that are garbled, and no empty answer to a question that was not asked",
        arguments: [
            "Patient?name=%zz", "Patient?name=%ff", "Patient?name=%", "Patient?name=a%2", "Patient/%ff",
            "Patient//_history", "Patient/", "Patient//",
        ])
    func garbled(_ address: String) async throws {
        let node = try await OneNode()
        _ = try await node.sender.send(.PUT, "/Patient/p1", Array(#"{"resourceType":"Patient","id":"p1"}"#.utf8))
        let connection = try RawConnection(port: node.portNumber)
        connection.send("GET /fhir/\(address) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        let answer = try await connection.receive()
        #expect(answer.hasPrefix("HTTP/1.1 400 ") && answer.contains("OperationOutcome"), "\(answer.prefix(500))")
    }
}
