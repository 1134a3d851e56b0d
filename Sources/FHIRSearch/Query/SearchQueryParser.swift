// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import FHIRModel

/// Reads the parameters of a FHIR search.
///
/// Whatever is not understood is reported with what would be: a search never
/// silently ignores a condition.
package struct SearchQueryParser: Sendable {
    private let catalog: ParameterCatalog
    private let base: String?
    private let clock: any WallClock

    /// Largest `_count` that is accepted; larger ones are lowered to it, as R4 allows.
    package static let maximumCount = 1_000

    /// Names that are understood beside the indexed parameters.
    package static let controls = ["_count", "_sort", "_include", "_revinclude", "_total", "_summary", "_format"]

    /// A parser for the parameters of `catalog`.
    package init(catalog: ParameterCatalog = .r4, base: String? = nil, clock: any WallClock = SystemClock()) {
        self.catalog = catalog
        self.base = base
        self.clock = clock
    }

    /// Reads a query string's names and values, already decoded.
    ///
    /// - Throws: every issue found, as ``SearchQueryFailure``.
    package func parse(resourceType: String, parameters: [(name: String, value: String)])
        throws(SearchQueryFailure) -> SearchQuery
    {
        var query = SearchQuery(resourceType: resourceType)
        var issues: [CareIssue] = []
        for (name, value) in parameters {
            do {
                try read(name, value, into: &query)
            } catch {
                issues.append(error)
            }
        }
        guard issues.isEmpty else { throw SearchQueryFailure(issues: issues) }
        return query
    }

    private func read(_ name: String, _ value: String, into query: inout SearchQuery) throws(CareIssue) {
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
            guard ["count", "false"].contains(value) else { throw invalid(name, "count or false") }
            query.onlyTotal = value == "count"
        case "_format":
            guard value.hasPrefix("json") || value.contains("json") else { throw invalid(name, "json") }
        case "_sort":
            guard query.sort.isEmpty, !value.contains(",") else { throw invalid(name, "one sort key") }
            query.sort = [try sortKey(Substring(value), query.resourceType)]
        case "_include", "_revinclude":
            let include = try include(value, reverse: name == "_revinclude", query.resourceType)
            if !query.includes.contains(include) { query.includes.append(include) }
        default: try query.clauses.append(clause(name, value, query.resourceType))
        }
    }

    private func clause(_ name: String, _ value: String, _ type: String) throws(CareIssue) -> SearchClause {
        let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let modifier = parts.count > 1 ? parts[1] : nil
        guard let code = parts.first, !code.contains(".") else { throw unsupportedChain(name) }
        var values: [SearchValue] = []
        let alternatives = value.splitUnescaped(",")
        switch code {
        case "_id":
            guard modifier == nil else { throw unknownModifier(name, []) }
            guard alternatives.allSatisfy(ResourceID.isValid) else { throw invalid(name, "logical ids") }
            values = alternatives.map { .id($0) }
            return SearchClause(.id, values)
        case "_lastUpdated":
            guard modifier == nil else { throw unknownModifier(name, []) }
            for text in alternatives { try values.append(.period(period(text, name))) }
            return SearchClause(.lastUpdated, values)
        case "_has": throw unsupportedChain(name)
        default: break
        }
        guard let parameter = catalog.parameter(code, for: type) else { throw unknownParameter(code, type) }
        for text in alternatives {
            try values.append(self.value(text, name: name, modifier: modifier, parameter: parameter))
        }
        return SearchClause(.parameter(parameter.ordinal), values)
    }

    private func value(_ text: String, name: String, modifier: String?, parameter: IndexedParameter)
        throws(CareIssue) -> SearchValue
    {
        guard !text.isEmpty else { throw invalid(name, "a value") }
        switch parameter.kind {
        case .token:
            guard modifier == nil else { throw unknownModifier(name, []) }
            guard text != "|" else { throw invalid(name, "code, system|code, |code or system|") }
            return .token(token(text))
        case .date:
            guard modifier == nil else { throw unknownModifier(name, []) }
            return .period(try period(text, name))
        case .reference:
            if let modifier, !parameter.targets.contains(modifier) { throw unknownModifier(name, parameter.targets) }
            let targets = targets(text.unescapedSearchText, modifier: modifier, parameter: parameter)
            if let modifier, case .local(let id)? = targets.first, id.type != modifier {
                throw invalid(name, "a reference to a resource of type \(modifier)")
            }
            return .reference(targets)
        case .string:
            guard modifier == nil || modifier == "exact" else { throw unknownModifier(name, ["exact"]) }
            let folded = TextFolding.fold(text.unescapedSearchText)
            return modifier == nil ? .textPrefix(folded) : .textExactly(folded)
        default: throw unknownParameter(parameter.code, parameter.resourceType)
        }
    }

    private func token(_ text: String) -> TokenPattern {
        let parts = text.splitUnescaped("|")
        guard parts.count > 1 else { return TokenPattern(system: .any, code: text.unescapedSearchText) }
        let code = parts.dropFirst().joined(separator: "|")
        return TokenPattern(
            system: parts[0].isEmpty ? .none : .exactly(parts[0].unescapedSearchText),
            code: code.isEmpty ? nil : code.unescapedSearchText)
    }

    private func targets(_ text: String, modifier: String?, parameter: IndexedParameter) -> [ReferenceTarget] {
        if !text.contains("/"), !text.contains(":") {
            let types = modifier.map { [$0] } ?? parameter.targets
            return types.map { .local(ResourceID($0, text)) }
        }
        return [ReferenceTarget(text, base: base)]
    }

    private func period(_ text: String, _ name: String) throws(CareIssue) -> PeriodPattern {
        let comparison = PeriodPattern.Comparison(rawValue: String(text.prefix(2)))
        // A "+" of a zone arrives as a space where the client did not encode it.
        let written = (comparison == nil ? Substring(text) : text.dropFirst(2)).map { $0 == " " ? "+" : String($0) }
        guard let date = PartialDate(written.joined()) else {
            throw invalid(name, "a date such as 2026-03, 2026-03-07 or ge2026-03-07T14:00:00Z")
        }
        var (low, high) = (date.earliest.microseconds, date.end.microseconds)
        if comparison == .ap {
            let margin = abs(clock.now().microseconds - low) / 10
            (low, high) = (low - margin, high + margin)
        }
        return PeriodPattern(comparison ?? .eq, low: low, high: high)
    }

    private func sortKey(_ text: Substring, _ type: String) throws(CareIssue) -> SortKey {
        let descending = text.hasPrefix("-")
        let code = String(descending ? text.dropFirst() : text)
        switch code {
        case "_lastUpdated": return SortKey(.lastUpdated, descending: descending)
        default:
            guard let parameter = catalog.parameter(code, for: type), parameter.kind == .date else {
                let dates = catalog.parameters(for: type).filter { $0.kind == .date }.map(\.code)
                throw CareIssue(
                    .notSupported,
                    "Results of \(type) cannot be sorted by that; use \((dates + ["_lastUpdated"]).joined(separator: ", "))",
                    at: "http._sort")
            }
            return SortKey(.parameter(parameter.ordinal), descending: descending)
        }
    }

    private func include(_ text: String, reverse: Bool, _ type: String) throws(CareIssue) -> SearchInclude {
        let name = reverse ? "_revinclude" : "_include"
        let parts = text.split(separator: ":").map(String.init)
        guard parts.count == 2 || parts.count == 3, reverse || parts[0] == type else {
            throw invalid(
                name,
                "\(reverse ? "SourceType" : type):parameter or \(reverse ? "SourceType" : type):parameter:TargetType")
        }
        guard R4.isResourceType(parts[0]) else { throw invalid(name, "the name of a resource type first") }
        guard let parameter = catalog.parameter(parts[1], for: parts[0]), parameter.kind == .reference else {
            let references = catalog.parameters(for: parts[0]).filter { $0.kind == .reference }.map(\.code)
            throw CareIssue(
                .notSupported,
                "That is no reference parameter of \(parts[0]); it has: \(references.joined(separator: ", "))",
                at: "http.\(name)")
        }
        let target = parts.count == 3 ? parts[2] : reverse ? type : nil
        if let target, !parameter.targets.contains(target) {
            throw invalid(
                name, "as target of \(parts[0]):\(parts[1]) one of \(parameter.targets.joined(separator: ", "))")
        }
        return SearchInclude(
            parameter: parameter.ordinal, targetType: target, reverse: reverse)
    }
}

