// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import FHIRModel

/// What the index holds about one version of a resource.
///
/// Parameters are named by their ordinal in the ``ParameterCatalog``.
package struct IndexEntries: Sendable, Equatable {
    /// A code from a list.
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

    /// A folded text; see ``TextFolding``.
    package struct Text: Hashable, Sendable {
        package var parameter: Int
        package var folded: String
    }

    /// Codes from lists.
    package var tokens: [Token] = []
    /// Business identifiers.
    package var identifiers: [Token] = []
    package var periods: [Period] = []
    package var references: [Reference] = []
    package var texts: [Text] = []

    /// Nothing.
    package init() {}

    /// How many rows this makes.
    package var count: Int { tokens.count + identifiers.count + periods.count + references.count + texts.count }

    /// Removes repetitions, which a resource may hold but an index must not.
    mutating func removeRepetitions() {
        tokens.removeRepetitions()
        identifiers.removeRepetitions()
        periods.removeRepetitions()
        references.removeRepetitions()
        texts.removeRepetitions()
    }
}

extension Array where Element: Hashable {
    fileprivate mutating func removeRepetitions() {
        guard count > 1 else { return }
        var seen = Set<Element>(minimumCapacity: count)
        removeAll { !seen.insert($0).inserted }
    }
}
