// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

extension PersonBuilder {
    /// What acute trusts hold: diagnoses, visits and stays, clinics, letters, hospital medicines.
    func writeHospitals() {
        for hospital in plan.hospitals {
            guard let record = record(at: hospital) else { continue }
            diagnoses(record)
            if plan.scenario?.isLead != true { clinics(record) }
            if !plan.hazards.contains(where: \.replacesAllergies) { hospitalAllergies(record) }
        }
        for visit in plan.visits {
            guard let record = record(at: visit.organisation) else { continue }
            if visit.nights > 0 {
                let (changes, actions) = changesInStay(visit)
                stay(record, visit, changes: changes, actions: actions)
            } else {
                emergencyVisit(record, visit)
            }
        }
    }

    /// What a stay for kidney injury changed, where the hazard of a stopped medicine asks for it.
    private func changesInStay(_ visit: PersonPlan.HospitalVisit) -> (changes: [String], actions: [String]) {
        guard visit.reason.diagnosis == VisitReason.kidneyInjury.diagnosis, plan.hazards.contains(.stoppedInHospital)
        else {
            return ([], [])
        }
        return (
            ["Ramipril 5mg STOPPED: acute kidney injury with high potassium"],
            [
                "Please take ramipril off repeat", "Urea and electrolytes in two weeks",
                "Do not restart ramipril without renal advice",
            ]
        )
    }

    private func diagnoses(_ record: HeldRecord) {
        for held in plan.problems where held.problem.labels.isEmpty && random.chance(0.5) && held.onset < lastDay - 60 {
            condition(
                record, fact: Fact(kind: .problem, code: held.problem.code, day: 0),
                ConditionText(
                    concept: held.problem.hospitalConcept, onset: nil, end: held.end,
                    recorded: held.onset + 30 + random.below(max(1, lastDay - held.onset - 60))))
        }
    }

    private func hospitalAllergies(_ record: HeldRecord) {
        for held in plan.allergies where random.chance(0.6) {
            allergy(
                record, feed: record.organisation.feed(.epr),
                fact: Fact(kind: .allergy, code: held.allergen.code, day: 0),
                allergyText(held, recorder: record.organisation.member(.wardDoctor)))
        }
    }

    /// Clinics for the conditions that have one: past letters and the next appointment.
    private func clinics(_ record: HeldRecord) {
        let place = plan.hospitals.firstIndex(of: record.organisation.index) ?? 0
        let withClinic = plan.problems.filter { $0.problem.clinic != nil && $0.problem.clinic != .psychiatry }
        let seen = withClinic.indices.filter { $0 % plan.hospitals.count == place }.map { withClinic[$0] }
        for held in seen.prefix(3) where random.chance(0.65) && held.onset < lastDay - 40 {
            guard let role = held.problem.clinic else { continue }
            let staff = record.organisation.member(role)
            let earliest = max(held.onset + (held.problem.clinic == .maternity ? 80 : 20), lastDay - 4 * 365)
            let latest = min(lastDay, held.end ?? lastDay)
            let visits = random.count(mean: 2, most: 4)
            for number in 0..<visits {
                let day = workday(latest - 10 - number * 190 - random.below(120), from: earliest)
                guard day > earliest, day < lastDay, !isInHospital(on: day) else { continue }
                clinicVisit(
                    record, role, held.problem, staff, at: Moment(day: day, minute: 540 + random.below(40) * 10))
            }
            if plan.deathDay == nil, held.end == nil, random.chance(0.6) {
                appointment(
                    record, at: Moment(day: today + 7 + random.below(150), minute: 540 + random.below(40) * 10),
                    minutes: 20,
                    title: "\(role.clinic) clinic", staff: staff, service: role == .cardiology ? "789718008" : nil)
            }
        }
    }

    private func isInHospital(on day: Int) -> Bool {
        plan.visits.contains { ($0.arrival.day...$0.arrival.day + $0.nights).contains(day) }
    }

