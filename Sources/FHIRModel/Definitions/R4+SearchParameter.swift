// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension R4 {
    /// A search parameter of FHIR R4, for one resource type or for many.
    package struct SearchParameter: Sendable {
        /// How the values of a parameter are written and compared.
        package enum Kind: String, Sendable, CaseIterable {
            case number, date, string, token, reference, composite, quantity, uri, special
        }

        /// How the values that the expression selects are to be matched.
        package enum Usage: String, Sendable {
            /// As the kind of the parameter says.
            case normal
            /// By sound, with an algorithm of the server's choice.
            case phonetic
            /// By distance from a place.
            case nearby
        }

        /// A part of a composite parameter.
        package struct Component: Sendable, Hashable {
            /// The canonical url of the parameter that says how the part is compared.
            package let definition: String
            /// The FHIRPath expression of the part, evaluated on each result of the composite's expression.
            package let expression: String
        }

        /// The id in the specification, such as `clinical-patient`; unique.
        package let id: String

        /// The name used in a search, such as `patient`; unique for a resource type.
        package let code: String

        /// How values are written and compared.
        package let kind: Kind

        /// The resource types the parameter is defined for; `Resource` and `DomainResource` stand for all below them.
        package let bases: [String]

        /// The resource types a reference may lead to; empty for other kinds.
        package let targets: [String]

        /// The FHIRPath expression for all bases, as published; nil for parameters such as `_text` that have none.
        package let expression: String?

        /// The parts of a composite, in the order in which a search gives them; empty for other kinds.
        package let components: [Component]

        /// The prefixes the specification lists (`eq`, `gt`, …); empty when it lists none.
        package let comparators: [String]

        /// The modifiers the specification lists; R4 lists none, and what is allowed follows from the kind.
        package let modifiers: [String]

        /// How the values that the expression selects are to be matched.
        package let usage: Usage

        /// The expression of each base, for parameters with several bases.
        let expressionsByBase: [String: String]

        /// The canonical url.
        package var url: String { Self.urlPrefix + id }

        static let urlPrefix = "http://hl7.org/fhir/SearchParameter/"

        /// Gives the expression to evaluate on a resource of this type: the parts of the union that start there.
        ///
        /// `clinical-patient` gives `Observation.subject.where(resolve() is Patient)` for `Observation`. A parameter of
        /// `Resource` gives its expression for every resource type. Nil if the parameter is not for this type.
        package func expression(for resourceType: String) -> String? {
            if let own = expressionsByBase[resourceType] { return own }
            guard bases.count == 1, let base = bases.first else { return nil }
            return R4.type(resourceType, isKindOf: base) ? expression : nil
        }
    }
}
