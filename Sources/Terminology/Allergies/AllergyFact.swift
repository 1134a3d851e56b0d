// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What a code says about someone's allergies, wherever it was sent: as an allergy, a GP problem or a hospital
/// diagnosis.
package struct AllergyFact: Hashable, Sendable {
    /// What is said.
    package enum Kind: Hashable, Sendable {
        /// There is an allergy or intolerance.
        case allergy
        /// There was one, as someone recorded.
        case history
        /// A reaction happened; it belongs beside the allergies.
        case reaction
        /// No allergy of this scope is known: an assertion, unlike an empty list.
        case noneKnown
        /// An allergy got lost but for its text when the record moved; prescribing stops and looks.
        case degraded
    }

    /// What is said.
    package let kind: Kind
    /// About which substance; nil where the code does not say.
    package let substance: AllergySubstance?
    /// About what kind of substance; nil where the code does not say.
    package let scope: AllergyScope?

    /// What a code says; nil for a code that is not listed or not about allergies.
    package static func lookup(system: String, code: String) -> AllergyFact? {
        lookup(CodeKey(system: system, code: code))
    }

    /// What a code says; nil for a code that is not listed or not about allergies.
    package static func lookup(_ key: CodeKey) -> AllergyFact? {
        ListedCodes.confirmed(key).flatMap { AllergyFact($0) }
    }

    /// Whether this statement, "none known", contradicts the other, an allergy.
    ///
    /// Both are then shown and the allergy leads.
    package func denies(_ other: AllergyFact) -> Bool {
        guard kind == .noneKnown, other.kind == .allergy || other.kind == .degraded, let scope else { return false }
        return scope.covers(other.scope)
    }

    private init?(_ row: ListedCode) {
        if let substance = AllergySubstance(row) {
            kind = .allergy
            self.substance = substance
            scope = substance.scope
            return
        }
        guard let kind = row.tags["kind"].flatMap({ Self.kinds[$0] }) else { return nil }
        self.kind = kind
        substance = row.tags["substance"].flatMap { AllergySubstance.byName[$0] }
        scope = row.tags["scope"].flatMap { AllergyScope(rawValue: $0) } ?? substance?.scope
    }

    private static let kinds: [String: Kind] = [
        "allergy": .allergy, "allergy-history": .history, "allergic-reaction": .reaction,
        "no-known-allergy": .noneKnown, "degraded-allergy": .degraded,
    ]
}
