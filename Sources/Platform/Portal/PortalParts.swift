// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Exchange
internal import Identity
internal import SignIn

/// What the pages need.
struct PortalParts: Sendable {
    var exchange: ExchangeService
    var directory: LondonDirectory
    var sessions: SessionStore<PersonTicket>
    /// Signs staff in, and Londoners.
    var staffSignIn: PortalSignIn
    var londonerSignIn: PortalSignIn
    /// The built-in issuer of a demonstration.
    var testIssuer: TestIssuer?
    var clock: any WallClock
    var throttle: SignInThrottle
    /// Whether browsers reach the site by https.
    var isHTTPS: Bool
}

/// What a handle of a session stands for: someone on a list, or an open record.
struct PersonTicket: Sendable {
    /// The two identifiers; nil for a candidate whose NHS number no source knows.
    var person: TracedPerson?
    var listed: ListedCandidate
    /// What was decided when the record was opened; nil until then.
    var opened: OpenedPerson?
    /// Areas that did not answer when it was last tried to open the record.
    var unanswered: [String] = []
}

/// A candidate as found, before any record is open.
struct ListedCandidate: Sendable {
    var candidate: Candidate
}
