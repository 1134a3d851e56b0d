// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A statement that stands in no list of its own: a relative's illness, a suspicion, "none known".
package struct StatementRow: Sendable, Equatable, Identifiable {
    /// What kind of statement.
    package enum Kind: String, Sendable, CaseIterable {
        case familyHistory = "family-history"
        case noFamilyHistory = "no-family-history"
        case suspected
        case aboutSomeoneElse = "about-someone-else"
        case episode
        case noneKnown = "none-known"
        case transferDegraded = "transfer-degraded"
        /// A fact that is no illness, such as "single live birth".
        case status
        /// A resource that no section draws; shown as sent.
        case other
    }

    package var id: String
    package var kind: Kind
    /// The source's words.
    package var title: String
    /// Who it is about, where it is not the person, such as `Mother`.
    package var about: String?
    package var notes: [String]
    /// Whether it was taken back: never listed with the others.
    package var isWithdrawn: Bool
    package var sources: [SourceNote]

    /// See the members.
    package init(
        id: String, kind: Kind, title: String, about: String? = nil, notes: [String] = [], isWithdrawn: Bool = false,
        sources: [SourceNote]
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.about = about
        self.notes = notes
        self.isWithdrawn = isWithdrawn
        self.sources = sources
    }
}
