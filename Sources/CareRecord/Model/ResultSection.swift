// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import Terminology

/// Test results and measurements.
package struct ResultSection: Sendable, Equatable {
    /// One trend for each analyte, the one with the newest result first.
    package var trends: [ResultTrend]
    /// Reports, newest first.
    package var panels: [ResultPanel]
    /// Rows entered in error.
    package var history: [ResultRow]
    /// Reports entered in error.
    package var withdrawnPanels: [ResultPanel]
    package var coverage: SectionCoverage

    /// See the members.
    package init(
        trends: [ResultTrend] = [], panels: [ResultPanel] = [], history: [ResultRow] = [],
        withdrawnPanels: [ResultPanel] = [], coverage: SectionCoverage
    ) {
        self.trends = trends
        self.panels = panels
        self.history = history
        self.withdrawnPanels = withdrawnPanels
        self.coverage = coverage
    }

    /// The trend of an analyte.
    package func trend(_ key: Analyte.Key) -> ResultTrend? { trends.first { $0.analyte == key } }
}

/// One report with its results.
package struct ResultPanel: Sendable, Equatable, Identifiable {
    package var id: String
    package var title: String
    package var status: ResultRow.Status
    /// What kind of report, such as `LAB`, as sent.
    package var categories: [String]
    package var taken: PartialDate?
    package var issued: PartialDate?
    package var conclusion: String?
    package var results: [ResultRow.ID]
    /// Results the report names and that are not in the answer.
    package var missingResults: Int
    package var content: [DocumentContent]
    package var sources: [SourceNote]

    /// See the members.
    package init(
        id: String, title: String, status: ResultRow.Status, categories: [String] = [], taken: PartialDate? = nil,
        issued: PartialDate? = nil, conclusion: String? = nil, results: [ResultRow.ID] = [], missingResults: Int = 0,
        content: [DocumentContent] = [], sources: [SourceNote]
    ) {
        self.id = id
        self.title = title
        self.status = status
        self.categories = categories
        self.taken = taken
        self.issued = issued
        self.conclusion = conclusion
        self.results = results
        self.missingResults = missingResults
        self.content = content
        self.sources = sources
    }
}
