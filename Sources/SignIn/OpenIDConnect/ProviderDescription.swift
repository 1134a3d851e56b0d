// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// What an OpenID Connect issuer says about itself (OpenID Connect Discovery 1.0).
package struct ProviderDescription: Sendable, Equatable {
    /// The issuer's name, which is an address; tokens must say exactly this.
    package let issuer: String
    /// Where a browser goes to sign in.
    package let authorisationEndpoint: String
    /// Where a code is exchanged for tokens.
    package let tokenEndpoint: String
    /// Where the issuer's keys are.
    package let keySetEndpoint: String
    /// Where more is told about who signed in.
    package let userInfoEndpoint: String?
    /// Where a browser goes to sign out of the issuer as well.
    package let endSessionEndpoint: String?
    /// The ways in which the issuer signs and which are accepted here; never empty.
    package let algorithms: Set<SigningAlgorithm>
    /// Whether the issuer names itself when the browser comes back (RFC 9207).
    package let namesItselfInCallback: Bool

    /// Where an issuer describes itself.
    package static func address(of issuer: String) -> String {
        (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
    }

    /// Reads an issuer's description.
    ///
    /// - Parameter issuer: the issuer that is set up here; the description must be its own.
    /// - Throws: a failure with ``SignInFailure/Code/discovery``.
    package static func read(_ json: [UInt8], issuer: String) throws(SignInFailure) -> ProviderDescription {
        guard let root = (try? JSONDocument.parse(json, limits: .token))?.root, root.isObject else {
            throw SignInFailure(.discovery, "The issuer's description of itself is not a JSON object.")
        }
        guard root["issuer"]?.string == issuer else {
            throw SignInFailure(.discovery, "The description is that of another issuer than the one set up here.")
        }
        let methods = root.items("code_challenge_methods_supported").compactMap(\.string)
        guard methods.isEmpty || methods.contains("S256") else {
            throw SignInFailure(.discovery, "The issuer does not support PKCE with S256, which is needed.")
        }
        let offered = root.items("id_token_signing_alg_values_supported").compactMap(\.string)
        let algorithms = Set(offered.compactMap(SigningAlgorithm.init))
        guard !algorithms.isEmpty else {
            throw SignInFailure(.discovery, "The issuer signs in none of the ways that are accepted here.")
        }
        return ProviderDescription(
            issuer: try checked(issuer, "issuer"),
            authorisationEndpoint: try required(root, "authorization_endpoint"),
            tokenEndpoint: try required(root, "token_endpoint"), keySetEndpoint: try required(root, "jwks_uri"),
            userInfoEndpoint: try optional(root, "userinfo_endpoint"),
            endSessionEndpoint: try optional(root, "end_session_endpoint"), algorithms: algorithms,
            namesItselfInCallback: root["authorization_response_iss_parameter_supported"]?.bool == true)
    }

    private static func required(_ root: JSONNode, _ name: String) throws(SignInFailure) -> String {
        guard let address = try optional(root, name) else {
            throw SignInFailure(.discovery, "The issuer's description lacks \(name).")
        }
        return address
    }

    private static func optional(_ root: JSONNode, _ name: String) throws(SignInFailure) -> String? {
        guard let member = root[dynamic: name] else { return nil }
        return try checked(member.string ?? "", name)
    }

    private static func checked(_ text: String, _ name: String) throws(SignInFailure) -> String {
        guard let address = WebAddress(text), address.isSafe, !address.hasFragment else {
            throw SignInFailure(.discovery, "The issuer's \(name) is not an https address.")
        }
        return text
    }
}
