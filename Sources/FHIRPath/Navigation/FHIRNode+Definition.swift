// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

extension FHIRNode {
    /// The `ElementDefinition` that the base definitions of R4 have for this element; nil where it is of no resource.
    ///
    /// Its path is that within the type that defines the element: `HumanName.family` for `Patient.name.family`.
    var definition: FHIRNode? {
        guard let type = FHIRType.named("ElementDefinition"), let resource = containingResource else { return nil }
        var writer = JSONWriter()
        if isIdentical(to: resource) {
            writer.object { Self.writeBounds(path: resource.type.name, minimum: 0, maximum: nil, to: &$0) }
        } else {
            guard let (parent, name) = resource.owner(of: self),
                let element = R4.structure(named: parent)?.element(pathName: name)
            else { return nil }
            writer.object { Self.write(element, of: parent, to: &$0) }
        }
        guard let document = try? JSONDocument.parse(writer.bytes) else { return nil }
        return FHIRNode(document: document, value: document.root, sibling: nil, resource: 0, type: type)
    }

    /// The type that defines a part of this element, and the part's name in it.
    private func owner(of part: FHIRNode) -> (type: String, name: String)? {
        guard let place = part.place else { return nil }
        var here: FHIRNode? = self
        while let parent = here {
            here = nil
            var found: String?
            parent.visitElements { name, child in
                if child.isIdentical(to: part) { found = name }
                if child.holds(place) { here = child }
            }
            if let found { return (parent.typeName, found) }
        }
        return nil
    }

    /// Whether a value stands within this element's own.
    private func holds(_ place: JSONNode) -> Bool {
        [json, siblingJSON].compactMap(\.self).contains {
            $0.position < place.position && $0.range.contains(place.range.lowerBound)
        }
    }

    // MARK: Writing

    private static func writeBounds(path: String, minimum: Int, maximum: Int?, to writer: inout JSONWriter) {
        writer.key("id")
        writer.string(path)
        writer.key("path")
        writer.string(path)
        writer.key("min")
        writer.integer(minimum)
        writer.key("max")
        writer.string(maximum.map(String.init) ?? "*")
    }

    private static func write(_ element: R4.Element, of parent: String, to writer: inout JSONWriter) {
        let path = parent + "." + element.name
        writeBounds(path: path, minimum: element.minimum, maximum: element.maximum, to: &writer)
        if let shared = element.types.first?.name, shared != path, R4.structure(named: shared)?.kind == .nestedElement {
            writer.key("contentReference")
            writer.string("#" + shared)
        } else {
            writer.key("type")
            writer.array { writer in for type in element.types { write(type, to: &writer) } }
        }
        writer.key("isModifier")
        writer.bool(element.isModifier)
        writer.key("isSummary")
        writer.bool(element.isSummary)
        guard let binding = element.binding else { return }
        writer.key("binding")
        writer.object { writer in
            writer.key("strength")
            writer.string("\(binding.strength)")
            writer.key("valueSet")
            writer.string(binding.valueSet)
        }
    }

    private static func write(_ type: R4.ElementType, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("code")
            if let structure = R4.structure(named: type.name), structure.kind == .nestedElement {
                writer.string(structure.base ?? "BackboneElement")
            } else {
                writer.string((type.name.hasPrefix("System.") ? "http://hl7.org/fhirpath/" : "") + type.name)
            }
            guard !type.targets.isEmpty else { return }
            writer.key("targetProfile")
            writer.array { writer in
                for target in type.targets { writer.string("http://hl7.org/fhir/StructureDefinition/" + target) }
            }
        }
    }
}
