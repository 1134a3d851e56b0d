// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// The value of a patch operation, as a part of Parameters gives it.
indirect enum PatchValue: Sendable {
    /// A `value[x]`, and what stands in the member with an underscore beside it.
    case typed(type: String, JSONNode?, more: JSONNode?)
    case resource(JSONNode)
    /// The elements of an element that has no type of its own, such as Patient.contact, by name.
    case parts([(name: String, value: PatchValue)])

    /// Reads the value of a part.
    init(_ part: JSONNode) throws(FHIRPathPatchFailure.Code) {
        var found: [PatchValue] = []
        var typed: (member: String, type: String, value: JSONNode?, more: JSONNode?)?
        for member in part.children {
            guard let written = member.name else { continue }
            switch written {
            case "resource": found.append(.resource(member))
            case "part": found.append(.parts(try Self.named(member)))
            default:
                let isMore = written.hasPrefix("_")
                let name = isMore ? String(written.dropFirst()) : written
                guard name.hasPrefix("value"), let type = Self.type(ofMember: name) else { continue }
                guard typed == nil || typed?.member == name else { throw .severalValues }
                typed = (name, type, isMore ? typed?.value : member, isMore ? member : typed?.more)
            }
        }
        if let typed { found.append(.typed(type: typed.type, typed.value, more: typed.more)) }
        guard found.count <= 1 else { throw .severalValues }
        guard let value = found.first, !value.isEmpty else { throw .noValue }
        self = value
    }

    private static func named(_ parts: JSONNode) throws(FHIRPathPatchFailure.Code) -> [(
        name: String, value: PatchValue
    )] {
        var named: [(name: String, value: PatchValue)] = []
        for part in parts.itemsOfSelf {
            guard let name = part["name"]?.string else { throw .noName }
            named.append((name, try PatchValue(part)))
        }
        return named
    }

    private static func type(ofMember name: String) -> String? {
        R4.structure(named: "Parameters.parameter")?.element(named: name)?.type.name
    }

    private var isEmpty: Bool {
        switch self {
        case .typed(_, let value, let more): [value, more].allSatisfy { $0.map(\.holdsNothing) ?? true }
        case .resource(let node): node.holdsNothing
        case .parts(let parts): parts.isEmpty
        }
    }

    /// The value as an element of a type has it in JSON.
    func content(for type: String) throws(FHIRPathPatchFailure.Code) -> ElementContent {
        guard let structure = R4.structure(named: type) else {
            // The ids of elements and the urls of extensions, which are plain texts.
            guard case .typed(let given, let value?, nil) = self, PrimitiveKind(given) == .text else {
                throw .wrongType(wanted: "string")
            }
            return ElementContent(value: value.bytes, more: nil)
        }
        switch self {
        case .typed(let given, let value, let more):
            guard Self.fits(given, structure) else { throw .wrongType(wanted: structure.name) }
            return ElementContent(value: value?.presentBytes, more: more?.presentBytes)
        case .resource(let node):
            guard structure.kind == .resource else { throw .wrongType(wanted: structure.name) }
            return ElementContent(value: node.bytes, more: nil)
        case .parts(let parts):
            guard structure.kind == .complexType || structure.kind == .nestedElement, !structure.isAbstract else {
                throw .wrongType(wanted: structure.name)
            }
            return ElementContent(value: try Self.object(of: parts, as: structure), more: nil)
        }
    }

    private static func object(
        of parts: [(name: String, value: PatchValue)], as structure: R4.Structure
    ) throws(FHIRPathPatchFailure.Code) -> [UInt8] {
        var lists: [(member: String, list: ElementList)] = []
        for part in parts {
            let target = try structure.target(of: part.name, for: part.value)
            let content = try part.value.content(for: target.type)
            guard let known = lists.firstIndex(where: { $0.member == target.member }) else {
                lists.append((target.member, ElementList(items: [content], isList: target.element.isRepeating)))
                continue
            }
            guard target.element.isRepeating else { throw .repeatedPart }
            lists[known].list.items.append(content)
        }
        var writer = JSONWriter()
        writer.object { writer in
            for (member, list) in lists { list.write(as: member, to: &writer) }
        }
        return writer.bytes
    }

    /// Whether a value of one type can stand where the definitions have another.
    private static func fits(_ given: String, _ wanted: R4.Structure) -> Bool {
        if wanted.kind == .primitiveType {
            return PrimitiveKind(given).map { $0.fits(PrimitiveKind(wanted.name)) } ?? false
        }
        guard PrimitiveKind(given) == nil, wanted.kind == .complexType else { return false }
        return R4.type(given, isKindOf: wanted.name) || R4.type(wanted.name, isKindOf: given)
    }
}

/// How JSON writes a primitive.
private enum PrimitiveKind {
    case boolean, integer, decimal, text

    /// Nil for types that are not primitive.
    init?(_ type: String) {
        guard R4.structure(named: type)?.kind == .primitiveType, let system = FHIRType.named(type)?.system else {
            return nil
        }
        switch system {
        case .boolean: self = .boolean
        case .integer: self = .integer
        case .decimal: self = .decimal
        case .string, .date, .dateTime, .time: self = .text
        }
    }

    func fits(_ wanted: Self?) -> Bool { self == wanted || (self == .integer && wanted == .decimal) }
}

extension R4.Structure {
    /// The member that an element of this name has for a value, and the type that it asks of the value.
    ///
    /// A choice may be named as `value`, `value[x]` and by one of its members, `valueString`.
    func target(
        of name: String, for value: PatchValue
    ) throws(FHIRPathPatchFailure.Code) -> (member: String, element: R4.Element, type: String) {
        let plain = name.hasSuffix("[x]") ? String(name.dropLast(3)) : name
        guard let choice = element(pathName: plain), choice.isChoice else {
            // A primitive's value is no element of its own: it is replaced with it.
            guard let resolved = element(named: plain), kind != .primitiveType || plain != "value" else {
                throw .unknownElement(of: self.name)
            }
            return (plain, resolved.element, resolved.type.name)
        }
        guard case .typed(let given, _, _) = value, let type = choice.types.first(where: { $0.name == given }) else {
            throw .notOfChoice(choice.types.map(\.name))
        }
        return (choice.memberName(for: type), choice, type.name)
    }
}

extension JSONNode {
    /// Whether it is null, or an object or list without anything in it.
    fileprivate var holdsNothing: Bool { kind == .null || ((isObject || isArray) && count == 0) }

    fileprivate var presentBytes: [UInt8]? { holdsNothing ? nil : bytes }
}
