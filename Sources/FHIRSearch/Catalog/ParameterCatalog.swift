// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import FHIRModel

/// All search parameters that are indexed: those of R4, and those that a store has of its own.
///
/// A value: each store has the one that tells what it can be asked for now. An ordinal stands for the same definition in
/// all catalogues that a store ever had while it was open, for parameters are only ever added to ``parameters``.
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
    /// By the ordinal of a time: that of the code it is joined with, and that of both together.
    private var joined: [Int: (code: Int, both: Int)] = [:]
    /// How many of ``parameters`` are those of R4.
    private var standardCount = 0
    /// The parameters of the store's own that are extracted, also those that nobody can search by yet.
    package private(set) var custom: Set<Int> = []
    /// Parameters that the index does not hold yet.
    package private(set) var unbuilt: Set<Int> = []
    /// Tells which parameters are extracted: the same for two catalogues of a store that extract the same.
    package private(set) var edition: UInt64 = 0

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
            if let pair = CodesInTime.pairs[type], let code = own.first(where: { $0.code == pair.code }),
                let time = own.first(where: { $0.code == pair.time })
            {
                joined[time.ordinal] = (code.ordinal, number())
                own.append(IndexedParameter(joining: code, with: time, ordinal: number()))
            }
            plans[type] = ExtractionPlan(own)
            parameters += own
        }
        standardCount = parameters.count
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

    /// The code that a parameter of time is joined with, and the parameter that joins them, where the index holds it.
    package func joined(withTime ordinal: Int) -> (code: Int, both: Int)? {
        joined[ordinal].flatMap { isBuilt($0.both) ? $0 : nil }
    }

    /// Whether it has R4's parameters and never had others, and the index holds all of them.
    package var isStandard: Bool { parameters.count == standardCount && unbuilt.isEmpty }

    /// Whether a parameter is still one of the store's: R4's always, its own until they are withdrawn.
    package func holds(_ ordinal: Int) -> Bool { ordinal < standardCount || custom.contains(ordinal) }

    /// Whether searches by a parameter find all there is: it and those whose rows it reads are in the index.
    package func isBuilt(_ ordinal: Int) -> Bool {
        guard !unbuilt.isEmpty else { return true }
        let parameter = parameters[ordinal]
        let read =
            parameter.sources.map(\.ordinal)
            + parameter.components.flatMap { component in
                parameters[component.ordinal].sources.map(\.ordinal)
            }
        return !unbuilt.contains(ordinal) && unbuilt.isDisjoint(with: read)
    }

    // MARK: Parameters of a store's own

    /// Adds a parameter of a type and gives its ordinal; nothing is extracted or found by it before ``use(_:unbuilt:)``.
    package mutating func append(
        _ definition: CustomParameter, for type: String, definedBy id: String
    ) throws(CareIssue) -> Int {
        let ordinal = parameters.count
        parameters.append(try IndexedParameter(definition, for: type, definedBy: id, ordinal: ordinal))
        return ordinal
    }

    /// Says which of the added parameters are in use, and which parameters the index does not hold yet.
    ///
    /// Of two with one name searches use the one that the index holds.
    package mutating func use(_ ordinals: Set<Int>, unbuilt: Set<Int> = []) {
        let changed = Set(custom.symmetricDifference(ordinals).map { parameters[$0].resourceType })
            .union(self.unbuilt.symmetricDifference(unbuilt).map { parameters[$0].resourceType })
        (custom, self.unbuilt) = (ordinals, unbuilt)
        for type in changed {
            let standard = (byName[type] ?? []).filter { $0 < standardCount }
            let own = ordinals.sorted().filter { parameters[$0].resourceType == type }
            var names = Dictionary(standard.map { (parameters[$0].code, $0) }, uniquingKeysWith: { $1 })
            for ordinal in own {
                let code = parameters[ordinal].code
                if let other = names[code],
                    other < standardCount || !unbuilt.contains(other) && unbuilt.contains(ordinal)
                {
                    continue
                }
                names[code] = ordinal
            }
            byType[type] = names
            byName[type] = names.sorted { $0.key < $1.key }.map(\.value)
            plans[type] = ExtractionPlan((standard.sorted() + own).map { parameters[$0] })
        }
        edition = ordinals.sorted().reduce(0) { edition, ordinal in
            (edition ^ parameters[ordinal].definitionHash ^ UInt64(ordinal)) &* 0x100_0000_01B3 &+ 1
        }
    }

    /// What a SearchParameter changes of the parameters in use.
    package struct Change: Sendable {
        /// Parameters that are withdrawn.
        package var withdrawn: Set<Int> = []
        /// Types for which the definition is new or another than before.
        package var added: [String] = []

        /// Whether all stays as it is.
        package var isEmpty: Bool { withdrawn.isEmpty && added.isEmpty }
    }

    /// What happens where a SearchParameter with an id defines this from now on; nil for nothing any more.
    ///
    /// - Throws: the clash with R4's parameters or with another SearchParameter.
    package func change(_ definition: CustomParameter?, definedBy id: String) throws(CareIssue) -> Change {
        var change = Change(withdrawn: custom.filter { parameters[$0].definedBy == id })
        guard let definition else { return change }
        for type in definition.types {
            let others = custom.union(byType[type]?[definition.code].map { [$0] } ?? []).filter {
                parameters[$0].resourceType == type && parameters[$0].code == definition.code
            }
            guard others.allSatisfy({ $0 >= standardCount }) else {
                throw CustomParameter.fault(
                    .duplicate, "code", "R4 has '\(definition.code)' of \(type) already; choose another code")
            }
            guard others.allSatisfy({ parameters[$0].definedBy == id }) else {
                throw CustomParameter.fault(
                    .duplicate, "code",
                    "another SearchParameter here defines '\(definition.code)' of \(type); retire that first or choose another code"
                )
            }
            let wanted = try IndexedParameter(definition, for: type, definedBy: id, ordinal: 0).definitionHash
            if let same = others.first(where: { parameters[$0].definitionHash == wanted }) {
                change.withdrawn.remove(same)
            } else {
                change.added.append(type)
            }
        }
        return change
    }
}
