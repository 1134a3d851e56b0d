// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareTypes
import Crypto
import Directory
import Foundation
import SignIn
import Testing

/// An exchange, a node that knows its key, and one request.
private struct NodeWorld {
    let clock = ManualClock(monday)
    let key: SigningKey
    let issuer: NodeTokenIssuer
    let verifier: NodeTokenVerifier
    let person: PersonAsked
    let request = NodeRequest(method: "POST", target: "/$record", body: Array("the body".utf8))

    init(algorithm: SigningAlgorithm = .edDSA, node: String = "nel", replayCapacity: Int = 1_000) async throws {
        key = algorithm == .edDSA ? try await SigningKey.makeEdDSA() : try await SigningKey.makeES256()
        issuer = NodeTokenIssuer(exchange: "london", key: key, clock: clock)
        verifier = NodeTokenVerifier(
            node: node, keys: ["london": try await VerificationKeys.read(issuer.keySet)], clock: clock,
            replayCapacity: replayCapacity)
        person = PersonAsked(
            nhsNumber: try NHSNumber("9990000018"), dateOfBirth: try #require(CivilDate("1948-08-10")))
    }

    func token(_ statement: NodeStatement? = nil, node: String = "nel") throws -> String {
        try issuer.token(statement ?? Self.statement(), for: node, person: person, request: request).value
    }

    static func statement() throws -> NodeStatement {
        let practice = try #require(ODSCode("Y99002"))
        return NodeStatement(
            correlationID: "c1",
            user: EndUser(
                userID: "555", kind: .professional(role: .doctor, organisation: practice),
                displayName: "Dr Jack \"J\" Carter",
                organisationName: "Canal Side Surgery"),
            purpose: .directCare,
            relationships: [
                CareRelationship(.registration, practice, start: monday - .seconds(86_400), evidence: "Patient/p1"),
                CareRelationship(.encounter, practice, start: monday - .seconds(90), end: monday),
            ], policyVersion: "2026-11-01")
    }
}

@Suite("Tokens between exchange and node")
struct NodeTokenTests {
    @Test("A node learns who asks, what for and on what grounds", arguments: [SigningAlgorithm.edDSA, .es256])
    func statement(algorithm: SigningAlgorithm) async throws {
        try expectStatement(in: await NodeWorld(algorithm: algorithm))
    }

    private func expectStatement(in world: NodeWorld) throws {
        let verified = try world.verifier.verify(world.token(), person: world.person, request: world.request)
        let expected = try NodeWorld.statement()
        #expect(verified.exchange == "london")
        #expect(verified.statement == expected)
        #expect(verified.issued == monday)
    }

    @Test("Emergencies, Londoners and programs are told apart")
    func kinds() async throws {
        let world = try await NodeWorld()
        var statements: [NodeStatement] = []
        for kind in [EndUser.Kind.person(ownsRecord: true), .person(ownsRecord: false), .system] {
            var statement = try NodeWorld.statement()
            statement.user = EndUser(userID: "u", kind: kind)
            statement.purpose = .selfAccess
            statements.append(statement)
        }
        var emergency = try NodeWorld.statement()
        emergency.relationships = []
        emergency.emergencyStart = Timestamp(microseconds: monday.microseconds + 123_456)
        statements.append(emergency)
        for statement in statements {
            let token = try world.token(statement)
            #expect(
                try world.verifier.verify(token, person: world.person, request: world.request).statement == statement)
        }
    }

    @Test("A Londoner's token says whether the record is theirs, and never their name")
    func londoner() async throws {
        let world = try await NodeWorld()
        let identity = LondonerIdentity(
            account: "acc", displayName: "Margaret", nhsNumber: world.person.nhsNumber,
            dateOfBirth: world.person.dateOfBirth.value)
        let own = try #require(EndUser(.londoner(identity), role: nil, asksFor: world.person))
        #expect(own.kind == .person(ownsRecord: true))
        #expect(own.displayName == nil)
        let another = PersonAsked(
            nhsNumber: world.person.nhsNumber, dateOfBirth: world.person.dateOfBirth.value.adding(days: 1))
        #expect(EndUser(.londoner(identity), role: nil, asksFor: another)?.kind == .person(ownsRecord: false))
        let staff = ProfessionalIdentity(userID: "1", displayName: "A", roles: [])
        #expect(EndUser(.professional(staff), role: nil, asksFor: another) == nil)
    }

