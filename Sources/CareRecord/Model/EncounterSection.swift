// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// Visits, admissions, attendances, contacts and ambulance calls.
package struct EncounterSection: Sendable, Equatable {
    /// What has happened or is going on, newest first.
    package var rows: [EncounterRow]
    /// Planned ones, the next first.
    package var planned: [EncounterRow]
    /// Longer ties to a service, such as a registration with a practice, newest first.
    package var episodes: [EpisodeRow]
    /// Rows entered in error.
    package var history: [EncounterRow]
    /// Ties entered in error.
    package var withdrawnEpisodes: [EpisodeRow]
    package var coverage: SectionCoverage

    /// See the members.
    package init(
        rows: [EncounterRow] = [], planned: [EncounterRow] = [], episodes: [EpisodeRow] = [],
        history: [EncounterRow] = [], withdrawnEpisodes: [EpisodeRow] = [], coverage: SectionCoverage
    ) {
        self.rows = rows
        self.planned = planned
        self.episodes = episodes
        self.history = history
        self.withdrawnEpisodes = withdrawnEpisodes
        self.coverage = coverage
    }
}

/// One encounter.
package struct EncounterRow: Sendable, Equatable, Identifiable {
    /// How the person was met.
    package enum Setting: String, Sendable {
        case emergency
        case inpatient
        case outpatient
        case home
        case virtual
        case other
    }

    /// A status under the Mental Health Act during the encounter.
    package struct LegalStatus: Sendable, Equatable {
        /// The status, in the source's words.
        package var title: String
        /// At which point of the encounter, such as `admission`.
        package var context: String?
        package var start: PartialDate?
        package var end: PartialDate?
        /// Whether it restricts the person now: a detention or guardianship that has not ended.
        package var isInForce: Bool

        /// See the members.
        package init(
            title: String, context: String? = nil, start: PartialDate? = nil, end: PartialDate? = nil, isInForce: Bool
        ) {
            self.title = title
            self.context = context
            self.start = start
            self.end = end
            self.isInForce = isInForce
        }
    }

    package var id: String
    package var title: String
    package var setting: Setting
    /// The status as sent, such as `finished`.
    package var status: String
    package var start: PartialDate?
    package var end: PartialDate?
    package var isOngoing: Bool
    package var reasons: [String]
    package var diagnoses: [String]
    package var staff: [StaffNote]
    /// Wards and sites; empty where places are withheld.
    package var places: [String]
    /// The organisation that gave the care; nil where places are withheld.
    package var provider: String?
    package var admission: String?
    package var discharge: String?
    package var legalStatuses: [LegalStatus]
    package var documents: [DocumentRow.ID]
    package var sources: [SourceNote]

    /// See the members.
    package init(
        id: String, title: String, setting: Setting, status: String, start: PartialDate? = nil, end: PartialDate? = nil,
        isOngoing: Bool = false, reasons: [String] = [], diagnoses: [String] = [], staff: [StaffNote] = [],
        places: [String] = [], provider: String? = nil, admission: String? = nil, discharge: String? = nil,
        legalStatuses: [LegalStatus] = [], documents: [DocumentRow.ID] = [], sources: [SourceNote]
    ) {
        self.id = id
        self.title = title
        self.setting = setting
        self.status = status
        self.start = start
        self.end = end
        self.isOngoing = isOngoing
        self.reasons = reasons
        self.diagnoses = diagnoses
        self.staff = staff
        self.places = places
        self.provider = provider
        self.admission = admission
        self.discharge = discharge
        self.legalStatuses = legalStatuses
        self.documents = documents
        self.sources = sources
    }
}

/// A longer tie to a service.
package struct EpisodeRow: Sendable, Equatable, Identifiable {
    package var id: String
    package var title: String
    package var status: String
    package var start: PartialDate?
    package var end: PartialDate?
    package var isCurrent: Bool
    package var provider: String?
    package var team: String?
    package var sources: [SourceNote]

    /// See the members.
    package init(
        id: String, title: String, status: String, start: PartialDate? = nil, end: PartialDate? = nil, isCurrent: Bool,
        provider: String? = nil, team: String? = nil, sources: [SourceNote]
    ) {
        self.id = id
        self.title = title
        self.status = status
        self.start = start
        self.end = end
        self.isCurrent = isCurrent
        self.provider = provider
        self.team = team
        self.sources = sources
    }
}
