// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

extension PersonBuilder {
    /// A mental health trust: contacts, plan for a crisis, letters, appointments.
    func mentalHealth(_ record: HeldRecord) {
        let nurse = record.organisation.member(.mentalHealthNurse)
        let isSerious = plan.problems.contains {
            $0.problem.code == Problem.schizophrenia.code || $0.problem.code == Problem.bipolar.code
        }
        let problem = plan.problems.first {
            !$0.problem.labels.isDisjoint(with: .mentalHealth) && $0.problem.labels == .mentalHealth
        }
        let from = max(plan.birthDay + 2_000, lastDay - 200 - random.below(900))
        guard from < lastDay else { return }
        if isSerious { crisisPlan(record, from: from, nurse) }
        for number in 0..<(isSerious ? 5 : 3) {
            let day = workday(lastDay - 8 - number * 45 - random.below(20), from: from)
            guard day > from else { break }
            let moment = Moment(day: day, minute: 570 + random.below(30) * 10)
            encounter(
                record,
                EncounterText(
                    act: "AMB", start: moment, end: moment.adding(minutes: 50),
                    type: Concept(
                        SyntheticCodes.snomed("89301000000108"), text: "Community mental health team contact"),
                    reason: problem?.problem.concept, staff: nurse))
        }
        if let problem { psychiatricReview(record, problem, from: from) }
        if plan.deathDay == nil {
            appointment(
                record, at: Moment(day: today + 5 + random.below(30), minute: 660), minutes: 45,
                title: "Review with care team", staff: nurse,
                service: "708168004")
        }
    }

    /// The care plan and the plan for a crisis of someone with a severe mental illness.
    private func crisisPlan(_ record: HeldRecord, from: Int, _ nurse: SyntheticStaffMember) {
        carePlan(
            record, category: Concept(SyntheticCodes.snomed("288832002"), text: "Care programme approach"),
            title: "Mental health care plan",
            description:
                "Two-weekly visits by the care coordinator, monthly clinic, physical health check each year.",
            from: from, staff: record.organisation.member(.careCoordinator),
            goals: ["Keep well through the winter", "Return to volunteering"])
        document(
            record,
            DocumentText(
                type: "736253002", category: "734163000", title: "Mental health crisis plan",
                date: Moment(day: from, minute: 840), author: nurse,
                text: """
                    \(record.organisation.name)
                    Crisis plan for \(plan.fullName)

                    Early signs: not sleeping, staying indoors, missed medicines.
                    What helps: a calm voice, music, a call to \(plan.contacts.first?.name ?? "family").
                    Who to call: the team by day; the crisis line at night.
                    Written together on \(Moment.longText(from)). Please review each year.
                    """, isPDF: true, period: (from, nil)))
    }

    private func psychiatricReview(_ record: HeldRecord, _ problem: PersonPlan.HeldProblem, from: Int) {
        condition(
            record, fact: Fact(kind: .problem, code: problem.problem.code, day: 0),
            ConditionText(
                concept: problem.problem.concept, onset: nil, end: problem.end,
                recorded: max(problem.onset, from), recorder: record.organisation.member(.psychiatry)))
        let day = workday(recentDay(within: 200), from: from)
        document(
            record,
            DocumentText(
                type: "823751000000102", category: "823651000000106", title: "Mental health review letter",
                date: Moment(day: day, minute: 900), author: record.organisation.member(.psychiatry),
                text: clinicLetter(record, .psychiatry, problem.problem, on: day)))
    }