/// All that is wrong with a search.
package struct SearchQueryFailure: Error, Sendable, Equatable {
    package var issues: [CareIssue]
}

extension SearchQueryParser {
    private func invalid(_ name: String, _ wanted: String) -> CareIssue {
        CareIssue(.value, "The value of '\(name)' is not usable; give \(wanted)", at: "http.\(name)")
    }

    private func unknownParameter(_ code: String, _ type: String) -> CareIssue {
        let known = catalog.parameters(for: type).map(\.code) + ["_id", "_lastUpdated"] + Self.controls
        return CareIssue(
            .notSupported,
            "'\(code)' is not a search parameter of \(type) here; the parameters are: \(known.joined(separator: ", "))",
            at: "http.\(code)")
    }

    private func unknownModifier(_ name: String, _ valid: [String]) -> CareIssue {
        let remedy = valid.isEmpty ? "it takes none" : "it takes: \(valid.joined(separator: ", "))"
        return CareIssue(.notSupported, "The modifier of '\(name)' is not supported; \(remedy)", at: "http.\(name)")
    }

    private func unsupportedChain(_ name: String) -> CareIssue {
        CareIssue(
            .notSupported, "'\(name)' is a chained search, which is not supported yet; search in two steps",
            at: "http.\(name)")
    }
}

extension String {
    /// Splits at a character that no backslash escapes; the pieces keep their escapes.
    func splitUnescaped(_ separator: Character) -> [String] {
        var pieces = [""]
        var escaped = false
        for character in self {
            if character == separator, !escaped {
                pieces.append("")
            } else {
                pieces[pieces.count - 1].append(character)
            }
            escaped = character == "\\" && !escaped
        }
        return pieces
    }

    /// The text with FHIR's `\,`, `\|`, `\$` and `\\` read as the characters themselves.
    var unescapedSearchText: String {
        var text = ""
        var escaped = false
        for character in self {
            if character == "\\", !escaped {
                escaped = true
            } else {
                text.append(character)
                escaped = false
            }
        }
        return text
    }
}
