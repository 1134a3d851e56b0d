// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import FHIRModel

/// An element of a resource: its JSON value, what stands in the member with an underscore beside it, and its type.
///
/// Evaluations copy nodes all the time, so it is small and holds on to nothing but its document.
package struct FHIRNode: Sendable {
    package let document: JSONDocument
    /// Position of the value on the tape; -1 where only an id or extensions are there.
    private let valuePlace: Int32
    /// Position of the object with the id and extensions of a primitive; -1 where there is none.
    private let siblingPlace: Int32
    /// Position of the resource that it stands in.
    let resource: Int32
    private let typePlace: Int32

    private init(document: JSONDocument, value: Int, sibling: Int, resource: Int32, type: Int) {
        self.document = document
        valuePlace = Int32(truncatingIfNeeded: value)
        siblingPlace = Int32(truncatingIfNeeded: sibling)
        self.resource = resource
        typePlace = Int32(truncatingIfNeeded: type)
    }

    init(document: JSONDocument, value: JSONNode?, sibling: JSONNode?, resource: Int32, type: FHIRType) {
        self.init(
            document: document, value: value?.position ?? -1, sibling: sibling?.position ?? -1, resource: resource,
            type: type.number)
    }

    var type: FHIRType { FHIRType.numbered(Int(typePlace)) }

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

    /// The place of its type among `R4.structures`, for tables by type.
    package var typeNumber: Int { Int(typePlace) }

    /// The place of a type among `R4.structures`; nil where there is none of the name.
    package static func typeNumber(named name: String) -> Int? { FHIRType.number(named: name) }

    /// Its JSON value.
    package var json: JSONNode? { valuePlace < 0 ? nil : document.node(at: Int(valuePlace)) }

    /// What stands for it in the text: its JSON value, or the object with an underscore where it has none.
    package var place: JSONNode? { json ?? siblingJSON }

    /// The object with the id and extensions of a primitive.
    var siblingJSON: JSONNode? { siblingPlace < 0 ? nil : document.node(at: Int(siblingPlace)) }

    /// Whether both are the same element of the same document.
    func isIdentical(to other: FHIRNode) -> Bool {
        document === other.document && valuePlace == other.valuePlace && siblingPlace == other.siblingPlace
    }

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

    /// Where the object with the members stands; -1 where there is none.
    private func object(of type: FHIRType) -> Int { Int(type.isPrimitive ? siblingPlace : valuePlace) }

    /// How many members its object has, whether or not they mean anything.
    var memberCount: Int { (type.isPrimitive ? siblingJSON : json)?.count ?? 0 }

    /// Calls `body` with every child and the name of its element in FHIRPath: `value` for `valueQuantity`.
    package func visitElements(_ body: (_ element: String, FHIRNode) -> Void) {
        let type = type
        let object = object(of: type)
        guard object >= 0 else { return }
        visitMembers(of: object, that: { type.member(named: $0) }, visit: { body($0.element, $1) })
    }

    /// Calls `body` with every child.
    func forEachChild(_ body: (FHIRNode) -> Void) {
        let type = type
        let object = object(of: type)
        guard object >= 0 else { return }
        visitMembers(of: object, that: { type.member(named: $0) }, visit: { body($1) })
    }

    /// Calls `body` with each child of a name.
    func forEachChild(_ name: ChildName, _ body: (FHIRNode) -> Void) {
        let type = type
        let object = object(of: type)
        guard object >= 0, let child = type.child(name) else { return }
        if child.isChoice {
            visitMembers(of: object, that: { child.member(named: $0) }, visit: { body($1) })
        } else {
            visit(child.members[0], of: object, body)
        }
    }

    /// Calls `body` with all elements of those members that are wanted, in their order; a primitive is where the first of
    /// its two members is.
    private func visitMembers(
        of object: Int, that wanted: (UnsafeBufferPointer<UInt8>) -> ChildTable.Member?,
        visit body: (ChildTable.Member, FHIRNode) -> Void
    ) {
        var hasSiblings = false
        document.forEachMember(of: object) { name, _ in
            hasSiblings = name.first == UInt8(ascii: "_")
            return !hasSiblings
        }
        document.forEachMember(of: object) { name, position in
            let isSibling = hasSiblings && name.first == UInt8(ascii: "_")
            guard let member = wanted(isSibling ? UnsafeBufferPointer(rebasing: name.dropFirst()) : name) else {
                return true
            }
            var places = (value: position, sibling: -1)
            if hasSiblings {
                places = document.members(named: member.name, of: object, withSibling: member.isPrimitive)
                let other = isSibling ? places.value : places.sibling
                guard places.value == position || places.sibling == position, other < 0 || other > position else {
                    return true
                }
            }
            visit(places.value, places.sibling, member) { body(member, $0) }
            return true
        }
    }

    private func visit(_ member: ChildTable.Member, of object: Int, _ body: (FHIRNode) -> Void) {
        let places = document.members(named: member.name, of: object, withSibling: member.isPrimitive)
        visit(places.value, places.sibling, member, body)
    }

    /// Calls `body` with what stands at the two places of a member, each one item or a list of them.
    private func visit(_ value: Int, _ sibling: Int, _ member: ChildTable.Member, _ body: (FHIRNode) -> Void) {
        let first = value >= 0 ? value : sibling
        guard first >= 0 else { return }
        guard document.kind(at: first) == .array else { return visitItem(value, sibling, member, body) }
        var values = items(of: value)
        var siblings = items(of: sibling)
        while !values.isEmpty || !siblings.isEmpty {
            visitItem(values.first ?? -1, siblings.first ?? -1, member, body)
            if let place = values.first { values = document.end(of: place)..<values.upperBound }
            if let place = siblings.first { siblings = document.end(of: place)..<siblings.upperBound }
        }
    }

    /// Positions within an array, from that of its first item on; empty for anything else.
    private func items(of place: Int) -> Range<Int> {
        guard place >= 0, document.kind(at: place) == .array else { return 0..<0 }
        return place + 1..<document.end(of: place)
    }

    private func visitItem(_ value: Int, _ sibling: Int, _ member: ChildTable.Member, _ body: (FHIRNode) -> Void) {
        let value = value < 0 || document.kind(at: value) == .null ? -1 : value
        let sibling = sibling < 0 || document.kind(at: sibling) != .object ? -1 : sibling
        guard value >= 0 || sibling >= 0 else { return }
        if member.isResource {
            if value >= 0 { FHIRNode(resource: document.node(at: value)).map(body) }
        } else {
            body(FHIRNode(document: document, value: value, sibling: sibling, resource: resource, type: member.type))
        }
    }
}
