// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Foundation
import ProcessTesting
import Testing

@Suite("Very many connections to a node")
struct ConnectionLimitTests {
    private static let question = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"

    /// What a connection hears when it asks whether the node is well.
    private static func answer(on connection: RawConnection) async throws -> String {
        connection.send(question)
        return try await connection.receive(until: "\r\n\r\n")
    }

    @Test("are refused at once where descriptors would run out; the others are served, and all are when some have gone")
    func refused() async throws {
        let node = try await OneNode(descriptors: (soft: 200, hard: 200))
        var connections = try (0..<130).map { _ in try RawConnection(port: node.portNumber) }
        let told = try await connections[129].receive()
        #expect(told.hasPrefix("HTTP/1.1 503 ") && told.lowercased().contains("retry-after: 5"), "\(told)")
        #expect(try await Self.answer(on: connections[0]).hasPrefix("HTTP/1.1 200 "))
        connections.removeSubrange(20...)
        var answer = ""
        for _ in 0..<100 where !answer.hasPrefix("HTTP/1.1 200 ") {
            try await Task.sleep(for: .milliseconds(50))
            answer = try await Self.answer(on: try RawConnection(port: node.portNumber))
        }
        #expect(answer.hasPrefix("HTTP/1.1 200 "), "\(answer)")
    }

    @Test("are served as far as the system allows, whatever a shell allows at first")
    func raised() async throws {
        let node = try await OneNode(descriptors: (soft: 200, hard: 1_000))
        let connections = try (0..<400).map { _ in try RawConnection(port: node.portNumber) }
        let last = try #require(connections.last)
        #expect(try await Self.answer(on: last).hasPrefix("HTTP/1.1 200 "))
    }

    @Test("and work for a client that has gone ends")
    func gone() async throws {
        let node = try await OneNode()
        let entry = #"{"request":{"method":"GET","url":"?_id=x"}}"#
        let entries = repeatElement(entry, count: 10_000).joined(separator: ",")
        let body = #"{"resourceType":"Bundle","type":"batch","entry":[\#(entries)]}"#
        var connection: RawConnection? = try RawConnection(port: node.portNumber)
        connection?.send(
            "POST /fhir HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/fhir+json\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n" + body)
        try await Task.sleep(for: .seconds(1))
        #expect(!(try await Self.isNoted(on: node)), "it takes minutes")
        connection = nil
        var isNoted = false
        for _ in 0..<200 where !isNoted {
            try await Task.sleep(for: .milliseconds(100))
            isNoted = try await Self.isNoted(on: node)
        }
        #expect(isNoted, "the node still works for nobody")
    }

    /// Whether a Bundle is among the requests that have been answered.
    private static func isNoted(on node: OneNode) async throws -> Bool {
        let connection = try RawConnection(port: node.portNumber)
        connection.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return try await connection.receive().contains(#"route="fhir/""#)
    }
}
