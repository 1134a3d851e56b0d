// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What the Personal Demographics Service says about a death.
package enum DeathNotification: String, Hashable, Sendable {
    /// From a GP or a trust.
    case informal
    /// From the registrar.
    case formal
    /// Taken back: the person is alive.
    case removed

    /// The meaning of a death notification status; nil for a code outside the list.
    package static func lookup(_ code: String) -> DeathNotification? {
        ListedCodes.find(system: CodeSystemURI.deathNotification, code: code)?.tags["death"]
            .flatMap { DeathNotification(rawValue: $0) }
    }
}