    @Test("A token is not good for another person, request or node")
    func otherUse() async throws {
        let world = try await NodeWorld()
        let token = try world.token()
        func caught(_ person: PersonAsked?, _ request: NodeRequest) -> SignInFailure.Code? {
            failure { _ = try world.verifier.verify(token, person: person, request: request) }
        }
        var otherNumber = world.person
        otherNumber.nhsNumber = try NHSNumber("9990000026")
        var otherDay = world.person
        otherDay.dateOfBirth = Redacted(world.person.dateOfBirth.value.adding(days: 1))
        #expect(caught(otherNumber, world.request) == .person)
        #expect(caught(otherDay, world.request) == .person)
        #expect(caught(nil, world.request) == .person)
        let body = Array("the body".utf8)
        for other in [
            NodeRequest(method: "POST", target: "/$record", body: Array("other body".utf8)),
            NodeRequest(method: "POST", target: "/$everything", body: body),
            NodeRequest(method: "GET", target: "/$record", body: body),
            NodeRequest(method: "POST", target: "/$record\nthe body", body: []),
        ] {
            #expect(caught(world.person, other) == .request)
        }
        let forOther = try world.token(node: "sel")
        #expect(
            failure { _ = try world.verifier.verify(forOther, person: world.person, request: world.request) }
                == .audience)
        // None of these used it up.
        #expect(caught(world.person, world.request) == nil)
    }

    @Test("A token about nobody does not open a record")
    func nobody() async throws {
        let world = try await NodeWorld()
        let token = try world.issuer.token(
            NodeWorld.statement(), for: "nel", person: nil, request: world.request
        ).value
        #expect(
            failure { _ = try world.verifier.verify(token, person: world.person, request: world.request) } == .person)
        #expect(failure { _ = try world.verifier.verify(token, person: nil, request: world.request) } == nil)
    }

    @Test(
        "A token that was changed anywhere after it was made is refused", arguments: [SigningAlgorithm.edDSA, .es256])
    func changed(algorithm: SigningAlgorithm) async throws {
        try expectChangesRefused(in: await NodeWorld(algorithm: algorithm))
    }

    private func expectChangesRefused(in world: NodeWorld) throws {
        let token = Array(try world.token().utf8)
        var accepted: [Int] = []
        for place in token.indices {
            for change in [UInt8(ascii: "A"), UInt8(ascii: "_"), UInt8(ascii: ".")] where token[place] != change {
                var changed = token
                changed[place] = change
                let text = String(decoding: changed, as: UTF8.self)
                if (try? world.verifier.verify(text, person: world.person, request: world.request)) != nil {
                    accepted.append(place)
                }
            }
        }
        #expect(accepted == [])
        // None of these used it up.
        let text = String(decoding: token, as: UTF8.self)
        _ = try world.verifier.verify(text, person: world.person, request: world.request)
    }

    @Test("One exchange's key does not sign for another, and the same id from two exchanges is no replay")
    func twoExchanges() async throws {
        let (one, two) = (try await SigningKey.makeEdDSA(), try await SigningKey.makeEdDSA())
        let clock = ManualClock(monday)
        let secrets = SecretSource { Array(repeating: 7, count: $0) }
        let london = NodeTokenIssuer(exchange: "london", key: one, clock: clock, random: secrets)
        let kent = NodeTokenIssuer(exchange: "kent", key: two, clock: clock, random: secrets)
        let liar = NodeTokenIssuer(exchange: "london", key: two, clock: clock, random: secrets)
        let keys = try await [VerificationKeys.read(london.keySet), VerificationKeys.read(kent.keySet)]
        let verifier = NodeTokenVerifier(node: "nel", keys: ["london": keys[0], "kent": keys[1]], clock: clock)
        let request = NodeRequest(method: "POST", target: "/ask", body: [])
        func caught(_ issuer: NodeTokenIssuer) throws -> SignInFailure.Code? {
            let token = try issuer.token(NodeWorld.statement(), for: "nel", person: nil, request: request).value
            return failure { _ = try verifier.verify(token, person: nil, request: request) }
        }
        #expect(try [.unknownKey, .signature].contains(caught(liar)))
        #expect(try caught(london) == nil)
        #expect(try caught(kent) == nil)
        #expect(try caught(london) == .replayed)
    }

    @Test("A token works once")
    func replay() async throws {
        let world = try await NodeWorld()
        let token = try world.token()
        _ = try world.verifier.verify(token, person: world.person, request: world.request)
        for seconds: Int64 in [0, 60, 59, 1] {
            world.clock.advance(by: .seconds(seconds))
            #expect(
                failure { _ = try world.verifier.verify(token, person: world.person, request: world.request) }
                    == .replayed)
        }
    }

    @Test("Of many tries at once with one token exactly one succeeds")
    func race() async throws {
        let world = try await NodeWorld()
        let token = try world.token()
        let wins = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    (try? world.verifier.verify(token, person: world.person, request: world.request)) == nil ? 0 : 1
                }
            }
            return await group.reduce(0, +)
        }
        #expect(wins == 1)
    }

    @Test("When no more ids can be remembered nothing is accepted, until old ones are forgotten")
    func full() async throws {
        let world = try await NodeWorld(replayCapacity: 2)
        for _ in 0..<2 {
            _ = try world.verifier.verify(world.token(), person: world.person, request: world.request)
        }
        #expect(
            failure { _ = try world.verifier.verify(world.token(), person: world.person, request: world.request) }
                == .overloaded)
        world.clock.advance(by: .seconds(200))
        _ = try world.verifier.verify(world.token(), person: world.person, request: world.request)
    }

    @Test(
        "It holds for a minute, and clocks may be a minute apart",
        arguments: [(119, nil), (120, nil), (121, .expired), (-59, nil), (-61, .notYetValid)]
            as [(Int64, SignInFailure.Code?)])
    func times(seconds: Int64, caught: SignInFailure.Code?) async throws {
        let world = try await NodeWorld()
        let token = try world.token()
        world.clock.advance(by: .seconds(seconds))
        #expect(
            failure { _ = try world.verifier.verify(token, person: world.person, request: world.request) } == caught)
    }

    @Test("An exchange that is not known, or no longer, is not answered")
    func unknownExchange() async throws {
        let world = try await NodeWorld()
        world.verifier.setKeys(nil, of: "london")
        let token = try world.token()
        #expect(
            failure { _ = try world.verifier.verify(token, person: world.person, request: world.request) } == .issuer)
        let other = try await NodeWorld()
        world.verifier.setKeys(try await VerificationKeys.read(other.issuer.keySet), of: "london")
        #expect(
            failure { _ = try world.verifier.verify(token, person: world.person, request: world.request) }
                == .unknownKey)
    }
}

