// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// Operations and other procedures.
package struct ProcedureSection: Sendable, Equatable {
    /// Newest first.
    package var rows: [ProcedureRow]
    /// Planned procedures that were not done.
    package var notDone: [ProcedureRow]
    /// Rows entered in error.
    package var history: [ProcedureRow]
    package var coverage: SectionCoverage

    /// See the members.
    package init(
        rows: [ProcedureRow] = [], notDone: [ProcedureRow] = [], history: [ProcedureRow] = [],
        coverage: SectionCoverage
    ) {
        self.rows = rows
        self.notDone = notDone
        self.history = history
        self.coverage = coverage
    }
}

/// One procedure.
package struct ProcedureRow: Sendable, Equatable, Identifiable {
    package var id: String
    package var title: String
    /// The status as sent.
    package var status: String
    package var start: PartialDate?
    package var end: PartialDate?
    package var laterality: Laterality?
    package var bodySite: String?
    package var outcome: String?
    package var staff: [StaffNote]
    package var reasons: [String]
    package var notes: [String]
    /// Sources that state exactly this.
    package var sources: [SourceNote]

    /// See the members.
    package init(
        id: String, title: String, status: String, start: PartialDate? = nil, end: PartialDate? = nil,
        laterality: Laterality? = nil, bodySite: String? = nil, outcome: String? = nil, staff: [StaffNote] = [],
        reasons: [String] = [], notes: [String] = [], sources: [SourceNote]
    ) {
        self.id = id
        self.title = title
        self.status = status
        self.start = start
        self.end = end
        self.laterality = laterality
        self.bodySite = bodySite
        self.outcome = outcome
        self.staff = staff
        self.reasons = reasons
        self.notes = notes
        self.sources = sources
    }
}
