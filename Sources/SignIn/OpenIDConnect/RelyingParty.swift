// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import Crypto
internal import FHIRModel

/// Signs people in with an OpenID Connect issuer: the code flow with PKCE.
///
/// Makes and reads messages only; who drives it sends the browser and the requests.
/// 1. ``begin(returnTo:)``: send the browser to the issuer, keep what is pending.
/// 2. ``tokenRequest(for:pending:)``: the browser is back; post this to the issuer.
/// 3. ``complete(_:keys:pending:userInfo:)``: the answer, checked, says who it is.
package struct RelyingParty: Sendable {
    /// The issuer.
    package let provider: ProviderDescription
    /// How this program is known there.
    package let client: ClientRegistration
    let clock: any WallClock
    private let random: SecretSource

    /// A program that signs people in with an issuer.
    ///
    /// - Throws: a failure with ``SignInFailure/Code/configuration`` where the browser would come back unprotected.
    package init(
        provider: ProviderDescription, client: ClientRegistration, clock: any WallClock, random: SecretSource = .system
    ) throws(SignInFailure) {
        guard let back = WebAddress(client.redirectURI), back.isSafe, !back.hasFragment else {
            throw SignInFailure(.configuration, "The redirect address must be an https address of this server.")
        }
        self.provider = provider
        self.client = client
        self.clock = clock
        self.random = random
    }

    /// Begins a sign-in.
    ///
    /// - Parameter returnTo: the path to show afterwards; anything but a path of this server becomes `/`.
    package func begin(returnTo: String) -> SignInStart {
        let pending = PendingSignIn(
            issuer: provider.issuer, clientID: client.clientID, state: Redacted(random.secret()),
            nonce: Redacted(random.secret()), verifier: Redacted(random.secret()),
            returnTo: Self.isOwnPath(returnTo) ? returnTo : "/", began: clock.now())
        var fields = FormFields([
            "response_type": "code", "client_id": client.clientID, "redirect_uri": client.redirectURI,
            "scope": (client.scopes.contains("openid") ? client.scopes : ["openid"] + client.scopes)
                .joined(separator: " "),
            "state": pending.state.value, "nonce": pending.nonce.value,
            "code_challenge": Self.challenge(of: pending.verifier.value), "code_challenge_method": "S256",
        ])
        for (name, value) in client.extraFields where fields[name] == nil { fields[name] = value }
        return SignInStart(address: fields.added(to: provider.authorisationEndpoint), pending: pending)
    }

    /// The request for tokens, when the browser came back.
    ///
    /// - Parameter callback: the query of the address the browser came back to.
    /// - Throws: a failure with ``SignInFailure/Code/callback``, ``SignInFailure/Code/refused`` or
    ///   ``SignInFailure/Code/expired``.
    package func tokenRequest(
        for callback: FormFields, pending: PendingSignIn
    ) throws(SignInFailure) -> TokenRequest {
        guard pending.issuer == provider.issuer, pending.clientID == client.clientID, !callback.repeatsAName,
            let state = callback["state"], isSameSecret(state, pending.state.value)
        else {
            throw SignInFailure(.callback, "This is not the way back from a sign-in that began here; sign in again.")
        }
        let issuer = callback["iss"]
        guard issuer == provider.issuer || (issuer == nil && !provider.namesItselfInCallback) else {
            throw SignInFailure(.callback, "The way back is from another issuer; sign in again.")
        }
        guard callback["error"] == nil else {
            throw SignInFailure(.refused, "Signing in was refused or given up; try again.")
        }
        guard clock.now() - pending.began <= PendingSignIn.lifetime else {
            throw SignInFailure(.expired, "Signing in took too long; sign in again.")
        }
        guard let code = callback["code"] else {
            throw SignInFailure(.callback, "The way back brought no code; sign in again.")
        }
        var fields = FormFields([
            "grant_type": "authorization_code", "code": code, "redirect_uri": client.redirectURI,
            "client_id": client.clientID, "code_verifier": pending.verifier.value,
        ])
        if case .privateKey(let key) = client.authentication {
            fields["client_assertion_type"] = ClientAssertion.type
            fields["client_assertion"] = try ClientAssertion.make(
                client: client.clientID, audience: provider.tokenEndpoint, key: key, id: random.identifier(),
                now: clock.now())
        }
        return TokenRequest(address: provider.tokenEndpoint, fields: fields)
    }

    /// Reads the issuer's answer without trusting it yet.
    package static func read(tokenResponse json: [UInt8]) throws(SignInFailure) -> TokenResponse {
        guard let root = (try? JSONDocument.parse(json, limits: .token))?.root, root.isObject else {
            throw SignInFailure(.tokenResponse, "The issuer's answer to the code is not readable; sign in again.")
        }
        guard root["error"] == nil else {
            throw SignInFailure(.refused, "The issuer did not accept the code; sign in again.")
        }
        guard let identityToken = root["id_token"]?.string, root["token_type"]?.string?.lowercased() == "bearer" else {
            throw SignInFailure(.tokenResponse, "The issuer's answer to the code lacks a token; sign in again.")
        }
        return TokenResponse(
            identityToken: Redacted(identityToken), accessToken: root["access_token"]?.string.map(Redacted.init))
    }

    /// The challenge that fits a verifier.
    static func challenge(of verifier: String) -> String {
        Base64URL.encode(SHA256.hash(data: Array(verifier.utf8)))
    }

    /// Whether a text is a path of this server, so that nobody is led elsewhere after signing in.
    private static func isOwnPath(_ path: String) -> Bool {
        path.hasPrefix("/") && !path.hasPrefix("//")
            && path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
    }
}
