// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Access
package import CareTypes
package import Directory

/// Somebody of whom an issuer has made sure who it is.
package enum SignedInUser: Sendable, Equatable {
    case professional(ProfessionalIdentity)
    case londoner(LondonerIdentity)

    /// The account, an opaque id; unique within its population.
    package var account: String {
        switch self {
        case .professional(let identity): identity.userID
        case .londoner(let identity): identity.account
        }
    }
}

/// A member of staff.
package struct ProfessionalIdentity: Sendable, Equatable {
    /// The user id of the national directory.
    package var userID: String
    /// The name to show.
    package var displayName: String
    /// What they may choose to work as; empty for somebody who may sign in and see nothing.
    package var roles: [RoleProfile]

    /// A member of staff.
    package init(userID: String, displayName: String, roles: [RoleProfile]) {
        self.userID = userID
        self.displayName = displayName
        self.roles = roles
    }
}

/// One of the roles a member of staff may work in.
package struct RoleProfile: Sendable, Equatable {
    /// The role's own id.
    package var id: String
    /// For which organisation.
    package var organisation: ODSCode
    /// Its name, where the issuer told it.
    package var organisationName: String?
    /// As what.
    package var jobRole: JobRole
    /// The role in words, where the issuer told it.
    package var title: String?

    /// A role; see the members for the meaning of the values.
    package init(
        id: String, organisation: ODSCode, organisationName: String? = nil, jobRole: JobRole, title: String? = nil
    ) {
        self.id = id
        self.organisation = organisation
        self.organisationName = organisationName
        self.jobRole = jobRole
        self.title = title
    }
}

/// A Londoner with an account.
package struct LondonerIdentity: Sendable, Equatable {
    /// The account, an opaque id.
    package var account: String
    /// The name to show to themselves.
    package var displayName: Redacted<String>
    /// Their NHS number, which is never shown back to them.
    package var nhsNumber: NHSNumber
    /// Their date of birth.
    package var dateOfBirth: Redacted<CivilDate>

    /// A Londoner.
    package init(account: String, displayName: String, nhsNumber: NHSNumber, dateOfBirth: CivilDate) {
        self.account = account
        self.displayName = Redacted(displayName)
        self.nhsNumber = nhsNumber
        self.dateOfBirth = Redacted(dateOfBirth)
    }

    /// The actor for access decisions about a record; it is their own where both identifiers agree.
    package func actor(forRecordOf nhsNumber: NHSNumber, born dateOfBirth: CivilDate) -> AccessActor {
        .person(account: account, ownsRecord: nhsNumber == self.nhsNumber && dateOfBirth == self.dateOfBirth.value)
    }
}

extension LondonerIdentity: CustomStringConvertible, CustomReflectable {
    /// The account only.
    package var description: String { "Londoner \(account)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