    private func clinicVisit(
        _ record: HeldRecord, _ role: SyntheticStaffRole, _ problem: Problem, _ staff: SyntheticStaffMember,
        at moment: Moment
    ) {
        let labels = problem.labels
        let visit = encounter(
            record,
            EncounterText(
                act: "AMB", start: moment, end: moment.adding(minutes: 20),
                type: Concept(text: "\(role.clinic) clinic"),
                reason: problem.concept, staff: staff, place: 1, labels: labels))
        document(
            record, feed: record.organisation.feed(.epr),
            DocumentText(
                type: "823751000000102", category: "823651000000106", title: "\(role.clinic) clinic letter",
                date: moment.adding(minutes: 1_500), author: staff,
                text: clinicLetter(record, role, problem, on: moment.day), isPDF: random.chance(0.35), encounter: visit,
                labels: labels))
        if role == .cardiology, random.chance(0.5) {
            procedure(record, "40701008", "Echocardiogram", on: moment.day, encounter: visit)
        }
    }

    /// A procedure.
    @discardableResult
    func procedure(
        _ record: HeldRecord, _ code: String, _ text: String, on day: Int, encounter: String? = nil, note: String? = nil
    ) -> String {
        add("Procedure", to: record.feed, profile: "UKCore-Procedure") { writer in
            writer.member("status", "completed")
            writer.concept("code", .snomed, code, text: text)
            writer.reference("subject", record.reference)
            writer.reference("encounter", encounter)
            writer.member("performedDateTime", Moment.dateText(day))
            writer.note(note)
        }
    }

    private func emergencyVisit(_ record: HeldRecord, _ visit: PersonPlan.HospitalVisit) {
        let end = visit.arrival.adding(minutes: 90 + random.below(240))
        let staff = record.organisation.member(.emergency)
        let reference = encounter(
            record,
            EncounterText(
                act: "EMER", start: visit.arrival, end: end,
                type: Concept(SyntheticCodes.snomed("310000008"), text: "Emergency department attendance"),
                reason: Concept(text: visit.reason.complaint), staff: staff, labels: visit.reason.labels))
        warningScore(
            record, feed: record.organisation.feed(.epr), at: visit.arrival.adding(minutes: 12), isSick: false,
            encounter: reference)
        visitDiagnosis(record, visit, reference, recorded: end.day)
        document(
            record, feed: record.organisation.feed(.epr),
            DocumentText(
                type: "823751000000102", category: "823651000000106", title: "Emergency department letter", date: end,
                author: staff, text: emergencyLetter(record, visit, until: end), encounter: reference,
                labels: visit.reason.labels))
    }

    private func visitDiagnosis(
        _ record: HeldRecord, _ visit: PersonPlan.HospitalVisit, _ encounter: String, recorded: Int
    ) {
        let coding =
            visit.reason.icd.map { SyntheticCodes.code(.icd10, $0) } ?? visit.reason.snomed.map(SyntheticCodes.snomed)
        condition(
            record,
            ConditionText(
                concept: Concept(codings: [coding].compactMap { $0 }, text: visit.reason.diagnosis),
                onset: visit.arrival.day, end: recorded, recorded: recorded, isProblem: false, encounter: encounter,
                labels: visit.reason.labels))
    }

