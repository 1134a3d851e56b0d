// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Problems and diagnoses, with what looks like one and is none.
package struct ProblemSection: Sendable, Equatable {
    package var active: [ProblemGroup]
    package var past: [ProblemGroup]
    /// About relatives; never among the problems.
    package var familyHistory: [StatementRow]
    /// Suspicions, facts about others, episodes, and facts that are no illness.
    package var otherStatements: [StatementRow]
    /// Refuted rows and rows entered in error.
    package var history: [ProblemRow]
    package var coverage: SectionCoverage

    /// See the members.
    package init(
        active: [ProblemGroup] = [], past: [ProblemGroup] = [], familyHistory: [StatementRow] = [],
        otherStatements: [StatementRow] = [], history: [ProblemRow] = [], coverage: SectionCoverage
    ) {
        self.active = active
        self.past = past
        self.familyHistory = familyHistory
        self.otherStatements = otherStatements
        self.history = history
        self.coverage = coverage
    }
}
