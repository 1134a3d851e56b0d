// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareTypes
import Crypto
import CryptoExtras
import Directory
import SignIn
import Testing

@Suite("Signing in with OpenID Connect")
struct SignInFlowTests {
    @Test("A member of staff signs in and has a role")
    func professional() async throws {
        let world = try await SignInWorld()
        guard case .professional(let identity) = try world.signIn(as: "gp") else { throw WrongTurn() }
        #expect(identity.userID == "gp")
        #expect(identity.displayName == "Dr Jack Carter")
        let organisation = try #require(ODSCode("Y99002"))
        #expect(
            identity.roles == [
                RoleProfile(
                    id: "role-y99002-1", organisation: organisation, organisationName: "Synthetic Canal Side Surgery",
                    jobRole: .doctor, title: "General practitioner")
            ])
    }

    @Test("A role whose meaning is not known sees nothing, unless the deployment says what it is")
    func unknownRole() async throws {
        guard case .professional(let plain) = try await SignInWorld().signIn(as: "two-roles") else { throw WrongTurn() }
        #expect(plain.roles.map(\.jobRole) == [.nurse, .other])
        let told = try await SignInWorld { $0.jobRoles = ["other": .pharmacist] }
        guard case .professional(let mapped) = try told.signIn(as: "two-roles") else { throw WrongTurn() }
        #expect(mapped.roles.map(\.jobRole) == [.nurse, .pharmacist])
    }

    @Test("A Londoner signs in with two identifiers and owns that record only")
    func londoner() async throws {
        let world = try await SignInWorld(.londoners)
        guard case .londoner(let identity) = try world.signIn(as: "lead") else { throw WrongTurn() }
        let number = try NHSNumber("999 000 0018")
        let birth = try #require(CivilDate("1948-08-10"))
        #expect(identity.nhsNumber == number)
        #expect(identity.dateOfBirth.value == birth)
        #expect(
            identity.actor(forRecordOf: number, born: birth) == .person(account: identity.account, ownsRecord: true))
        let otherDay = birth.adding(days: 1)
        #expect(
            identity.actor(forRecordOf: number, born: otherDay) == .person(account: identity.account, ownsRecord: false)
        )
    }

    @Test(
        "A program proves who it is with its key", arguments: [SigningAlgorithm.es256, .rs512])
    func privateKey(algorithm: SigningAlgorithm) async throws {
        let key =
            algorithm == .es256
            ? try await SigningKey.makeES256()
            : try await SigningKey(
                pem: try _RSA.Signing.PrivateKey(keySize: .bits2048).pemRepresentation, algorithm: .rs512)
        let world = try await SignInWorld(clientKey: key)
        #expect(try world.signIn(as: "gp").account == "gp")

        let start = world.party.begin(returnTo: "/")
        let request = try world.party.tokenRequest(for: world.visit(start, as: "gp"), pending: start.pending)
        var unproven = request.fields
        unproven["client_assertion"] = nil
        #expect(world.issuer.token(unproven).status == 401)
        #expect(world.issuer.token(request.fields).status == 200)
    }

    @Test("A proof made for one request does not serve another")
    func assertionReplay() async throws {
        let world = try await SignInWorld(clientKey: try await SigningKey.makeES256())
        func request() throws -> FormFields {
            let start = world.party.begin(returnTo: "/")
            return try world.party.tokenRequest(for: world.visit(start, as: "gp"), pending: start.pending).fields
        }
        let first = try request()
        var second = try request()
        #expect(world.issuer.token(first).status == 200)
        second["client_assertion"] = first["client_assertion"]
        #expect(world.issuer.token(second).status == 401)
    }

    @Test(
        "A proof by or for somebody else, or one that holds for long, is refused",
        arguments: [
            ("iss", "\"another\""), ("sub", "\"another\""), ("aud", "\"https://other.example\""), ("aud", nil),
            ("jti", nil),
            ("exp", "\(monday.seconds + 301)"), ("exp", "\(monday.seconds - 61)"), ("exp", nil), ("x", nil),
        ] as [(String, String?)])
    func assertion(claim: String, value: String?) async throws {
        let pair = P256.Signing.PrivateKey()
        let key = try await SigningKey(pem: pair.pemRepresentation, algorithm: .es256)
        let world = try await SignInWorld(clientKey: key)
        let start = world.party.begin(returnTo: "/")
        var form = try world.party.tokenRequest(for: world.visit(start, as: "gp"), pending: start.pending).fields
        var draft = TokenDraft(
            header: ["alg": "\"ES256\"", "kid": "\"\(key.id)\""],
            claims: [
                "iss": "\"onelondon\"", "sub": "\"onelondon\"", "aud": "\"\(issuerAddress)\"", "jti": "\"1\"",
                "exp": "\(monday.seconds + 300)",
            ], signer: .p256(pair))
        draft.claims[claim] = value
        form["client_assertion"] = try draft.text()
        #expect(world.issuer.token(form).status == (claim == "x" ? 200 : 401))
    }

    @Test("An RSA-signed token is accepted where the issuer offers RS256")
    func rsa() async throws {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let numbers = try key.publicKey.getKeyPrimitives()
        let keys = try await VerificationKeys.read(
            Array(
                """
                {"keys": [{"kty": "RSA", "kid": "one", "use": "sig", "n": "\(Base64URL.encode(numbers.modulus))",
                "e": "\(Base64URL.encode(numbers.publicExponent))"}]}
                """.utf8))
        let (party, start) = try beginWithPuppet(algorithms: ["RS256"])
        let puppet = PuppetIssuer()
        var draft = puppet.identityToken(start)
        draft.header["alg"] = "\"RS256\""
        draft.signer = .rsa(key)
        let token = try draft.text()
        #expect(
            try party.complete(puppet.response(token), keys: keys, pending: start.pending).account == "555")
        // The same key in a way that was not agreed.
        draft.header["alg"] = "\"RS512\""
        let other = try draft.text()
        #expect(
            failure { _ = try party.complete(puppet.response(other), keys: keys, pending: start.pending) }
                == .algorithm)
    }

    @Test("When the issuer changes its key the new one is asked for and then works")
    func keyRotation() async throws {
        let puppet = PuppetIssuer()
        let (party, start) = try beginWithPuppet()
        let old = try await VerificationKeys.read(PuppetIssuer.keySet(puppet.stranger.publicKey, id: "zero"))
        let response = try puppet.response(puppet.identityToken(start).text())
        do {
            _ = try party.complete(response, keys: old, pending: start.pending)
            Issue.record("the key is not known")
        } catch {
            #expect(error.asksForFreshKeys)
        }
        let fresh = try await VerificationKeys.read(puppet.keySet)
        #expect(try party.complete(response, keys: fresh, pending: start.pending).account == "555")
    }

    @Test("What the issuer tells only at its user info endpoint counts, when it is about the same user")
    func userInfo() async throws {
        let puppet = PuppetIssuer()
        let (party, start) = try beginWithPuppet()
        let keys = try await VerificationKeys.read(puppet.keySet)
        let response = try puppet.response(puppet.identityToken(start).text())
        let roles = """
            "nhsid_nrbac_roles": [{"person_roleid": "7", "org_code": "RZA", "role_code": "S0030:G0100:R0260",
            "role_name": "\\"Clinical\\":\\"Clinical Provision\\":\\"General Medical Practitioner\\""},
            {"person_roleid": "8", "org_code": "not a code!"}], "nhsid_user_orgs": [{"org_code": "RZA", "org_name": "A"}]
            """
        let told = try party.complete(
            response, keys: keys, pending: start.pending, userInfo: Array("{\"sub\": \"555\", \(roles)}".utf8))
        guard case .professional(let identity) = told else { throw WrongTurn() }
        #expect(identity.roles.map(\.id) == ["7"])
        #expect(identity.roles.first?.jobRole == .doctor)
        #expect(identity.roles.first?.title == "General Medical Practitioner")
        #expect(identity.roles.first?.organisationName == "A")
        #expect(
            failure {
                _ = try party.complete(
                    response, keys: keys, pending: start.pending, userInfo: Array("{\"sub\": \"556\", \(roles)}".utf8))
            } == .claims)
    }

    @Test("The authorisation request asks for a code with PKCE and never repeats a secret")
    func authorisationRequest() async throws {
        let world = try await SignInWorld { $0.extraFields = [("acr_values", "AAL2_OR_AAL3_ANY"), ("state", "mine")] }
        let asked = query(of: world.party.begin(returnTo: "/").address)
        #expect(asked["response_type"] == "code")
        #expect(asked["client_id"] == "onelondon")
        #expect(asked["redirect_uri"] == staffBack)
        #expect(asked["scope"] == "openid profile nationalrbacaccess")
        #expect(asked["code_challenge_method"] == "S256")
        #expect(asked["acr_values"] == "AAL2_OR_AAL3_ANY")
        #expect(asked["state"] != "mine")
        for name in ["state", "nonce", "code_challenge"] {
            #expect(asked[name].flatMap { Base64URL.decode($0) }?.count == 32)
        }
        let again = query(of: world.party.begin(returnTo: "/").address)
        #expect(Set(["state", "nonce", "code_challenge"].flatMap { [asked[$0], again[$0]] }).count == 6)
    }

    @Test(
        "After signing in nobody is led to another server",
        arguments: [
            ("/record", "/record"), ("//elsewhere.example", "/"), ("https://elsewhere.example", "/"), ("", "/"),
            ("/\\elsewhere.example", "/"), ("/a\r\nSet-Cookie: x", "/"), ("record", "/"),
            ("/find?sort=name", "/find?sort=name"),
        ])
    func returnTo(asked: String, given: String) async throws {
        #expect(try await SignInWorld().party.begin(returnTo: asked).pending.returnTo == given)
    }
}

/// A program that trusts a puppet issuer, and a sign-in that has begun.
func beginWithPuppet(
    algorithms: [String] = ["ES256"], population: ClientRegistration.Population = .professionals,
    clock: any WallClock = ManualClock(monday)
) throws -> (RelyingParty, SignInStart) {
    let description = """
        {"issuer": "\(issuerAddress)", "authorization_endpoint": "https://issuer.example/authorize?x=1",
        "token_endpoint": "https://issuer.example/token", "jwks_uri": "https://issuer.example/keys",
        "id_token_signing_alg_values_supported": [\(algorithms.map { "\"\($0)\"" }.joined(separator: ","))]}
        """
    let party = try RelyingParty(
        provider: try ProviderDescription.read(Array(description.utf8), issuer: issuerAddress),
        client: ClientRegistration(clientID: "onelondon", redirectURI: staffBack, population: population), clock: clock)
    return (party, party.begin(returnTo: "/"))
}
