// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import Directory

/// A wish to see one person's record, with everything the decision may depend on.
package struct AccessRequest: Sendable {
    /// Who asks.
    package var actor: AccessActor
    /// What for.
    package var purpose: AccessPurpose
    /// What ties the person to organisations, found in the data, never claimed by the reader.
    package var relationships: [CareRelationship]
    /// A claim that life or health is at risk and no relationship is on record.
    package var emergency: EmergencyClaim?
    /// How carefully the record must be kept.
    package var confidentiality: RecordConfidentiality
    /// What speaks against access.
    package var restrictions: Set<AccessRestriction>
    /// Kinds of information the person chose to keep from care teams.
    package var withheldByPerson: SensitivityLabels
    /// The time of the decision.
    package var now: Timestamp

    /// A wish without relationships, claims or restrictions; set them on the value.
    package init(
        actor: AccessActor, purpose: AccessPurpose, relationships: [CareRelationship] = [],
        emergency: EmergencyClaim? = nil, confidentiality: RecordConfidentiality = [],
        restrictions: Set<AccessRestriction> = [], withheldByPerson: SensitivityLabels = [], now: Timestamp
    ) {
        self.actor = actor
        self.purpose = purpose
        self.relationships = relationships
        self.emergency = emergency
        self.confidentiality = confidentiality
        self.restrictions = restrictions
        self.withheldByPerson = withheldByPerson
        self.now = now
    }
}

/// Who asks for a record.
package enum AccessActor: Sendable, Equatable {
    /// A member of staff in one role.
    case professional(ProfessionalReader)
    /// A Londoner with an account; `ownsRecord` where sign-in proved that the record is theirs.
    case person(account: String, ownsRecord: Bool)
    /// A program of the platform.
    case system(name: String)
}

/// A member of staff who reads in one role, for one organisation.
package struct ProfessionalReader: Sendable, Equatable {
    /// The account.
    package var userID: String
    /// What the reader works as.
    package var role: JobRole
    /// The organisation the reader works for.
    package var organisation: ODSCode
    /// That organisation and those that are one body with it: a relationship with any of them counts.
    package var sameBody: Set<ODSCode>
    /// When the role holds.
    package var roleValidity: DatePeriod

    /// A reader whose organisation stands alone.
    package init(userID: String, role: JobRole, organisation: ODSCode, roleValidity: DatePeriod = .always) {
        self.userID = userID
        self.role = role
        self.organisation = organisation
        sameBody = [organisation]
        self.roleValidity = roleValidity
    }

    /// A reader in a role from the directory.
    ///
    /// Those who operate the reader's organisation on that day, and the sites it operates, count as one
    /// body with it; its sister sites do not. An organisation whose name tells something sensitive stands
    /// alone towards all but its own staff: a visit there is not everybody's in the trust behind it.
    package init(userID: String, _ role: StaffRole, in directory: DirectorySnapshot, on day: CivilDate) {
        self.init(
            userID: userID, role: role.jobRole, organisation: role.organisation, roleValidity: role.validity)
        let others =
            directory.operators(of: role.organisation, on: day)
            + directory.organisations(operatedBy: role.organisation, on: day)
        sameBody.formUnion(others.filter { !(directory.organisations[$0]?.isNameSensitive ?? false) })
    }
}

/// What a record is wanted for.
///
/// The codes are those of the audit.
package enum AccessPurpose: String, Sendable, CaseIterable {
    /// Care for the person.
    case directCare = "direct-care"
    /// Care in an emergency.
    case emergency
    /// The person's own wish to see their record.
    case selfAccess = "self-access"
    /// Running the service: booking, finding the right record.
    case administration
}

/// A tie between the person and an organisation, as the data shows it.
package struct CareRelationship: Sendable, Hashable {
    /// The kind of tie.
    package enum Kind: String, Sendable, CaseIterable {
        /// Registered with a GP practice.
        case registration
        /// Referred to a service.
        case referral
        /// Seen, called or visited.
        case encounter
        /// In a hospital bed.
        case admission
        /// On the list of a team.
        case caseload
        /// Booked.
        case appointment
    }

    /// The kind of tie.
    package var kind: Kind
    /// The organisation.
    package var organisation: ODSCode
    /// When it began or is due to begin.
    package var start: Timestamp
    /// When it ended; nil where it has not.
    package var end: Timestamp?
    /// The resource that shows it, such as `Encounter/e1`.
    package var evidence: String?

    /// A tie; see the members for the meaning of the values.
    package init(
        _ kind: Kind, _ organisation: ODSCode, start: Timestamp, end: Timestamp? = nil, evidence: String? = nil
    ) {
        self.kind = kind
        self.organisation = organisation
        self.start = start
        self.end = end
        self.evidence = evidence
    }
}

/// A reader's typed claim of an emergency ("break-glass").
package struct EmergencyClaim: Sendable, Equatable {
    /// What the reader typed.
    ///
    /// Clinical content: it belongs to the audit in sealed form only.
    package var reason: Redacted<String>
    /// When it was typed; access by it ends a set time later.
    package var start: Timestamp

    /// A claim.
    package init(reason: String, start: Timestamp) {
        self.reason = Redacted(reason)
        self.start = start
    }
}

/// How carefully a record must be kept.
package struct RecordConfidentiality: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    /// The set with these bits.
    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The person's whereabouts must not be found out through the record.
    package static let protectedAddress = RecordConfidentiality(rawValue: 1 << 0)
    /// Every access is looked at by a privacy officer.
    package static let extraProtected = RecordConfidentiality(rawValue: 1 << 1)
}

/// What speaks against access, whatever else speaks for it.
package enum AccessRestriction: String, Sendable, CaseIterable {
    /// The reader's account is suspended.
    case userSuspended = "user-suspended"
    /// The reader's organisation may not read at present.
    case organisationSuspended = "organisation-suspended"
    /// An upheld wish of the person to keep this reader or organisation out.
    case readerExcluded = "reader-excluded"
    /// An upheld objection of the person to sharing their record for care.
    case sharingObjection = "sharing-objection"
    /// The reader said that this was the wrong person, or the record turned out not to belong together.
    case relationshipUndone = "relationship-undone"
    /// The record is the reader's own: staff read theirs as everyone does, not by their role.
    case readersOwnRecord = "readers-own-record"
}
