// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import FHIRModel

/// Reads the parameters of a FHIR search.
///
/// Whatever is not understood is reported with what would be: a search never
/// silently ignores a condition.
package struct SearchQueryParser: Sendable {
    let catalog: ParameterCatalog
    let base: String?
    let clock: any WallClock
    let codeSets: CodeSetSource

    /// Largest `_count` that is accepted; larger ones are lowered to it, as R4 allows.
    package static let maximumCount = 1_000

    /// Most steps of a chain.
    static let longestChain = 8

    /// Names that are understood beside the indexed parameters.
    package static let controls = [
        "_count", "_sort", "_include", "_revinclude", "_total", "_summary", "_elements", "_format", "_has", "_filter",
        "_contained", "_containedType",
    ]

    /// A parser for the parameters of `catalog`.
    ///
    /// - Parameter codeSets: tells what `:in`, `:not-in`, `:above` and `:below` stand for; refuses them unless it is given.
    package init(
        catalog: ParameterCatalog = .r4, base: String? = nil, clock: any WallClock = SystemClock(),
        codeSets: @escaping CodeSetSource = Self.noCodeSets
    ) {
        self.catalog = catalog
        self.base = base
        self.clock = clock
        self.codeSets = codeSets
    }

    /// No sets of codes.
    package static let noCodeSets: CodeSetSource = { _ in
        .failure(CareIssue(.notSupported, "Sets of codes cannot be used here; name the codes"))
    }

    func read(_ name: String, _ value: String, into query: inout SearchQuery) throws(CareIssue) {
        switch name {
        case "_count":
            guard let count = Int(value), count >= 0 else { throw invalid(name, "a whole number from 0") }
            query.count = min(count, Self.maximumCount)
            if count == 0 { query.onlyTotal = true }
        case "_total":
            guard ["none", "estimate", "accurate"].contains(value) else {
                throw invalid(name, "none, estimate or accurate")
            }
            query.wantsTotal = value != "none"
        case "_summary":
            guard ["true", "text", "data", "count", "false"].contains(value) else {
                throw invalid(name, "true, text, data, count or false")
            }
            query.onlyTotal = value == "count"
        case "_elements":
            guard !value.split(separator: ",").isEmpty else { throw invalid(name, "names of elements") }
        case "_format":
            guard value.hasPrefix("json") || value.contains("json") else { throw invalid(name, "json") }
        case "_sort":
            guard query.sort.isEmpty else { throw invalid(name, "all keys in one parameter, with commas between") }
            for key in value.split(separator: ",", omittingEmptySubsequences: false) {
                try query.sort.append(sortKey(key, query.resourceType))
            }
        case "_include", "_revinclude", "_include:iterate", "_revinclude:iterate", "_include:recurse",
            "_revinclude:recurse":
            for include in try includes(value, named: name, query.resourceType) where !query.includes.contains(include)
            {
                query.includes.append(include)
            }
        case "_contained", "_containedType": try readContained(name, value)
        case "_filter": try query.clauses.append(filter(value, query.resourceType))
        default: try query.clauses.append(clause(name, value, query.resourceType, depth: 0))
        }
    }

    private func sortKey(_ text: Substring, _ type: String) throws(CareIssue) -> SortKey {
        let descending = text.hasPrefix("-")
        let code = String(descending ? text.dropFirst() : text)
        switch code {
        case "_lastUpdated": return SortKey(.lastUpdated, descending: descending)
        case "_id": return SortKey(.id, descending: descending)
        default:
            guard let parameter = catalog.parameter(code, for: type), parameter.isSortable else {
                let known = catalog.parameters(for: type).filter(\.isSortable).map(\.code)
                throw CareIssue(
                    .notSupported,
                    "Results of \(type) cannot be sorted by that; use \((known + ["_id", "_lastUpdated"]).joined(separator: ", "))",
                    at: "http._sort")
            }
            return SortKey(.parameter(parameter.ordinal), descending: descending)
        }
    }
}

/// All that is wrong with a search.
package struct SearchQueryFailure: Error, Sendable, Equatable {
    package var issues: [CareIssue]
}

extension IndexedParameter {
    /// Whether its values have an order.
    package var isSortable: Bool { kind != .composite && kind != .special }
}
