// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// Everything that happened, in one order.
package struct TimelineSection: Sendable, Equatable {
    /// Newest first; entries without a date stand at the end.
    package var entries: [TimelineEntry]
    /// How many entries there are of each kind and source, for the filters.
    package var kinds: [TimelineFilter]
    package var sources: [TimelineFilter]

    /// See the members.
    package init(entries: [TimelineEntry] = [], kinds: [TimelineFilter] = [], sources: [TimelineFilter] = []) {
        self.entries = entries
        self.kinds = kinds
        self.sources = sources
    }
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
        case decision
        case appointment
    }

    package var id: String
    package var kind: Kind
    package var date: PartialDate?
    package var title: String
    /// A second line, such as the reason of a visit or that a medicine was stopped.
    package var detail: String?
    /// The id of the row in its section.
    package var row: String
    package var sources: [SourceNote]

    /// See the members.
    package init(
        id: String, kind: Kind, date: PartialDate? = nil, title: String, detail: String? = nil, row: String,
        sources: [SourceNote]
    ) {
        self.id = id
        self.kind = kind
        self.date = date
        self.title = title
        self.detail = detail
        self.row = row
        self.sources = sources
    }
}

/// One choice of a filter.
package struct TimelineFilter: Sendable, Equatable {
    /// The value to filter by: a kind's code, or a source's name.
    package var value: String
    package var count: Int

    /// See the members.
    package init(value: String, count: Int) {
        self.value = value
        self.count = count
    }
}
