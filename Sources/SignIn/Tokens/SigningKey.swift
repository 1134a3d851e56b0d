// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import Crypto
internal import FHIRModel
internal import Foundation
internal import JWTKit

/// A private key that signs tokens.
package struct SigningKey: Sendable {
    /// The key id: the thumbprint of the public key (RFC 7638).
    package let id: String
    /// How it signs.
    package let algorithm: SigningAlgorithm
    /// The private key as PEM text, for a file that only its owner can read.
    package let pem: Redacted<String>
    /// The public key as a JSON Web Key.
    package let publicKey: [UInt8]
    private let signer: any JWTAlgorithm

    /// A new Ed25519 key.
    package static func makeEdDSA() async throws(SignInFailure) -> SigningKey {
        try await SigningKey(edwards: EdDSA.PrivateKey(backing: Curve25519.Signing.PrivateKey()))
    }

    /// A new P-256 key.
    package static func makeES256() async throws(SignInFailure) -> SigningKey {
        try await SigningKey(p256: P256.Signing.PrivateKey())
    }

    /// A key from PEM text: P-256 for ES256, Ed25519 for EdDSA, RSA of at least 2,048 bits for the others.
    ///
    /// - Throws: a failure with ``SignInFailure/Code/configuration`` where the text is no such key.
    package init(pem: String, algorithm: SigningAlgorithm) async throws(SignInFailure) {
        let key: (any Sendable)?
        switch algorithm {
        case .es256: key = try? P256.Signing.PrivateKey(pemRepresentation: pem)
        case .edDSA: key = try? EdDSA.PrivateKey(pem: pem)
        case .rs256, .rs384, .rs512: key = try? JWTKit.Insecure.RSA.PrivateKey(pem: pem)
        case .es384, .ps256: key = nil
        }
        switch key {
        case let key as P256.Signing.PrivateKey: try await self.init(p256: key)
        case let key as EdDSA.PrivateKey: try await self.init(edwards: key)
        case let key as JWTKit.Insecure.RSA.PrivateKey: try await self.init(rsa: key, algorithm)
        default: throw Self.unusable
        }
    }

    private init(edwards key: EdDSA.PrivateKey) async throws(SignInFailure) {
        let collection = JWTKeyCollection()
        await collection.add(eddsa: key)
        let members = [("crv", "Ed25519"), ("kty", "OKP"), ("x", Base64URL.encode(key.publicKey.rawRepresentation))]
        // RFC 8410: these bytes say "an Ed25519 private key", its 32 bytes follow.
        let start: [UInt8] = [0x30, 0x2E, 2, 1, 0, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 4, 0x22, 4, 0x20]
        let body = Data(start + key.rawRepresentation).base64EncodedString()
        let pem = "-----BEGIN PRIVATE KEY-----\n\(body)\n-----END PRIVATE KEY-----\n"
        try await self.init(collection, .edDSA, pem: pem, members)
    }

    private init(p256 key: P256.Signing.PrivateKey) async throws(SignInFailure) {
        guard let wrapped = try? ES256PrivateKey(backing: key) else { throw Self.unusable }
        let collection = JWTKeyCollection()
        await collection.add(ecdsa: wrapped)
        let point = Array(key.publicKey.rawRepresentation)
        let members = [
            ("crv", "P-256"), ("kty", "EC"), ("x", Base64URL.encode(point.prefix(32))),
            ("y", Base64URL.encode(point.suffix(32))),
        ]
        try await self.init(collection, .es256, pem: key.pemRepresentation, members)
    }

    private init(rsa key: JWTKit.Insecure.RSA.PrivateKey, _ algorithm: SigningAlgorithm) async throws(SignInFailure) {
        guard let numbers = try? key.publicKey.getKeyPrimitives() else { throw Self.unusable }
        let digest: DigestAlgorithm =
            switch algorithm {
            case .rs384: .sha384
            case .rs512: .sha512
            default: .sha256
            }
        let collection = JWTKeyCollection()
        await collection.add(rsa: key, digestAlgorithm: digest)
        let members = [
            ("e", Base64URL.encode(numbers.publicExponent)), ("kty", "RSA"), ("n", Base64URL.encode(numbers.modulus)),
        ]
        try await self.init(collection, algorithm, pem: key.pemRepresentation, members)
    }

    /// `members` are those the thumbprint is made of, in order of their names.
    private init(
        _ collection: JWTKeyCollection, _ algorithm: SigningAlgorithm, pem: String, _ members: [(String, String)]
    ) async throws(SignInFailure) {
        guard let signer = try? await collection.getKey() else { throw Self.unusable }
        var thumbprint = JSONWriter()
        thumbprint.object { for (name, value) in members { $0.member(name, value) } }
        let id = Base64URL.encode(SHA256.hash(data: thumbprint.bytes))
        var publicKey = JSONWriter()
        publicKey.object { key in
            for (name, value) in members { key.member(name, value) }
            key.member("kid", id)
            key.member("use", "sig")
            key.member("alg", algorithm.rawValue)
        }
        self.id = id
        self.algorithm = algorithm
        self.pem = Redacted(pem)
        self.publicKey = publicKey.bytes
        self.signer = signer
    }

    /// The public halves of some keys as a JSON Web Key Set.
    package static func keySet(_ keys: [SigningKey]) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { set in
            set.array("keys") { list in for key in keys { list.raw(key.publicKey) } }
        }
        return writer.bytes
    }

    /// A signed token in its compact form.
    ///
    /// - Parameter type: the `typ` of the header, which keeps kinds of tokens apart.
    func sign(_ claims: [UInt8], type: String) throws(SignInFailure) -> String {
        var header = JSONWriter()
        header.object { header in
            header.member("alg", algorithm.rawValue)
            header.member("kid", id)
            header.member("typ", type)
        }
        let input = Base64URL.encode(header.bytes) + "." + Base64URL.encode(claims)
        guard let signature = try? signer.sign(Array(input.utf8)) else { throw Self.unusable }
        return input + "." + Base64URL.encode(signature)
    }

    private static var unusable: SignInFailure {
        SignInFailure(.configuration, "The signing key cannot be used; check its kind and its file.")
    }
}
