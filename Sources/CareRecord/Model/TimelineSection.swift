// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// Everything that happened, in one order.
package struct TimelineSection: Sendable, Equatable {
    /// Newest first; entries without a date stand at the end.
    package var entries: [TimelineEntry]

    /// See the members.
    package init(entries: [TimelineEntry] = []) {
        self.entries = entries
    }

    /// The entries of each year, the latest first, and last those without a date.
    package var years: [TimelineYear] {
        let byYear = Dictionary(grouping: entries, by: \.year)
        return byYear.map { TimelineYear(year: $0.key, entries: $0.value) }
            .sorted { ($0.year ?? .min) > ($1.year ?? .min) }
    }
}

/// One year of a timeline.
package struct TimelineYear: Sendable, Equatable {
    /// Nil for entries without a date.
    package let year: Int?
    /// Newest first.
    package let entries: [TimelineEntry]
}

/// One event.
package struct TimelineEntry: Sendable, Equatable, Identifiable {
    package enum Kind: String, Sendable, CaseIterable {
        case encounter
        case document
        case result
        case medicine
        case procedure
        case vaccination
        case problem
        case carePlan = "care-plan"
        case supportAtHome = "support-at-home"
        case decision
        case appointment
    }

    package var id: String
    package var kind: Kind
    package var date: PartialDate?
    package var title: String
    /// A second line, such as the reason of a visit or why a medicine was stopped.
    package var detail: String?
    /// What became of a medicine; nil for other kinds.
    package var medicineStatus: MedicineRow.Status?
    /// The id of the row in its section.
    package var row: String
    package var sources: [SourceNote]

    /// See the members.
    package init(
        id: String, kind: Kind, date: PartialDate? = nil, title: String, detail: String? = nil,
        medicineStatus: MedicineRow.Status? = nil, row: String, sources: [SourceNote]
    ) {
        self.id = id
        self.kind = kind
        self.date = date
        self.title = title
        self.detail = detail
        self.medicineStatus = medicineStatus
        self.row = row
        self.sources = sources
    }

    /// The year in London; nil without a date.
    package var year: Int? {
        date.map { $0.precision <= .day ? $0.date.year : LondonTime.reading(of: $0.earliest).date.year }
    }
}
