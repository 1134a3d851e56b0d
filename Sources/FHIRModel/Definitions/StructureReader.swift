// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Builds structures from the lines of the table; the form is described in `script/generate-r4-tables`.
struct StructureReader {
    /// A structure before the elements of its base are added.
    private struct Draft {
        let name: String
        let kind: R4.Structure.Kind
        let base: String?
        let isAbstract: Bool
        let isComplete: Bool
        let binding: R4.Binding?
        let elements: [R4.Element]
    }

    private var drafts: [String: Draft] = [:]
    private var order: [String] = []
    private var flattened: [String: [R4.Element]] = [:]
    private var typesByText: [String: [R4.ElementType]] = [:]
    private var bindingsByText: [String: R4.Binding] = [:]

    /// Takes in one block of the table.
    mutating func read(header: TableText.Field, lines: ArraySlice<TableText.Field>) {
        var rest = header
        let name = TableText.string(TableText.take(&rest))
        let base = TableText.string(TableText.take(&rest))
        let marks = TableText.take(&rest)
        let kind: R4.Structure.Kind =
            switch marks.first.map({ Unicode.Scalar($0) }) {
            case "R": .resource
            case "P": .primitiveType
            case "N": .nestedElement
            default: .complexType
            }
        var elements: [R4.Element] = []
        elements.reserveCapacity(lines.count)
        for line in lines {
            if let element = readElement(line) { elements.append(element) }
        }
        drafts[name] = Draft(
            name: name, kind: kind, base: base == "-" ? nil : base, isAbstract: marks.contains(UInt8(ascii: "!")),
            isComplete: marks.contains(UInt8(ascii: "*")),
            binding: rest.isEmpty ? nil : binding(TableText.string(rest)), elements: elements)
        order.append(name)
    }

    /// Gives all structures in the order read, each with the elements of its base in front of its own.
    mutating func makeStructures() -> [R4.Structure] {
        var result: [R4.Structure] = []
        result.reserveCapacity(order.count)
        for name in order {
            guard let draft = drafts[name] else { continue }
            result.append(
                R4.Structure(
                    name: name, kind: draft.kind, base: draft.base, isAbstract: draft.isAbstract,
                    binding: draft.binding, elements: elements(of: name)))
        }
        return result
    }

    /// Gives the elements of a type behind those of its base; bases need not have been read first.
    private mutating func elements(of name: String) -> [R4.Element] {
        if let known = flattened[name] { return known }
        guard let draft = drafts[name] else { return [] }
        var result: [R4.Element] = []
        if let base = draft.base, !draft.isComplete { result = elements(of: base) }
        result += draft.elements
        flattened[name] = result
        return result
    }

    /// Reads the line of one element.
    private mutating func readElement(_ line: TableText.Field) -> R4.Element? {
        var rest = line
        let nameField = TableText.take(&rest)
        let name = TableText.string(nameField)
        let isChoice = nameField.last == UInt8(ascii: "]")
        let occurrence = TableText.take(&rest)
        let types = types(TableText.string(TableText.take(&rest)))
        guard let minimum = occurrence.first, let maximum = occurrence.dropFirst().first else { return nil }
        return R4.Element(
            name: name,
            pathName: isChoice ? TableText.string(nameField.dropLast(3)) : name,
            minimum: Int(minimum) - 48,
            maximum: maximum == UInt8(ascii: "*") ? nil : Int(maximum) - 48,
            types: types,
            binding: rest.isEmpty ? nil : binding(TableText.string(rest)),
            isSummary: occurrence.contains(UInt8(ascii: "s")),
            isModifier: occurrence.contains(UInt8(ascii: "m")),
            isXMLAttribute: occurrence.contains(UInt8(ascii: "a")))
    }

    /// Reads the types of an element; equal texts share one array.
    private mutating func types(_ text: String) -> [R4.ElementType] {
        if let known = typesByText[text] { return known }
        var rest = Array(text.utf8)[...]
        var types: [R4.ElementType] = []
        while !rest.isEmpty {
            var targets = TableText.take(&rest, until: ",")
            var profile = TableText.take(&targets, until: "(")
            let name = TableText.string(TableText.take(&profile, until: ":"))
            types.append(
                R4.ElementType(
                    name: name,
                    targets: TableText.list(targets.dropLast(), separator: "|"),
                    profile: profile.isEmpty ? nil : TableText.string(profile)))
        }
        typesByText[text] = types
        return types
    }

    /// Reads a binding; equal texts share their strings.
    private mutating func binding(_ text: String) -> R4.Binding {
        if let known = bindingsByText[text] { return known }
        var maximum = Array(text.utf8)[...]
        let mark = TableText.take(&maximum, until: ":")
        let valueSet = TableText.take(&maximum, until: "^")
        let strength: R4.Binding.Strength =
            switch mark.first.map({ Unicode.Scalar($0) }) {
            case "r": .required
            case "e": .extensible
            case "p": .preferred
            default: .example
            }
        let binding = R4.Binding(
            strength: strength, valueSet: TableText.valueSetURL(valueSet),
            maximumValueSet: maximum.isEmpty ? nil : TableText.valueSetURL(maximum))
        bindingsByText[text] = binding
        return binding
    }
}
