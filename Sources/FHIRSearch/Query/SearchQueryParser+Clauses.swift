// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// Names: parameters with modifiers, chains and `_has`.
extension SearchQueryParser {
    /// The condition of one parameter.
    func clause(_ name: String, _ value: String, _ type: String, depth: Int) throws(CareIssue) -> SearchClause {
        guard depth <= Self.longestChain else {
            throw CareIssue(
                .notSupported, "The chain has more than \(Self.longestChain) steps; search in two steps",
                at: "http.chain")
        }
        if name.hasPrefix("_has:") { return try reverseChain(name, value, type, depth) }
        if let dot = name.firstIndex(of: ".") {
            return try chain(name[..<dot], String(name[name.index(after: dot)...]), value, type, depth)
        }
        let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let code = parts.first ?? ""
        let modifier = parts.count > 1 ? parts[1] : nil
        switch code {
        case "_id":
            guard modifier == nil else { throw unknownModifier(name, []) }
            let ids = value.splitUnescaped(",")
            guard ids.allSatisfy(ResourceID.isValid) else { throw invalid(name, "logical ids") }
            return .id(ids)
        case "_lastUpdated":
            guard modifier == nil else { throw unknownModifier(name, []) }
            var patterns: [PeriodPattern] = []
            for text in value.splitUnescaped(",") { try patterns.append(period(text, name)) }
            return .lastUpdated(patterns)
        default: if let clause = try special(code, modifier, value, name: name, type) { return clause }
        }
        guard let parameter = catalog.parameter(code, for: type) else { throw unknownParameter(code, type) }
        return try clause(of: parameter, modifier: modifier, value, name: name)
    }

    private func clause(
        of parameter: IndexedParameter, modifier: String?, _ value: String, name: String
    ) throws(CareIssue) -> SearchClause {
        if modifier == "missing" {
            guard value == "true" || value == "false" else { throw invalid(name, "true or false") }
            return .presence(parameter.ordinal, isThere: value == "false")
        }
        var values: [SearchValue] = []
        let isNegated = modifier == "not" || modifier == "not-in"
        if isNegated, parameter.kind != .token { throw unknownModifier(name, parameter.modifiers) }
        let positive = modifier == "not" ? nil : modifier == "not-in" ? "in" : modifier
        for text in value.splitUnescaped(",") {
            try values.append(self.value(text, name: name, modifier: positive, parameter: parameter))
        }
        let clause = SearchClause.parameter(parameter.ordinal, values)
        return isNegated ? .not(clause) : clause
    }

    /// `subject:Patient.name=…`: all types that a reference may lead to and that have such a parameter.
    private func chain(
        _ head: Substring, _ rest: String, _ value: String, _ type: String, _ depth: Int
    ) throws(CareIssue) -> SearchClause {
        let parts = head.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let code = parts.first ?? ""
        guard let parameter = catalog.parameter(code, for: type) else { throw unknownParameter(code, type) }
        guard parameter.kind == .reference else {
            throw CareIssue(
                .notSupported, "'\(code)' of \(type) is no reference, so no chain goes through it", at: "http.\(code)")
        }
        if parts.count > 1, !parameter.targets.contains(parts[1]) {
            throw unknownModifier(String(head), parameter.targets)
        }
        let targets = parts.count > 1 ? [parts[1]] : parameter.targets
        var clauses: [SearchClause] = []
        var fault: CareIssue?
        for target in targets {
            do {
                let inner = try clause(rest, value, target, depth: depth + 1)
                clauses.append(.reference(parameter.ordinal, to: target, inner))
            } catch {
                // A wrong value says more than a parameter that one of many types lacks.
                if fault == nil || error.kind == .value { fault = error }
            }
        }
        guard !clauses.isEmpty else { throw fault ?? unknownParameter(rest, type) }
        return clauses.count == 1 ? clauses[0] : .any(clauses)
    }

    /// Reads `_has:Observation:patient:code=…`.
    private func reverseChain(
        _ name: String, _ value: String, _ type: String, _ depth: Int
    ) throws(CareIssue) -> SearchClause {
        let parts = name.dropFirst("_has:".count).split(
            separator: ":", maxSplits: 2, omittingEmptySubsequences: false
        ).map(String.init)
        guard parts.count == 3, R4.isResourceType(parts[0]) else {
            throw CareIssue(
                .value, "Write _has:SourceType:reference:parameter, such as _has:Observation:patient:code",
                at: "http._has")
        }
        guard let parameter = catalog.parameter(parts[1], for: parts[0]), parameter.kind == .reference,
            parameter.targets.contains(type)
        else {
            let names = catalog.parameters(for: parts[0]).filter { $0.kind == .reference && $0.targets.contains(type) }
            throw CareIssue(
                .notSupported,
                "That is no reference of \(parts[0]) to \(type); it has: \(names.map(\.code).joined(separator: ", "))",
                at: "http._has")
        }
        let inner = try clause(parts[2], value, parts[0], depth: depth + 1)
        return .referenced(from: parts[0], by: parameter.ordinal, inner)
    }
}

extension IndexedParameter {
    /// The modifiers that the parameter takes, beside the names of types.
    package var modifiers: [String] {
        switch kind {
        case .string: ["exact", "contains", "missing"]
        case .token:
            ["not", "text"] + (holdsIdentifiers ? ["of-type"] : [])
                + (holdsCodes ? ["in", "not-in", "above", "below"] : []) + ["missing"]
        case .reference: ["identifier", "missing"]
        case .uri: ["above", "below", "missing"]
        case .date, .number, .quantity, .composite, .special: ["missing"]
        }
    }
}
