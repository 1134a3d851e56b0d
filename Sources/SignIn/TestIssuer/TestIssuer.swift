// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import Directory
internal import FHIRModel
internal import Synchronization

/// A small OpenID Connect issuer for demos and tests: anyone may choose to be anyone of its made-up people.
///
/// It therefore exists only in a demo on this machine; see ``isAllowed(demo:host:)``. Its keys are made at start and
/// live in memory. The endpoints are functions; who drives it does the transport:
///
/// | Path below the issuer | Method | Function |
/// |---|---|---|
/// | `/.well-known/openid-configuration` | GET | ``discovery`` |
/// | `/keys` | GET | ``keySet`` |
/// | `/authorize` | GET | ``authorise(_:)``; the page posts the same fields and the choice |
/// | `/authorize` | POST | ``authorise(_:)`` again, then ``choose(_:for:)`` |
/// | `/token` | POST | ``token(_:)`` |
/// | `/userinfo` | GET | ``userInfo(accessToken:)`` |
package final class TestIssuer: Sendable {
    /// Its name, an address.
    package let issuer: String
    let people: TestPeople
    let clock: any WallClock
    let random: SecretSource
    let key: SigningKey
    let codes = Mutex(IssuedCodes())
    let usedAssertions = ReplayCache(capacity: 10_000)
    private let clients: [String: TestClient]

    /// Whether the test issuer may run: in a demo, reachable from this machine only.
    ///
    /// - Parameter host: the address the server listens on, such as `127.0.0.1`.
    package static func isAllowed(demo: Bool, host: String) -> Bool {
        demo && WebAddress.isLoopback(host)
    }

    /// An issuer with fresh keys.
    ///
    /// - Parameters:
    ///   - issuer: its address, where browsers and programs reach it.
    ///   - demo: whether the server was started as a demo.
    ///   - host: the address the server listens on.
    /// - Throws: a failure with ``SignInFailure/Code/testIssuer`` where it may not run.
    package init(
        issuer: String, demo: Bool, host: String, clients: [TestClient], people: TestPeople, clock: any WallClock,
        random: SecretSource = .system
    ) async throws(SignInFailure) {
        guard Self.isAllowed(demo: demo, host: host), let address = WebAddress(issuer),
            WebAddress.isLoopback(address.host)
        else {
            throw SignInFailure(
                .testIssuer,
                "The test issuer runs only with --demo on a loopback address; set up OpenID Connect instead.")
        }
        self.issuer = issuer
        self.people = people
        self.clock = clock
        self.random = random
        self.clients = Dictionary(clients.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        key = try await SigningKey.makeES256()
    }

    /// Its description of itself.
    package var discovery: [UInt8] {
        var writer = JSONWriter()
        writer.object { description in
            description.member("issuer", issuer)
            description.member("authorization_endpoint", issuer + "/authorize")
            description.member("token_endpoint", tokenEndpoint)
            description.member("userinfo_endpoint", issuer + "/userinfo")
            description.member("jwks_uri", issuer + "/keys")
            let lists = [
                ("response_types_supported", ["code"]), ("subject_types_supported", ["public"]),
                ("id_token_signing_alg_values_supported", [key.algorithm.rawValue]),
                ("code_challenge_methods_supported", ["S256"]), ("scopes_supported", ["openid", "profile"]),
                ("token_endpoint_auth_methods_supported", ["none", "private_key_jwt"]),
                ("token_endpoint_auth_signing_alg_values_supported", ["ES256"]),
            ]
            for (name, values) in lists {
                description.array(name) { list in for value in values { list.string(value) } }
            }
            description.member("authorization_response_iss_parameter_supported", true)
        }
        return writer.bytes
    }

    /// Its public keys.
    package var keySet: [UInt8] { SigningKey.keySet([key]) }

    var tokenEndpoint: String { issuer + "/token" }

    func client(_ id: String) -> TestClient? { clients[id] }

    /// Judges a request to sign somebody in.
    ///
    /// - Parameter fields: the query, or the same fields as the page posted them.
    package func authorise(_ fields: FormFields) -> AuthorisationAnswer {
        guard !fields.repeatsAName, let client = fields["client_id"].flatMap(client) else {
            return .refuse("The program that asks to sign you in is not known.")
        }
        guard let redirectURI = fields["redirect_uri"], client.redirectURIs.contains(redirectURI) else {
            return .refuse("The program asks to send you to an address that is not registered.")
        }
        let state = fields["state"]
        func error(_ code: String, _ text: String) -> AuthorisationAnswer {
            var answer = FormFields(["error": code, "error_description": text, "iss": issuer])
            answer["state"] = state
            return .redirect(answer.added(to: redirectURI))
        }
        guard fields["response_type"] == "code" else {
            return error("unsupported_response_type", "response_type must be code")
        }
        guard fields["scope"]?.split(separator: " ").contains("openid") == true else {
            return error("invalid_scope", "scope must contain openid")
        }
        guard fields["code_challenge_method"] == "S256", let challenge = fields["code_challenge"],
            Base64URL.decode(challenge)?.count == 32
        else { return error("invalid_request", "PKCE with S256 is required") }
        return .choose(
            AuthorisationRequest(
                client: client, redirectURI: redirectURI, challenge: challenge, nonce: fields["nonce"], state: state))
    }

    /// Whom the browser's user may choose to be.
    package func choices(for request: AuthorisationRequest) -> [TestUserChoice] {
        switch request.client.population {
        case .professionals:
            people.professionals.map { person in
                let details = person.roles.map { role in
                    [role.profile.title ?? role.profile.jobRole.rawValue, role.profile.organisationName, role.node]
                        .compactMap(\.self).joined(separator: ", ")
                }
                return TestUserChoice(user: person.user, name: person.name, detail: details.joined(separator: "; "))
            }
        case .londoners:
            people.londoners.map { TestUserChoice(user: $0.user, name: $0.name, detail: "") }
        }
    }

    /// The address to send the browser to once its user has chosen; nil where there is no such choice.
    package func choose(_ user: String, for request: AuthorisationRequest) -> String? {
        guard choices(for: request).contains(where: { $0.user == user }) else { return nil }
        let code = random.secret()
        let now = clock.now()
        let grant = IssuedCodes.Grant(
            client: request.client.id, redirectURI: request.redirectURI, challenge: request.challenge,
            nonce: request.nonce, user: user, issued: now)
        codes.withLock { $0.add(code, grant, now: now) }
        var answer = FormFields(["code": code, "iss": issuer])
        answer["state"] = request.state
        return answer.added(to: request.redirectURI)
    }
}
