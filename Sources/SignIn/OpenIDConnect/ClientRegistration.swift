// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Directory

/// How this program is known to an issuer, and what it accepts from it.
package struct ClientRegistration: Sendable {
    /// How the program proves to the issuer who it is.
    package enum Authentication: Sendable {
        /// Not at all: PKCE alone ties the code to this program.
        case publicClient
        /// With a token signed by its own key (`private_key_jwt`); NHS login wants RS512.
        case privateKey(SigningKey)
    }

    /// Whom an issuer may sign in: one issuer never vouches for both.
    package enum Population: String, Sendable {
        /// Members of staff, as Care Identity Service 2 does.
        case professionals
        /// Londoners, as NHS login does.
        case londoners
    }

    /// The name the issuer knows the program by.
    package var clientID: String
    /// Where the browser comes back to; registered with the issuer letter by letter.
    package var redirectURI: String
    package var population: Population
    package var authentication: Authentication
    /// What is asked for; `openid` is always among it.
    package var scopes: [String]
    /// Further fields of the authorisation request, such as `vtr` or `acr_values`.
    package var extraFields: [(name: String, value: String)] = []
    /// The lowest authentication level of a professional, 1 to 3.
    package var lowestAuthenticationLevel = 2
    /// The lowest identity proofing of a Londoner: 0, 5 or 9.
    package var lowestProofing = 9
    /// The meaning of job role codes beyond those that are certain everywhere.
    ///
    /// A code without a meaning becomes ``JobRole/other``, which sees nothing.
    package var jobRoles: [String: JobRole] = [:]

    /// A registration; `scopes` without a value asks for what the population needs.
    package init(
        clientID: String, redirectURI: String, population: Population, authentication: Authentication = .publicClient,
        scopes: [String]? = nil
    ) {
        self.clientID = clientID
        self.redirectURI = redirectURI
        self.population = population
        self.authentication = authentication
        self.scopes =
            scopes
            ?? (population == .professionals ? ["openid", "profile", "nationalrbacaccess"] : ["openid", "profile"])
    }
}
