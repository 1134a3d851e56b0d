// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import JWTKit

/// A signed token in its compact form (RFC 7515): header, claims and signature.
///
/// The claims can be had only by checking the signature.
package struct SignedToken: Sendable {
    private let algorithm: SigningAlgorithm
    private let keyID: String
    private let type: String?
    private let claims: JSONDocument
    private let signedText: [UInt8]
    private let signature: [UInt8]

    /// Longer texts are not looked at.
    static let longest = 16_384

    /// Takes a token apart.
    ///
    /// - Throws: a failure with ``SignInFailure/Code/malformed`` or ``SignInFailure/Code/algorithm``.
    package init(_ text: String) throws(SignInFailure) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.longest, parts.count == 3, let header = Self.object(parts[0]),
            let claims = Self.object(parts[1]), let signature = Base64URL.decode(parts[2])
        else { throw SignInFailure(.malformed, "This is not a signed token.") }
        // Extensions that must be understood: none is.
        guard header.root["crit"] == nil else {
            throw SignInFailure(.malformed, "The token asks for an extension that is not supported.")
        }
        guard let algorithm = header.root["alg"]?.string.flatMap(SigningAlgorithm.init) else {
            throw SignInFailure(.algorithm, "The token is not signed in an accepted way.")
        }
        guard let keyID = header.root["kid"]?.string else {
            throw SignInFailure(.malformed, "The token does not say which key signed it.")
        }
        self.algorithm = algorithm
        self.keyID = keyID
        self.claims = claims
        self.signature = signature
        type = header.root["typ"]?.string
        signedText = Array((parts[0] + "." + parts[1]).utf8)
    }

    /// Who says to have made the token; good for choosing keys, never for trust.
    var claimedIssuer: String? { claims.root["iss"]?.string }

    /// The claims, once the signature holds.
    ///
    /// - Parameters:
    ///   - type: the kind of token that is wanted; nil accepts any.
    ///   - keys: the issuer's keys.
    ///   - algorithms: the ways of signing agreed with the issuer.
    func claims(
        ofType wanted: String? = nil, signedBy keys: VerificationKeys, in algorithms: Set<SigningAlgorithm>
    ) throws(SignInFailure) -> JSONNode {
        if let wanted, type?.lowercased() != wanted.lowercased() {
            throw SignInFailure(.issuer, "The token is of another kind.")
        }
        guard algorithms.contains(algorithm) else {
            throw SignInFailure(.algorithm, "The token is not signed in an accepted way.")
        }
        guard keys.contains(keyID) else {
            throw SignInFailure(.unknownKey, "The token is signed with a key that is not known here.")
        }
        // The key decides how it may be used, not the token.
        guard let check = keys.check(id: keyID, algorithm) else {
            throw SignInFailure(.algorithm, "The token is not signed in the way its key is meant for.")
        }
        guard (try? check.verify(signature, signs: signedText)) == true else {
            throw SignInFailure(.signature, "The token's signature does not fit; it is forged or damaged.")
        }
        return claims.root
    }

    private static func object(_ part: Substring) -> JSONDocument? {
        guard let bytes = Base64URL.decode(part), let document = try? JSONDocument.parse(bytes, limits: .token),
            document.root.isObject
        else { return nil }
        return document
    }
}
