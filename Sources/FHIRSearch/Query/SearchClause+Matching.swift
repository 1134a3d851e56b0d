// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// What a condition is asked of: one version of a resource and, for conditions on linked resources, the others.
package protocol SearchSubject {
    /// The resource's logical id.
    var id: String { get }
    /// When the version was recorded.
    var lastUpdated: Timestamp { get }
    /// What ``IndexExtractor`` takes from it.
    var entries: IndexEntries { get }
    /// The words of its texts.
    func words() throws -> ResourceWords

    /// Whether a visible resource of `type` that a reference of the parameter leads to meets a condition.
    func hasReference(_ parameter: IndexedParameter, to type: String, that clause: SearchClause) throws -> Bool
    /// Whether a visible resource of `type` that refers to this one by the parameter meets a condition.
    func isReferenced(from type: String, by parameter: IndexedParameter, that clause: SearchClause) throws -> Bool
}

extension SearchClause {
    /// Whether a resource meets the condition: the plain definition that every
    /// store's index must agree with.
    package func matches(_ subject: some SearchSubject, in catalog: ParameterCatalog) throws -> Bool {
        switch self {
        case .id(let ids): return ids.contains(subject.id)
        case .lastUpdated(let patterns):
            let moment = subject.lastUpdated.microseconds
            return patterns.contains { $0.matches(low: moment, high: moment + 1) }
        case .parameter(let ordinal, let values):
            let parameter = catalog.parameters[ordinal]
            return values.contains { $0.matches(subject.entries, of: parameter, in: catalog) }
        case .presence(let ordinal, let isThere):
            return subject.entries.hasValue(of: catalog.parameters[ordinal]) == isThere
        case .reference(let ordinal, let type, let clause):
            return try subject.hasReference(catalog.parameters[ordinal], to: type, that: clause)
        case .referenced(let type, let ordinal, let clause):
            return try subject.isReferenced(from: type, by: catalog.parameters[ordinal], that: clause)
        case .phrase(let words, let part): return try subject.words().hold(words, in: part)
        case .all(let clauses): return try clauses.allSatisfy { try $0.matches(subject, in: catalog) }
        case .any(let clauses): return try clauses.contains { try $0.matches(subject, in: catalog) }
        case .not(let clause): return try !clause.matches(subject, in: catalog)
        }
    }
}

extension SearchValue {
    /// Whether one of the values of a parameter meets this.
    package func matches(_ entries: IndexEntries, of parameter: IndexedParameter, in catalog: ParameterCatalog) -> Bool
    {
        parameter.sources.contains { matches(entries, at: $0, in: catalog) }
    }

