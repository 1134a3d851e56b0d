// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// One condition with every row about it, so that nobody has one disease twice.
///
/// Rows of one group agree in code family and side of the body, and may differ in all else.
package struct ProblemGroup: Sendable, Equatable, Identifiable {
    /// Another stage of the same course, as 3B is of chronic kidney disease 3.
    package struct Progression: Sendable, Equatable {
        package var group: ProblemGroup.ID
        package var title: String
        /// Whether the other is the later or more exact stage.
        package var isLater: Bool

        /// See the members.
        package init(group: ProblemGroup.ID, title: String, isLater: Bool) {
            self.group = group
            self.title = title
            self.isLater = isLater
        }
    }

    /// Why a group stands where it does.
    package enum Standing: String, Sendable {
        case active
        case past
        /// A later entry such as "asthma resolved" ended it.
        case endedByEntry = "ended-by-entry"
        /// Only "history of" entries are there.
        case historyOnly = "history-only"
        /// It ends by itself, as a pregnancy does, and its time is over.
        case timeOver = "time-over"
    }

    package var id: String
    package var title: String
    /// Whether the title is a term that hurts: a page shows it behind "as recorded" only.
    package var isTermAsRecordedOnly: Bool
    package var standing: Standing
    /// The rows, newest onset first; entries that ended it included.
    package var rows: [ProblemRow]
    package var progression: [Progression]

    /// See the members.
    package init(
        id: String, title: String, isTermAsRecordedOnly: Bool = false, standing: Standing, rows: [ProblemRow],
        progression: [Progression] = []
    ) {
        self.id = id
        self.title = title
        self.isTermAsRecordedOnly = isTermAsRecordedOnly
        self.standing = standing
        self.rows = rows
        self.progression = progression
    }

    /// Whether some entries call it present and others past; the diagnosis of a visit ends with the visit and says
    /// nothing.
    package var hasConflict: Bool {
        let stated = rows.filter { $0.form == .problem && !$0.isEncounterDiagnosis }
        return stated.contains { !$0.clinicalStatus.isPast }
            && (stated.contains(where: \.clinicalStatus.isPast) || rows.contains { $0.form == .resolution })
    }
}
