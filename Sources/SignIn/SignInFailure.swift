// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Why somebody or a program is not let in.
///
/// Holds no one's data and no secret: it may stand in a log and on a page.
package struct SignInFailure: Error, Sendable, Equatable {
    /// The kind of failure.
    package enum Code: String, Sendable, CaseIterable {
        /// An address, client or key is set up in a way that cannot work or is not safe.
        case configuration
        /// The issuer's description of itself cannot be used.
        case discovery
        /// The issuer's keys cannot be read.
        case keySet = "key-set"
        /// The browser came back with something this sign-in did not ask for.
        case callback
        /// The issuer refused, or the person turned back.
        case refused
        /// The issuer's answer to the code cannot be read.
        case tokenResponse = "token-response"
        /// A text is not a signed token.
        case malformed
        /// A token is not signed in one of the agreed ways; `none` is never one of them.
        case algorithm
        /// No known key has the token's key id: fetch the issuer's keys once more, then give up.
        case unknownKey = "unknown-key"
        /// The signature does not fit: forged or damaged.
        case signature
        /// The token is of another kind or from another issuer.
        case issuer
        /// The token is meant for somebody else.
        case audience
        /// The token or the sign-in is too old.
        case expired
        /// The token is from the future.
        case notYetValid = "not-yet-valid"
        /// The token was made for longer than is agreed.
        case lifetime
        /// The token belongs to another sign-in.
        case nonce
        /// Something the token has to say is missing or cannot be read.
        case claims
        /// The issuer did not make sure enough who it is.
        case assurance
        /// The token was used before.
        case replayed
        /// The token was made for the record of another person.
        case person
        /// The token was made for another request.
        case request
        /// Too much is asked for at once; try again later.
        case overloaded
        /// The built-in test issuer may not run here.
        case testIssuer = "test-issuer"
    }

    /// The kind of failure.
    package var code: Code
    /// What happened and what to do about it.
    package var message: String

    /// A failure; see the members for the meaning of the values.
    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Whether fetching the issuer's keys once more may help.
    package var asksForFreshKeys: Bool { code == .unknownKey }
}

extension SignInFailure: CustomStringConvertible {
    package var description: String { "\(code.rawValue): \(message)" }
}
