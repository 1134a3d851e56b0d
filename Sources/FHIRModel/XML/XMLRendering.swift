// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Walks a resource's JSON along the R4 structures and writes XML.
struct XMLRendering {
    let root: Resource
    let limits: JSONLimits
    private(set) var out: [UInt8]
    private var depth = 0

    /// A member of an object together with the one that holds its extensions, such as `given` and `_given`.
    private struct Member {
        let name: String
        let element: R4.Element
        let type: R4.Structure
        /// Where the definitions have the element, and where the element has the type.
        let place: (element: Int, type: Int)
        var value: JSONNode?
        var more: JSONNode?
    }

    init(resource: Resource, limits: JSONLimits) {
        root = resource
        self.limits = limits
        out = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>".utf8)
        out.reserveCapacity(resource.node.range.count * 3 / 2)
    }

    /// Writes a resource as an element named for its type.
    mutating func resource(_ node: JSONNode, isRoot: Bool) throws(XMLFailure) {
        guard node.isObject else { throw failure(.notAnObject, at: node) }
        guard let type = node["resourceType"]?.string, let structure = R4.structure(named: type),
            structure.isConcreteResource
        else { throw failure(.notAResource, at: node) }
        let members = try members(of: node, as: structure)
        try element(type, value: nil, members: members, isRoot: isRoot, at: node)
    }

    // MARK: Members

    /// The members of an object in the order of the definitions.
    private func members(of object: JSONNode, as structure: R4.Structure) throws(XMLFailure) -> [Member] {
        guard object.isObject else { throw failure(.notAnObject, at: object) }
        var members: [Member] = []
        for child in object.children {
            let name = child.name ?? ""
            if structure.kind == .resource, name == "resourceType" { continue }
            let isMore = name.utf8.first == UInt8(ascii: "_")
            let own = isMore ? String(name.dropFirst()) : name
            guard let place = structure.place(named: own), !(structure.kind == .primitiveType && own == "value"),
                let type = R4.structure(named: structure.elements[place.element].types[place.type].name)
            else { throw failure(.unknownMember, at: child) }
            let element = structure.elements[place.element]
            if isMore {
                // Attributes and narratives have no room for extensions.
                let hasRoom = type.kind == .primitiveType && type.name != "xhtml" && !element.isXMLAttribute
                guard hasRoom else { throw failure(.unknownMember, at: child) }
            }
            if let known = members.firstIndex(where: { $0.place == place }) {
                if isMore { members[known].more = child } else { members[known].value = child }
                continue
            }
            members.append(
                Member(
                    name: own, element: element, type: type, place: place, value: isMore ? nil : child,
                    more: isMore ? child : nil))
        }
        return members.sorted { $0.place < $1.place }
    }

    /// Writes an element with its attributes and what it holds.
    private mutating func element(
        _ name: String, value: [UInt8]?, members: [Member], isRoot: Bool = false, at node: JSONNode
    ) throws(XMLFailure) {
        guard depth < limits.depth else { throw failure(.tooDeep, at: node) }
        depth += 1
        out.append(UInt8(ascii: "<"))
        out.append(contentsOf: name.utf8)
        if isRoot { XMLText.appendAttribute("xmlns", XMLNamespace.fhirURI.utf8, to: &out) }
        var isOpen = true
        for member in members where member.element.isXMLAttribute {
            guard let value = member.value else { continue }
            XMLText.appendAttribute(member.name, try text(of: value, form: .text), to: &out)
        }
        if let value { XMLText.appendAttribute("value", value, to: &out) }
        for member in members where !member.element.isXMLAttribute {
            if isOpen { out.append(UInt8(ascii: ">")) }
            isOpen = false
            try self.member(member)
        }
        if isOpen {
            out.append(contentsOf: "/>".utf8)
        } else {
            out.append(contentsOf: "</".utf8)
            out.append(contentsOf: name.utf8)
            out.append(UInt8(ascii: ">"))
        }
        depth -= 1
    }

