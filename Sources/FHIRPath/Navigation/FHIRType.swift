// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// A type of R4 as expressions see it.
final class FHIRType: Sendable {
    let name: String
    let isPrimitive: Bool
    let isResource: Bool
    let isConcreteResource: Bool
    /// What a primitive's value is in the language.
    let system: SystemType?
    private let structure: R4.Structure

    /// The types of the language that primitives of FHIR become.
    enum SystemType: Sendable {
        case boolean, string, integer, decimal, date, dateTime, time
    }

    /// Where the children of a name stand.
    struct Access: Sendable {
        var memberName: String
        var isChoice: Bool
        private var typeName: String

        init(_ element: R4.Element) {
            memberName = element.pathName
            isChoice = element.isChoice
            typeName = element.types.first?.name ?? ""
        }

        /// The type of the children, where there is no choice.
        var type: FHIRType { FHIRType.named(typeName) ?? .string }
    }

    private let accesses: [String: Access]

    private init(_ structure: R4.Structure) {
        name = structure.name
        self.structure = structure
        isPrimitive = structure.kind == .primitiveType
        isResource = structure.kind == .resource
        isConcreteResource = structure.isConcreteResource
        system = isPrimitive ? Self.systemType(of: structure.name) : nil
        accesses = Dictionary(
            structure.elements.map { ($0.pathName, Access($0)) }, uniquingKeysWith: { first, _ in first })
    }

    private static let all = Dictionary(uniqueKeysWithValues: R4.structures.map { ($0.name, FHIRType($0)) })
    static let string = FHIRType.all["string"] ?? FHIRType.all.values[FHIRType.all.values.startIndex]

    /// A type by its name: `Patient`, `HumanName`, `code`, `Patient.contact`; also a system type in a definition.
    static func named(_ name: String) -> FHIRType? {
        if let type = all[name] { return type }
        // The ids of elements and the urls of extensions are of types of the language itself.
        guard name.hasPrefix("System.") else { return nil }
        return string
    }

    private static func systemType(of primitive: String) -> SystemType {
        switch primitive {
        case "boolean": .boolean
        case "integer", "unsignedInt", "positiveInt": .integer
        case "decimal": .decimal
        case "date": .date
        case "dateTime", "instant": .dateTime
        case "time": .time
        default: .string
        }
    }

    /// Where the children of a name stand; nil where the type has none of that name.
    func access(_ name: ChildName) -> Access? { accesses[name.text] }

    /// The element that a member's name fixes, and its type: `value` and `Quantity` for `valueQuantity`.
    func element(ofMember member: String) -> (name: String, type: FHIRType)? {
        guard let resolved = structure.element(named: member), let type = FHIRType.named(resolved.type.name) else {
            return nil
        }
        return (resolved.element.pathName, type)
    }

    /// The type that the member of a choice fixes.
    func choice(_ name: ChildName, member: String) -> FHIRType? {
        guard let resolved = structure.element(named: member), resolved.element.pathName == name.text else {
            return nil
        }
        return FHIRType.named(resolved.type.name)
    }

    /// The types that children of a name can have; nil where the type has none of that name.
    func types(ofChild name: ChildName) -> [FHIRType]? {
        structure.element(pathName: name.text).map { $0.types.compactMap { FHIRType.named($0.name) } }
    }

    /// Whether it is a type or derived from it.
    func isKind(of other: String) -> Bool {
        name == other || R4.type(name, isKindOf: other)
            || (isNested && (other == "BackboneElement" || other == "Element"))
    }

    private var isNested: Bool { structure.kind == .nestedElement }
}

extension FHIRNode {
    /// The value of a primitive; nil for complex elements, and where no value is there or it is none of the type.
    var systemValue: PathItem? {
        guard let system = type.system, let json else { return nil }
        switch system {
        case .boolean: return json.bool.map { .boolean($0) }
        case .string: return json.primitiveText.map { .string($0) }
        case .integer: return json.numberText.flatMap { Int64($0) }.map { .integer($0) }
        case .decimal: return json.numberText.flatMap { PathDecimal($0) }.map { .decimal($0) }
        case .date: return json.string.flatMap { PathMoment(date: $0) }.map { .date($0) }
        case .dateTime: return json.string.flatMap { PathMoment(dateTime: $0) }.map { .dateTime($0) }
        case .time: return json.string.flatMap { PathMoment(time: $0) }.map { .time($0) }
        }
    }

    /// A Quantity as the language has it; nil for other elements and where the number is missing.
    var quantity: PathQuantity? {
        guard type.isKind(of: "Quantity"), let json, let number = json["value"]?.numberText,
            let value = PathDecimal(number)
        else { return nil }
        let code = json["code"]?.string
        if let code, json["system"]?.string == "http://unitsofmeasure.org" {
            // FHIR's units of calendars are UCUM's by their code.
            return PathQuantity(value, .ucum(code))
        }
        if json["system"] == nil, let unit = json["unit"]?.string { return PathQuantity(value, .text(unit)) }
        return PathQuantity(value, code.map { .text($0) } ?? .ucum("1"))
    }
}
