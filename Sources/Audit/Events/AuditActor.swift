// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// Who did something.
package struct AuditActor: Sendable, Equatable {
    /// What kind of actor.
    package enum Kind: String, Sendable {
        /// A member of staff.
        case professional
        /// The person the record is about.
        case person
        /// Somebody who acts for that person.
        case proxy
        /// A program.
        case system
    }

    /// What kind of actor.
    package var kind: Kind
    /// The account, an opaque id.
    package var userID: String
    /// The name to show.
    ///
    /// A person's or proxy's name is sealed for the person concerned.
    package var displayName: String?
    /// The role in which the actor worked, such as `doctor`.
    package var role: String?
    /// The organisation the actor worked for.
    package var organisation: ODSCode?
    /// That organisation's name at the time.
    package var organisationName: String?
    /// For a proxy: what the right to act rests on, such as `parental-responsibility`.
    package var basis: String?
    /// Whether the name must not be shown to the person, because the member of staff would be at risk.
    package var isNameWithheld = false

    /// An actor; what is not known stays nil.
    package init(
        _ kind: Kind, userID: String, displayName: String? = nil, role: String? = nil, organisation: ODSCode? = nil,
        organisationName: String? = nil, basis: String? = nil
    ) {
        self.kind = kind
        self.userID = userID
        self.displayName = displayName
        self.role = role
        self.organisation = organisation
        self.organisationName = organisationName
        self.basis = basis
    }

    /// Names of staff and programs stand in the leaf; those of people who receive care never do.
    var isNamePrivate: Bool { kind == .person || kind == .proxy }
}
