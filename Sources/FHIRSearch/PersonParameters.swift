// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// The reference parameters of a resource type that lead to the person whom a resource concerns.
package struct PersonParameters: Sendable {
    /// `patient` and `subject`; Task and Device have them outside the Patient compartment.
    package let subject: [IndexedParameter]
    /// The others of the Patient compartment: who recorded, asserted, performed.
    package let others: [IndexedParameter]

    /// By resource type.
    ///
    /// Types that are not here, such as Organization, describe no person. Patient is not here either: it is the person.
    package static let byType: [String: PersonParameters] = {
        let compartment = R4.compartment("Patient")?.parameters ?? [:]
        var found: [String: PersonParameters] = [:]
        for type in R4.resourceTypes where type != "Patient" {
            func references(_ codes: [String]) -> [IndexedParameter] {
                codes.compactMap { ParameterCatalog.r4.parameter($0, for: type) }.filter { $0.kind == .reference }
            }
            let own = PersonParameters(
                subject: references(["patient", "subject"]),
                others: references(compartment[type] ?? []).filter { !["patient", "subject"].contains($0.code) })
            if !own.subject.isEmpty || !own.others.isEmpty { found[type] = own }
        }
        return found
    }()

    /// Whether resources of a type can be about a person, so that one which names nobody is about somebody unknown.
    package static func canConcernPerson(_ type: String) -> Bool { type == "Patient" || byType[type] != nil }
}
