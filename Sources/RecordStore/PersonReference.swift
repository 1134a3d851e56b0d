// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch

/// Finds whose information a resource is.
enum PersonReference {
    /// The Patient id: the resource itself if it is a Patient, else the first local Patient that its
    /// subject names.
    ///
    /// Who recorded, asserted or performed counts only where a resource has no subject at all: one
    /// whose subject is named in a way that cannot be followed concerns someone else than these.
    static func person(of resource: Resource, id: String, entries: IndexEntries) -> String? {
        if resource.type == "Patient" { return id }
        guard let ways = ways[resource.type] else { return nil }
        if let subject = patient(in: entries, of: ways.subject) { return subject }
        guard !ways.subject.contains(where: { $0.isStated(in: resource) }) else { return nil }
        return patient(in: entries, of: ways.others)
    }

    private static func patient(in entries: IndexEntries, of parameters: [IndexedParameter]) -> String? {
        for parameter in parameters {
            for reference in entries.references where reference.parameter == parameter.ordinal {
                if case .local(let target) = reference.target, target.type == "Patient" { return target.id }
            }
        }
        return nil
    }

    /// The reference parameters that lead to the person.
    private struct Ways {
        /// `patient` and `subject`; Task and Device have them outside the compartment.
        var subject: [IndexedParameter] = []
        /// The others of the Patient compartment.
        var others: [IndexedParameter] = []
    }

    private static let ways: [String: Ways] = {
        let compartment = R4.compartment("Patient")?.parameters ?? [:]
        var found: [String: Ways] = [:]
        for type in R4.resourceTypes where type != "Patient" {
            func references(_ codes: [String]) -> [IndexedParameter] {
                codes.compactMap { ParameterCatalog.r4.parameter($0, for: type) }.filter { $0.kind == .reference }
            }
            let own = Ways(
                subject: references(["patient", "subject"]),
                others: references(compartment[type] ?? []).filter { !["patient", "subject"].contains($0.code) })
            if !own.subject.isEmpty || !own.others.isEmpty { found[type] = own }
        }
        return found
    }()
}
