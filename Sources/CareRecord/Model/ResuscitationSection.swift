// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import Terminology

/// Decisions about attempting resuscitation, and the plans that may hold one.
///
/// No decision never reads as "for": see ``State``.
package struct ResuscitationSection: Sendable, Equatable {
    package enum State: String, Sendable {
        /// At least one decision or plan is there.
        case recorded
        /// The sources that answered have none. It says nothing of what should be done.
        case noneRecorded = "none-recorded"
        /// A source that may hold one did not answer, or none could.
        case unavailable
    }

    package var state: State
    /// The newest decision of each source, newest first, and those of which nothing tells that a newer one replaced them.
    package var decisions: [ResuscitationRow]
    /// Older decisions of sources that have a newer one.
    package var earlier: [ResuscitationRow]
    /// Whether `decisions` contradict each other; all are then shown.
    package var isConflicting: Bool
    /// Documents about emergency treatment.
    package var documents: [DocumentRow.ID]
    /// Rows entered in error.
    package var history: [ResuscitationRow]
    package var coverage: SectionCoverage

    /// See the members.
    package init(
        state: State, decisions: [ResuscitationRow] = [], earlier: [ResuscitationRow] = [], isConflicting: Bool = false,
        documents: [DocumentRow.ID] = [], history: [ResuscitationRow] = [], coverage: SectionCoverage
    ) {
        self.state = state
        self.decisions = decisions
        self.earlier = earlier
        self.isConflicting = isConflicting
        self.documents = documents
        self.history = history
        self.coverage = coverage
    }
}

/// One decision.
package struct ResuscitationRow: Sendable, Equatable, Identifiable {
    /// Whether the form is at hand.
    package enum Form: Sendable, Equatable {
        /// The document is in this record.
        case attached(ItemReference)
        /// The source says that there is one; it is not in this record.
        case saidToExist
        case none
    }

    package var id: String
    /// The source's words.
    package var title: String
    package var meaning: ResuscitationDecision.Meaning
    package var decided: PartialDate?
    package var reviewDue: PartialDate?
    package var isReviewOverdue: Bool
    /// Who decided, with their role.
    package var author: StaffNote?
    package var form: Form
    package var notes: [String]
    package var sources: [SourceNote]

    /// See the members.
    package init(
        id: String, title: String, meaning: ResuscitationDecision.Meaning, decided: PartialDate? = nil,
        reviewDue: PartialDate? = nil, isReviewOverdue: Bool = false, author: StaffNote? = nil, form: Form = .none,
        notes: [String] = [], sources: [SourceNote]
    ) {
        self.id = id
        self.title = title
        self.meaning = meaning
        self.decided = decided
        self.reviewDue = reviewDue
        self.isReviewOverdue = isReviewOverdue
        self.author = author
        self.form = form
        self.notes = notes
        self.sources = sources
    }

    /// What orders decisions: when it was taken, else when a source wrote it down.
    package var time: PartialDate? {
        decided ?? sources.compactMap(\.recorded).max { $0.earliest < $1.earliest }
    }
}
