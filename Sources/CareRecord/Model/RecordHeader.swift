// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What stands above the fold, unscrolled at 1366 × 768.
package struct RecordHeader: Sendable, Equatable {
    package var allergies: AllergySection.State
    package var currentAllergies: [AllergyRow]
    package var allergyConflicts: Int
    package var resuscitation: ResuscitationSection.State
    package var decisions: [ResuscitationRow]
    package var isResuscitationConflicting: Bool
    package var alerts: [AlertRow]
    package var highRiskMedicines: [HighRiskMedicine]
    /// Current medicines that no check covers, because they came as text or under an id not listed.
    package var uncheckedMedicines: Int
    package var isHospitalMedicinesMissing: Bool
    package var potassium: HeaderResult?
    package var eGFR: HeaderResult?
    package var lastEncounters: [EncounterRow]
    /// The coverage of each section of the header.
    package var coverage: [SectionCoverage]

    /// See the members.
    package init(
        allergies: AllergySection.State, currentAllergies: [AllergyRow], allergyConflicts: Int,
        resuscitation: ResuscitationSection.State, decisions: [ResuscitationRow], isResuscitationConflicting: Bool,
        alerts: [AlertRow], highRiskMedicines: [HighRiskMedicine], uncheckedMedicines: Int,
        isHospitalMedicinesMissing: Bool, potassium: HeaderResult? = nil, eGFR: HeaderResult? = nil,
        lastEncounters: [EncounterRow], coverage: [SectionCoverage]
    ) {
        self.allergies = allergies
        self.currentAllergies = currentAllergies
        self.allergyConflicts = allergyConflicts
        self.resuscitation = resuscitation
        self.decisions = decisions
        self.isResuscitationConflicting = isResuscitationConflicting
        self.alerts = alerts
        self.highRiskMedicines = highRiskMedicines
        self.uncheckedMedicines = uncheckedMedicines
        self.isHospitalMedicinesMissing = isHospitalMedicinesMissing
        self.potassium = potassium
        self.eGFR = eGFR
        self.lastEncounters = lastEncounters
        self.coverage = coverage
    }
}

/// A result in the header.
package struct HeaderResult: Sendable, Equatable {
    package var title: String
    package var latest: ResultRow
    /// The one before.
    package var previous: ResultRow?
    package var trend: ResultTrend.ID

    /// See the members.
    package init(title: String, latest: ResultRow, previous: ResultRow? = nil, trend: ResultTrend.ID) {
        self.title = title
        self.latest = latest
        self.previous = previous
        self.trend = trend
    }
}
