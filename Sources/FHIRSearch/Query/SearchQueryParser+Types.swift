// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// What the parameters of a search say.
package struct ReadSearch: Sendable {
    /// One search for each type, in the order of the types.
    package var queries: [SearchQuery]
    /// The parameters that were used.
    package var used: [(name: String, value: String)]
    /// What was left out, as warnings; empty unless the client wants that instead of a refusal.
    package var leftOut: [CareIssue]
}

/// Parameters of searches, of one type or of several at once.
extension SearchQueryParser {
    /// Reads a query string's names and values, already decoded.
    ///
    /// - Throws: every issue found, as ``SearchQueryFailure``.
    package func parse(resourceType: String, parameters: [(name: String, value: String)])
        throws(SearchQueryFailure) -> SearchQuery
    {
        let read = try read(types: [resourceType], parameters: parameters, leavesOutUnknown: false)
        return read.queries.first ?? SearchQuery(resourceType: resourceType)
    }

    /// Reads the parameters of a search of these types, each of which must know all of them.
    ///
    /// - Parameter leavesOutUnknown: whether parameters and modifiers that are not known are left out instead of
    ///   refused (`Prefer: handling=lenient`); a value that cannot be read is refused all the same.
    /// - Throws: every issue found, as ``SearchQueryFailure``.
    package func read(
        types: [String], parameters: [(name: String, value: String)], leavesOutUnknown: Bool
    ) throws(SearchQueryFailure) -> ReadSearch {
        try Self.checkSize(of: parameters)
        var read = ReadSearch(queries: types.map { SearchQuery(resourceType: $0) }, used: [], leftOut: [])
        var issues: [CareIssue] = []
        for parameter in parameters where issues.count < Self.largestReport {
            do {
                try self.read(parameter, into: &read.queries)
                read.used.append(parameter)
            } catch {
                if leavesOutUnknown, error.kind == .notSupported {
                    read.leftOut.append(error.leftOut)
                } else {
                    issues.append(error)
                }
            }
        }
        guard issues.isEmpty else { throw SearchQueryFailure(issues: issues) }
        return read
    }

    /// Most parameters of one search, most values of all of them together, and most issues that are reported of it.
    package static let (mostParameters, mostValues, largestReport) = (1_000, 10_000, 20)

    /// Refuses what would cost more to read than any question is worth.
    private static func checkSize(of parameters: [(name: String, value: String)]) throws(SearchQueryFailure) {
        let values = parameters.reduce(0) { $0 + 1 + $1.value.utf8.count(where: { $0 == UInt8(ascii: ",") }) }
        guard parameters.count > mostParameters || values > mostValues else { return }
        let text = "A search has at most \(mostParameters) parameters and \(mostValues) values; ask in parts"
        throw SearchQueryFailure(issues: [CareIssue(.tooCostly, text)])
    }

    /// Reads one parameter for every type; for an include it is enough that one of them has it.
    private func read(
        _ parameter: (name: String, value: String), into queries: inout [SearchQuery]
    ) throws(CareIssue) {
        let isInclude = parameter.name.hasPrefix("_include") || parameter.name.hasPrefix("_revinclude")
        var changed = queries
        var fault: CareIssue?
        var count = 0
        for position in queries.indices {
            do {
                try read(parameter.name, parameter.value, into: &changed[position])
                count += 1
            } catch {
                if fault == nil { fault = error }
                changed[position] = queries[position]
            }
        }
        if let fault, !isInclude || count == 0 {
            throw unshared(parameter.name, by: queries.map(\.resourceType)) ?? fault
        }
        queries = changed
    }

    /// What is wrong with a parameter that not all of several types have; nil where something else is.
    private func unshared(_ name: String, by types: [String]) -> CareIssue? {
        let code = String(name.prefix { $0 != ":" && $0 != "." })
        guard types.count > 1, !code.hasPrefix("_"), types.contains(where: { catalog.parameter(code, for: $0) == nil })
        else { return nil }
        let shared = catalog.codes(sharedBy: types) + ["_id", "_lastUpdated", "_list"]
        return CareIssue(
            .notSupported,
            "'\(code.prefix(64))' is not a search parameter of all types that are searched; those that they share are: "
                + shared.joined(separator: ", "),
            at: "http.\(code.prefix(64))")
    }
}

extension CareIssue {
    /// The same about a parameter that was left out, as a warning.
    fileprivate var leftOut: CareIssue {
        CareIssue(kind, "Left out: \(diagnostics)", at: expression, severity: .warning)
    }
}

extension ParameterCatalog {
    /// The names of the parameters that all of these types have, with values of one kind.
    package func codes(sharedBy types: [String]) -> [String] {
        guard let first = types.first else { return [] }
        return parameters(for: first).filter { own in
            types.allSatisfy { parameter(own.code, for: $0)?.kind == own.kind }
        }.map(\.code)
    }
}
