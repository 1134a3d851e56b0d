// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import FHIRModel

/// An element of a resource: its JSON value, what stands in the member with an underscore beside it, and its type.
package struct FHIRNode: Sendable {
    package let document: JSONDocument
    /// Position of the value on the tape; nil where only an id or extensions are there.
    let value: Int32?
    /// Position of the object with the id and extensions of a primitive.
    let sibling: Int32?
    /// Position of the resource that it stands in.
    let resource: Int32
    let type: FHIRType

    init(document: JSONDocument, value: JSONNode?, sibling: JSONNode?, resource: Int32, type: FHIRType) {
        self.document = document
        self.value = value.map { Int32($0.position) }
        self.sibling = sibling.map { Int32($0.position) }
        self.resource = resource
        self.type = type
    }

    /// The resource that a document holds; nil where its type is not one of R4.
    package init?(resource document: JSONDocument) {
        self.init(resource: document.root)
    }

    /// A resource within a document; nil where its type is not one of R4.
    package init?(resource json: JSONNode) {
        guard let name = json["resourceType"]?.string, let type = FHIRType.named(name), type.isConcreteResource else {
            return nil
        }
        self.init(
            document: json.document, value: json, sibling: nil, resource: Int32(json.position), type: type)
    }

    /// The name of its type, such as `Patient` or `Patient.contact`.
    package var typeName: String { type.name }

    /// Its JSON value.
    package var json: JSONNode? { value.map { document.node(at: Int($0)) } }

    /// What stands for it in the text: its JSON value, or the object with an underscore where it has none.
    package var place: JSONNode? { json ?? siblingJSON }

    /// The object with the id and extensions of a primitive.
    var siblingJSON: JSONNode? { sibling.map { document.node(at: Int($0)) } }

    /// The resource that it stands in.
    var containingResource: FHIRNode? { FHIRNode(resource: document.node(at: Int(resource))) }

    /// The resource that it stands in, or the one that contains that.
    var rootResource: FHIRNode? {
        var here = document.root
        var root = here
        var isContained = false
        while here.position < Int(resource) {
            var next: JSONNode?
            for child in here.children {
                if child.position > Int(resource) { break }
                next = child
            }
            guard let next else { break }
            if next.hasName("contained") { isContained = true }
            if next.isObject, next["resourceType"] != nil {
                if !isContained { root = next }
                isContained = false
            }
            here = next
        }
        return FHIRNode(resource: root)
    }

    // MARK: Children

    /// Calls `body` with every child and the name of its element in FHIRPath: `value` for `valueQuantity`.
    package func visitElements(_ body: (_ element: String, FHIRNode) -> Void) {
        guard let json = type.isPrimitive ? siblingJSON : json, json.isObject else { return }
        var seen = Set<String>()
        for member in json.children {
            guard var name = member.name else { continue }
            if name.hasPrefix("_") { name.removeFirst() }
            guard seen.insert(name).inserted, let (element, type) = type.element(ofMember: name) else { continue }
            visit(json, name, type) { body(element, $0) }
        }
    }

    /// Calls `body` with each child of a name.
    func forEachChild(_ name: ChildName, _ body: (FHIRNode) -> Void) {
        if type.isPrimitive {
            guard let siblingJSON, let access = type.access(name) else { return }
            return visit(siblingJSON, access.memberName, access.type, body)
        }
        guard let json, let access = type.access(name) else { return }
        if access.isChoice {
            visitChoice(json, name, body)
        } else {
            visit(json, access.memberName, access.type, body)
        }
    }

    /// Calls `body` with every child.
    func forEachChild(_ body: (FHIRNode) -> Void) {
        visitElements { _, child in body(child) }
    }

    private func visitChoice(_ json: JSONNode, _ name: ChildName, _ body: (FHIRNode) -> Void) {
        var seen: String?
        for member in json.children {
            guard var written = member.name else { continue }
            if written.hasPrefix("_") { written.removeFirst() }
            guard written != seen, written.hasPrefix(name.text), let type = type.choice(name, member: written) else {
                continue
            }
            seen = written
            visit(json, written, type, body)
        }
    }

    private func visit(_ json: JSONNode, _ member: String, _ type: FHIRType, _ body: (FHIRNode) -> Void) {
        let value = json[dynamic: member]
        let sibling = type.isPrimitive ? json[dynamic: "_" + member] : nil
        guard value?.isArray ?? sibling?.isArray ?? false else {
            if value != nil || sibling != nil { child(value, sibling, type).map(body) }
            return
        }
        var values = value?.children
        var siblings = sibling?.children
        while true {
            let (one, other) = (values?.next(), siblings?.next())
            guard one != nil || other != nil else { return }
            child(one, other, type).map(body)
        }
    }

    private func child(_ value: JSONNode?, _ sibling: JSONNode?, _ type: FHIRType) -> FHIRNode? {
        let value = value?.kind == .null ? nil : value
        let sibling = sibling?.isObject == true ? sibling : nil
        guard value != nil || sibling != nil else { return nil }
        if type.isResource { return value.flatMap { FHIRNode(resource: $0) } }
        return FHIRNode(document: document, value: value, sibling: sibling, resource: resource, type: type)
    }
}

/// A step's name, with what is looked up often.
struct ChildName: Sendable, Hashable {
    let text: String

    init(_ text: String) { self.text = text }
}