    private func matches(
        _ entries: IndexEntries, at source: IndexedParameter.Source, in catalog: ParameterCatalog
    ) -> Bool {
        let own = source.ordinal
        switch self {
        case .token(let pattern):
            return entries.tokens.contains { $0.parameter == own && pattern.matches($0) }
                || entries.identifiers.contains { $0.parameter == own && pattern.matches($0) }
        case .codes(let codes):
            return entries.tokens.contains { $0.parameter == own && codes.contains($0.pair) }
        case .wording(let text):
            return entries.wordings.contains { $0.parameter == own && WordStart.matches(text, in: $0.text) }
        case .typedIdentifier(let type, let value):
            return entries.typedIdentifiers.contains {
                $0.parameter == own && $0.value == value && type.matches(system: $0.type.system, code: $0.type.code)
            }
        case .period(let pattern):
            return entries.periods.contains { $0.parameter == own && pattern.matches(low: $0.low, high: $0.high) }
        case .reference(let targets):
            return entries.references.contains {
                $0.parameter == own && source.accepts($0.target) && targets.contains($0.target)
            }
        case .referenceIdentifier(let pattern):
            return entries.referenceIdentifiers.contains {
                $0.parameter == own && source.accepts($0) && pattern.matches(system: $0.system, code: $0.value)
            }
        case .textPrefix(let prefix):
            return entries.texts.contains { $0.parameter == own && $0.folded.utf8.starts(with: prefix.utf8) }
        case .textExactly(let text):
            return entries.texts.contains { $0.parameter == own && $0.exact.utf8.elementsEqual(text.utf8) }
        case .textPart(let part):
            return entries.texts.contains { $0.parameter == own && $0.folded.utf8.holds(part.utf8) }
        case .textEqual(let text):
            return entries.texts.contains { $0.parameter == own && $0.folded.utf8.elementsEqual(text.utf8) }
        case .textEnd(let end):
            return entries.texts.contains {
                $0.parameter == own && $0.folded.utf8.reversed().starts(with: end.utf8.reversed())
            }
        case .number(let pattern):
            return entries.numbers.contains { $0.parameter == own && pattern.matches(low: $0.low, high: $0.high) }
        case .quantity(let pattern):
            return entries.quantities.contains { $0.parameter == own && pattern.matches($0.measure) }
        case .uri(let pattern):
            return entries.tokens.contains { $0.parameter == own && pattern.matches($0.code) }
        case .near(let pattern):
            return entries.positions.contains {
                $0.parameter == own && pattern.matches(latitude: $0.latitude, longitude: $0.longitude)
            }
        case .composite(let values):
            let components = catalog.parameters[own].components
            return entries.composites.contains { composite in
                composite.parameter == own
                    && zip(values, zip(components, composite.parts)).allSatisfy { value, part in
                        let component = IndexedParameter.Source(ordinal: part.0.ordinal, targetType: nil)
                        return value.matches(part.1, at: component, in: catalog)
                    }
            }
        }
    }
}

extension IndexEntries {
    /// The parameters that anything is kept under.
    package var parametersWithRows: Set<Int> {
        var found: Set<Int> = []
        for entry in tokens { found.insert(entry.parameter) }
        for entry in identifiers { found.insert(entry.parameter) }
        for entry in periods { found.insert(entry.parameter) }
        for entry in references { found.insert(entry.parameter) }
        for entry in referenceIdentifiers { found.insert(entry.parameter) }
        for entry in texts { found.insert(entry.parameter) }
        for entry in numbers { found.insert(entry.parameter) }
        for entry in quantities { found.insert(entry.parameter) }
        for entry in positions { found.insert(entry.parameter) }
        for entry in composites { found.insert(entry.parameter) }
        for entry in wordings { found.insert(entry.parameter) }
        return found
    }

    /// Whether there is anything of a parameter.
    package func hasValue(of parameter: IndexedParameter) -> Bool {
        parameter.sources.contains { source in
            let own = source.ordinal
            func holds(_ token: Token) -> Bool { token.parameter == own }
            return tokens.contains(where: holds) || identifiers.contains(where: holds)
                || periods.contains { $0.parameter == own }
                || references.contains { $0.parameter == own && source.accepts($0.target) }
                || referenceIdentifiers.contains { $0.parameter == own && source.accepts($0) }
                || texts.contains { $0.parameter == own } || numbers.contains { $0.parameter == own }
                || quantities.contains { $0.parameter == own } || positions.contains { $0.parameter == own }
                || composites.contains { $0.parameter == own } || wordings.contains { $0.parameter == own }
        }
    }
}

extension String.UTF8View {
    fileprivate func holds(_ part: String.UTF8View) -> Bool {
        guard let first = part.first else { return true }
        var rest = self[...]
        while let start = rest.firstIndex(of: first) {
            if rest[start...].starts(with: part) { return true }
            rest = rest[start...].dropFirst()
        }
        return false
    }
}

extension IndexedParameter.Source {
    /// Whether what a reference names may be what the parameter is about; one that tells no type may be anything.
    fileprivate func accepts(_ identifier: IndexEntries.ReferenceIdentifier) -> Bool {
        guard let targetType, let type = identifier.type else { return true }
        return targetType == type
    }
}

extension IndexEntries.Token {
    fileprivate var pair: IndexEntries.CodePair { IndexEntries.CodePair(system: system, code: code) }
}

extension TokenPattern {
    fileprivate func matches(_ token: IndexEntries.Token) -> Bool { matches(system: token.system, code: token.code) }
}
