// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Access
package import CareTypes
package import Directory

/// What the exchange states to a node: for whom, what for and on what grounds it asks.
///
/// The node decides anew; it takes from here only what it cannot know itself.
package struct NodeStatement: Sendable, Equatable {
    /// Ties together what one wish of a reader caused at all nodes.
    package var correlationID: String
    /// Who asks.
    package var user: EndUser
    /// What for.
    package var purpose: AccessPurpose
    /// Ties between person and organisations that the exchange found, at most ``mostRelationships``.
    ///
    /// Without the evidence, which stays where it was found.
    package var relationships: [CareRelationship]
    /// When the reader claimed an emergency; the typed reason travels in the request only.
    package var emergencyStart: Timestamp?
    /// The policy under which the exchange decided.
    package var policyVersion: String

    /// Ties beyond this number are not needed for a decision.
    package static let mostRelationships = 32

    /// A statement; see the members for the meaning of the values.
    package init(
        correlationID: String, user: EndUser, purpose: AccessPurpose, relationships: [CareRelationship] = [],
        emergencyStart: Timestamp? = nil, policyVersion: String
    ) {
        self.correlationID = correlationID
        self.user = user
        self.purpose = purpose
        self.relationships = relationships.prefix(Self.mostRelationships).map { relationship in
            var relationship = relationship
            relationship.evidence = nil
            return relationship
        }
        self.emergencyStart = emergencyStart
        self.policyVersion = policyVersion
    }
}

/// On whose behalf the exchange asks a node.
package struct EndUser: Sendable, Equatable {
    /// What kind of user, with what decides about access.
    package enum Kind: Sendable, Equatable {
        case professional(role: JobRole, organisation: ODSCode)
        /// `ownsRecord` where sign-in proved that the record is theirs.
        case person(ownsRecord: Bool)
        /// A program of the platform.
        case system
    }

    /// The account, an opaque id.
    package var userID: String
    /// The name to show, of a member of staff or a program; never a Londoner's.
    package var displayName: String?
    /// The name of the organisation, for the audit of a node that does not know it.
    package var organisationName: String?
    package var kind: Kind

    /// A user; see the members for the meaning of the values.
    package init(userID: String, kind: Kind, displayName: String? = nil, organisationName: String? = nil) {
        self.userID = userID
        self.kind = kind
        self.displayName = displayName
        self.organisationName = organisationName
    }

    /// A signed-in user in a role; nil for a professional without one.
    ///
    /// - Parameter person: whose record is asked for.
    package init?(_ user: SignedInUser, role: RoleProfile?, asksFor person: PersonAsked) {
        switch user {
        case .professional(let identity):
            guard let role else { return nil }
            self.init(
                userID: identity.userID, kind: .professional(role: role.jobRole, organisation: role.organisation),
                displayName: identity.displayName, organisationName: role.organisationName)
        case .londoner(let identity):
            let isOwn =
                identity.nhsNumber == person.nhsNumber && identity.dateOfBirth.value == person.dateOfBirth.value
            self.init(userID: identity.account, kind: .person(ownsRecord: isOwn))
        }
    }
}
