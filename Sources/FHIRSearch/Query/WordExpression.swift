// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// Reads what `_text` and `_content` look for: `headache AND (migraine OR "blurred vision") NOT fever`.
///
/// ```
/// expression = conjunction *( "OR" conjunction )
/// conjunction = term *( [ "AND" ] term )
/// term = "NOT" term | "(" expression ")" | quote *words quote | word
/// ```
/// `AND`, `OR` and `NOT` are operators only in capitals. Words between quotes stand next to each other; so do the parts
/// of a word with a sign in it, such as `X-ray`. Case and accents do not count.
struct WordExpression {
    private enum Token: Equatable {
        case text(String)
        case and, or, not, open, close
    }

    private let part: TextPart
    private let name: String
    private var tokens: ArraySlice<Token>
    private var depth = 0

    private static let deepest = 32
    private static let mostTokens = 256

    /// The condition that a text states.
    static func clause(_ text: String, in part: TextPart, name: String) throws(CareIssue) -> SearchClause {
        var expression = WordExpression(part: part, name: name, tokens: try tokens(text, name)[...])
        let clause = try expression.disjunction()
        guard expression.tokens.isEmpty else { throw invalid(name, "an opening parenthesis for each closing one") }
        return clause
    }

    private mutating func disjunction() throws(CareIssue) -> SearchClause {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw Self.invalid(name, "at most \(Self.deepest) levels") }
        var clauses = [try conjunction()]
        while take(.or) { try clauses.append(conjunction()) }
        return clauses.count == 1 ? clauses[0] : .any(clauses)
    }

    private mutating func conjunction() throws(CareIssue) -> SearchClause {
        var clauses = [try term()]
        while let next = tokens.first, next != .or, next != .close {
            _ = take(.and)
            try clauses.append(term())
        }
        return clauses.count == 1 ? clauses[0] : .all(clauses)
    }

    private mutating func term() throws(CareIssue) -> SearchClause {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw Self.invalid(name, "at most \(Self.deepest) levels") }
        switch tokens.popFirst() {
        case .not?: return .not(try term())
        case .open?:
            let clause = try disjunction()
            guard take(.close) else { throw Self.invalid(name, "a closing parenthesis for each opening one") }
            return clause
        case .text(let text)?:
            let words = FoldedWords(text)
            guard !words.isEmpty else { throw Self.invalid(name, "words of letters or digits") }
            return .phrase(words, in: part)
        case .and?, .or?, .close?, nil:
            throw Self.invalid(name, "words, with AND, OR, NOT and parentheses between, or a phrase in quotes")
        }
    }

    private mutating func take(_ token: Token) -> Bool {
        guard tokens.first == token else { return false }
        tokens.removeFirst()
        return true
    }

    private static func tokens(_ text: String, _ name: String) throws(CareIssue) -> [Token] {
        var tokens: [Token] = []
        var rest = text[...]
        while let character = rest.first {
            guard tokens.count < mostTokens else { throw invalid(name, "at most \(mostTokens) words") }
            switch character {
            case "(":
                tokens.append(.open)
                rest.removeFirst()
            case ")":
                tokens.append(.close)
                rest.removeFirst()
            case "\"":
                guard let end = rest.dropFirst().firstIndex(of: "\"") else {
                    throw invalid(name, "a closing quote for each opening one")
                }
                tokens.append(.text(String(rest[rest.index(after: rest.startIndex)..<end])))
                rest = rest[rest.index(after: end)...]
            case _ where character.isWhitespace: rest.removeFirst()
            default:
                let word = rest.prefix { !$0.isWhitespace && !"()\"".contains($0) }
                rest = rest[word.endIndex...]
                switch word {
                case "AND": tokens.append(.and)
                case "OR": tokens.append(.or)
                case "NOT": tokens.append(.not)
                default: tokens.append(.text(String(word)))
                }
            }
        }
        return tokens
    }

    private static func invalid(_ name: String, _ wanted: String) -> CareIssue {
        CareIssue(.value, "The value of '\(name)' is not usable; give \(wanted)", at: "http.\(name)")
    }
}
