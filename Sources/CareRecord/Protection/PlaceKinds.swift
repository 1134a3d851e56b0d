// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// What in a resource speaks of a place, or of a relative.
enum PlaceKinds {
    /// Types of which nothing is left: places and services, and relatives with their numbers.
    static let kinds: Set<String> = ["Organization", "Location", "HealthcareService", "Endpoint", "RelatedPerson"]

    /// References such as `#o` to contained resources of those types.
    static func containedReferences(of resource: JSONNode) -> Set<String> {
        let places = resource.items("contained").filter { kinds.contains($0["resourceType"]?.string ?? "") }
        return Set(places.compactMap { place in place["id"]?.string.map { "#" + $0 } })
    }

    /// Whether an element refers to a place or a relative, or is the code of an organisation.
    ///
    /// - Parameter contained: the references to places inside the same resource.
    static func isReference(_ node: JSONNode, contained: Set<String>) -> Bool {
        guard node.isObject else { return false }
        if isOrganisationCode(node) || node["identifier"].map(isOrganisationCode) ?? false { return true }
        if let type = node["type"]?.string, kinds.contains(type), node["reference"] != nil || node["identifier"] != nil
        {
            return true
        }
        guard let reference = node["reference"]?.string else { return false }
        return contained.contains(reference)
            || kinds.contains { reference.hasPrefix($0 + "/") || reference.contains("/\($0)/") }
    }

    /// Whether an Identifier or Coding is of the Organisation Data Service: of an organisation or of one of its sites.
    static func isOrganisationCode(_ node: JSONNode) -> Bool {
        guard let system = node["system"]?.string else { return false }
        return system == siteCodes || ODSCode.systems.contains(system)
    }

    private static let siteCodes = "https://fhir.nhs.uk/Id/ods-site-code"
}
