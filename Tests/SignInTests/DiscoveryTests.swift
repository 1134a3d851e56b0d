// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Crypto
import SignIn
import Testing

@Suite("What issuers say about themselves")
struct DiscoveryTests {
    private static let good: [String: String] = [
        "issuer": #""https://issuer.example""#, "authorization_endpoint": #""https://issuer.example/a""#,
        "token_endpoint": #""https://issuer.example/t""#, "jwks_uri": #""https://issuer.example/k""#,
        "id_token_signing_alg_values_supported": #"["none", "HS256", "RS512"]"#,
    ]

    private static func read(_ members: [String: String]) throws -> ProviderDescription {
        let text = "{" + members.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ",") + "}"
        return try ProviderDescription.read(Array(text.utf8), issuer: "https://issuer.example")
    }

    @Test("A description is read, and unsafe ways of signing are left out")
    func reads() throws {
        let description = try Self.read(Self.good)
        #expect(description.algorithms == [.rs512])
        #expect(description.tokenEndpoint == "https://issuer.example/t")
        #expect(description.userInfoEndpoint == nil)
        #expect(!description.namesItselfInCallback)
        #expect(
            ProviderDescription.address(of: "https://issuer.example/")
                == "https://issuer.example/.well-known/openid-configuration")
    }

    @Test(
        "A description that cannot be used safely is refused",
        arguments: [
            ("issuer", #""https://issuer.example/""#), ("issuer", nil), ("authorization_endpoint", nil),
            ("token_endpoint", nil), ("jwks_uri", nil), ("jwks_uri", #""http://issuer.example/k""#),
            ("token_endpoint", #""ftp://issuer.example/t""#), ("token_endpoint", #""https://me@issuer.example/t""#),
            ("token_endpoint", "7"), ("userinfo_endpoint", #""http://issuer.example/u""#),
            ("authorization_endpoint", #""https://issuer.example/a#x""#),
            ("id_token_signing_alg_values_supported", #"["none", "HS256"]"#),
            ("id_token_signing_alg_values_supported", nil), ("code_challenge_methods_supported", #"["plain"]"#),
        ] as [(String, String?)])
    func refuses(member: String, value: String?) {
        var members = Self.good
        members[member] = value
        #expect(failure { _ = try Self.read(members) } == .discovery)
    }

    @Test("A text that is no description is refused", arguments: ["", "null", "[]", "{", "{\"issuer\": \"x\"}"])
    func noDescription(text: String) {
        #expect(
            failure { _ = try ProviderDescription.read(Array(text.utf8), issuer: "https://issuer.example") }
                == .discovery)
    }

    @Test("Only keys for checking signatures with an id are taken from a key set")
    func keySet() async throws {
        let point = Array(P256.Signing.PrivateKey().publicKey.rawRepresentation)
        let numbers =
            #""x": "\#(Base64URL.encode(point.prefix(32)))", "y": "\#(Base64URL.encode(point.suffix(32)))""#
        let keys = try await VerificationKeys.read(
            Array(
                """
                {"keys": [ {"kty": "EC", "crv": "P-256", "kid": "good", \(numbers)},
                  {"kty": "EC", "crv": "P-256", "kid": "encrypts", "use": "enc", \(numbers)},
                  {"kty": "EC", "crv": "P-256", \(numbers)},
                  {"kty": "EC", "crv": "P-256", "kid": "says-otherwise", "alg": "ES384", \(numbers)},
                  {"kty": "EC", "crv": "secp256k1", "kid": "other-curve", \(numbers)},
                  {"kty": "EC", "crv": "P-256", "kid": "off-curve", "x": "AAAA", "y": "AAAA"},
                  {"kty": "oct", "kid": "shared", "k": "c2VjcmV0"}, 7 ]}
                """.utf8))
        #expect(keys.ids == ["good"])
    }

    @Test(
        "A key set without a usable key is refused",
        arguments: ["", "[]", "{}", #"{"keys": []}"#, #"{"keys": [{"kty": "oct", "kid": "a", "k": "c2Vj"}]}"#])
    func noKeys(text: String) async {
        #expect(await awaitedFailure { _ = try await VerificationKeys.read(Array(text.utf8)) } == .keySet)
    }

    @Test("A key kept as PEM is the same key when read again", arguments: [SigningAlgorithm.es256, .edDSA])
    func pem(algorithm: SigningAlgorithm) async throws {
        let made = algorithm == .es256 ? try await SigningKey.makeES256() : try await SigningKey.makeEdDSA()
        let read = try await SigningKey(pem: made.pem.value, algorithm: algorithm)
        #expect(read.id == made.id)
        #expect(read.publicKey == made.publicKey)
        let other: SigningAlgorithm = algorithm == .es256 ? .edDSA : .es256
        let caught = await awaitedFailure { _ = try await SigningKey(pem: made.pem.value, algorithm: other) }
        #expect(caught == .configuration)
        #expect(try await VerificationKeys.read(made.publicKey).ids == [made.id])
    }

    @Test("The id of a key is its thumbprint")
    func thumbprint() async throws {
        // The key and thumbprint of RFC 8037, appendices A.1 to A.3.
        let pem = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
            -----END PRIVATE KEY-----
            """
        #expect(try await SigningKey(pem: pem, algorithm: .edDSA).id == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
    }
}