    /// A sexual health clinic: the record that is withheld from the joined-up view.
    func sexualHealth(_ record: HeldRecord) {
        let doctor = record.organisation.staff[0]
        let hasHIV = plan.problems.contains { $0.problem.code == Problem.hiv.code }
        for number in 0..<(hasHIV ? 4 : 1 + random.below(2)) {
            let day = workday(lastDay - 20 - number * 170 - random.below(100), from: plan.birthDay + 5_500)
            guard day < lastDay, day > plan.birthDay + 5_500 else { continue }
            let moment = Moment(day: day, minute: 600 + random.below(30) * 10)
            encounter(
                record,
                EncounterText(
                    act: "AMB", start: moment, end: moment.adding(minutes: 20),
                    type: Concept(SyntheticCodes.snomed("788122004"), text: "Sexual health clinic"), staff: doctor))
            add("Observation", to: record.feed, profile: "UKCore-Observation-Lab") { writer in
                writer.member("status", "final")
                writer.concepts("category", .observationCategory, "laboratory")
                writer.concept("code", Concept(text: hasHIV ? "HIV viral load" : "Chlamydia and gonorrhoea screen"))
                writer.reference("subject", record.reference)
                writer.member("effectiveDateTime", moment.text)
                if hasHIV {
                    writer.quantity("valueQuantity", "20", unit: "copies/mL", code: nil, comparator: "<")
                } else {
                    writer.member("valueString", "Not detected")
                }
            }
        }
        guard let held = plan.problems.first(where: { $0.problem.code == Problem.hiv.code }) else { return }
        condition(
            record, fact: Fact(kind: .problem, code: held.problem.code, day: 0),
            ConditionText(
                concept: held.problem.concept, onset: held.onset, recorded: held.onset, recorder: doctor,
                labels: [.hiv, .sexualHealth]))
        var text = PrescriptionText(
            Medicine.antiretroviral.concept(.wordsOnly), authored: recentDay(within: 150),
            dose: Medicine.antiretroviral.dose)
        text.quantity = 180
        text.staff = doctor
        text.labels = [.hiv, .sexualHealth]
        prescription(record, text)
    }

    /// A drug and alcohol service: contacts and supervised medicine.
    func recoveryService(_ record: HeldRecord) {
        let worker = record.organisation.staff[0]
        for number in 0..<3 {
            let day = workday(lastDay - 10 - number * 30, from: plan.birthDay + 6_000)
            let moment = Moment(day: day, minute: 630)
            encounter(
                record,
                EncounterText(
                    act: "AMB", start: moment, end: moment.adding(minutes: 30),
                    type: Concept(text: "Recovery worker contact"),
                    staff: worker))
        }
        guard plan.has(.opioidDependence, on: lastDay) else { return }
        var text = PrescriptionText(
            Medicine.methadone.concept(.wordsOnly), authored: lastDay - 12, dose: Medicine.methadone.dose)
        text.quantity = Medicine.methadone.quantity
        text.unit = Medicine.methadone.unit
        text.labels = .substanceMisuse
        prescription(record, text)
    }

    /// A hospice: plan, visits and the medicines kept ready at home.
    func hospiceCare(_ record: HeldRecord) {
        let nurse = record.organisation.member(.palliativeNurse)
        let from = max(plan.birthDay + 200, lastDay - 40 - random.below(150))
        carePlan(
            record, category: Concept(SyntheticCodes.snomed("736373009"), text: "End of life care plan"),
            title: "End of life care plan",
            description: "Preferred place of care and death: own home. Family know whom to call at any hour.",
            from: from, staff: nurse,
            goals: ["Be free of pain", "Stay at home"])
        var text = PrescriptionText(
            Medicine.midazolam.concept(hospitalStyle(record.organisation)), authored: from,
            dose: Medicine.midazolam.dose)
        text.quantity = 10
        text.unit = "ampoule"
        text.staff = record.organisation.member(.palliativeDoctor)
        text.note = "Anticipatory: kept at home, not given so far"
        prescription(record, text)
        for number in 0..<3 where from + number * 14 < lastDay {
            let moment = Moment(day: from + number * 14, minute: 660)
            encounter(
                record,
                EncounterText(
                    act: "HH", start: moment, end: moment.adding(minutes: 45),
                    type: Concept(SyntheticCodes.snomed("310073009"), text: "Palliative care home visit"), staff: nurse)
            )
        }
    }
}
