// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch

/// Finds whose information a resource is.
enum PersonReference {
    /// The Patient id: the resource itself if it is a Patient, else the first
    /// Patient that one of its person parameters points to, and the one that
    /// a Binary says it is to be protected like.
    static func person(of resource: Resource, id: String, entries: IndexEntries) -> String? {
        if resource.type == "Patient" { return id }
        if resource.type == "Binary" { return subject(ofBinary: resource) }
        guard let parameters = parameters[resource.type] else { return nil }
        for parameter in parameters {
            for reference in entries.references where reference.parameter == parameter {
                if case .local(let target) = reference.target, target.type == "Patient" { return target.id }
            }
        }
        return nil
    }

    private static func subject(ofBinary binary: Resource) -> String? {
        let context = binary["securityContext"]?["reference"]?.string.flatMap { ResourceID(reference: $0) }
        return context.flatMap { $0.type == "Patient" ? $0.id : nil }
    }

    /// Ordinals of the reference parameters that lead to the person: those of
    /// the Patient compartment, then `patient` and `subject` (Task and Device
    /// have them outside the compartment).
    private static let parameters: [String: [Int]] = {
        let compartment = R4.compartment("Patient")?.parameters ?? [:]
        var found: [String: [Int]] = [:]
        for type in R4.resourceTypes where type != "Patient" {
            let codes = (compartment[type] ?? []) + ["patient", "subject"]
            let preferred = codes.filter { $0 == "patient" || $0 == "subject" } + codes
            var ordinals: [Int] = []
            for code in preferred {
                guard let parameter = ParameterCatalog.r4.parameter(code, for: type), parameter.kind == .reference,
                    !ordinals.contains(parameter.ordinal)
                else { continue }
                ordinals.append(parameter.ordinal)
            }
            if !ordinals.isEmpty { found[type] = ordinals }
        }
        return found
    }()
}
