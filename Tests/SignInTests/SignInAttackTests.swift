// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Crypto
import SignIn
import Testing

/// Something done to a good token, and the check that has to notice.
struct TokenAttack: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let caught: SignInFailure.Code
    let change: @Sendable (inout TokenDraft, PuppetIssuer) -> Void

    init(
        _ name: String, _ caught: SignInFailure.Code,
        _ change: @escaping @Sendable (inout TokenDraft, PuppetIssuer) -> Void
    ) {
        testDescription = name
        self.caught = caught
        self.change = change
    }

    static let signatures = [
        TokenAttack("signed with another key", .signature) { $0.signer = .p256($1.stranger) },
        TokenAttack("not signed, alg none", .algorithm) { draft, _ in
            draft.header["alg"] = "\"none\""
            draft.signer = .nobody
        },
        TokenAttack("not signed, alg nOnE", .algorithm) { draft, _ in
            draft.header["alg"] = "\"nOnE\""
            draft.signer = .nobody
        },
        TokenAttack("signature cut off", .signature) { draft, _ in draft.signer = .nobody },
        TokenAttack("public key used as a shared secret", .algorithm) { draft, puppet in
            draft.header["alg"] = "\"HS256\""
            draft.signer = .secret(puppet.keySet)
        },
        TokenAttack("signed in a way that was not agreed", .algorithm) { draft, _ in
            draft.header["alg"] = "\"EdDSA\""
            draft.signer = .edwards(Curve25519.Signing.PrivateKey())
        },
        TokenAttack("unknown key", .unknownKey) { draft, _ in draft.header["kid"] = "\"two\"" },
        TokenAttack("no key id", .malformed) { draft, _ in draft.header["kid"] = nil },
        TokenAttack("brings its own key", .signature) { draft, puppet in
            let set = String(decoding: PuppetIssuer.keySet(puppet.stranger.publicKey, id: "one"), as: UTF8.self)
            draft.header["jwk"] = set
            draft.signer = .p256(puppet.stranger)
        },
        TokenAttack("needs an extension", .malformed) { draft, _ in
            draft.header["crit"] = "[\"b64\"]"
            draft.header["b64"] = "false"
        },
        TokenAttack("payload changed", .signature) { draft, _ in
            draft.damage = { text in
                var parts = text.split(separator: ".").map(String.init)
                let claims = String(decoding: Base64URL.decode(parts[1]) ?? [], as: UTF8.self)
                parts[1] = Base64URL.encode(claims.replacing("\"555\"", with: "\"556\"").utf8)
                return parts.joined(separator: ".")
            }
        },
        TokenAttack("one bit of the signature changed", .signature) { draft, _ in
            draft.damage = { text in
                let parts = text.split(separator: ".").map(String.init)
                var signature = Base64URL.decode(parts[2]) ?? []
                signature[7] ^= 1
                return parts[0] + "." + parts[1] + "." + Base64URL.encode(signature)
            }
        },
        TokenAttack("a fourth part", .malformed) { draft, _ in draft.damage = { $0 + ".x" } },
        TokenAttack("padding", .malformed) { draft, _ in draft.damage = { $0 + "=" } },
        TokenAttack("a claim twice", .malformed) { draft, _ in draft.claims["sub"] = "\"555\",\"sub\":\"556\"" },
        TokenAttack("very long", .malformed) { draft, _ in
            draft.claims["x"] = "\"" + String(repeating: "x", count: 20_000) + "\""
        },
        TokenAttack("not JSON", .malformed) { draft, _ in draft.claims["x"] = "hello" },
    ]
}

