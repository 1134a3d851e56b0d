// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// What one reader may see, as a plain value that every read, search, count and history call of a store takes.
///
/// There is no default: whoever reads says for whom.
package struct Visibility: Hashable, Sendable {
    /// Whose information may be seen.
    package enum People: Hashable, Sendable {
        /// Everyone's.
        case everyone
        /// Only what lies in the compartments of these Patient ids, and what is of a type that describes no person.
        case only(Set<String>)
    }

    /// Whose information may be seen.
    package var people: People
    /// Items with any of these labels stay hidden.
    package var hiddenLabels: SensitivityLabels

    /// What may be seen; see the members.
    package init(people: People, hiddenLabels: SensitivityLabels) {
        self.people = people
        self.hiddenLabels = hiddenLabels
    }

    /// Everything: for the store's own work (reindexing, the change feed, tests), never for a person's request.
    package static let unrestricted = Visibility(people: .everyone, hiddenLabels: [])

    /// Whether a resource of this type and person with these labels may be seen.
    ///
    /// `person` is nil where a resource names no Patient of this store. If its type can concern a person it
    /// is then about somebody unknown, and only who may see everyone sees it.
    package func permits(type: String, person: String?, labels: SensitivityLabels) -> Bool {
        guard labels.isDisjoint(with: hiddenLabels) else { return false }
        switch people {
        case .everyone: return true
        case .only(let ids): return person.map(ids.contains) ?? !PersonParameters.canConcernPerson(type)
        }
    }
}
