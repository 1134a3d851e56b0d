// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// Puts the place of a value in words.
enum ElementPath {
    /// The FHIRPath of a value, of element names and positions alone: `Observation.component[1].value.code`.
    ///
    /// It ends at the last element that R4 knows, so that an unknown member's is that of the element it stands in.
    static func path(to node: JSONNode, in resource: Resource) -> String {
        var path = resource.type
        var here = resource.node
        var structure = R4.structure(named: resource.type)
        while here.position < node.position, let (next, index) = child(of: here, towards: node) {
            if here.isArray {
                path += "[\(index)]"
            } else {
                var name = next.name ?? ""
                if name.hasPrefix("_") { name.removeFirst() }
                guard let resolved = structure?.element(named: name) else { return path }
                path += "." + resolved.element.pathName
                structure = R4.structure(named: resolved.type.name)
            }
            if structure?.kind == .resource, let type = next["resourceType"]?.string {
                structure = R4.structure(named: type)
            }
            here = next
        }
        return path
    }

    /// The child that is or holds a value, and how many stand before it.
    private static func child(of parent: JSONNode, towards node: JSONNode) -> (JSONNode, Int)? {
        var found: (JSONNode, Int)?
        for (index, child) in parent.children.enumerated() {
            if child.position > node.position { break }
            found = (child, index)
        }
        return found
    }
}
