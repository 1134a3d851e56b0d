// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// Vaccinations.
package struct VaccinationSection: Sendable, Equatable {
    /// Doses given, newest first; the same dose in two sources is one row.
    package var given: [VaccinationRow]
    /// Doses not given or declined: never counted as given.
    package var notGiven: [VaccinationRow]
    /// Rows entered in error.
    package var history: [VaccinationRow]
    package var coverage: SectionCoverage

    /// See the members.
    package init(
        given: [VaccinationRow] = [], notGiven: [VaccinationRow] = [], history: [VaccinationRow] = [],
        coverage: SectionCoverage
    ) {
        self.given = given
        self.notGiven = notGiven
        self.history = history
        self.coverage = coverage
    }
}

/// One dose, given or not.
package struct VaccinationRow: Sendable, Equatable, Identifiable {
    package var id: String
    package var title: String
    /// The product or vaccine in the source's words.
    package var vaccine: String?
    package var isGiven: Bool
    package var date: PartialDate?
    package var dose: Int?
    package var reasonNotGiven: String?
    package var batch: String?
    package var site: String?
    package var route: String?
    package var notes: [String]
    /// Sources that state exactly this.
    package var sources: [SourceNote]

    /// See the members.
    package init(
        id: String, title: String, vaccine: String? = nil, isGiven: Bool, date: PartialDate? = nil, dose: Int? = nil,
        reasonNotGiven: String? = nil, batch: String? = nil, site: String? = nil, route: String? = nil,
        notes: [String] = [], sources: [SourceNote]
    ) {
        self.id = id
        self.title = title
        self.vaccine = vaccine
        self.isGiven = isGiven
        self.date = date
        self.dose = dose
        self.reasonNotGiven = reasonNotGiven
        self.batch = batch
        self.site = site
        self.route = route
        self.notes = notes
        self.sources = sources
    }
}
