// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Access
package import CareTypes
package import Exchange
internal import Terminology

/// One person's record, arranged for reading: what every page, print-out and summary is drawn from.
///
/// A plain value: built from a ``GatheredRecord`` by a pure function, so the same answer gives the same record.
package struct CareRecord: Sendable, Equatable {
    package var person: PersonSection
    package var alerts: AlertSection
    package var resuscitation: ResuscitationSection
    package var allergies: AllergySection
    package var problems: ProblemSection
    package var medicines: MedicineSection
    package var results: ResultSection
    package var encounters: EncounterSection
    package var documents: DocumentSection
    package var appointments: AppointmentSection
    package var carePlans: CarePlanSection
    package var supportAtHome: SupportAtHomeSection
    package var vaccinations: VaccinationSection
    package var procedures: ProcedureSection
    /// What no section draws, as sent: nothing is dropped.
    package var otherItems: [StatementRow]
    /// The completeness contract.
    ///
    /// Names of sources that would tell something sensitive, or where someone lives, are replaced already.
    package var sources: [SourceLine]
    /// The headings this reader may see; the other sections are empty and say so.
    package var visibleSections: Set<RecordSection>
    package var possibleOtherRecords: Int
    /// Items kept from this reader, for those who may know that there are any.
    package var hiddenItems: Int
    package var gatheredAt: Timestamp
    package var correlationID: String

    /// See the members.
    package init(
        person: PersonSection, alerts: AlertSection, resuscitation: ResuscitationSection, allergies: AllergySection,
        problems: ProblemSection, medicines: MedicineSection, results: ResultSection, encounters: EncounterSection,
        documents: DocumentSection, appointments: AppointmentSection, carePlans: CarePlanSection,
        supportAtHome: SupportAtHomeSection, vaccinations: VaccinationSection, procedures: ProcedureSection,
        otherItems: [StatementRow] = [], sources: [SourceLine],
        visibleSections: Set<RecordSection> = RecordSection.all, possibleOtherRecords: Int, hiddenItems: Int,
        gatheredAt: Timestamp, correlationID: String
    ) {
        self.person = person
        self.alerts = alerts
        self.resuscitation = resuscitation
        self.allergies = allergies
        self.problems = problems
        self.medicines = medicines
        self.results = results
        self.encounters = encounters
        self.documents = documents
        self.appointments = appointments
        self.carePlans = carePlans
        self.supportAtHome = supportAtHome
        self.vaccinations = vaccinations
        self.procedures = procedures
        self.otherItems = otherItems
        self.sources = sources
        self.visibleSections = visibleSections
        self.possibleOtherRecords = possibleOtherRecords
        self.hiddenItems = hiddenItems
        self.gatheredAt = gatheredAt
        self.correlationID = correlationID
    }

    /// Everything that happened, in one order: worked out for the page that shows it.
    package var timeline: TimelineSection { TimelineBuilder(self).section() }

    /// What stands above the fold.
    package var header: RecordHeader {
        RecordHeader(
            allergies: allergies.state, currentAllergies: allergies.current,
            allergyConflicts: allergies.conflicts.count,
            resuscitation: resuscitation.state, decisions: resuscitation.decisions,
            isResuscitationConflicting: resuscitation.isConflicting, alerts: alerts.current,
            highRiskMedicines: medicines.highRisk, uncheckedMedicines: medicines.unchecked.count,
            isHospitalMedicinesMissing: !medicines.hospitalNotReceived.isEmpty,
            potassium: headerResult(.potassium), eGFR: headerResult(.eGFR),
            lastEncounters: Array(encounters.rows.prefix(3)),
            coverage: [
                allergies.coverage, resuscitation.coverage, alerts.coverage, medicines.coverage, results.coverage,
                encounters.coverage,
            ])
    }

    private func headerResult(_ key: Analyte.Key) -> HeaderResult? {
        results.trend(key).flatMap { trend in
            trend.latest.map {
                HeaderResult(title: trend.title, latest: $0, previous: trend.lastButOne, trend: trend.id)
            }
        }
    }

    /// Names of the nodes that have not said whether the address is protected; none where a source says that it is.
    package var nodesThatMayProtect: [String] {
        person.addressProtection == .notKnown ? sources.filter(\.isSilentNode).map(\.name) : []
    }
}
