// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension R4 {
    /// A FHIR type with all its elements, those of its base types included.
    package struct Structure: Sendable {
        /// What sort of type a structure is.
        package enum Kind: Sendable {
            /// A resource, such as `Patient`, or one of the abstract `Resource` and `DomainResource`.
            case resource
            /// A data type with elements, such as `HumanName`, or the abstract `Element` and `BackboneElement`.
            case complexType
            /// A type with a single value, such as `date`.
            case primitiveType
            /// An element with elements of its own inside another type, such as `Patient.contact`.
            case nestedElement
        }

        /// The name as in FHIRPath: `Patient`, `HumanName`, `date`; for nested elements the path, `Patient.contact`.
        package let name: String

        /// What sort of type this is.
        package let kind: Kind

        /// The name of the type this one extends; nil for `Element` and `Resource`.
        package let base: String?

        /// True for types that exist only to be extended: no content is of exactly this type.
        package let isAbstract: Bool

        /// The value set that content of this type is bound to wherever it occurs: the units of `Age`, `Distance`, `Duration`.
        package let binding: Binding?

        /// All elements in the order of the specification, which is also their order in XML; inherited ones first.
        package let elements: [Element]

        /// Positions by JSON name (`valueQuantity`) and, for choices, by FHIRPath name (`value`).
        private let positions: [String: Position]

        /// True for a resource type that records can hold.
        package var isConcreteResource: Bool { kind == .resource && !isAbstract }

        /// Finds the element that a JSON or XML member of this name holds, and the type the name fixes.
        ///
        /// `valueQuantity` of an Observation gives the choice element `value[x]` with the type `Quantity`. Neither
        /// `value` nor `value[x]` is the name of a member. Without the underscore of the JSON form `_birthDate`.
        package func element(named name: String) -> ResolvedElement? {
            guard let position = positions[name], let type = position.type else { return nil }
            let element = elements[position.element]
            return ResolvedElement(element: element, type: element.types[type])
        }

        /// Finds where in `elements`, and in that element's types, the member of this name stands.
        ///
        /// The same as ``element(named:)`` for those who look at very many members: nothing is copied.
        package func place(named name: String) -> (element: Int, type: Int)? {
            guard let position = positions[name], let type = position.type else { return nil }
            return (position.element, type)
        }

        /// Finds the element a FHIRPath step of this name selects: `value` for the choice `value[x]`.
        package func element(pathName name: String) -> Element? {
            guard let position = positions[name] else { return nil }
            let element = elements[position.element]
            return element.pathName == name ? element : nil
        }

        /// Where a name leads: an index into `elements`, and one into its types unless the name leaves it open.
        private struct Position {
            let element: Int
            let type: Int?
        }

        /// Indexes the names of the elements, every type of a choice with its own.
        init(name: String, kind: Kind, base: String?, isAbstract: Bool, binding: Binding?, elements: [Element]) {
            self.name = name
            self.kind = kind
            self.base = base
            self.isAbstract = isAbstract
            self.binding = binding
            self.elements = elements
            var positions: [String: Position] = [:]
            positions.reserveCapacity(elements.reduce(0) { $0 + $1.types.count + 1 })
            for (index, element) in elements.enumerated() {
                guard element.isChoice else {
                    positions[element.name] = Position(element: index, type: 0)
                    continue
                }
                positions[element.pathName] = Position(element: index, type: nil)
                for (typeIndex, type) in element.types.enumerated() {
                    positions[element.memberName(for: type)] = Position(element: index, type: typeIndex)
                }
            }
            self.positions = positions
        }
    }

    /// An element together with the one type that the name of a member fixes.
    package struct ResolvedElement: Sendable {
        /// The element; for `valueQuantity` the choice `value[x]`.
        package let element: Element
        /// The type of the content; for `valueQuantity` `Quantity`.
        package let type: ElementType
    }
}
