// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// Where an element stands in a resource: under which name of which object, and at which position of a list.
struct ElementPlace {
    /// The object that holds it.
    let holder: JSONPointer
    /// The name of its member, without the underscore.
    let member: String
    /// Its position; nil where its member is no list.
    let index: Int?
    /// Whether the pointer led to the object of a primitive's id and extensions.
    let isMore: Bool

    /// The place of the value that a pointer leads to; nil for the root, which stands nowhere.
    init?(_ pointer: JSONPointer, in root: JSONNode) {
        var tokens = pointer.tokens
        guard var last = tokens.popLast() else { return nil }
        if JSONPointer(tokens: tokens).node(in: root)?.isArray == true, let name = tokens.popLast() {
            index = last.arrayPosition
            last = name
        } else {
            index = nil
        }
        isMore = last.text.hasPrefix("_")
        member = isMore ? String(last.text.dropFirst()) : last.text
        holder = JSONPointer(tokens: tokens)
    }

    /// What the definitions say of the object that holds it; nil where they do not know it.
    func structure(in root: JSONNode) -> R4.Structure? {
        var node = root
        var structure = Self.ownStructure(of: root)
        for token in holder.tokens {
            let next = node.isArray ? token.arrayPosition.flatMap { node[position: $0] } : node[dynamic: token.text]
            guard let next else { return nil }
            if !node.isArray {
                let name = token.text.hasPrefix("_") ? String(token.text.dropFirst()) : token.text
                structure = structure?.element(named: name).flatMap { R4.structure(named: $0.type.name) }
            }
            node = next
            if let own = Self.ownStructure(of: node), structure?.kind == .resource { structure = own }
        }
        return structure
    }

    private static func ownStructure(of node: JSONNode) -> R4.Structure? {
        node["resourceType"]?.string.flatMap { R4.structure(named: $0) }
    }
}
