// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// A type of R4 as expressions see it.
final class FHIRType: Sendable {
    let name: String
    /// Its place among all types.
    let number: Int
    let isPrimitive: Bool
    let isResource: Bool
    let isConcreteResource: Bool
    /// Whether it is a Quantity or derived from it.
    let isQuantity: Bool
    /// What a primitive's value is in the language.
    let system: SystemType?
    private let structure: R4.Structure
    /// The numbers of the type itself and of those it is derived from.
    private let lineage: [Int]
    private let children: ChildTable

    /// The types of the language that primitives of FHIR become.
    enum SystemType: Sendable {
        case boolean, string, integer, decimal, date, dateTime, time
    }

    private init(_ structure: R4.Structure, number: Int) {
        name = structure.name
        self.number = number
        self.structure = structure
        isPrimitive = structure.kind == .primitiveType
        isResource = structure.kind == .resource
        isConcreteResource = structure.isConcreteResource
        system = isPrimitive ? Self.systemType(of: structure.name) : nil
        var lineage: [Int] = []
        var next: R4.Structure? = structure
        while let type = next {
            if let number = Self.numbers[type.name] { lineage.append(number) }
            next = type.base.flatMap { R4.structure(named: $0) }
        }
        if structure.kind == .nestedElement {
            lineage += ["BackboneElement", "Element"].compactMap { Self.numbers[$0] }
        }
        self.lineage = lineage
        isQuantity = Self.numbers["Quantity"].map(lineage.contains) ?? false
        children = ChildTable(structure)
    }

    // MARK: All types

    private static let numbers = Dictionary(
        uniqueKeysWithValues: R4.structures.enumerated().map { ($1.name, $0) })
    private static let all = R4.structures.enumerated().map { FHIRType($1, number: $0) }
    static let string = FHIRType.all[numbers["string"] ?? 0]

    /// The type of a number.
    static func numbered(_ number: Int) -> FHIRType { all[number] }

    /// The number of a type by its name: `Patient`, `HumanName`, `code`, `Patient.contact`.
    static func number(named name: String) -> Int? { numbers[name] }

    /// A type by its name; also a system type in a definition.
    static func named(_ name: String) -> FHIRType? {
        if let number = numbers[name] { return all[number] }
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

    // MARK: Children

    /// Where the children of a name stand; nil where the type has none of that name.
    func child(_ name: ChildName) -> ChildTable.Child? { children.child(name.number) }

    /// The member that a name in a resource's text means; nil where the type has none of that name.
    func member(named bytes: UnsafeBufferPointer<UInt8>) -> ChildTable.Member? { children.member(bytes) }

    /// The types that children of a name can have; nil where the type has none of that name.
    func types(ofChild name: ChildName) -> [FHIRType]? {
        structure.element(pathName: name.text).map { $0.types.compactMap { FHIRType.named($0.name) } }
    }

    /// Whether it is the type of a number or derived from it.
    func isKind(of other: Int) -> Bool { lineage.contains(other) }

    /// Whether it is a type or derived from it.
    func isKind(of other: String) -> Bool { Self.numbers[other].map { isKind(of: $0) } ?? false }
}

extension FHIRNode {
    /// The value of a primitive; nil for complex elements, and where no value is there or it is none of the type.
    var systemValue: PathItem? {
        guard let system = type.system, let json else { return nil }
        switch system {
        case .boolean: return json.bool.map { .boolean($0) }
        case .string: return json.primitiveText.map { .string($0) }
        case .integer: return json.numberText.flatMap { Int64($0) }.map { .integer($0) }
        case .decimal:
            guard json.kind == .number else { return nil }
            return json.withText { PathDecimal($0) }.map { .decimal($0) }
        case .date: return moment(json) { PathMoment(date: $0) }.map { .date($0) }
        case .dateTime: return moment(json) { PathMoment(dateTime: $0) }.map { .dateTime($0) }
        case .time: return moment(json) { PathMoment(time: $0) }.map { .time($0) }
        }
    }

    private func moment(_ json: JSONNode, _ read: (UnsafeBufferPointer<UInt8>) -> PathMoment?) -> PathMoment? {
        json.kind == .string ? json.withText(read) : nil
    }

    /// A Quantity as the language has it; nil for other elements and where the number is missing.
    var quantity: PathQuantity? {
        guard type.isQuantity, let json, let number = json["value"], number.kind == .number,
            let value = number.withText({ PathDecimal($0) })
        else { return nil }
        let code = json["code"]?.string
        if let code, json["system"]?.equals("http://unitsofmeasure.org") == true {
            // FHIR's units of calendars are UCUM's by their code.
            return PathQuantity(value, .ucum(code))
        }
        if json["system"] == nil, let unit = json["unit"]?.string { return PathQuantity(value, .text(unit)) }
        return PathQuantity(value, code.map { .text($0) } ?? .ucum("1"))
    }
}
