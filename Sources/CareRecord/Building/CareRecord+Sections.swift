// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareTypes

extension CareRecord {
    /// Every source note in the record, of history, too.
    ///
    /// What is in no note is in ``otherItems``: together they are the whole of what was gathered.
    package var sourceNotes: [SourceNote] {
        let clinical: [[SourceNote]] = [
            (alerts.current + alerts.ended + alerts.history).flatMap(\.sources),
            (resuscitation.decisions + resuscitation.earlier + resuscitation.history).flatMap(\.sources),
            (allergies.current + allergies.ended + allergies.history).flatMap(\.sources),
            allergies.noneKnown.flatMap(\.sources),
            (problems.active + problems.past).flatMap { $0.rows.flatMap(\.sources) },
            (problems.familyHistory + problems.otherStatements + otherItems).flatMap(\.sources),
            problems.history.flatMap(\.sources),
            medicines.groups.flatMap { $0.rows.flatMap(\.sources) },
            medicines.history.flatMap(\.sources), medicines.noneKnown.flatMap(\.sources),
            results.trends.flatMap { $0.results.flatMap(\.sources) },
            (results.panels + results.withdrawnPanels).flatMap(\.sources), results.history.flatMap(\.sources),
        ]
        return clinical.flatMap(\.self) + administrativeNotes
    }

    private var administrativeNotes: [SourceNote] {
        let plans = [
            carePlans.current, carePlans.past, carePlans.history, supportAtHome.current, supportAtHome.past,
            supportAtHome.history,
        ].flatMap(\.self)
        let all: [[SourceNote]] = [
            person.sources, person.contacts.flatMap(\.sources),
            (encounters.rows + encounters.planned + encounters.history).flatMap(\.sources),
            (encounters.episodes + encounters.withdrawnEpisodes).flatMap(\.sources),
            (documents.rows + documents.history).flatMap(\.sources),
            (appointments.future + appointments.past + appointments.history).flatMap(\.sources),
            (appointments.referrals + appointments.withdrawnReferrals).flatMap(\.sources), plans.flatMap(\.sources),
            plans.flatMap { $0.goals.flatMap(\.sources) },
            (carePlans.teams + supportAtHome.teams).flatMap(\.sources),
            (carePlans.withdrawnTeams + supportAtHome.withdrawnTeams).flatMap(\.sources),
            (vaccinations.given + vaccinations.notGiven + vaccinations.history).flatMap(\.sources),
            (procedures.rows + procedures.notDone + procedures.history).flatMap(\.sources),
        ]
        return all.flatMap(\.self)
    }

    /// Files that documents and reports open.
    var attachedItems: Set<ItemReference> {
        let content =
            (documents.rows + documents.history).flatMap(\.content)
            + (results.panels + results.withdrawnPanels).flatMap(\.content)
        return content.reduce(into: []) { items, one in
            if case .file(_, let item, _, _) = one { items.insert(item) }
        }
    }

    /// Empties the sections that are not for this reader; their coverage says so.
    mutating func hideSections(_ index: RecordIndex) {
        func isHidden(_ section: RecordSection) -> Bool { !visibleSections.contains(section) }
        func none(_ section: RecordSection) -> SectionCoverage { index.coverage(section) }
        if isHidden(.alerts) { alerts = AlertSection(coverage: none(.alerts)) }
        if isHidden(.resuscitation) {
            resuscitation = ResuscitationSection(state: .unavailable, coverage: none(.resuscitation))
        } else if isHidden(.documents) {
            resuscitation.documents = []
        }
        if isHidden(.allergies) { allergies = AllergySection(state: .unavailable, coverage: none(.allergies)) }
        if isHidden(.problems) { problems = ProblemSection(coverage: none(.problems)) }
        if isHidden(.medicines) { medicines = MedicineSection(coverage: none(.medicines)) }
        if isHidden(.results) { results = ResultSection(coverage: none(.results)) }
        if isHidden(.encounters) { encounters = EncounterSection(coverage: none(.encounters)) }
        if isHidden(.documents) {
            documents = DocumentSection(coverage: none(.documents))
            for place in encounters.rows.indices { encounters.rows[place].documents = [] }
        }
        if isHidden(.appointments) { appointments = AppointmentSection(coverage: none(.appointments)) }
        if isHidden(.carePlans) { carePlans = CarePlanSection(coverage: none(.carePlans)) }
        if isHidden(.supportAtHome) { supportAtHome = SupportAtHomeSection(coverage: none(.supportAtHome)) }
        if isHidden(.vaccinations) { vaccinations = VaccinationSection(coverage: none(.vaccinations)) }
        if isHidden(.procedures) { procedures = ProcedureSection(coverage: none(.procedures)) }
        if isHidden(.contacts) {
            (person.addresses, person.telecoms, person.contacts) = ([], [], [])
            person.differences.removeAll { $0.field == .address }
        }
        if isHidden(.gp) {
            person.practice = nil
            person.differences.removeAll { $0.field == .practice }
        }
    }
}