    /// A stay: observations, bloods, ward doses, medicines to take home, the discharge summary and the practice's copy.
    func stay(
        _ record: HeldRecord, _ visit: PersonPlan.HospitalVisit, changes: [String] = [], actions: [String] = []
    ) {
        let end = Moment(day: visit.arrival.day + visit.nights, minute: max(660, visit.arrival.minute + 10)).adding(
            minutes: 60)
        let epr = record.organisation.feed(.epr)
        let isDeath = plan.deathDay == end.day
        let isBirth = visit.reason.clinic == .maternity
        let reference = encounter(
            record, fact: Fact(kind: .visit, code: "stay", day: visit.arrival.day),
            EncounterText(
                act: "IMP", start: visit.arrival, end: end,
                type: Concept(text: "\(visit.reason.clinic.clinic) inpatient stay"),
                reason: Concept(text: visit.reason.complaint), staff: record.organisation.member(visit.reason.clinic),
                place: 2,
                labels: visit.reason.labels, admission: isBirth ? "31" : "21", discharge: isDeath ? "4" : "1"))
        warningScore(record, feed: epr, at: visit.arrival.adding(minutes: 15), isSick: !isBirth, encounter: reference)
        if !isDeath {
            warningScore(record, feed: epr, at: end.adding(minutes: -180), isSick: false, encounter: reference)
        }
        visitDiagnosis(record, visit, reference, recorded: end.day)
        stayBloods(record, visit)
        if isBirth { procedure(record, "177184002", "Normal delivery", on: visit.arrival.day, encounter: reference) }
        let taken = hospitalMedicines(record, visit, until: end, encounter: reference)
        let allChanges = changes.isEmpty ? taken : changes
        let allActions = actions.isEmpty ? ["Please review within two weeks"] : actions
        let text = dischargeSummary(record, visit, until: end, changes: allChanges, actions: allActions)
        let isPDF = random.chance(0.4)
        if hasStructuredSummaries {
            structuredDischargeSummary(
                record, visit, encounter: reference, until: end, changes: allChanges, actions: allActions)
        } else {
            document(
                record, feed: epr, fact: Fact(kind: .document, code: "discharge", day: end.day),
                DocumentText(
                    type: "373942005", category: "823651000000106", title: "Discharge summary", date: end,
                    author: record.organisation.member(.wardDoctor), text: text, isPDF: isPDF, encounter: reference,
                    labels: visit.reason.labels))
        }
        if let gp, end.day >= plan.registeredSince {
            document(
                gp, fact: Fact(kind: .document, code: "discharge", day: end.day),
                DocumentText(
                    type: "373942005", category: "823651000000106",
                    title: "Discharge summary from \(record.organisation.name)",
                    date: end.day + 2 < today ? end.adding(minutes: 1_380) : end, text: text,
                    labels: visit.reason.labels))
        }
    }

    private func stayBloods(_ record: HeldRecord, _ visit: PersonPlan.HospitalVisit) {
        let circumstance: Circumstance =
            switch visit.reason.diagnosis {
            case VisitReason.kidneyInjury.diagnosis: .kidneyInjury
            case VisitReason.pneumonia.diagnosis, VisitReason.urinaryInfection.diagnosis: .infection
            default: .routine
            }
        let moments = [
            visit.arrival.adding(minutes: 35), visit.arrival.adding(minutes: 35 + max(1, visit.nights - 1) * 1_440),
        ]
        for (number, moment) in moments.enumerated() where number == 0 || visit.nights > 2 {
            for panel in [Panel.ureaAndElectrolytes, .fullBloodCount, .inflammation]
            where panel != .ureaAndElectrolytes || plan.scenario?.isLead != true {
                report(
                    record, feed: record.organisation.feed(.lab), panel,
                    values(panel, on: moment.day, number == 0 ? circumstance : .routine), at: moment,
                    codes: labCodes(record.organisation, on: moment.day))
            }
        }
    }

    /// The hospital's own medicines list; returns what changed, in words.
    private func hospitalMedicines(
        _ record: HeldRecord, _ visit: PersonPlan.HospitalVisit, until end: Moment, encounter: String
    ) -> [String] {
        let epma = record.organisation.feed(.epma)
        let style = hospitalStyle(record.organisation)
        for held in medicines
        where held.start < visit.arrival.day && held.isTaken(on: end.day) && held.medicine.labels.isEmpty {
            var text = PrescriptionText(held.medicine.concept(style), authored: end.day, dose: held.medicine.dose)
            text.category = "discharge"
            text.quantity = held.medicine.quantity / 2
            text.unit = held.medicine.unit
            text.staff = record.organisation.member(.hospitalPharmacist)
            text.labels = held.problem?.labels ?? []
            prescription(record, feed: epma, fact: Fact(kind: .medicine, code: held.medicine.name, day: 0), text)
        }
        guard let medicine = visit.reason.medicine, !isUnsafe(medicine, on: end.day) else { return [] }
        administration(
            record, feed: epma, medicine.concept(style), at: visit.arrival.adding(minutes: 95), dose: medicine.dose,
            encounter: encounter)
        var text = PrescriptionText(medicine.concept(style), authored: end.day, dose: medicine.dose)
        text.category = "discharge"
        text.status = "completed"
        text.quantity = medicine.quantity
        text.unit = medicine.unit
        text.staff = record.organisation.member(.wardDoctor)
        let order = prescription(record, feed: epma, text)
        dispense(
            record, feed: epma, medicine.concept(style), on: end.day, quantity: medicine.quantity, unit: medicine.unit,
            for: order)
        return ["Started \(medicine.name), \(medicine.dose)"]
    }
}
