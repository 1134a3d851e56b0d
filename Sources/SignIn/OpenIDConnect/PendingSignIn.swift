// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// A sign-in that has begun: what must come back with the browser.
///
/// Kept on the server, tied to the browser by its own cookie, and used once.
package struct PendingSignIn: Sendable {
    /// With which issuer; a code of one must not be redeemed with another.
    package let issuer: String
    /// As which client of that issuer.
    package let clientID: String
    /// Ties the way back to the way there.
    let state: Redacted<String>
    /// Ties the token to this sign-in.
    let nonce: Redacted<String>
    /// Proves that the code is redeemed by who asked for it (RFC 7636).
    let verifier: Redacted<String>
    /// The page to show afterwards: a path of this server.
    package let returnTo: String
    /// When it began.
    package let began: Timestamp

    /// How long somebody may take to sign in.
    static let lifetime: Duration = .seconds(600)
}

/// The first step of a sign-in.
package struct SignInStart: Sendable {
    /// Where to send the browser.
    package let address: String
    /// What to keep until it comes back.
    package let pending: PendingSignIn
}

/// What to send to the token endpoint, as a form by POST.
package struct TokenRequest: Sendable {
    /// The address.
    package let address: String
    /// The fields; secrets are among them.
    package let fields: FormFields
}

/// The issuer's answer to a code.
package struct TokenResponse: Sendable {
    let identityToken: Redacted<String>
    /// Good for asking the issuer's user info endpoint.
    package let accessToken: Redacted<String>?
}
