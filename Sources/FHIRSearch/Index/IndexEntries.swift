// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import FHIRModel

/// What the index holds about one version of a resource.
///
/// Parameters are named by their ordinal in the ``ParameterCatalog``, and only those that keep rows of their own,
/// see ``IndexedParameter/sources``.
package struct IndexEntries: Sendable, Hashable {
    /// A code from a list, or an address of a `uri` parameter.
    package struct Token: Hashable, Sendable {
        package var parameter: Int
        package var system: String?
        package var code: String
    }

    /// A period of time in microseconds since 1970: from `low` until before `high`.
    package struct Period: Hashable, Sendable {
        package var parameter: Int
        package var low: Int64
        package var high: Int64
    }

    /// A pointer to another resource or to an address elsewhere.
    package struct Reference: Hashable, Sendable {
        package var parameter: Int
        package var target: ReferenceTarget
    }

    /// A text.
    package struct Text: Hashable, Sendable {
        package var parameter: Int
        /// Without regard to case and accents; see ``TextFolding``.
        package var folded: String
        /// As it is written.
        package var exact: String
    }

    /// A number, or all numbers from `low` to `high`.
    package struct Number: Hashable, Sendable {
        package var parameter: Int
        package var low: Double
        package var high: Double
    }

    /// A measured amount.
    package struct Quantity: Hashable, Sendable {
        package var parameter: Int
        package var measure: Measure
    }

    /// A place on Earth, in degrees.
    package struct Position: Hashable, Sendable {
        package var parameter: Int
        package var latitude: Double
        package var longitude: Double
    }

    /// Words that stand beside a code or in its place.
    package struct Wording: Hashable, Sendable {
        package var parameter: Int
        /// The code they stand beside; nil where there are only words.
        package var code: CodePair?
        /// Folded.
        package var text: String
    }

    /// A business identifier together with its type.
    package struct TypedIdentifier: Hashable, Sendable {
        package var parameter: Int
        package var type: CodePair
        package var value: String
    }

    /// What the parts of a composite parameter find in one element.
    package struct Composite: Hashable, Sendable {
        package var parameter: Int
        /// By component, in their order.
        package var parts: [IndexEntries]
    }

    /// What a reference names instead of an address.
    package struct ReferenceIdentifier: Hashable, Sendable {
        package var parameter: Int
        package var system: String?
        package var value: String
        /// The type that the reference says it leads to.
        package var type: String?
    }

    /// A code and the system it is from.
    package struct CodePair: Hashable, Sendable {
        package var system: String?
        package var code: String

        /// A code; see the members.
        package init(system: String?, code: String) {
            self.system = system
            self.code = code
        }
    }

    /// Codes from lists.
    package var tokens: [Token] = []
    /// Business identifiers.
    package var identifiers: [Token] = []
    package var periods: [Period] = []
    package var references: [Reference] = []
    package var texts: [Text] = []
    package var numbers: [Number] = []
    package var quantities: [Quantity] = []
    package var positions: [Position] = []
    package var composites: [Composite] = []
    /// For `:text`.
    package var wordings: [Wording] = []
    /// For `:of-type`.
    package var typedIdentifiers: [TypedIdentifier] = []
    /// For `:identifier`.
    package var referenceIdentifiers: [ReferenceIdentifier] = []

    /// Nothing.
    package init() {}

    /// How many rows this makes, roughly.
    package var count: Int {
        tokens.count + identifiers.count + periods.count + references.count + texts.count + numbers.count
            + 2 * quantities.count + positions.count + 2 * composites.count + referenceIdentifiers.count
    }

    /// What there is of some parameters.
    package func keeping(_ ordinals: Set<Int>) -> IndexEntries {
        var kept = self
        kept.tokens.removeAll { !ordinals.contains($0.parameter) }
        kept.identifiers.removeAll { !ordinals.contains($0.parameter) }
        kept.periods.removeAll { !ordinals.contains($0.parameter) }
        kept.references.removeAll { !ordinals.contains($0.parameter) }
        kept.texts.removeAll { !ordinals.contains($0.parameter) }
        kept.numbers.removeAll { !ordinals.contains($0.parameter) }
        kept.quantities.removeAll { !ordinals.contains($0.parameter) }
        kept.positions.removeAll { !ordinals.contains($0.parameter) }
        kept.composites.removeAll { !ordinals.contains($0.parameter) }
        kept.wordings.removeAll { !ordinals.contains($0.parameter) }
        kept.typedIdentifiers.removeAll { !ordinals.contains($0.parameter) }
        kept.referenceIdentifiers.removeAll { !ordinals.contains($0.parameter) }
        return kept
    }

    /// Removes repetitions, which a resource may hold but an index must not.
    mutating func removeRepetitions() {
        tokens.removeRepetitions()
        identifiers.removeRepetitions()
        periods.removeRepetitions()
        references.removeRepetitions()
        texts.removeRepetitions()
        numbers.removeRepetitions()
        quantities.removeRepetitions()
        positions.removeRepetitions()
        composites.removeRepetitions()
        wordings.removeRepetitions()
        typedIdentifiers.removeRepetitions()
        referenceIdentifiers.removeRepetitions()
    }
}

extension Array where Element: Hashable {
    fileprivate mutating func removeRepetitions() {
        guard count > 1 else { return }
        if count <= 4 {
            // Hashing costs more than looking at a few.
            var kept: [Element] = []
            for element in self where !kept.contains(element) { kept.append(element) }
            if kept.count < count { self = kept }
            return
        }
        var seen = Set<Element>(minimumCapacity: count)
        removeAll { !seen.insert($0).inserted }
    }
}
