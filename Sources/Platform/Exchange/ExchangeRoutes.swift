// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Exchange
internal import FHIRModel
internal import HTTPTypes
internal import Hummingbird
internal import Identity
internal import Logging
internal import NIOCore
internal import SignIn

/// A node's side of the exchange over HTTP: `POST /exchange/ask`, `POST /exchange/people` and `GET /exchange/directory`
/// with a signed node token.
struct ExchangeRoutes: Sendable {
    /// The path that the token is made for.
    static let askTarget = "/exchange/ask"
    static let directoryTarget = "/exchange/directory"
    static let peopleTarget = "/exchange/people"
    /// Most bytes of a question, which is read before its token can be checked.
    private static let largestQuestion = 200_000

    let gateway: NodeGateway
    let verifier: NodeTokenVerifier
    let logger: Logger

    func respond(to edge: EdgeRequest, path: [String]) async -> Response {
        switch (edge.request.method, path.first) {
        case (.get, "directory"): return await directory(edge)
        case (.post, "people"): return await people(edge)
        case (.post, "ask"): return await ask(edge)
        default: return Self.empty(.notFound)
        }
    }

    /// Organisations, feeds and staff, as sources sent them: for an exchange only.
    private func directory(_ edge: EdgeRequest) async -> Response {
        do {
            guard isFromExchange(edge, "GET", Self.directoryTarget, []) else { return Self.unauthorised(edge) }
            return Self.json(try await gateway.directoryLines())
        } catch {
            return Self.empty(.serviceUnavailable)
        }
    }

    /// The people whom the node may hold: for an exchange only.
    private func people(_ edge: EdgeRequest) async -> Response {
        do {
            guard let body = try await edge.body(upTo: 1_000), let mark = PeopleMark(body) else {
                return Self.empty(.badRequest)
            }
            guard isFromExchange(edge, "POST", Self.peopleTarget, body) else { return Self.unauthorised(edge) }
            return Self.json(try await gateway.people(after: mark).bytes)
        } catch {
            return Self.empty(.serviceUnavailable)
        }
    }

    /// Whether an exchange asks for itself and not for a user.
    private func isFromExchange(_ edge: EdgeRequest, _ method: String, _ target: String, _ body: [UInt8]) -> Bool {
        let request = SignIn.NodeRequest(method: method, target: target, body: body)
        guard let token = bearer(edge), let verified = try? verifier.verify(token, person: nil, request: request)
        else { return false }
        return verified.statement.user.kind == .system
    }

    private func ask(_ edge: EdgeRequest) async -> Response {
        do {
            guard let body = try await edge.body(upTo: Self.largestQuestion), let request = Exchange.NodeRequest(body)
            else {
                return Self.empty(.badRequest)
            }
            guard isAllowed(edge, request, body) else { return Self.unauthorised(edge) }
            return Self.json(try await answer(request))
        } catch {
            logger.error("a question of the exchange could not be answered", metadata: ["error": "\(type(of: error))"])
            return Self.empty(.serviceUnavailable)
        }
    }

    private func answer(_ request: Exchange.NodeRequest) async throws -> [UInt8] {
        switch request.question {
        case .record(let person): try await gateway.record(of: person, request).bytes
        case .files(let person, let files): try await gateway.files(files, of: person, request).bytes
        case .relationships(let person): try await gateway.relationships(of: person, request).bytes
        case .candidates(let search): try await gateway.candidates(search, request).bytes
        case .lookalikes(let person, let likeness):
            try await gateway.lookalikes(of: person, likeness, request).bytes
        }
    }

    private func bearer(_ edge: EdgeRequest) -> String? {
        guard let header = edge.header("Authorization"), header.hasPrefix("Bearer ") else { return nil }
        return String(header.dropFirst("Bearer ".count))
    }

    /// The token binds the body by its hash, so the user in the body is the user the exchange signed for.
    private func isAllowed(_ edge: EdgeRequest, _ request: Exchange.NodeRequest, _ body: [UInt8]) -> Bool {
        guard let token = bearer(edge) else { return false }
        do {
            let asked = request.person.map { PersonAsked($0) }
            let bound = SignIn.NodeRequest(method: "POST", target: Self.askTarget, body: body)
            let verified = try verifier.verify(token, person: asked, request: bound)
            let statement = verified.statement
            guard statement.user.userID == request.user.userID, statement.purpose == request.user.purpose else {
                return false
            }
            return statement.correlationID == request.correlationID
        } catch {
            logger.warning("a node token was refused", metadata: ["reason": "\(error)"])
            return false
        }
    }

    private static func json(_ bytes: [UInt8]) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private static func unauthorised(_ edge: EdgeRequest) -> Response {
        let hasToken = edge.header("Authorization") != nil
        return Response(
            status: .unauthorized, headers: [.wwwAuthenticate: NodeServer.Authentication.challenge(sentToken: hasToken)]
        )
    }

    private static func empty(_ status: HTTPResponse.Status) -> Response { Response(status: status) }
}

extension PersonAsked {
    init(_ person: TracedPerson) { self.init(nhsNumber: person.number, dateOfBirth: person.birthDate) }
}
