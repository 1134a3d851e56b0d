// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import AsyncHTTPClient
import Audit
import CareTypes
import Directory
import Exchange
import Foundation
import Identity
import NIOCore
import NIOHTTP1
import ProcessTesting
import SignIn
import Testing

@Suite("Questions to a node that no exchange signed")
struct NodeTokenTests {
    /// What is wrong with a token.
    enum Fault: String, CaseIterable, Sendable {
        case none, missing, garbage, otherKey, expired, otherNode, otherBody, otherPerson, unknownExchange, unsigned
    }

    @Test("Only a fresh token of the known exchange, for this node and this very question, is answered")
    func answered() async throws {
        let node = try await SignedNode()
        for fault in Fault.allCases {
            let (status, body) = try await node.send(node.question(fault))
            #expect(status == (fault == .none ? 200 : 401), "\(fault)")
            if fault != .none { #expect(body.isEmpty, "\(fault): nothing is told to who may not ask") }
        }
    }

    @Test("A token is good for one question: sent again it is refused")
    func replay() async throws {
        let node = try await SignedNode()
        let question = try await node.question(.none)
        #expect(try await node.send(question).0 == 200)
        #expect(try await node.send(question).0 == 401)
    }

    @Test("What sources sent of organisations and staff is for an exchange only")
    func directory() async throws {
        let node = try await SignedNode()
        #expect(try await node.get("/exchange/directory") == 401)
    }

    @Test("Whom a node may hold is for an exchange that asks for itself: no user's token gets the list")
    func people() async throws {
        let node = try await SignedNode()
        let (status, body) = try await node.people(.exchange)
        #expect(status == 200 && body.contains("\"keys\""))
        for asker in [SignedNode.Asker.user, .nobody] {
            let (status, body) = try await node.people(asker)
            #expect(status == 401 && body.isEmpty)
        }
    }
}

/// A node without anybody, and the exchange's key.
private struct SignedNode: Sendable {
    struct Question: Sendable {
        var token: String?
        var body: [UInt8]
    }

    private let folder: TrialFolder
    private let port: FreePort
    private let program: RunningProgram
    private let address: String
    private let key: SigningKey

    init() async throws {
        folder = try TrialFolder()
        let log = folder.url.appending(path: "log")
        try await RunningProgram.output(["exchange", "key", folder.path("exchange.key")], log: log)
        key = try await SigningKey(
            pem: String(contentsOfFile: folder.path("exchange.key"), encoding: .utf8), algorithm: .edDSA)
        port = try FreePort()
        program = try TrialLondon.node("ncl", port.number, folder, "exchange")
        address = "http://127.0.0.1:\(port.number)"
        try await TrialLondon.awaitReady(address + "/readyz", program)
    }

    func question(_ fault: NodeTokenTests.Fault) async throws -> Question {
        let person = TracedPerson(number: try NHSNumber("9990000018"), birthDate: try #require(CivilDate("1948-08-15")))
        let other = TracedPerson(number: try NHSNumber("9990000026"), birthDate: person.birthDate)
        let user = Exchange.EndUser(
            kind: .professional, userID: "gp", displayName: "Dr A", role: .doctor, organisation: ODSCode("Y99002"),
            organisationName: "Practice", purpose: .directCare)
        let body = Exchange.NodeRequest(question: .relationships(person), user: user, correlationID: "c1").bytes
        let now = SystemClock().now()
        let clock = ManualClock(fault == .expired ? now - .seconds(3_600) : now)
        let signer = fault == .otherKey ? try await SigningKey.makeEdDSA() : key
        let tokens = NodeTokenIssuer(
            exchange: fault == .unknownExchange ? "elsewhere" : "exchange", key: signer, clock: clock)
        let statement = NodeStatement(
            correlationID: "c1",
            user: SignIn.EndUser(
                userID: "gp", kind: .professional(role: .doctor, organisation: try #require(ODSCode("Y99002")))),
            purpose: .directCare, policyVersion: "1")
        let asked = fault == .otherPerson ? other : person
        var token = try tokens.token(
            statement, for: fault == .otherNode ? "nel" : "ncl",
            person: PersonAsked(nhsNumber: asked.number, dateOfBirth: asked.birthDate),
            request: SignIn.NodeRequest(
                method: "POST", target: "/exchange/ask", body: fault == .otherBody ? body + [0x20] : body)
        ).value
        if fault == .unsigned { token = "eyJhbGciOiJub25lIn0." + token.split(separator: ".")[1] + "." }
        switch fault {
        case .missing: return Question(token: nil, body: body)
        case .garbage: return Question(token: "a.b.c", body: body)
        default: return Question(token: token, body: body)
        }
    }

    /// Who asks for the list of people.
    enum Asker: Sendable { case exchange, user, nobody }

    /// The answer to the question whom the node may hold.
    func people(_ asker: Asker) async throws -> (Int, String) {
        let body = PeopleMark.start.bytes
        let tokens = NodeTokenIssuer(exchange: "exchange", key: key, clock: SystemClock())
        let kind: SignIn.EndUser.Kind =
            asker == .exchange ? .system : .professional(role: .doctor, organisation: try #require(ODSCode("Y99002")))
        let statement = NodeStatement(
            correlationID: "c1", user: SignIn.EndUser(userID: "u", kind: kind), purpose: .administration,
            policyVersion: "1")
        let token = try tokens.token(
            statement, for: "ncl", person: nil,
            request: SignIn.NodeRequest(method: "POST", target: "/exchange/people", body: body))
        let question = Question(token: asker == .nobody ? nil : token.value, body: body)
        return try await send(question, to: "/exchange/people")
    }

    /// The status of an answer to a request without a token.
    func get(_ path: String) async throws -> Int {
        let response = try await HTTPClient.patient.execute(
            HTTPClientRequest(url: address + path), timeout: Visitor.patience)
        _ = try await response.body.collect(upTo: 1 << 20)
        return Int(response.status.code)
    }

    func send(_ question: Question, to path: String = "/exchange/ask") async throws -> (Int, String) {
        var request = HTTPClientRequest(url: address + path)
        request.method = .POST
        if let token = question.token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        request.body = .bytes(question.body)
        let response = try await HTTPClient.patient.execute(request, timeout: Visitor.patience)
        return (Int(response.status.code), String(buffer: try await response.body.collect(upTo: 1 << 20)))
    }
}
