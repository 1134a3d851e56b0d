// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRValidation
import Testing

@Suite("Choices of types")
struct ChoiceTests {
    /// A choice somewhere in a resource.
    struct Choice: Sendable, CustomTestStringConvertible {
        var resourceType: String
        /// The members that lead to the object it stands in.
        var path: [(name: String, repeats: Bool)]
        var element: R4.Element
        /// How many elements the object has that it stands in.
        var elementCount: Int

        var place: String {
            path.reduce(resourceType) { $0 + "." + $1.name + ($1.repeats ? "[0]" : "") } + "." + element.pathName
        }
        var testDescription: String { place }

        /// A resource in which the choice has these types.
        func resource(_ types: R4.ElementType...) throws -> Resource {
            let members = types.map { #""\#(element.memberName(for: $0))":\#(Self.value(of: $0))"# }
            let inner = path.reversed().reduce(members.joined(separator: ",")) { inner, step in
                step.repeats ? #""\#(step.name)":[{\#(inner)}]"# : #""\#(step.name)":{\#(inner)}"#
            }
            return try Resource(#"{"resourceType":"\#(resourceType)",\#(inner)}"#.utf8)
        }

        private static func value(of type: R4.ElementType) -> String {
            guard R4.structure(named: type.name)?.kind == .primitiveType else { return "{}" }
            switch type.name {
            case "id": return #""a""#
            case "boolean": return "true"
            case "integer", "decimal", "positiveInt", "unsignedInt": return "1"
            case "date", "dateTime": return #""2026""#
            case "instant": return #""2026-11-23T09:30:00Z""#
            default: return #""09:30:00""#
            }
        }
    }

    /// Each choice of each type of R4 once, where it can be reached.
    static let choices: [Choice] = {
        var found: [Choice] = []
        var seen = Set<String>()
        var waiting = R4.resourceTypes.map { (type: $0, path: [(name: String, repeats: Bool)](), structure: $0) }
        while !waiting.isEmpty {
            let next = waiting.removeFirst()
            guard seen.insert(next.structure).inserted, let structure = R4.structure(named: next.structure) else {
                continue
            }
            for element in structure.elements {
                if element.types.count > 1 {
                    found.append(
                        Choice(
                            resourceType: next.type, path: next.path, element: element,
                            elementCount: structure.elements.count))
                }
                for type in element.types where !element.isChoice && type.name != "Resource" {
                    let step = (name: element.name, repeats: element.isRepeating)
                    waiting.append((next.type, next.path + [step], type.name))
                }
            }
        }
        return found
    }()

    @Test("Every choice of R4 takes one type and refuses two, with the place, on write", arguments: choices)
    func twoTypes(_ choice: Choice) throws {
        let types = choice.element.types
        #expect(choice.elementCount <= 128)
        for (type, other) in zip(types, types.dropFirst() + types.prefix(1)) {
            #expect(StructureCheck().issues(in: try choice.resource(type)).isEmpty, "\(type.name)")
            let issues = StructureCheck().issues(in: try choice.resource(type, other))
            #expect(issues.map(\.expression) == [choice.place], "\(type.name) and \(other.name)")
            #expect(issues.allSatisfy { $0.kind == .structure && $0.diagnostics.contains("keep one of them") })
        }
    }

    @Test("The choices are those of all types")
    func all() {
        #expect(Self.choices.count > 150, "\(Self.choices.count)")
        for place in ["Observation.value", "Observation.component[0].value", "Patient.deceased"] {
            #expect(Self.choices.contains { $0.place == place }, "\(place)")
        }
    }
}
