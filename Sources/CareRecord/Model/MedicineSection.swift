// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Exchange
package import Terminology

/// The one list of medicines across all sources, grouped by what is in them.
package struct MedicineSection: Sendable, Equatable {
    /// Every group: current ones first, then lately supplied, then past; by name within.
    package var groups: [MedicineEntry]
    /// Current or lately supplied medicines that staff must know at a glance.
    package var highRisk: [HighRiskMedicine]
    /// Current medicines that share an ingredient, such as co-codamol and paracetamol.
    package var duplicateIngredients: [DuplicateIngredient]
    /// Current medicines that came as text or under an id not listed: no check of this page covers them.
    package var unchecked: [MedicineEntry.ID]
    /// Assertions that no medicines are known, which are not an empty list.
    package var noneKnown: [StatementRow]
    /// Hospitals and other sources besides the GP whose medicines are missing or late.
    package var hospitalNotReceived: [SourceLine]
    /// Rows entered in error.
    package var history: [MedicineRow]
    package var coverage: SectionCoverage

    /// See the members.
    package init(
        groups: [MedicineEntry] = [], highRisk: [HighRiskMedicine] = [],
        duplicateIngredients: [DuplicateIngredient] = [], unchecked: [MedicineEntry.ID] = [],
        noneKnown: [StatementRow] = [], hospitalNotReceived: [SourceLine] = [], history: [MedicineRow] = [],
        coverage: SectionCoverage
    ) {
        self.groups = groups
        self.highRisk = highRisk
        self.duplicateIngredients = duplicateIngredients
        self.unchecked = unchecked
        self.noneKnown = noneKnown
        self.hospitalNotReceived = hospitalNotReceived
        self.history = history
        self.coverage = coverage
    }

    /// The groups that are in use as far as records tell.
    package var current: [MedicineEntry] { groups.filter { $0.standing != .past } }
    /// The groups that are not.
    package var past: [MedicineEntry] { groups.filter { $0.standing == .past } }
}

/// A medicine for the record header.
package struct HighRiskMedicine: Sendable, Equatable, Identifiable {
    /// The group.
    package var id: MedicineEntry.ID
    package var title: String
    /// Which of the high-risk flags apply.
    package var flags: MedicineFlags
    package var standing: MedicineEntry.Standing
    /// Whether sources disagree about it.
    package var hasConflict: Bool
    package var sources: [SourceNote]

    /// See the members.
    package init(
        id: MedicineEntry.ID, title: String, flags: MedicineFlags, standing: MedicineEntry.Standing, hasConflict: Bool,
        sources: [SourceNote]
    ) {
        self.id = id
        self.title = title
        self.flags = flags
        self.standing = standing
        self.hasConflict = hasConflict
        self.sources = sources
    }
}

/// Current medicines that contain the same ingredient.
package struct DuplicateIngredient: Sendable, Equatable {
    package var ingredient: String
    package var groups: [MedicineEntry.ID]

    /// See the members.
    package init(ingredient: String, groups: [MedicineEntry.ID]) {
        self.ingredient = ingredient
        self.groups = groups
    }
}
