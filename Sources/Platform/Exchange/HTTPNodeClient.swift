// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import AsyncHTTPClient
internal import CareTypes
internal import Exchange
internal import NIOCore
internal import NIOHTTP1
internal import SignIn

/// A node in another process, asked over HTTP with a signed token.
struct HTTPNodeClient: NodeClient {
    /// Largest answer that is read.
    private static let largestAnswer = 100_000_000
    /// Longest time a request may take, whatever the caller's patience.
    private static let timeout = TimeAmount.seconds(5)

    let node: String
    let name: String
    /// The node's address without a final slash, such as `http://127.0.0.1:8081`.
    let address: String
    let tokens: NodeTokenIssuer
    let policyVersion: String
    let http: HTTPClient

    func record(_ request: Exchange.NodeRequest) async throws -> NodeRecordAnswer {
        try NodeRecordAnswer(await ask(request), node: node)
    }

    func files(_ request: Exchange.NodeRequest) async throws -> NodeRecordAnswer {
        try NodeRecordAnswer(await ask(request), node: node)
    }

    func relationships(_ request: Exchange.NodeRequest) async throws -> NodeRelationships {
        try NodeRelationships(await ask(request))
    }

    func candidates(_ request: Exchange.NodeRequest) async throws -> NodeCandidates {
        try NodeCandidates(await ask(request))
    }

    func lookalikes(_ request: Exchange.NodeRequest) async throws -> NodeTally {
        try NodeTally(await ask(request))
    }

    /// The node's directory as NDJSON.
    func directoryLines() async throws -> [UInt8] {
        try await askForExchange("GET", ExchangeRoutes.directoryTarget, [])
    }

    func people(after mark: PeopleMark) async throws -> PeoplePage {
        try PeoplePage(await askForExchange("POST", ExchangeRoutes.peopleTarget, mark.bytes), node: node)
    }

    /// Asks for something that no user wishes for but the exchange itself.
    private func askForExchange(_ method: String, _ target: String, _ body: [UInt8]) async throws -> [UInt8] {
        let statement = NodeStatement(
            correlationID: RandomIdentifier.make(), user: SignIn.EndUser(userID: "exchange", kind: .system),
            purpose: .administration, policyVersion: policyVersion)
        let token = try tokens.token(
            statement, for: node, person: nil,
            request: SignIn.NodeRequest(method: method, target: target, body: body))
        var message = HTTPClientRequest(url: address + target)
        message.method = HTTPMethod(rawValue: method)
        message.headers.add(name: "Authorization", value: "Bearer \(token.value)")
        if !body.isEmpty { message.body = .bytes(body) }
        return try await send(message)
    }

    private func ask(_ request: Exchange.NodeRequest) async throws -> [UInt8] {
        let body = request.bytes
        let token = try tokens.token(
            NodeStatement(request, policyVersion: policyVersion), for: node,
            person: request.person.map(PersonAsked.init),
            request: SignIn.NodeRequest(method: "POST", target: ExchangeRoutes.askTarget, body: body))
        var message = HTTPClientRequest(url: address + ExchangeRoutes.askTarget)
        message.method = .POST
        message.headers.add(name: "Content-Type", value: "application/json")
        message.headers.add(name: "Authorization", value: "Bearer \(token.value)")
        message.body = .bytes(body)
        return try await send(message)
    }

    private func send(_ message: HTTPClientRequest) async throws -> [UInt8] {
        let response = try await http.execute(message, timeout: Self.timeout)
        switch response.status {
        case .ok: return Array(buffer: try await response.body.collect(upTo: Self.largestAnswer))
        // A question that the node does not take is a fault of ours and says nothing of the node.
        case .unauthorized, .forbidden, .badRequest, .payloadTooLarge: throw NodeFailure.refused
        default: throw NodeFailure.unreachable
        }
    }
}

extension NodeStatement {
    /// What the exchange states to a node about a request.
    init(_ request: Exchange.NodeRequest, policyVersion: String) {
        let user = request.user
        let kind: SignIn.EndUser.Kind =
            if user.kind == .professional, let role = user.role, let organisation = user.organisation {
                .professional(role: role, organisation: organisation)
            } else {
                .person(ownsRecord: request.person.map(user.owns) ?? false)
            }
        self.init(
            correlationID: request.correlationID,
            user: SignIn.EndUser(
                userID: user.userID, kind: kind, displayName: user.kind == .professional ? user.displayName : nil,
                organisationName: user.organisationName),
            purpose: user.purpose, relationships: user.relationships, emergencyStart: user.emergency?.start,
            policyVersion: policyVersion)
    }
}