@Suite("Attacks on signing in")
struct SignInAttackTests {
    private static let claims = [
        TokenAttack("another issuer", .issuer) { draft, _ in draft.claims["iss"] = "\"https://other.example\"" },
        TokenAttack("issuer with a slash too many", .issuer) { draft, _ in draft.claims["iss"] = "\"\(issuerAddress)/\""
        },
        TokenAttack("another audience", .audience) { draft, _ in draft.claims["aud"] = "\"another\"" },
        TokenAttack("no audience", .audience) { draft, _ in draft.claims["aud"] = nil },
        TokenAttack("two audiences without a party", .audience) { draft, _ in
            draft.claims["aud"] = "[\"onelondon\",\"another\"]"
        },
        TokenAttack("given to another party", .audience) { draft, _ in draft.claims["azp"] = "\"another\"" },
        TokenAttack("party is not a text", .audience) { draft, _ in draft.claims["azp"] = "7" },
        TokenAttack("another nonce", .nonce) { draft, _ in draft.claims["nonce"] = "\"x\"" },
        TokenAttack("no nonce", .nonce) { draft, _ in draft.claims["nonce"] = nil },
        TokenAttack("no end", .claims) { draft, _ in draft.claims["exp"] = nil },
        TokenAttack("end is a text", .claims) { draft, _ in draft.claims["exp"] = "\"\(monday.seconds)\"" },
        TokenAttack("end out of range", .claims) { draft, _ in draft.claims["exp"] = "1e300" },
        TokenAttack("no time of making", .claims) { draft, _ in draft.claims["iat"] = nil },
        TokenAttack("no subject", .claims) { draft, _ in draft.claims["sub"] = nil },
        TokenAttack("no user id", .claims) { draft, _ in draft.claims["nhsid_useruid"] = nil },
        TokenAttack("password only", .assurance) { draft, _ in draft.claims["authentication_assurance_level"] = "\"1\""
        },
        TokenAttack("no assurance", .assurance) { draft, _ in draft.claims["authentication_assurance_level"] = nil },
    ]