    /// Writes a member as one element or several.
    private mutating func member(_ member: Member) throws(XMLFailure) {
        for node in [member.value, member.more].compactMap(\.self) {
            guard node.isArray == member.element.isRepeating else {
                throw failure(node.isArray ? .notASingleValue : .notAList, at: node)
            }
            guard node.kind != .null, !node.isArray || node.count > 0 else { throw failure(.emptyMember, at: node) }
        }
        if member.type.kind == .primitiveType { return try primitives(member) }
        guard let value = member.value else { return }
        for item in value.itemsOfSelf {
            if member.type.kind == .resource {
                try wrappedResource(item, named: member.name)
            } else {
                let members = try members(of: item, as: member.type)
                guard !members.isEmpty else { throw failure(.emptyMember, at: item) }
                try element(member.name, value: nil, members: members, at: item)
            }
        }
    }

    /// Writes a resource inside the element that `contained`, `resource` or `outcome` is.
    private mutating func wrappedResource(_ node: JSONNode, named name: String) throws(XMLFailure) {
        depth += 1
        out.append(contentsOf: "<\(name)>".utf8)
        try resource(node, isRoot: false)
        out.append(contentsOf: "</\(name)>".utf8)
        depth -= 1
    }

    // MARK: Primitives

    /// Writes primitives with what else they hold.
    private mutating func primitives(_ member: Member) throws(XMLFailure) {
        if member.type.name == "xhtml" {
            if let value = member.value { try narrative(value) }
            return
        }
        let values = member.value.map { Array($0.itemsOfSelf) } ?? []
        let extensions = member.more.map { Array($0.itemsOfSelf) } ?? []
        // A list that ends early is filled up with null.
        for position in 0..<max(values.count, extensions.count) {
            let pair = [values, extensions].map { position < $0.count ? $0[position] : nil }
            let (value, more) = (present(pair[0]), present(pair[1]))
            guard let node = value ?? more else { throw failure(.emptyMember, at: pair[0] ?? pair[1] ?? root.node) }
            let bytes: [UInt8]? =
                if let value { try text(of: value, form: PrimitiveForm(type: member.type.name)) } else { nil }
            var members: [Member] = []
            if let more {
                members = try self.members(of: more, as: member.type)
                guard !members.isEmpty else { throw failure(.emptyMember, at: more) }
            }
            try element(member.name, value: bytes, members: members, at: node)
        }
    }

    private func present(_ node: JSONNode?) -> JSONNode? { node?.kind == .null ? nil : node }

    /// The text of a value, which must be of the kind that JSON has for its type.
    private func text(of node: JSONNode, form: PrimitiveForm) throws(XMLFailure) -> [UInt8] {
        switch form {
        case .boolean:
            guard let value = node.bool else { throw failure(.notABoolean, at: node) }
            return Array((value ? "true" : "false").utf8)
        case .integer:
            guard let value = node.numberText, PrimitiveForm.isInteger(value.utf8) else {
                throw failure(.notAnInteger, at: node)
            }
            return Array(value.utf8)
        case .decimal:
            guard let value = node.numberText else { throw failure(.notADecimal, at: node) }
            return Array(value.utf8)
        case .text:
            guard let value = node.string else { throw failure(.notAText, at: node) }
            let bytes = Array(value.utf8)
            guard XMLText.canWrite(bytes) else { throw failure(.invalidCharacter, at: node) }
            return bytes
        }
    }

    private mutating func narrative(_ node: JSONNode) throws(XMLFailure) {
        guard let text = node.string else { throw failure(.notAText, at: node) }
        guard let markup = XMLNarrative.markup(of: text, limits: limits) else {
            throw failure(.invalidNarrative, at: node)
        }
        guard depth + markup.depth <= limits.depth else { throw failure(.tooDeep, at: node) }
        out.append(contentsOf: markup.bytes)
    }

    // MARK: Faults

    private func failure(_ code: XMLFailure.Code, at node: JSONNode) -> XMLFailure {
        XMLFailure(code, offset: node.memberRange.lowerBound, in: node.document.bytes, path: path(to: node))
    }

    /// The path of a value, looked for from the root when there is a fault to tell of.
    private func path(to target: JSONNode) -> String {
        var path = root.type
        var current = root.node
        while current.index != target.index {
            var position = 0
            var next: JSONNode?
            for child in current.children {
                if target.index < Int(child.tape.next) {
                    next = child
                    break
                }
                position += 1
            }
            guard let next else { break }
            path += current.isArray ? "[\(position)]" : "." + (next.name ?? "").prefix(64)
            current = next
        }
        return path
    }
}
