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
    static func person(
        of resource: Resource, id: String, entries: IndexEntries, extractor: IndexExtractor
    ) -> String? {
        if resource.type == "Patient" { return id }
        if resource.type == "Binary" { return subject(ofBinary: resource, extractor) }
        guard let parameters = PersonParameters.byType[resource.type] else { return nil }
        if let subject = patient(in: entries, of: parameters.subject) { return subject }
        guard !parameters.subject.contains(where: { $0.isStated(in: resource) }) else { return nil }
        return patient(in: entries, of: parameters.others)
    }

    /// Whom a Binary says that it is to be protected like.
    private static func subject(ofBinary binary: Resource, _ extractor: IndexExtractor) -> String? {
        guard let reference = binary["securityContext"]?["reference"]?.string,
            case .local(let target) = extractor.target(of: reference), target.type == "Patient"
        else { return nil }
        return target.id
    }

    private static func patient(in entries: IndexEntries, of parameters: [IndexedParameter]) -> String? {
        for parameter in parameters {
            for case .local(let target) in entries.targets(of: parameter) where target.type == "Patient" {
                return target.id
            }
        }
        return nil
    }
}
