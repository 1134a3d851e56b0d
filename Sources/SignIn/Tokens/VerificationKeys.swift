// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import JWTKit

/// An issuer's public keys by their ids, as read from its JSON Web Key Set.
package struct VerificationKeys: Sendable {
    private var keys: [String: [SigningAlgorithm: any JWTAlgorithm]] = [:]

    /// No keys: every token is by an unknown key.
    package init() {}

    /// Reads a key set (RFC 7517), or one key alone.
    ///
    /// Keys without an id, of other kinds or for encryption are left out; a private or shared secret key is never used.
    ///
    /// - Throws: a failure with ``SignInFailure/Code/keySet`` where the text is no key set or no key in it can be used.
    package static func read(_ json: [UInt8]) async throws(SignInFailure) -> VerificationKeys {
        guard let document = try? JSONDocument.parse(json, limits: .token), document.root.isObject else {
            throw SignInFailure(.keySet, "The keys of the issuer are not readable; they must be a JSON Web Key Set.")
        }
        var read = VerificationKeys()
        let root = document.root
        for key in root["keys"] == nil ? root.itemsOfSelf : root.items("keys") { await read.add(key) }
        guard !read.keys.isEmpty else {
            throw SignInFailure(.keySet, "The issuer offers no signing key of a kind that is accepted here.")
        }
        return read
    }

    /// The ids of the keys.
    package var ids: Set<String> { Set(keys.keys) }

    /// The check of signatures by a key in one way; nil where no such key is known.
    func check(id: String, _ algorithm: SigningAlgorithm) -> (any JWTAlgorithm)? { keys[id]?[algorithm] }

    /// Whether a key with this id is known.
    func contains(_ id: String) -> Bool { keys[id] != nil }

    private mutating func add(_ key: JSONNode) async {
        guard let id = key["kid"]?.string, !id.isEmpty, key["use"]?.string ?? "sig" == "sig",
            let keyType = key["kty"]?.string
        else { return }
        let declared = key["alg"]?.string
        for algorithm in SigningAlgorithm.fitting(keyType: keyType, curve: key["crv"]?.string) {
            guard declared == nil || declared == algorithm.rawValue, let jwk = Self.publicKey(key, id, algorithm)
            else { continue }
            // One collection a key: the library falls back to a default key where an id is not known.
            guard let collection = try? await JWTKeyCollection().add(jwk: jwk),
                let check = try? await collection.getKey(for: JWKIdentifier(string: id), alg: algorithm.rawValue)
            else { continue }
            keys[id, default: [:]][algorithm] = check
        }
    }

    private static func publicKey(_ key: JSONNode, _ id: String, _ algorithm: SigningAlgorithm) -> JWK? {
        let identifier = JWKIdentifier(string: id)
        let x = key["x"]?.string
        switch algorithm {
        case .es256, .es384:
            return .ecdsa(
                algorithm.library, identifier: identifier, x: x, y: key["y"]?.string,
                curve: algorithm == .es256 ? .p256 : .p384)
        case .edDSA:
            return .octetKeyPair(algorithm.library, identifier: identifier, x: x, y: nil, curve: .ed25519)
        case .rs256, .rs384, .rs512, .ps256:
            return .rsa(
                algorithm.library, identifier: identifier, modulus: key["n"]?.string, exponent: key["e"]?.string)
        }
    }
}

extension JSONLimits {
    /// Key sets, descriptions and tokens are small; what is larger is an attack.
    static let token = JSONLimits(byteCount: 262_144, depth: 16)
}
