// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Foundation

extension Evaluator {
    /// Functions on one text; false where the function is none of them.
    mutating func performOnTexts(_ call: Call, _ scope: Scope) throws(FHIRPathFailure) -> Bool {
        switch call.function {
        case .join: return try join(call, scope)
        case .indexOf, .lastIndexOf, .substring, .startsWith, .endsWith, .contains, .upper, .lower, .replace, .matches,
            .matchesFull, .replaceMatches, .length, .toChars, .trim, .split, .encode, .decode, .escape, .unescape:
            break
        default: return false
        }
        guard let item = try single(call.input, call.expression) else { return true }
        guard let text = item.string else {
            throw FHIRPathFailure(
                .execution, "“\(call.function.rawValue)” is for texts", at: call.expression.offset)
        }
        try spend(bytes: text.utf8.count, call.expression)
        switch call.function {
        case .upper: push(.string(text.uppercased()))
        case .lower: push(.string(text.lowercased()))
        case .length: push(.integer(Int64(text.unicodeScalars.count)))
        case .toChars:
            try spend(text.unicodeScalars.count, call.expression)
            for character in text.unicodeScalars { push(.string(String(character))) }
        case .trim: push(.string(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        case .substring: try substring(of: text, call, scope)
        case .matches, .matchesFull, .replaceMatches: try patterns(text, call, scope)
        default: try withArgument(text, call, scope)
        }
        return true
    }

    /// Functions whose first argument is a text.
    private mutating func withArgument(_ text: String, _ call: Call, _ scope: Scope) throws(FHIRPathFailure) {
        guard let argument = try string(call.arguments[0], call.focus, scope) else { return }
        switch call.function {
        case .startsWith: push(argument.isEmpty || text.unicodeScalars.starts(with: argument.unicodeScalars))
        case .endsWith:
            push(argument.isEmpty || text.unicodeScalars.reversed().starts(with: argument.unicodeScalars.reversed()))
        case .contains: push(Self.position(of: argument, in: text) != nil)
        case .indexOf: push(.integer(Int64(Self.position(of: argument, in: text) ?? -1)))
        case .lastIndexOf:
            let back = Self.position(
                of: String(String.UnicodeScalarView(argument.unicodeScalars.reversed())),
                in: String(String.UnicodeScalarView(text.unicodeScalars.reversed())))
            let count = text.unicodeScalars.count - argument.unicodeScalars.count
            push(.integer(back.map { Int64(count - $0) } ?? -1))
        case .split:
            if argument.isEmpty { return push(.string(text)) }
            for part in text.components(separatedBy: argument) { push(.string(part)) }
        case .replace:
            guard let other = try string(call.arguments[1], call.focus, scope) else { return }
            try spendReplacing(1 + text.utf8.count / max(1, argument.utf8.count), times: other.utf8.count, call)
            push(
                .string(
                    argument.isEmpty
                        ? Self.interspersed(text, other) : text.replacingOccurrences(of: argument, with: other)))
        default: if let coded = try Self.coded(text, call.function, argument, call.expression) { push(.string(coded)) }
        }
    }

    /// Counts what may stand in a text instead of other things before it is made.
    private mutating func spendReplacing(_ places: Int, times bytes: Int, _ call: Call) throws(FHIRPathFailure) {
        let (made, overflow) = places.multipliedReportingOverflow(by: bytes)
        try spend(bytes: overflow ? .max : made, call.expression)
    }

    /// A pattern without any text matches before and behind each character.
    private static func interspersed(_ text: String, _ other: String) -> String {
        text.reduce(into: other) { $0 += String($1) + other }
    }

    private static func position(of part: String, in text: String) -> Int? {
        if part.isEmpty { return 0 }
        guard let range = text.range(of: part, options: .literal) else { return nil }
        return text.unicodeScalars.distance(from: text.startIndex, to: range.lowerBound)
    }

    private mutating func substring(of text: String, _ call: Call, _ scope: Scope) throws(FHIRPathFailure) {
        guard let start = try integer(call.arguments[0], call.focus, scope) else { return }
        let characters = text.unicodeScalars
        guard start >= 0, start < characters.count else { return }
        var length = Int64(characters.count)
        if call.arguments.count > 1 {
            guard let wanted = try integer(call.arguments[1], call.focus, scope) else {
                return push(.string(String(characters.dropFirst(Int(start)))))
            }
            length = max(wanted, 0)
        }
        let count = Int(min(length, Int64(characters.count) - start))
        push(.string(String(characters.dropFirst(Int(start)).prefix(count))))
    }

    private mutating func join(_ call: Call, _ scope: Scope) throws(FHIRPathFailure) -> Bool {
        var separator = ""
        if let argument = call.arguments.first {
            guard let text = try string(argument, call.focus, scope) else { return true }
            separator = text
        }
        guard !call.input.isEmpty else { return true }
        var texts: [String] = []
        for place in call.input {
            guard let text = stack[place].string else {
                throw FHIRPathFailure(.execution, "Only texts are joined", at: call.expression.offset)
            }
            try spend(bytes: text.utf8.count + separator.utf8.count, call.expression)
            texts.append(text)
        }
        push(.string(texts.joined(separator: separator)))
        return true
    }

    // MARK: Patterns

    private mutating func patterns(_ text: String, _ call: Call, _ scope: Scope) throws(FHIRPathFailure) {
        guard let pattern = try string(call.arguments[0], call.focus, scope) else { return }
        if call.function == .replaceMatches {
            guard let template = try string(call.arguments[1], call.focus, scope) else { return }
            guard !pattern.isEmpty else { return push(.string(text)) }
            // The template can name all of the text again and again.
            try spendReplacing(1 + text.utf8.count, times: template.utf8.count, call)
            let search = try PatternSearch(pattern, call.arguments[0])
            return push(.string(try search.replacing(in: text, with: template)))
        }
        let search = try PatternSearch(call.function == .matchesFull ? "^(?:\(pattern))$" : pattern, call.arguments[0])
        push(try !search.ranges(in: text, isFirstEnough: true).isEmpty)
    }

    // MARK: Codings

    private static func coded(
        _ text: String, _ function: FHIRPathFunction, _ form: String, _ expression: Expression
    ) throws(FHIRPathFailure) -> String? {
        switch (function, form) {
        case (.encode, "hex"): return text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        case (.encode, "base64"): return Data(text.utf8).base64EncodedString()
        case (.encode, "urlbase64"):
            return Data(text.utf8).base64EncodedString().replacingOccurrences(of: "+", with: "-")
                .replacingOccurrences(of: "/", with: "_")
        case (.decode, "hex"):
            let digits = Array(text.utf8)
            guard digits.count % 2 == 0 else { return nil }
            let bytes = stride(from: 0, to: digits.count, by: 2).map {
                UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
            }
            return bytes.contains(nil) ? nil : String(validating: bytes.compactMap { $0 }, as: UTF8.self)
        case (.decode, "base64"): return Data(base64Encoded: text).flatMap { String(validating: $0, as: UTF8.self) }
        case (.decode, "urlbase64"):
            let plain = text.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
            return Data(base64Encoded: plain).flatMap { String(validating: $0, as: UTF8.self) }
        case (.escape, "html"):
            return [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;")].reduce(text) {
                $0.replacingOccurrences(of: $1.0, with: $1.1)
            }
        case (.unescape, "html"):
            return [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")].reduce(text) {
                $0.replacingOccurrences(of: $1.0, with: $1.1)
            }
        case (.escape, "json"):
            return [("\\", "\\\\"), ("\"", "\\\""), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")].reduce(text) {
                $0.replacingOccurrences(of: $1.0, with: $1.1)
            }
        case (.unescape, "json"):
            return [("\\\"", "\""), ("\\n", "\n"), ("\\r", "\r"), ("\\t", "\t"), ("\\\\", "\\")].reduce(text) {
                $0.replacingOccurrences(of: $1.0, with: $1.1)
            }
        default:
            throw FHIRPathFailure(.execution, "There is no form “\(form)”", at: expression.offset)
        }
    }
}

/// A pattern and what it finds; a search that takes too long is given up.
struct PatternSearch {
    private let expression: NSRegularExpression
    private let place: Expression
    /// How often the search may say that it is not ready yet.
    private static let patience = 100

    init(_ pattern: String, _ place: Expression) throws(FHIRPathFailure) {
        guard let expression = try? NSRegularExpression(pattern: pattern, options: [.dotMatchesLineSeparators]) else {
            throw FHIRPathFailure(.execution, "This is no pattern that can be searched for", at: place.offset)
        }
        self.expression = expression
        self.place = place
    }

    func ranges(in text: String, isFirstEnough: Bool) throws(FHIRPathFailure) -> [NSTextCheckingResult] {
        var found: [NSTextCheckingResult] = []
        var patience = Self.patience
        let whole = NSRange(text.startIndex..., in: text)
        expression.enumerateMatches(in: text, options: [.reportProgress], range: whole) { match, _, stop in
            if let match { found.append(match) } else { patience -= 1 }
            if patience == 0 || (isFirstEnough && !found.isEmpty) { stop.pointee = true }
        }
        guard patience > 0 else {
            throw FHIRPathFailure(.execution, "The pattern takes too long to search for", at: place.offset)
        }
        return found
    }

    /// With what was found replaced; the template may name groups by `$1` or `${name}`.
    func replacing(in text: String, with template: String) throws(FHIRPathFailure) -> String {
        let matches = try ranges(in: text, isFirstEnough: false)
        var result = ""
        var position = text.startIndex
        for match in matches {
            guard let range = Range(match.range, in: text) else { continue }
            result += text[position..<range.lowerBound]
            result += expression.replacementString(for: match, in: text, offset: 0, template: template)
            position = range.upperBound
        }
        return result + text[position...]
    }
}
