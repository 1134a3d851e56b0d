// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import FHIRModel

/// A search parameter of one resource type that is kept in the index.
package struct IndexedParameter: Sendable {
    /// Position in ``ParameterCatalog/parameters``.
    package let ordinal: Int
    /// The resource type it belongs to.
    package let resourceType: String
    /// The name in a query, such as `patient`.
    package let code: String
    /// How its values are compared.
    package let kind: R4.SearchParameter.Kind
    /// What a reference may point to.
    package let targets: [String]
    /// Tells one definition of a parameter from a later one: a hash of its kind and expression.
    package let definitionHash: UInt64
    /// Whether the values are business identifiers, nearly all different, rather than codes from a list.
    package let holdsIdentifiers: Bool
    /// The address of the definition.
    package let url: String

    let paths: [IndexExpression.Path]

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
        paths.filter { IndexValueForm(kind: kind, type: $0.type, asPresence: $0.asPresence) == nil }.map(\.type)
    }
}

/// All search parameters that are indexed: those of R4 whose kind and
/// expression the index supports so far.
package struct ParameterCatalog: Sendable {
    /// The catalogue of R4.
    package static let r4 = ParameterCatalog()

    /// Version of the way values are taken from resources; part of every definition's hash.
    package static let extractorVersion: UInt64 = 1

    /// Every indexed parameter, by ordinal.
    package let parameters: [IndexedParameter]
    private let byType: [String: [String: Int]]
    let tries: [String: IndexTrie]

    /// The kinds of parameters that the index supports.
    static let supportedKinds: Set<R4.SearchParameter.Kind> = [.token, .date, .reference, .string]

    private init() {
        var parameters: [IndexedParameter] = []
        var byType: [String: [String: Int]] = [:]
        var tries: [String: IndexTrie] = [:]
        for type in R4.resourceTypes {
            var own: [IndexedParameter] = []
            for definition in R4.searchParameters(for: type) {
                // `_id` and `_lastUpdated` are the store's own columns.
                guard Self.supportedKinds.contains(definition.kind), definition.code != "_id",
                    definition.code != "_lastUpdated", let text = definition.expression(for: type),
                    let expression = IndexExpression(text, for: type)
                else { continue }
                let parameter = IndexedParameter(
                    ordinal: parameters.count + own.count, resourceType: type, code: definition.code,
                    kind: definition.kind, targets: definition.targets,
                    definitionHash: Self.hash("\(Self.extractorVersion)|\(definition.kind)|\(text)"),
                    holdsIdentifiers: definition.kind == .token
                        && expression.paths.contains { $0.type == "Identifier" },
                    url: definition.url, paths: expression.paths)
                own.append(parameter)
            }
            byType[type] = Dictionary(uniqueKeysWithValues: own.map { ($0.code, $0.ordinal) })
            tries[type] = IndexTrie(own)
            parameters += own
        }
        self.parameters = parameters
        self.byType = byType
        self.tries = tries
    }

    /// The parameter of a type with this name, if it is indexed.
    package func parameter(_ code: String, for resourceType: String) -> IndexedParameter? {
        byType[resourceType]?[code].map { parameters[$0] }
    }

    /// All indexed parameters of a type, by name.
    package func parameters(for resourceType: String) -> [IndexedParameter] {
        (byType[resourceType] ?? [:]).values.map { parameters[$0] }.sorted { $0.code < $1.code }
    }

    /// FNV-1a: stable from run to run.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
