// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// A member of staff.
package struct StaffMember: Sendable, Equatable {
    /// An opaque id.
    package var id: String
    /// The name to show.
    package var name: String

    /// A member of staff.
    package init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}

/// What a member of staff does for an organisation, and when.
package struct StaffRole: Sendable, Equatable {
    /// The role's own id.
    package var id: String
    /// Who works in it.
    package var staffMember: String
    /// For which organisation.
    package var organisation: ODSCode
    /// As what.
    package var jobRole: JobRole
    /// When.
    package var validity: DatePeriod

    /// A role; see the members for the meaning of the values.
    package init(
        id: String, staffMember: String, organisation: ODSCode, jobRole: JobRole, validity: DatePeriod = .always
    ) {
        self.id = id
        self.staffMember = staffMember
        self.organisation = organisation
        self.jobRole = jobRole
        self.validity = validity
    }
}

/// What somebody works as, as far as access to records depends on it.
package enum JobRole: String, Sendable, CaseIterable {
    case doctor
    case nurse
    case midwife
    case pharmacist
    case paramedic
    case alliedHealthProfessional = "allied-health-professional"
    case healthcareAssistant = "healthcare-assistant"
    case careHomeNurse = "care-home-nurse"
    case socialWorker = "social-worker"
    case receptionist
    case privacyOfficer = "privacy-officer"
    case analyst
    /// A role nobody has said anything about: sees nothing.
    case other

    /// The role behind a code: one of ours, or a job role code of the national user directory.
    package init?(code: some StringProtocol) {
        if let own = JobRole(rawValue: String(code)) {
            self = own
            return
        }
        guard let national = Self.nationalCodes[String(code)] else { return nil }
        self = national
    }

    /// Only codes whose meaning is certain; all others need a mapping in the directory.
    private static let nationalCodes: [String: JobRole] = ["R0050": .doctor, "R0260": .doctor]
}
