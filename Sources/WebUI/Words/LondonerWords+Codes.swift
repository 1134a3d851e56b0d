// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import Audit
internal import Exchange

extension LondonerWords.WhoLooked {
    /// What was done, in words.
    func action(_ action: AuditAction) -> String {
        switch action {
        case .read, .search, .openRecord: "Opened the record"
        case .emergencyAccess: "Opened the record in an emergency"
        case .closeWrongRecord: "Closed it again: it was opened by mistake"
        case .findPerson: "Looked for the right person"
        case .create: "Added something"
        case .update: "Changed something"
        case .delete: "Removed something"
        case .export: "Took a copy"
        case .print: "Printed it"
        case .viewAudit: "Looked at this list"
        case .recordChoice: "Wrote down a choice of yours"
        case .linkRecords: "Joined or separated records"
        case .reidentify: "Learned that a coded record is yours"
        case .erase: "Deleted something"
        default: "Used the record"
        }
    }

    /// Why, in words.
    func purpose(_ purpose: AuditPurpose) -> String {
        switch purpose {
        case .directCare: "For your care"
        case .emergency: emergency
        case .selfAccess: "To see your own record"
        case .administration: "To run the service, such as booking or finding the right record"
        case .planning: "To plan services"
        case .research: "For research"
        case .auditReview: "To check that looks at records are right"
        default: "Reason not recorded"
        }
    }

    /// The tie between the person and the reader's organisation; nil for rules that say nothing to the person.
    func tie(_ reason: String) -> String? {
        switch AccessReason(rawValue: reason) {
        case .registration: "you are registered there"
        case .referral: "you were referred there"
        case .encounter: "you were seen there"
        case .admission: "you were in hospital there"
        case .caseload: "you are on the list of a team there"
        case .appointment: "you have an appointment there"
        case .objectionOverridden: "we could not apply your choice because life or health was at risk"
        default: nil
        }
    }

    /// The kind of network, in words.
    func network(_ network: NetworkOrigin) -> String {
        switch network {
        case .healthAndCareNetwork: "the health and care network"
        case .organisation: "the organisation’s own network"
        case .internet: "the internet"
        case .mobileDevice: "a mobile device, such as an ambulance’s tablet"
        case .platform: "OneLondon itself"
        default: "a network that is not recorded"
        }
    }

    /// A job, in words; unknown ones as they are.
    func role(_ role: String) -> String {
        switch role {
        case "doctor": "Doctor"
        case "nurse": "Nurse"
        case "midwife": "Midwife"
        case "pharmacist": "Pharmacist"
        case "paramedic": "Paramedic"
        case "allied-health-professional": "Therapist or other health professional"
        case "healthcare-assistant": "Healthcare assistant"
        case "care-home-nurse": "Care home nurse"
        case "social-worker": "Social worker"
        case "receptionist": "Receptionist"
        case "privacy-officer": "Privacy officer"
        case "analyst": "Analyst"
        case "other": "Member of staff"
        default: role
        }
    }

    /// On what basis someone acts for the person.
    func basis(_ basis: String) -> String {
        switch basis {
        case "consent": "you agreed to it"
        case "parental-responsibility": "as your parent or guardian"
        case "health-and-welfare-lpa": "under a lasting power of attorney for health and welfare"
        case "deputy": "as your deputy"
        default: basis.split(separator: "-").joined(separator: " ")
        }
    }

    /// A part of the record or a kind of resource, in words.
    func part(_ what: String) -> String {
        if let section = RecordSection(rawValue: what) ?? RecordSection(pageName: what) {
            return SectionWords.plain[section].lowercasedInitial
        }
        return switch what {
        case "Observation", "DiagnosticReport": "test results"
        case "MedicationRequest", "MedicationStatement", "MedicationDispense", "MedicationAdministration": "medicines"
        case "AllergyIntolerance": "allergies"
        case "Condition": "health conditions"
        case "Encounter", "EpisodeOfCare": "visits and stays"
        case "DocumentReference", "Binary", "Composition": "letters and documents"
        case "Appointment", "ServiceRequest": "appointments"
        case "Immunization": "vaccinations"
        case "Procedure": "operations and procedures"
        case "CarePlan", "Goal", "CareTeam": "care plans and wishes"
        case "Patient": "your details"
        case "Flag": "things staff should know"
        default: otherThings
        }
    }
}

extension LondonerWords.Explained {
    /// What a state means.
    func meaning(_ state: SourceLine.State) -> String {
        switch state {
        case .ok: "Everything this organisation has sent is here, and it sent it when it should."
        case .nothingHeld: "The organisation knows you and has nothing of this kind about you."
        case .recordNotFound: "The organisation has no record under your NHS number and date of birth."
        case .partial: "Some of what the organisation has did not reach us."
        case .late: "The organisation usually sends more often. What you see may be older than it should be."
        case .withheld: "The organisation, or a rule, keeps some things back, for example to protect someone."
        case .failed: "We asked and got no answer, or nothing has come for a long time."
        case .notConnected: "We know the organisation. It does not send anything to OneLondon yet."
        }
    }

    /// What the person can do about it.
    func advice(_ state: SourceLine.State) -> String {
        switch state {
        case .ok, .nothingHeld: "Nothing."
        case .recordNotFound: "If you have been there, ask them which NHS number and date of birth they have for you."
        case .partial, .failed: "Try again later. If it matters now, ask the organisation."
        case .late: "For the latest, ask the organisation."
        case .withheld: "You can ask the organisation what it holds and why it is kept back."
        case .notConnected: "Ask the organisation for what it holds."
        }
    }
}
