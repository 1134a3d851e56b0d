// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// All search parameters that are indexed.
package struct ParameterCatalog: Sendable {
    /// The catalogue of R4.
    package static let r4 = ParameterCatalog()

    /// Version of the way values are taken from resources; part of every definition's hash.
    package static let extractorVersion: UInt64 = 2

    /// Every indexed parameter, by ordinal.
    package private(set) var parameters: [IndexedParameter]
    /// Parameters of R4 that are not indexed, each with the reason, as `Type.code`.
    package private(set) var unindexed: [(name: String, reason: String)]
    private var byType: [String: [String: Int]]
    /// Ordinals by the names of their parameters.
    private var byName: [String: [Int]]
    private(set) var plans: [String: ExtractionPlan]

    /// Parameters that the store's own columns answer, or that select nothing of a resource.
    private static let answeredElsewhere: Set = ["_id", "_lastUpdated", "_content", "_text", "_filter", "_query"]

    private init() {
        parameters = []
        unindexed = []
        byType = [:]
        byName = [:]
        plans = [:]
        for type in R4.resourceTypes {
            let definitions = R4.searchParameters(for: type).filter { !Self.answeredElsewhere.contains($0.code) }
            var own: [IndexedParameter] = []
            func number() -> Int { parameters.count + own.count }
            for definition in definitions where definition.kind != .composite {
                let parameter = IndexedParameter(definition, for: type, ordinal: number())
                if let parameter {
                    own.append(parameter)
                } else {
                    unindexed.append(
                        ("\(type).\(definition.code)", "its expression selects nothing that can be indexed"))
                }
            }
            for definition in definitions where definition.kind == .composite {
                if let parameter = IndexedParameter(composite: definition, for: type, ordinal: number(), among: own) {
                    own.append(parameter)
                } else {
                    unindexed.append(("\(type).\(definition.code)", "one of its components is not indexed"))
                }
            }
            SharedRows.assign(in: &own)
            byType[type] = Dictionary(uniqueKeysWithValues: own.map { ($0.code, $0.ordinal) })
            byName[type] = own.sorted { $0.code < $1.code }.map(\.ordinal)
            plans[type] = ExtractionPlan(own)
            parameters += own
        }
    }

    /// The parameter of a type with this name, if it is indexed.
    package func parameter(_ code: String, for resourceType: String) -> IndexedParameter? {
        byType[resourceType]?[code].map { parameters[$0] }
    }

    /// All indexed parameters of a type, by name.
    package func parameters(for resourceType: String) -> [IndexedParameter] {
        ordinals(for: resourceType).map { parameters[$0] }
    }

    /// The ordinals of all indexed parameters of a type, by name.
    package func ordinals(for resourceType: String) -> [Int] { byName[resourceType] ?? [] }
}
