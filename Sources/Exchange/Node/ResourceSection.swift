// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Access
package import CareTypes
package import FHIRModel

/// The section of the record that a resource belongs to.
package enum ResourceSection {
    /// The section; nil for kinds that belong to none and are shown only to
    /// readers who see everything.
    package static func section(of resource: Resource, labels: SensitivityLabels) -> RecordSection? {
        if let route = ItemRoute(resource) { return route.section }
        return switch resource.type {
        case "Patient": .person
        case "RelatedPerson": .contacts
        case "FamilyMemberHistory": .problems
        case "MedicationRequest", "MedicationStatement", "MedicationDispense", "MedicationAdministration", "Medication":
            .medicines
        case "DiagnosticReport", "Specimen", "ImagingStudy": .results
        case "Encounter", "EpisodeOfCare": .encounters
        case "DocumentReference", "Binary", "Composition": .documents
        case "Appointment", "ServiceRequest": .appointments
        case "CarePlan", "CareTeam", "Goal": labels.contains(.socialCare) ? .supportAtHome : .carePlans
        default: nil
        }
    }
}