    @Test("A forged or foreign token is refused", arguments: TokenAttack.signatures + claims)
    func token(attack: TokenAttack) async throws {
        let puppet = PuppetIssuer()
        let (party, start) = try beginWithPuppet()
        let keys = try await VerificationKeys.read(puppet.keySet)
        var draft = puppet.identityToken(start)
        let good = try draft.text()
        #expect(try party.complete(puppet.response(good), keys: keys, pending: start.pending).account == "555")
        attack.change(&draft, puppet)
        let bad = try draft.text()
        #expect(
            failure { _ = try party.complete(puppet.response(bad), keys: keys, pending: start.pending) }
                == attack.caught)
    }

    @Test(
        "Clocks may be a minute apart and no more",
        arguments: [
            ("exp", -59, nil), ("exp", -60, nil), ("exp", -61, .expired), ("nbf", 59, nil), ("nbf", 61, .notYetValid),
            ("iat", 60, nil), ("iat", 61, .notYetValid),
        ] as [(String, Int64, SignInFailure.Code?)])
    func skew(claim: String, seconds: Int64, caught: SignInFailure.Code?) async throws {
        let puppet = PuppetIssuer()
        let (party, start) = try beginWithPuppet()
        let keys = try await VerificationKeys.read(puppet.keySet)
        var draft = puppet.identityToken(start)
        draft.claims[claim] = "\(monday.seconds + seconds)"
        let token = try draft.text()
        #expect(
            failure { _ = try party.complete(puppet.response(token), keys: keys, pending: start.pending) } == caught)
    }

    @Test(
        "A Londoner needs the highest proofing and both identifiers",
        arguments: [
            ("identity_proofing_level", "\"P5\"", .assurance), ("identity_proofing_level", nil, .assurance),
            ("identity_proofing_level", "\"9\"", .assurance), ("nhs_number", nil, .claims),
            ("nhs_number", "\"9990000019\"", .claims), ("nhs_number", "\"0000000000\"", .claims),
            ("birthdate", nil, .claims), ("birthdate", "\"1948-02-30\"", .claims), ("name", nil, nil),
        ] as [(String, String?, SignInFailure.Code?)])
    func londoner(claim: String, value: String?, caught: SignInFailure.Code?) async throws {
        let puppet = PuppetIssuer()
        let (party, start) = try beginWithPuppet(population: .londoners)
        let keys = try await VerificationKeys.read(puppet.keySet)
        var draft = puppet.identityToken(start)
        draft.claims["nhs_number"] = "\"9990000018\""
        draft.claims["birthdate"] = "\"1948-08-10\""
        draft.claims["identity_proofing_level"] = "\"P9\""
        draft.claims[claim] = value
        let token = try draft.text()
        #expect(
            failure { _ = try party.complete(puppet.response(token), keys: keys, pending: start.pending) } == caught)
    }

    @Test("A Londoners' issuer cannot vouch for staff, nor a staff issuer for Londoners")
    func populations() async throws {
        let puppet = PuppetIssuer()
        let (party, start) = try beginWithPuppet(population: .londoners)
        let keys = try await VerificationKeys.read(puppet.keySet)
        let token = try puppet.identityToken(start).text()
        #expect(
            failure { _ = try party.complete(puppet.response(token), keys: keys, pending: start.pending) } == .assurance
        )
    }

    /// Something done to the way back, and the check that has to notice.
    private static let ways: [(String, SignInFailure.Code, @Sendable (inout FormFields) -> Void)] = [
        ("another state", .callback, { $0["state"] = "AAAA" }), ("no state", .callback, { $0["state"] = nil }),
        ("another issuer", .callback, { $0["iss"] = "https://other.example" }),
        ("no issuer, though it names itself", .callback, { $0["iss"] = nil }),
        ("no code", .callback, { $0["code"] = nil }),
        ("two codes", .callback, { $0 = FormFields(parsing: $0.encoded + "&code=second") }),
        ("two errors", .callback, { $0 = FormFields(parsing: $0.encoded + "&error=a&error=b") }),
        ("refused", .refused, { $0["error"] = "access_denied" }),
    ]

    @Test("A way back that does not belong to the sign-in is refused", arguments: ways.indices)
    func callback(index: Int) async throws {
        let (_, caught, change) = Self.ways[index]
        let world = try await SignInWorld()
        let start = world.party.begin(returnTo: "/")
        var back = try world.visit(start, as: "gp")
        _ = try world.party.tokenRequest(for: back, pending: start.pending)
        change(&back)
        #expect(failure { _ = try world.party.tokenRequest(for: back, pending: start.pending) } == caught)
    }

    @Test("A sign-in of one browser, issuer or client cannot be finished in another")
    func mixUp() async throws {
        let world = try await SignInWorld()
        let mine = world.party.begin(returnTo: "/")
        let attackers = world.party.begin(returnTo: "/")
        let back = try world.visit(attackers, as: "gp")
        #expect(failure { _ = try world.party.tokenRequest(for: back, pending: mine.pending) } == .callback)
        let (other, start) = try beginWithPuppet()
        let fromOther = FormFields(["code": "x", "state": query(of: start.address)["state"] ?? ""])
        _ = try other.tokenRequest(for: fromOther, pending: start.pending)
        #expect(failure { _ = try world.party.tokenRequest(for: fromOther, pending: start.pending) } == .callback)
    }

    @Test("A sign-in that takes longer than ten minutes has to begin again")
    func slow() async throws {
        let world = try await SignInWorld()
        let start = world.party.begin(returnTo: "/")
        let back = try world.visit(start, as: "gp")
        world.clock.advance(by: .seconds(601))
        #expect(failure { _ = try world.party.tokenRequest(for: back, pending: start.pending) } == .expired)
    }

    @Test(
        "An unusable answer of the issuer gives a clear failure",
        arguments: [
            ("", .tokenResponse), ("[]", .tokenResponse), ("{}", .tokenResponse),
            (#"{"error":"invalid_grant"}"#, .refused),
            (#"{"id_token":"x"}"#, .tokenResponse), (#"{"id_token":"x","token_type":"mac"}"#, .tokenResponse),
            (#"{"id_token":7,"token_type":"Bearer"}"#, .tokenResponse),
        ] as [(String, SignInFailure.Code)])
    func tokenResponse(text: String, caught: SignInFailure.Code) {
        #expect(failure { _ = try RelyingParty.read(tokenResponse: Array(text.utf8)) } == caught)
    }

    @Test("The browser may come back only encrypted or on this machine")
    func redirectAddress() async throws {
        for address in ["http://onelondon.example/in", "onelondon.example", "https://a.example/#x", "javascript:1"] {
            await #expect(throws: SignInFailure.self) {
                _ = try await SignInWorld { $0.redirectURI = address }
            }
        }
    }
}
