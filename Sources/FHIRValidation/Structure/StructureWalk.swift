// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// One walk over a resource along the R4 structures.
///
/// This file holds what is checked on every write; the rules of the complete level are called from here and stand in
/// the extensions. Places are worked out only for what is found.
struct StructureWalk {
    let isComplete: Bool
    private let most: Int
    private(set) var findings: [Finding] = []
    /// The resources around the place of the walk, those that contain others first.
    var holders: [JSONNode] = []
    /// The types of a Bundle's entries by their addresses.
    let entryTypes: EntryTypes

    init(_ resource: Resource, isComplete: Bool, most: Int) {
        self.isComplete = isComplete
        self.most = most
        entryTypes = EntryTypes(resource)
    }

    private var isFull: Bool { findings.count >= most }

    mutating func add(
        _ kind: CareIssue.Kind, _ text: String, _ node: JSONNode, severity: CareIssue.Severity = .error
    ) {
        if !isFull { findings.append(Finding(node: node, kind: kind, text: text, severity: severity)) }
    }

    // MARK: Objects

    mutating func resource(_ object: JSONNode, as structure: R4.Structure) {
        guard isComplete else { return members(of: object, as: structure) }
        holders.append(object)
        members(of: object, as: structure)
        checkResource(object)
        holders.removeLast()
    }

    mutating func members(of object: JSONNode, as structure: R4.Structure) {
        var presence = ElementPresence(structure, isComplete: isComplete)
        for member in object.children where !isFull {
            guard let name = member.name else { continue }
            if name == "resourceType", structure.kind == .resource { continue }
            if name.utf8.first == UInt8(ascii: "_") {
                sibling(member, name: String(name.dropFirst()), in: object, as: structure, &presence)
                continue
            }
            guard let place = structure.place(named: name) else {
                if isComplete { unknown(member, name, in: structure) }
                continue
            }
            note(member, place, structure, &presence)
            element(member, name, structure.elements[place.element], place.type, in: object)
            if isComplete, structure.name != "Extension", name == "extension" || name == "modifierExtension" {
                checkExtensionAddresses(member)
            }
        }
        if isComplete, !isFull { checkPresence(presence, in: object, as: structure) }
    }

    /// One choice has one type: of two values a reader shows the one or the other.
    private mutating func note(
        _ member: JSONNode, _ place: (element: Int, type: Int), _ structure: R4.Structure,
        _ presence: inout ElementPresence
    ) {
        guard !presence.note(place) else { return }
        let name = structure.elements[place.element].name
        add(.structure, "'\(name)' is there in two types; keep one of them", member)
    }

    private mutating func element(
        _ member: JSONNode, _ name: String, _ element: R4.Element, _ type: Int, in object: JSONNode
    ) {
        if element.isRepeating {
            guard member.isArray else {
                return add(.structure, "'\(name)' repeats, so it is a list: put the value in [ ]", member)
            }
            if member.count == 0 { add(.structure, "'\(name)' is empty; leave it out", member) }
            for item in member.children { value(item, element, element.types[type], inList: true) }
            if isComplete, isPrimitive(element.types[type]) {
                checkPadding(member, object[dynamic: "_" + name], name)
            }
        } else if member.isArray {
            add(.structure, "'\(name)' has one value, so it is no list", member)
        } else {
            value(member, element, element.types[type], inList: false)
        }
    }

    func isPrimitive(_ type: R4.ElementType) -> Bool { R4.structure(named: type.name)?.kind == .primitiveType }

    // MARK: Values

    private mutating func value(_ value: JSONNode, _ element: R4.Element, _ type: R4.ElementType, inList: Bool) {
        if value.kind == .null {
            // In a list of primitives null stands beside an extension in `_name`.
            guard !inList || !isPrimitive(type) else { return }
            return add(.structure, "null is not allowed; leave the member out", value)
        }
        guard !type.hasPrimitiveName, let structure = R4.structure(named: type.name), structure.kind != .primitiveType
        else {
            if let issue = PrimitiveCheck.issue(value, type: type.name) {
                add(.value, issue, value)
            } else if isComplete {
                checkPrimitive(value, element, type)
            }
            return
        }
        guard value.isObject else {
            return add(.structure, "A \(type.name) is needed here, which is an object", value)
        }
        guard structure.kind == .resource else {
            if isComplete, !checkEmptiness(value) { return }
            members(of: value, as: structure)
            if isComplete { checkComplex(value, element, type) }
            return
        }
        guard let inner = value["resourceType"]?.string, let own = R4.structure(named: inner), own.isConcreteResource
        else {
            return add(.structure, "A resource needs a resourceType that R4 knows", value)
        }
        resource(value, as: own)
    }

    // MARK: Ids and extensions of primitives

    private mutating func sibling(
        _ member: JSONNode, name: String, in object: JSONNode, as structure: R4.Structure,
        _ presence: inout ElementPresence
    ) {
        guard let place = structure.place(named: name) else {
            if isComplete { unknown(member, "_" + name, in: structure) }
            return
        }
        let element = structure.elements[place.element]
        note(member, place, structure, &presence)
        let expected: JSONKind = element.isRepeating ? .array : .object
        guard member.kind == expected else {
            return add(.structure, "'_\(name)' is \(expected == .array ? "a list" : "an object")", member)
        }
        if isComplete { checkSibling(member, name, element.types[place.type], in: object) }
    }
}

extension R4.ElementType {
    /// Whether it is a primitive, told by its name: those of all others begin with a capital letter.
    fileprivate var hasPrimitiveName: Bool {
        name.utf8.first.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } ?? false
    }
}
