// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Access
package import CareTypes
package import FHIRModel
internal import RecordStore
internal import Terminology

/// The section of the record that a resource belongs to.
package enum ResourceSection {
    /// The section; nil for kinds that belong to none and are shown only to
    /// readers who see everything.
    package static func section(of resource: Resource, labels: SensitivityLabels) -> RecordSection? {
        switch resource.type {
        case "Patient": .person
        case "RelatedPerson": .contacts
        case "AllergyIntolerance": .allergies
        case "Condition", "FamilyMemberHistory": .problems
        case "MedicationRequest", "MedicationStatement", "MedicationDispense", "MedicationAdministration", "Medication":
            .medicines
        case "Observation": isAboutResuscitation(resource) ? .resuscitation : .results
        case "DiagnosticReport", "Specimen", "ImagingStudy": .results
        case "Encounter", "EpisodeOfCare": .encounters
        case "DocumentReference", "Binary", "Composition": .documents
        case "Appointment", "ServiceRequest": .appointments
        case "CarePlan", "CareTeam", "Goal": labels.contains(.socialCare) ? .supportAtHome : .carePlans
        case "Immunization": .vaccinations
        case "Procedure": .procedures
        case "Flag": .alerts
        default: nil
        }
    }

    private static func isAboutResuscitation(_ resource: Resource) -> Bool {
        guard let code = resource["code"] else { return false }
        return CodeKey.codings(of: code).contains {
            ResuscitationDecision.lookup(system: $0.system, code: $0.code) != nil
        }
    }
}
