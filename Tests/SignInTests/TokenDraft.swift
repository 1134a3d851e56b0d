// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Crypto
import CryptoExtras
import FHIRModel
import Foundation
import SignIn

/// A token as an attacker or another issuer might make it; built without the code under test.
struct TokenDraft: Sendable {
    /// Who signs, and how.
    enum Signer: Sendable {
        case p256(P256.Signing.PrivateKey)
        case edwards(Curve25519.Signing.PrivateKey)
        case rsa(_RSA.Signing.PrivateKey)
        /// A shared secret, such as a public key that everybody knows.
        case secret([UInt8])
        case nobody
    }

    /// Members with their values as JSON text.
    var header: [String: String]
    /// Members with their values as JSON text.
    var claims: [String: String]
    var signer: Signer
    /// What is done to the finished text.
    var damage: @Sendable (String) -> String = { $0 }

    func text() throws -> String {
        let input = [header, claims].map { part in
            Base64URL.encode(
                "{\(part.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ","))}".utf8)
        }.joined(separator: ".")
        let bytes = Data(input.utf8)
        let signature: Data =
            switch signer {
            case .p256(let key): try key.signature(for: bytes).rawRepresentation
            case .edwards(let key): try key.signature(for: bytes)
            case .rsa(let key):
                try key.signature(for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5).rawRepresentation
            case .secret(let secret):
                Data(HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: secret)))
            case .nobody: Data()
            }
        return damage(input + "." + Base64URL.encode(signature))
    }
}

/// An issuer whose every word a test decides.
struct PuppetIssuer {
    let key = P256.Signing.PrivateKey()
    let stranger = P256.Signing.PrivateKey()

    /// The set with the key under the id `one`.
    var keySet: [UInt8] { Self.keySet(key.publicKey, id: "one") }

    static func keySet(_ key: P256.Signing.PublicKey, id: String) -> [UInt8] {
        let point = Array(key.rawRepresentation)
        return Array(
            """
            {"keys": [{"kty": "EC", "crv": "P-256", "kid": "\(id)", "x": "\(Base64URL.encode(point.prefix(32)))",
            "y": "\(Base64URL.encode(point.suffix(32)))"}]}
            """.utf8)
    }

    /// A good identity token for a sign-in that has begun.
    func identityToken(_ start: SignInStart, seconds: Int64 = monday.seconds) -> TokenDraft {
        let asked = query(of: start.address)
        return TokenDraft(
            header: ["alg": "\"ES256\"", "kid": "\"one\"", "typ": "\"JWT\""],
            claims: [
                "iss": "\"\(issuerAddress)\"", "aud": "\"onelondon\"", "sub": "\"555\"", "iat": "\(seconds)",
                "exp": "\(seconds + 300)", "nonce": "\"\(asked["nonce"] ?? "")\"", "nhsid_useruid": "\"555\"",
                "name": "\"Dr Jack Carter\"", "authentication_assurance_level": "\"3\"",
            ],
            signer: .p256(key))
    }

    /// The answer to a code that holds a token.
    func response(_ token: String) throws -> TokenResponse {
        try RelyingParty.read(
            tokenResponse: Array(#"{"token_type": "Bearer", "access_token": "x", "id_token": "\#(token)"}"#.utf8))
    }
}
