// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FoundationEssentials

/// Values, by the kind of their parameter.
extension SearchQueryParser {
    func value(_ text: String, name: String, modifier: String?, parameter: IndexedParameter)
        throws(CareIssue) -> SearchValue
    {
        guard !text.isEmpty else { throw invalid(name, "a value") }
        switch (parameter.kind, modifier) {
        case (.token, nil):
            guard text != "|" else { throw invalid(name, "code, system|code, |code or system|") }
            return .token(token(text))
        case (.token, "text"?): return .wording(TextFolding.fold(text.unescapedSearchText))
        case (.token, "in"?) where parameter.holdsCodes, (.token, "above"?) where parameter.holdsCodes,
            (.token, "below"?) where parameter.holdsCodes:
            return try codes(text, name: name, modifier: modifier ?? "", parameter: parameter)
        case (.token, "of-type"?) where parameter.holdsIdentifiers: return try typedIdentifier(text, name)
        case (.date, nil): return .period(try period(text, name))
        case (.reference, "identifier"?): return .referenceIdentifier(token(text))
        case (.reference, _): return .reference(try targets(text, modifier: modifier, parameter: parameter, name))
        case (.string, nil):
            guard parameter.usage != .phonetic else { return try sound(text, name) }
            return .textPrefix(TextFolding.fold(text.unescapedSearchText))
        case (.string, "exact"?): return .textExactly(text.unescapedSearchText)
        case (.string, "contains"?): return .textPart(TextFolding.fold(text.unescapedSearchText))
        case (.number, nil):
            let (comparison, number) = Self.prefixed(text)
            guard let pattern = NumberPattern(comparison, number) else { throw invalid(name, "a number such as 5.40") }
            return .number(pattern)
        case (.quantity, nil): return .quantity(try quantity(text, name))
        case (.uri, nil): return .uri(URIPattern(text.unescapedSearchText, .exactly))
        case (.uri, "below"?): return .uri(URIPattern(text.unescapedSearchText, .below))
        case (.uri, "above"?): return .uri(URIPattern(text.unescapedSearchText, .above))
        case (.composite, nil): return .composite(try composite(text, name, parameter))
        case (.special, nil): return .near(try near(text, name))
        default: throw unknownModifier(name, parameter.modifiers)
        }
    }

    /// `system|code`, `|code`, `system|` or `code`.
    func token(_ text: String) -> TokenPattern {
        let parts = text.splitUnescaped("|")
        guard parts.count > 1 else { return TokenPattern(system: .any, code: text.unescapedSearchText) }
        let code = parts.dropFirst().joined(separator: "|")
        return TokenPattern(
            system: parts[0].isEmpty ? .none : .exactly(parts[0].unescapedSearchText),
            code: code.isEmpty ? nil : code.unescapedSearchText)
    }

    /// Reads `system|code|value`.
    private func typedIdentifier(_ text: String, _ name: String) throws(CareIssue) -> SearchValue {
        let parts = text.splitUnescaped("|").map(\.unescapedSearchText)
        guard parts.count == 3, !parts[1].isEmpty, !parts[2].isEmpty else {
            throw invalid(name, "the type's system and code and the identifier as system|code|value")
        }
        let system: TokenPattern.System = parts[0].isEmpty ? .any : .exactly(parts[0])
        return .typedIdentifier(type: TokenPattern(system: system, code: parts[1]), value: parts[2])
    }

    private func targets(
        _ text: String, modifier: String?, parameter: IndexedParameter, _ name: String
    ) throws(CareIssue) -> [ReferenceTarget] {
        if let modifier, !parameter.targets.contains(modifier) {
            throw unknownModifier(name, parameter.modifiers + parameter.targets)
        }
        let text = text.unescapedSearchText
        guard Self.canBeReference(text) else {
            throw invalid(
                name, "a reference such as \(modifier ?? parameter.targets.first ?? "Patient")/1, or an address")
        }
        var targets = [ReferenceTarget(text, base: base)]
        if !text.contains("/"), !text.contains(":") {
            targets = (modifier.map { [$0] } ?? parameter.targets).map { .local(ResourceID($0, text)) }
        }
        if let modifier, case .local(let id)? = targets.first, id.type != modifier {
            throw invalid(name, "a reference to a resource of type \(modifier)")
        }
        return targets
    }

