// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// Reads the expressions of `_filter`: `name co "pet" and (birthdate gt 1990 or not (active eq false))`.
struct SearchFilter {
    private enum Token: Equatable {
        case word(String)
        case quoted(String)
        case open, close
        case openPath, closePath, dot
    }

    private let parser: SearchQueryParser
    private var tokens: ArraySlice<Token>
    private var depth = 0

    private static let deepest = 32

    /// The condition that an expression states about resources of a type.
    static func clause(_ text: String, _ type: String, parser: SearchQueryParser) throws(CareIssue) -> SearchClause {
        var filter = SearchFilter(parser: parser, tokens: try Self.tokens(text)[...])
        let clause = try filter.disjunction(type)
        guard filter.tokens.isEmpty else {
            throw Self.invalid("'and' or 'or' before what follows the first expression")
        }
        return clause
    }

    private mutating func disjunction(_ type: String) throws(CareIssue) -> SearchClause {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw Self.invalid("at most \(Self.deepest) levels of parentheses") }
        var clauses = [try conjunction(type)]
        while take(.word("or")) { try clauses.append(conjunction(type)) }
        return clauses.count == 1 ? clauses[0] : .any(clauses)
    }

    private mutating func conjunction(_ type: String) throws(CareIssue) -> SearchClause {
        var clauses = [try term(type)]
        while take(.word("and")) { try clauses.append(term(type)) }
        return clauses.count == 1 ? clauses[0] : .all(clauses)
    }

    private mutating func term(_ type: String) throws(CareIssue) -> SearchClause {
        if tokens.first == .word("not"), tokens.dropFirst().first == .open {
            tokens.removeFirst()
            return .not(try term(type))
        }
        if take(.open) {
            let clause = try disjunction(type)
            guard take(.close) else { throw Self.invalid("a closing parenthesis for each opening one") }
            return clause
        }
        return try comparison(type)
    }

    /// Reads a path, an operator and a value.
    private mutating func comparison(_ type: String) throws(CareIssue) -> SearchClause {
        guard case .word(let code)? = tokens.popFirst() else { throw Self.invalid("the name of a parameter") }
        var conditions: [SearchClause] = []
        if take(.openPath) {
            // The conditions in brackets are on what the reference leads to.
            guard let parameter = parser.catalog.parameter(code, for: type), parameter.kind == .reference,
                let target = parameter.targets.first, parameter.targets.count == 1
            else { throw Self.invalid("brackets only behind a reference to one type") }
            conditions.append(try disjunction(target))
            guard take(.closePath) else { throw Self.invalid("a closing bracket for each opening one") }
        }
        if take(.dot) { return try chain(code, conditions, type) }
        guard conditions.isEmpty else { throw Self.invalid("a '.' and a parameter behind the brackets") }
        guard case .word(let name)? = tokens.popFirst(), let comparison = Comparison(rawValue: name) else {
            throw Self.invalid(
                "an operator behind '\(code)': \(Comparison.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let value: String
        switch tokens.popFirst() {
        case .word(let text)?, .quoted(let text)?: value = text
        default: throw Self.invalid("a value behind '\(code) \(name)'")
        }
        return try clause(code, comparison, value, type)
    }

    private mutating func chain(
        _ code: String, _ conditions: [SearchClause], _ type: String
    ) throws(CareIssue) -> SearchClause {
        guard let parameter = parser.catalog.parameter(code, for: type) else {
            throw parser.unknownParameter(code, type)
        }
        guard parameter.kind == .reference else { throw Self.invalid("a '.' only behind a reference") }
        let start = tokens
        var clauses: [SearchClause] = []
        var fault: CareIssue?
        var end: ArraySlice<Token>?
        for target in parameter.targets {
            tokens = start
            do {
                let inner = try comparison(target)
                clauses.append(
                    .reference(
                        parameter.ordinal, to: target, conditions.isEmpty ? inner : .all(conditions + [inner])))
                end = tokens
            } catch {
                if fault == nil || error.kind == .value { fault = error }
            }
        }
        guard let end else { throw fault ?? parser.unknownParameter(code, type) }
        tokens = end
        return clauses.count == 1 ? clauses[0] : .any(clauses)
    }

    // MARK: Tokens

    private mutating func take(_ token: Token) -> Bool {
        guard tokens.first == token else { return false }
        tokens.removeFirst()
        return true
    }

    private static func tokens(_ text: String) throws(CareIssue) -> [Token] {
        var tokens: [Token] = []
        var rest = text[...]
        while let character = rest.first {
            switch character {
            case " ", "\t", "\n": rest.removeFirst()
            case "(":
                tokens.append(.open)
                rest.removeFirst()
            case ")":
                tokens.append(.close)
                rest.removeFirst()
            case "[":
                tokens.append(.openPath)
                rest.removeFirst()
            case "]":
                tokens.append(.closePath)
                rest.removeFirst()
            case "\"": tokens.append(.quoted(try quoted(&rest)))
            default:
                let end = rest.firstIndex { " \t\n()[]\"".contains($0) } ?? rest.endIndex
                append(rest[..<end], to: &tokens)
                rest = rest[end...]
            }
        }
        return tokens
    }

    /// A word; dots part the steps of a path, but not the digits of a number or the parts of an address.
    private static func append(_ word: Substring, to tokens: inout [Token]) {
        let isValue = if case .word(let last)? = tokens.last { Comparison(rawValue: last) != nil } else { false }
        guard !isValue else { return tokens.append(.word(String(word))) }
        for (position, piece) in word.split(separator: ".", omittingEmptySubsequences: false).enumerated() {
            if position > 0 { tokens.append(.dot) }
            if !piece.isEmpty { tokens.append(.word(String(piece))) }
        }
    }

    private static func quoted(_ rest: inout Substring) throws(CareIssue) -> String {
        rest.removeFirst()
        var text = ""
        while let character = rest.popFirst() {
            if character == "\"" { return text }
            if character == "\\", let next = rest.popFirst() {
                text.append(next)
            } else {
                text.append(character)
            }
        }
        throw invalid("a closing quote for each opening one")
    }

    static func invalid(_ wanted: String) -> CareIssue {
        CareIssue(.value, "The value of '_filter' is not usable; give \(wanted)", at: "http._filter")
    }
}

// MARK: Comparisons

extension SearchFilter {
    private enum Comparison: String, CaseIterable {
        case eq, ne, co, sw, ew, gt, lt, ge, le, ap, sa, eb, pr, po, re
    }

    private func clause(
        _ code: String, _ comparison: Comparison, _ value: String, _ type: String
    ) throws(CareIssue) -> SearchClause {
        if code == "_id" || code == "_lastUpdated" { return try ownColumn(code, comparison, value, type) }
        guard let parameter = parser.catalog.parameter(code, for: type) else {
            throw parser.unknownParameter(code, type)
        }
        switch comparison {
        case .pr:
            guard value == "true" || value == "false" else { throw Self.invalid("true or false behind 'pr'") }
            return .presence(parameter.ordinal, isThere: value == "true")
        case .ne: return .not(try clause(code, .eq, value, type))
        default: return .parameter(parameter.ordinal, [try search(value, comparison, parameter)])
        }
    }

    private func ownColumn(
        _ code: String, _ comparison: Comparison, _ value: String, _ type: String
    ) throws(CareIssue) -> SearchClause {
        switch (code, comparison) {
        case ("_id", .eq): return try parser.clause(code, value, type, depth: 0)
        case (_, .ne): return .not(try ownColumn(code, .eq, value, type))
        case ("_lastUpdated", _) where SearchComparison(rawValue: comparison.rawValue) != nil:
            return try parser.clause(code, comparison.rawValue + value, type, depth: 0)
        default: throw unsuited(comparison, code)
        }
    }

    private func search(
        _ value: String, _ comparison: Comparison, _ parameter: IndexedParameter
    ) throws(CareIssue) -> SearchValue {
        let name = "_filter"
        switch (parameter.kind, comparison) {
        case (.string, .eq): return .textEqual(TextFolding.fold(value))
        case (.string, .co): return .textPart(TextFolding.fold(value))
        case (.string, .sw): return .textPrefix(TextFolding.fold(value))
        case (.string, .ew): return .textEnd(TextFolding.fold(value))
        case (.token, .eq): return .token(parser.token(value))
        case (.token, .co), (.token, .sw): return .wording(TextFolding.fold(value))
        case (.reference, .eq), (.reference, .re), (.uri, .eq), (.composite, .eq):
            return try parser.value(value, name: name, modifier: nil, parameter: parameter)
        case (.uri, .sw): return .uri(URIPattern(value, .below))
        case (.date, .po):
            var pattern = try parser.period(value, name)
            pattern.comparison = .ap
            return .period(pattern)
        case (.date, _), (.number, _), (.quantity, _):
            guard SearchComparison(rawValue: comparison.rawValue) != nil else {
                throw unsuited(comparison, parameter.code)
            }
            return try parser.value(comparison.rawValue + value, name: name, modifier: nil, parameter: parameter)
        default: throw unsuited(comparison, parameter.code)
        }
    }

    private func unsuited(_ comparison: Comparison, _ code: String) -> CareIssue {
        CareIssue(
            .notSupported, "'\(comparison.rawValue)' does not go with '\(code)' in a _filter", at: "http._filter")
    }
}

extension SearchQueryParser {
    func filter(_ text: String, _ type: String) throws(CareIssue) -> SearchClause {
        try SearchFilter.clause(text, type, parser: self)
    }
}