@Suite("Forged tokens at a node")
struct NodeTokenForgeryTests {
    /// What is done to a good token, and the check that has to notice.
    private static let forgeries: [(String, SignInFailure.Code, @Sendable (inout TokenDraft) -> Void)] = [
        ("another key", .signature, { $0.signer = .edwards(Curve25519.Signing.PrivateKey()) }),
        (
            "none", .algorithm,
            {
                $0.header["alg"] = "\"none\""
                $0.signer = .nobody
            }
        ),
        ("none without a signature check", .signature, { $0.signer = .nobody }),
        (
            "the public key as a shared secret", .algorithm,
            {
                $0.header["alg"] = "\"HS256\""
                $0.signer = .secret(Array("public".utf8))
            }
        ),
        (
            "ES256 for an Ed25519 key", .algorithm,
            {
                $0.header["alg"] = "\"ES256\""
                $0.signer = .p256(P256.Signing.PrivateKey())
            }
        ),
        ("an identity token", .issuer, { $0.header["typ"] = "\"JWT\"" }),
        ("no type", .issuer, { $0.header["typ"] = nil }),
        ("an unknown key", .unknownKey, { $0.header["kid"] = "\"x\"" }),
        ("an unknown exchange", .issuer, { $0.claims["iss"] = "\"paris\"" }),
        ("a list of nodes", .audience, { $0.claims["aud"] = "[\"nel\"]" }),
        ("a longer life", .lifetime, { $0.claims["exp"] = "\(monday.seconds + 61)" }),
        ("no id", .claims, { $0.claims["jti"] = nil }), ("a short id", .claims, { $0.claims["jti"] = "\"1\"" }),
        ("no time", .claims, { $0.claims["iat"] = nil }), ("no user", .claims, { $0.claims["act"] = nil }),
        (
            "an unknown role", .claims,
            {
                $0.claims["act"] = #"{"sub": "1", "kind": "professional", "role": "king", "organisation": "RZA"}"#
            }
        ),
        ("an unknown kind of user", .claims, { $0.claims["act"] = #"{"sub": "1", "kind": "god"}"# }),
        ("a person without saying whose record", .claims, { $0.claims["act"] = #"{"sub": "1", "kind": "person"}"# }),
        ("an unknown purpose", .claims, { $0.claims["purpose"] = "\"research\"" }),
        (
            "an unknown tie", .claims,
            { $0.claims["relationships"] = #"[{"kind": "friend", "organisation": "RZA", "start": 1}]"# }
        ),
        (
            "a tie with an end that is no time", .claims,
            {
                $0.claims["relationships"] =
                    #"[{"kind": "referral", "organisation": "RZA", "start": 1, "end": "never"}]"#
            }
        ),
        ("an emergency without a time", .claims, { $0.claims["emergency"] = "true" }),
        ("no policy", .claims, { $0.claims["policy"] = nil }), ("no request", .request, { $0.claims["request"] = nil }),
        ("a person that is no text", .person, { $0.claims["person"] = "7" }),
    ]

    @Test("Each is refused for its own reason", arguments: forgeries.indices)
    func forged(index: Int) async throws {
        let (name, caught, change) = Self.forgeries[index]
        let key = Curve25519.Signing.PrivateKey()
        let keySet =
            #"{"kty": "OKP", "crv": "Ed25519", "kid": "k", "x": "\#(Base64URL.encode(key.publicKey.rawRepresentation))"}"#
        let verifier = NodeTokenVerifier(
            node: "nel", keys: ["london": try await VerificationKeys.read(Array(keySet.utf8))],
            clock: ManualClock(monday))
        // The fingerprints as documented, computed anew.
        let request = SHA256.hash(data: Data("GET\n/metadata\n".utf8))
        let id = "0123456789012345"
        let person = HMAC<SHA256>.authenticationCode(
            for: Data("9990000018|1948-08-10".utf8), using: SymmetricKey(data: Data(id.utf8)))
        var draft = TokenDraft(
            header: ["alg": "\"EdDSA\"", "kid": "\"k\"", "typ": "\"onelondon-node+jwt\""],
            claims: [
                "iss": "\"london\"", "aud": "\"nel\"", "iat": "\(monday.seconds)", "exp": "\(monday.seconds + 60)",
                "jti": "\"\(id)\"", "correlation": "\"c\"", "purpose": "\"direct-care\"", "policy": "\"1\"",
                "act": #"{"sub": "1", "kind": "professional", "role": "nurse", "organisation": "RZA"}"#,
                "request": "\"\(Base64URL.encode(request))\"", "person": "\"\(Base64URL.encode(person))\"",
            ], signer: .edwards(key))
        let asked = PersonAsked(
            nhsNumber: try NHSNumber("9990000018"), dateOfBirth: try #require(CivilDate("1948-08-10")))
        let made = NodeRequest(method: "GET", target: "/metadata", body: [])
        let good = draft
        change(&draft)
        let bad = try draft.text()
        #expect(failure { _ = try verifier.verify(bad, person: asked, request: made) } == caught, "\(name)")
        let token = try good.text()
        #expect(try verifier.verify(token, person: asked, request: made).statement.user.userID == "1")
    }
}