    /// Whether anything can be referred to so: an id, a type and an id, or an address with something behind its scheme.
    private static func canBeReference(_ text: String) -> Bool {
        guard let colon = text.firstIndex(of: ":") else {
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            return parts.allSatisfy { !$0.isEmpty }
                && (parts.count > 1 || text.hasPrefix("#") || ResourceID.isValid(id: text))
        }
        return colon > text.startIndex && text[colon...].contains { $0 != ":" && $0 != "/" }
    }

    func period(_ text: String, _ name: String) throws(CareIssue) -> PeriodPattern {
        let comparison = SearchComparison(rawValue: String(text.prefix(2)))
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

    /// Reads `[prefix]number`, `[prefix]number|system|code` or `[prefix]number||code`.
    private func quantity(_ text: String, _ name: String) throws(CareIssue) -> QuantityPattern {
        let parts = text.splitUnescaped("|")
        let (comparison, number) = Self.prefixed(parts[0])
        guard parts.count == 1 || parts.count == 3 else {
            throw invalid(name, "an amount as number, number|system|code or number||unit")
        }
        let unit = parts.dropFirst().map(\.unescapedSearchText)
        let pattern = QuantityPattern(
            comparison, number: String(number), system: unit.first.flatMap { $0.isEmpty ? nil : $0 },
            code: unit.last.flatMap { $0.isEmpty ? nil : $0 })
        guard let pattern else { throw invalid(name, "an amount such as 5.4|http://unitsofmeasure.org|mg") }
        return pattern
    }

    private func composite(
        _ text: String, _ name: String, _ parameter: IndexedParameter
    ) throws(CareIssue) -> [SearchValue] {
        let parts = text.splitUnescaped("$")
        guard parts.count == parameter.components.count else {
            throw invalid(name, "\(parameter.components.count) values with '$' between")
        }
        var values: [SearchValue] = []
        for (part, component) in zip(parts, parameter.components) {
            try values.append(
                value(part, name: name, modifier: nil, parameter: catalog.parameters[component.ordinal]))
        }
        return values
    }

    /// `latitude|longitude|distance|units`; the last two may be left out.
    private func near(_ text: String, _ name: String) throws(CareIssue) -> NearPattern {
        let parts = text.splitUnescaped("|").map(\.unescapedSearchText)
        let metres = ["km": 1_000.0, "m": 1, "[mi_us]": 1_609.347_218_694, "[mi_i]": 1_609.344]
        guard parts.count >= 2, parts.count <= 4, let latitude = Double(parts[0]), abs(latitude) <= 90,
            let longitude = Double(parts[1]), abs(longitude) <= 180
        else { throw invalid(name, "latitude|longitude|distance|units, such as 51.5|-0.12|2|km") }
        guard parts.count > 2, !parts[2].isEmpty else {
            return NearPattern(latitude: latitude, longitude: longitude, distance: NearPattern.usualDistance)
        }
        let unit = parts.count > 3 && !parts[3].isEmpty ? parts[3] : "km"
        guard let distance = Double(parts[2]), distance >= 0, distance.isFinite, let factor = metres[unit] else {
            throw invalid(name, "a distance in \(metres.keys.sorted().joined(separator: ", "))")
        }
        return NearPattern(latitude: latitude, longitude: longitude, distance: distance * factor)
    }

    private func sound(_ text: String, _ name: String) throws(CareIssue) -> SearchValue {
        let sounds = Soundex.codes(of: text.unescapedSearchText)
        guard sounds.count == 1 else { throw invalid(name, "one name in Latin letters") }
        return .textExactly(sounds[0])
    }

    private static func prefixed(_ text: String) -> (SearchComparison, Substring) {
        guard let comparison = SearchComparison(rawValue: String(text.prefix(2))) else { return (.eq, text[...]) }
        return (comparison, text.dropFirst(2))
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
