// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
internal import Foundation
import ProcessTesting
import Testing

@Suite("Who may ask a node")
struct ChallengeTests {
    private static func answer(_ request: String, port: Int) async throws -> String {
        let connection = try RawConnection(port: port)
        connection.send(request + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return try await connection.receive()
    }

    /// What a node's CapabilityStatement says of its security.
    private static func security(port: Int) async throws -> JSONNode? {
        let answer = try await answer("GET /fhir/metadata HTTP/1.1", port: port)
        let body = try #require(answer.split(separator: "\r\n\r\n", maxSplits: 1).last)
        return try Resource(body.utf8).items("rest").first { _ in true }?["security"]
    }

    @Test("is told with what to prove itself, and in the CapabilityStatement that no client can yet")
    func exchangeOnly() async throws {
        let folder = try TrialFolder()
        try await RunningProgram.output(
            ["exchange", "key", folder.path("exchange.key")], log: folder.url.appending(path: "log"))
        let port = try FreePort()
        let program = try TrialLondon.node("ncl", port.number, folder, "exchange")
        try await TrialLondon.awaitReady("http://127.0.0.1:\(port.number)/readyz", program)
        let requests = [
            "GET /fhir/Patient HTTP/1.1", "GET /fhir/Patient/a HTTP/1.1", "DELETE /fhir/Patient/a HTTP/1.1",
            "GET /exchange/directory HTTP/1.1",
        ]
        for request in requests {
            let answer = try await Self.answer(request, port: port.number)
            #expect(answer.hasPrefix("HTTP/1.1 401 "), "\(answer.prefix(500))")
            #expect(answer.contains(#"Bearer realm="OneLondon node""#) && !answer.contains("error="), "\(request)")
            let other = try await Self.answer(request + "\r\nAuthorization: Bearer x", port: port.number)
            #expect(other.contains(#"Bearer realm="OneLondon node", error="invalid_token""#), "\(request)")
        }
        let told = try #require(try await Self.security(port: port.number)?["description"]?.string)
        #expect(told.contains("answers its exchange alone") && told.contains("401"))
    }

    @Test("is anyone where the node is open, and the CapabilityStatement says so")
    func open() async throws {
        let node = try await OneNode()
        let told = try #require(try await Self.security(port: node.portNumber)?["description"]?.string)
        #expect(told.contains("Nobody is asked to sign in"))
    }
}
