// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import Terminology

/// Care plans, and the teams behind them.
package struct CarePlanSection: Sendable, Equatable {
    /// In force, newest first.
    package var current: [CarePlanRow]
    package var past: [CarePlanRow]
    /// Teams of health services.
    package var teams: [CareTeamRow]
    /// Rows entered in error.
    package var history: [CarePlanRow]
    /// Teams entered in error.
    package var withdrawnTeams: [CareTeamRow]
    package var coverage: SectionCoverage

    /// See the members.
    package init(
        current: [CarePlanRow] = [], past: [CarePlanRow] = [], teams: [CareTeamRow] = [], history: [CarePlanRow] = [],
        withdrawnTeams: [CareTeamRow] = [], coverage: SectionCoverage
    ) {
        self.current = current
        self.past = past
        self.teams = teams
        self.history = history
        self.withdrawnTeams = withdrawnTeams
        self.coverage = coverage
    }
}

/// Support by a council, at home or in residential care.
package struct SupportAtHomeSection: Sendable, Equatable {
    package var current: [CarePlanRow]
    package var past: [CarePlanRow]
    package var teams: [CareTeamRow]
    package var history: [CarePlanRow]
    /// Teams entered in error.
    package var withdrawnTeams: [CareTeamRow]
    package var coverage: SectionCoverage

    /// See the members.
    package init(
        current: [CarePlanRow] = [], past: [CarePlanRow] = [], teams: [CareTeamRow] = [], history: [CarePlanRow] = [],
        withdrawnTeams: [CareTeamRow] = [], coverage: SectionCoverage
    ) {
        self.current = current
        self.past = past
        self.teams = teams
        self.history = history
        self.withdrawnTeams = withdrawnTeams
        self.coverage = coverage
    }
}

/// One plan.
package struct CarePlanRow: Sendable, Equatable, Identifiable {
    /// One aim of the plan.
    package struct Goal: Sendable, Equatable {
        package var text: String
        /// The status as sent.
        package var status: String?
        package var sources: [SourceNote]

        /// See the members.
        package init(text: String, status: String? = nil, sources: [SourceNote]) {
            self.text = text
            self.status = status
            self.sources = sources
        }
    }

    package var id: String
    package var title: String
    package var kind: DocumentType.Kind?
    /// The category in the source's words.
    package var category: String?
    /// What the plan says, uncut.
    package var text: String?
    /// The status as sent.
    package var status: String
    package var isCurrent: Bool
    package var start: PartialDate?
    package var end: PartialDate?
    package var author: StaffNote?
    package var goals: [Goal]
    package var activities: [String]
    package var teams: [String]
    package var notes: [String]
    package var sources: [SourceNote]

    /// See the members.
    package init(
        id: String, title: String, kind: DocumentType.Kind? = nil, category: String? = nil, text: String? = nil,
        status: String, isCurrent: Bool, start: PartialDate? = nil, end: PartialDate? = nil, author: StaffNote? = nil,
        goals: [Goal] = [], activities: [String] = [], teams: [String] = [], notes: [String] = [],
        sources: [SourceNote]
    ) {
        self.id = id
        self.title = title
        self.kind = kind
        self.category = category
        self.text = text
        self.status = status
        self.isCurrent = isCurrent
        self.start = start
        self.end = end
        self.author = author
        self.goals = goals
        self.activities = activities
        self.teams = teams
        self.notes = notes
        self.sources = sources
    }
}

/// One team.
package struct CareTeamRow: Sendable, Equatable, Identifiable {
    package var id: String
    package var title: String
    package var members: [StaffNote]
    /// Nil where places are withheld.
    package var organisation: String?
    package var start: PartialDate?
    package var end: PartialDate?
    package var isCurrent: Bool
    package var sources: [SourceNote]

    /// See the members.
    package init(
        id: String, title: String, members: [StaffNote] = [], organisation: String? = nil, start: PartialDate? = nil,
        end: PartialDate? = nil, isCurrent: Bool, sources: [SourceNote]
    ) {
        self.id = id
        self.title = title
        self.members = members
        self.organisation = organisation
        self.start = start
        self.end = end
        self.isCurrent = isCurrent
        self.sources = sources
    }
}
