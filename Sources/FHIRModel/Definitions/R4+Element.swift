// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension R4 {
    /// What a type says of one of its elements.
    package struct Element: Sendable {
        /// The name in the definition: `birthDate`, or `value[x]` for a choice of types.
        package let name: String

        /// The name without the `[x]` of a choice, as FHIRPath steps write it.
        package let pathName: String

        /// The least number of times the element occurs: 0 or 1.
        package let minimum: Int

        /// The greatest number of times the element occurs; nil when there is no limit.
        package let maximum: Int?

        /// The types the content may have: one, or the options of a choice in the order of the specification.
        package let types: [ElementType]

        /// The value set that coded content is bound to, if any.
        package let binding: Binding?

        /// True when the element belongs to the summary (`_summary=true`).
        package let isSummary: Bool

        /// True when the element can change the meaning of the ones around it and must not be ignored.
        package let isModifier: Bool

        /// True when XML writes the element as an attribute (`id` of elements, `url` of extensions).
        package let isXMLAttribute: Bool

        /// True for a choice of types, whose members are named for the type, such as `deceasedBoolean`.
        package var isChoice: Bool { pathName.utf8.count != name.utf8.count }

        /// True when the element must occur.
        package var isRequired: Bool { minimum > 0 }

        /// True when the element may occur more than once, so JSON writes an array.
        package var isRepeating: Bool { maximum == nil }

        /// Gives the name of the member that holds content of this type: `valueQuantity` for `value[x]`.
        package func memberName(for type: ElementType) -> String {
            guard isChoice, let first = type.name.utf8.first else { return name }
            var result = pathName
            let isLowercase = UInt8(ascii: "a")...UInt8(ascii: "z") ~= first
            result.unicodeScalars.append(Unicode.Scalar(isLowercase ? first - 32 : first))
            result += type.name.dropFirst()
            return result
        }
    }

    /// One type that the content of an element may have.
    package struct ElementType: Sendable, Hashable {
        /// The name of a structure, such as `Quantity`, `code` or `Patient.contact`.
        ///
        /// The `value` of a primitive has a FHIRPath system type instead, such as `System.String`. Content defined by
        /// reference has the name of what it refers to: `Questionnaire.item.item` is a `Questionnaire.item`.
        package let name: String

        /// The types a `Reference` or `canonical` may point at; empty, or just `Resource`, when any will do.
        package let targets: [String]

        /// The profile the content follows; the base definitions only use `SimpleQuantity` (no comparator).
        package let profile: String?

        /// Says whether a reference to a resource of this type is allowed.
        package func allowsTarget(_ resourceType: String) -> Bool {
            targets.isEmpty || targets.contains(resourceType) || targets.contains("Resource")
        }
    }

    /// The tie between a coded element and the value set its codes come from.
    package struct Binding: Sendable, Hashable {
        /// How strictly codes must come from the value set.
        package enum Strength: Sendable {
            /// Only codes of the value set.
            case required
            /// Codes of the value set if one fits, others if none does.
            case extensible
            /// Codes of the value set are encouraged.
            case preferred
            /// The value set only shows what is meant.
            case example
        }

        /// How strictly codes must come from the value set.
        package let strength: Strength

        /// The canonical url of the value set, without version.
        package let valueSet: String

        /// The value set that no code may fall outside of, where the strength alone would allow more.
        package let maximumValueSet: String?
    }
}
