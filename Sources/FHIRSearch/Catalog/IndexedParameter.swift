// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import FHIRModel
internal import FHIRPath

/// A search parameter of one resource type that is kept in the index.
package struct IndexedParameter: Sendable {
    /// Where a parameter's values are kept: with its own rows, or with those of parameters that look at the same
    /// elements.
    package struct Source: Sendable, Hashable {
        /// The parameter that keeps the rows.
        package let ordinal: Int
        /// Only references to this type count.
        package let targetType: String?
    }

    /// A part of a composite parameter.
    package struct Component: Sendable {
        /// The parameter that says how the part is compared.
        package let ordinal: Int
        let paths: [IndexExpression.Path]
        /// Where the part is looked for on the whole resource instead of on each element of the composite.
        let isOfResource: Bool
    }

    /// Position in ``ParameterCatalog/parameters``.
    package let ordinal: Int
    /// The resource type it belongs to.
    package let resourceType: String
    /// The name in a query, such as `patient`.
    package let code: String
    /// How its values are compared.
    package let kind: R4.SearchParameter.Kind
    /// By sound, by distance or as the kind says.
    package let usage: R4.SearchParameter.Usage
    /// What a reference may point to.
    package let targets: [String]
    /// Tells one definition of a parameter from a later one: a hash of its kind and expression.
    package internal(set) var definitionHash: UInt64
    /// Whether the values are business identifiers, nearly all different, rather than codes from a list.
    package let holdsIdentifiers: Bool
    /// The address of the definition.
    package let url: String
    /// The parts of a composite.
    package let components: [Component]
    /// Where its rows are: itself, unless others hold the same.
    package internal(set) var sources: [Source]

    /// The ways down to its values; empty where only `expression` can tell.
    let paths: [IndexExpression.Path]
    /// Finds the values where paths cannot.
    let expression: FHIRPathExpression?
    /// The id of the SearchParameter that defines it; nil for those of R4.
    package var definedBy: String?

    /// Whether it only joins a code with a time for the sake of speed, see ``CodesInTime``: it has no name to ask for.
    package var isJoined = false

    /// Whether rows are kept under its own ordinal.
    package var keepsRows: Bool { sources.first?.ordinal == ordinal }

    /// The parameters whose rows tell what it holds: its sources, and of a joined one those that it joins.
    package func lookedAt(in catalog: ParameterCatalog) -> [Int] {
        let joined = isJoined ? components.flatMap { catalog.parameters[$0.ordinal].sources } : []
        return (sources + joined).map(\.ordinal)
    }

    /// Whether a resource has an element that the parameter looks at, whatever it holds: also a reference
    /// by identifier, to another server or to nothing that is there.
    package func isStated(in resource: Resource) -> Bool {
        paths.contains { Self.isStated($0.members[...], in: resource.node) }
    }

    private static func isStated(_ members: ArraySlice<String>, in node: JSONNode) -> Bool {
        guard let member = members.first else { return true }
        guard node.isObject, let value = node[dynamic: member] else { return false }
        return value.itemsOfSelf.contains { isStated(members.dropFirst(), in: $0) }
    }

    /// Data types the parameter may meet whose values are not taken into the index, such as `Age` for a date.
    package var unreadTypes: [String] {
        guard kind != .composite else { return [] }
        return paths.filter {
            IndexValueForm(kind: kind, usage: usage, type: $0.type, asPresence: $0.asPresence) == nil
        }.map(\.type)
    }
}

extension IndexEntries {
    /// What a reference parameter points to, wherever its rows are kept.
    package func targets(of parameter: IndexedParameter) -> [ReferenceTarget] {
        references.compactMap { reference in
            parameter.sources.contains { $0.ordinal == reference.parameter && $0.accepts(reference.target) }
                ? reference.target : nil
        }
    }
}

extension IndexedParameter.Source {
    /// Whether a reference leads to what the parameter is about.
    package func accepts(_ target: ReferenceTarget) -> Bool {
        guard let targetType else { return true }
        if case .local(let id) = target { return id.type == targetType }
        return false
    }
}
