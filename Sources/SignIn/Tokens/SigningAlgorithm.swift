// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import JWTKit

/// The ways of signing that are accepted, by their names in tokens.
///
/// There is no `none` and no shared-secret signature here, so neither can be asked for.
package enum SigningAlgorithm: String, Sendable, CaseIterable {
    case es256 = "ES256"
    case es384 = "ES384"
    case rs256 = "RS256"
    case rs384 = "RS384"
    case rs512 = "RS512"
    case ps256 = "PS256"
    case edDSA = "EdDSA"

    /// The algorithms a key of a type and curve can be used with.
    static func fitting(keyType: String, curve: String?) -> [SigningAlgorithm] {
        switch (keyType, curve) {
        case ("EC", "P-256"): [.es256]
        case ("EC", "P-384"): [.es384]
        case ("RSA", _): [.rs256, .rs384, .rs512, .ps256]
        case ("OKP", "Ed25519"): [.edDSA]
        default: []
        }
    }

    var library: JWK.Algorithm? {
        switch self {
        case .es256: .es256
        case .es384: .es384
        case .rs256: .rs256
        case .rs384: .rs384
        case .rs512: .rs512
        case .ps256: .ps256
        case .edDSA: .eddsa
        }
    }
}
