// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A program that may sign people in with the test issuer.
package struct TestClient: Sendable {
    /// Its name.
    package var id: String
    /// Where browsers may be sent back to, letter by letter.
    package var redirectURIs: Set<String>
    /// Whom it signs in.
    package var population: ClientRegistration.Population
    /// The keys of a client that proves who it is; nil for a public client.
    package var keys: VerificationKeys?

    /// A client; see the members for the meaning of the values.
    package init(
        id: String, redirectURIs: Set<String>, population: ClientRegistration.Population, keys: VerificationKeys? = nil
    ) {
        self.id = id
        self.redirectURIs = redirectURIs
        self.population = population
        self.keys = keys
    }
}

/// A valid request to sign somebody in: the page to show is the list of ``TestIssuer/choices(for:)``.
package struct AuthorisationRequest: Sendable {
    let client: TestClient
    let redirectURI: String
    let challenge: String
    let nonce: String?
    let state: String?
}

/// What to do about a request to sign somebody in.
package enum AuthorisationAnswer: Sendable {
    /// Let the browser's user choose who they are.
    case choose(AuthorisationRequest)
    /// Send the browser to an address.
    case redirect(String)
    /// Show this text with status 400; the browser must not be sent anywhere.
    case refuse(String)
}

/// Somebody to choose on the test issuer's page.
package struct TestUserChoice: Sendable, Equatable {
    /// What the page sends back.
    package let user: String
    package let name: String
    /// What tells them apart: role and organisation, or nothing.
    package let detail: String
}

/// An answer of the test issuer to a program.
package struct IssuerAnswer: Sendable {
    /// The HTTP status.
    package let status: Int
    /// JSON, never to be cached.
    package let body: [UInt8]
}
