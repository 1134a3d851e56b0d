// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Terminology

/// Allergies and adverse reactions of all sources, wherever they were sent.
package struct AllergySection: Sendable, Equatable {
    /// The state of the banner: exactly one of four.
    package enum State: Sendable, Equatable {
        /// At least one allergy is recorded as present, whatever else is said.
        case known
        /// A source asserts by code that there is none, for this scope only; no source records one.
        case noKnown(NoKnownScope)
        /// The sources that answered have recorded neither an allergy nor that there is none.
        case notRecorded
        /// A source that may know of one did not answer, or none could know.
        case unavailable
    }

    /// How far "no known allergies" reaches.
    package enum NoKnownScope: String, Sendable {
        /// All allergies.
        case all
        /// Medicines only: says nothing of food or anything else.
        case medicinesOnly = "medicines-only"
    }

    package var state: State
    /// Present allergies, severe ones first: these stand in the banner.
    package var current: [AllergyRow]
    /// Allergies that a source calls resolved or inactive.
    package var ended: [AllergyRow]
    /// Assertions that none is known, each with its scope.
    package var noneKnown: [NoKnownAllergyRow]
    package var conflicts: [AllergyConflict]
    /// Refuted rows and rows entered in error: never in the banner, a list or a count.
    package var history: [AllergyRow]
    package var coverage: SectionCoverage

    /// See the members.
    package init(
        state: State, current: [AllergyRow] = [], ended: [AllergyRow] = [], noneKnown: [NoKnownAllergyRow] = [],
        conflicts: [AllergyConflict] = [], history: [AllergyRow] = [], coverage: SectionCoverage
    ) {
        self.state = state
        self.current = current
        self.ended = ended
        self.noneKnown = noneKnown
        self.conflicts = conflicts
        self.history = history
        self.coverage = coverage
    }

    /// Whether an allergy got lost but for its text when a record moved: prescribing stops and looks.
    package var needsLookBeforePrescribing: Bool { current.contains(where: \.isTransferDegraded) }
}

/// A source's assertion that no allergy is known.
package struct NoKnownAllergyRow: Sendable, Equatable, Identifiable {
    package var id: String
    /// The source's words.
    package var title: String
    /// What it speaks of, by its code or else by its words; silent on everything else.
    ///
    /// Nil where neither tells.
    package var scope: AllergyScope?
    /// Whether it came as a code; in words alone it asserts nothing for the banner.
    package var isCoded: Bool
    package var sources: [SourceNote]

    /// See the members.
    package init(
        id: String, title: String, scope: AllergyScope? = nil, isCoded: Bool = true, sources: [SourceNote]
    ) {
        self.id = id
        self.title = title
        self.scope = scope
        self.isCoded = isCoded
        self.sources = sources
    }
}

/// Two rows that cannot both be taken at their word; both stay visible.
package struct AllergyConflict: Sendable, Equatable {
    /// What contradicts what.
    package enum Kind: String, Sendable {
        /// One source says none is known, another records one.
        case noneKnownButRecorded = "none-known-but-recorded"
        /// One source calls it resolved, another has it as present.
        case endedButCurrent = "ended-but-current"
        /// One source ruled it out, another has it as present.
        case refutedButCurrent = "refuted-but-current"
    }

    package var kind: Kind
    /// The present allergy.
    package var current: AllergyRow.ID
    /// The row that contradicts it, in `noneKnown`, `ended` or `history`.
    package var other: String

    /// See the members.
    package init(kind: Kind, current: AllergyRow.ID, other: String) {
        self.kind = kind
        self.current = current
        self.other = other
    }
}
