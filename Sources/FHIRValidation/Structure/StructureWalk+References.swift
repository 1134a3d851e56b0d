// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// What references point at, as far as they tell it themselves.
extension StructureWalk {
    mutating func checkReference(_ value: JSONNode, _ type: R4.ElementType) {
        let stated = value["type"]?.string
        let read = value["reference"].flatMap { node in node.string.flatMap { self.type(of: $0) } }
        if let stated, let read, R4.isResourceType(stated), stated != read {
            add(.value, "'type' and 'reference' name different types of resource; correct one of them", value)
        }
        guard let target = read ?? stated, R4.isResourceType(target), !type.allowsTarget(target) else { return }
        let allowed = type.targets.joined(separator: ", ")
        add(.value, "A reference to a \(target) is not allowed here, only to: \(allowed)", value)
    }

    /// The type of resource that a reference leads to; nil where it does not tell.
    private func type(of reference: String) -> String? {
        if reference.hasPrefix("#") {
            // The innermost resource that is not contained holds all contained ones.
            let id = reference.dropFirst()
            for holder in holders.reversed() {
                if let contained = holder.items("contained").first(where: { $0["id"]?.string.map { $0 == id } == true })
                {
                    return contained["resourceType"]?.string
                }
            }
            return id.isEmpty ? holders.dropLast().last?["resourceType"]?.string : nil
        }
        if let type = entryTypes[reference] { return type }
        guard let question = reference.firstIndex(of: "?") else { return Self.type(in: reference[...]) }
        // A condition of a transaction: `Patient?identifier=…`.
        let type = reference[..<question].split(separator: "/").last.map(String.init)
        return type.flatMap { R4.isResourceType($0) ? $0 : nil }
    }

    /// The type in `Type/id` or at the end of an address of a FHIR server.
    private static func type(in reference: Substring) -> String? {
        var parts = reference.prefix { $0 != "#" }.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count >= 4, parts[parts.count - 2] == "_history" { parts.removeLast(2) }
        guard parts.count == 2 || ["http:", "https:"].contains(parts.first), parts.count >= 2,
            let id = parts.last, ResourceID.isValid(id: id)
        else { return nil }
        let type = String(parts[parts.count - 2])
        return R4.isResourceType(type) ? type : nil
    }
}
