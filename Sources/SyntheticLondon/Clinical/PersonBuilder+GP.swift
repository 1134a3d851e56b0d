// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

extension PersonBuilder {
    /// How far back encounters and results go, in days.
    static let historyDays = 6 * 365

    /// The record of the practice someone is registered with.
    func writeGPRecord() {
        guard let gp else { return }
        registration(gp, from: plan.registeredSince, to: plan.deathDay)
        for held in plan.problems { gpProblem(gp, held) }
        gpMedicines(gp)
        gpAllergies(gp)
        consultations(gp)
        bloodTests(gp)
        vaccinations(gp)
        familyHistory(gp)
        gpAppointments(gp)
        gpFlags(gp)
    }

    /// A registration with a practice, which says who was whose patient when.
    func registration(_ record: HeldRecord, from: Int, to: Int?) {
        add("EpisodeOfCare", to: record.feed, profile: "UKCore-EpisodeOfCare") { writer in
            writer.member("status", to == nil ? "active" : "finished")
            writer.concepts("type", [Concept(text: "Registration with a GP practice")])
            writer.reference("patient", record.reference)
            writer.reference("managingOrganization", record.organisation.reference, display: record.organisation.name)
            writer.period("period", Moment.dateText(from), to.map(Moment.dateText))
        }
    }

    private func gpProblem(_ gp: HeldRecord, _ held: PersonPlan.HeldProblem) {
        let fact = Fact(kind: .problem, code: held.problem.code, day: 0)
        condition(
            gp, fact: fact,
            ConditionText(
                concept: held.problem.concept, onset: held.onset, end: held.end,
                recorded: max(held.onset, min(lastDay, held.onset + random.below(20))),
                isMajor: held.problem.clinic != nil || held.problem.monitoring.count > 1,
                recorder: gp.organisation.staff[random.below(3)], labels: held.problem.labels))
    }

    private func gpMedicines(_ gp: HeldRecord) {
        for hazard in plan.hazards {
            for medicine in hazard.listedMedicines {
                medicines.append(
                    HeldMedicine(
                        medicine: medicine, start: max(plan.birthDay + 300, lastDay - 1_200),
                        end: hazard == .stoppedInHospital ? stopDay : nil, problem: nil))
            }
        }
        if let chosen = plan.scenario?.medicines {
            for medicine in chosen {
                let start = max(plan.birthDay + 300, lastDay - 1_100)
                medicines.append(HeldMedicine(medicine: medicine, start: start, problem: nil))
                repeatMedicine(gp, medicine, from: start)
            }
            return
        }
        for held in plan.problems {
            for step in held.problem.treatment {
                guard random.chance(step.probability) else { continue }
                let medicine = random.pick(step.options)
                guard !medicines.contains(where: { $0.medicine == medicine }), !isUnsafe(medicine) else { continue }
                let start = max(
                    held.onset, plan.birthDay + medicine.minimumAge * 366,
                    min(lastDay - 5, held.onset + random.below(200)))
                guard start < lastDay else { continue }
                medicines.append(HeldMedicine(medicine: medicine, start: start, end: held.end, problem: held.problem))
                repeatMedicine(
                    gp, medicine, from: start, to: held.end, reason: held.problem.concept, labels: held.problem.labels)
            }
        }
    }

    /// Whether the person's own age, allergy or condition forbids a medicine, so that no one prescribes it by chance.
    func isUnsafe(_ medicine: Medicine, on day: Int? = nil) -> Bool {
        if plan.age(on: day ?? lastDay) < medicine.minimumAge { return true }
        let allergens = Set(plan.allergies.map(\.allergen.code))
        if plan.hazards.contains(where: { $0.keeps(medicine) }) { return true }
        let penicillins: Set = [
            Medicine.amoxicillin.name, Medicine.amoxicillinSuspension.name, Medicine.flucloxacillin.name,
        ]
        if penicillins.contains(medicine.name), allergens.contains("373270004") || allergens.contains("372687004") {
            return true
        }
        if medicine == .aspirin || medicine == .naproxen || medicine == .ibuprofen {
            return allergens.contains("387458008") || takesAnticoagulant
                || plan.has(.ckd3b, on: lastDay) || plan.has(.ckd4, on: lastDay)
        }
        if medicine == .propranolol { return plan.has(.asthma, on: lastDay) }
        if medicine == .warfarin1 || medicine == .warfarin3 { return false }
        if [Medicine.apixaban, .apixabanLow, .rivaroxaban].contains(medicine) { return takesAnticoagulant }
        let poorKidneys = plan.has(.ckd3b, on: lastDay) || plan.has(.ckd4, on: lastDay)
        if [.metformin, .metforminModifiedRelease, .spironolactone, .nitrofurantoin].contains(medicine) {
            return poorKidneys
        }
        if [.ramipril, .ramiprilLow, .losartan, .atorvastatin, .methotrexate2].contains(medicine),
            plan.problems.contains(where: { $0.problem.code == Problem.pregnancy.code })
        {
            return true
        }
        if medicine == .losartan { return medicines.contains { $0.medicine.name.hasPrefix("Ramipril") } }
        if medicine == .ramipril || medicine == .ramiprilLow {
            return medicines.contains { $0.medicine == .losartan || $0.medicine.name.hasPrefix("Ramipril") }
        }
        return false
    }

    private var takesAnticoagulant: Bool {
        medicines.contains { held in
            [Medicine.apixaban, .apixabanLow, .rivaroxaban, .warfarin1, .warfarin3].contains(held.medicine)
        }
    }

    private func gpAllergies(_ gp: HeldRecord) {
        guard !plan.hazards.contains(where: \.replacesAllergies) else { return }
        for held in plan.allergies {
            allergy(
                gp, fact: Fact(kind: .allergy, code: held.allergen.code, day: 0),
                allergyText(held, recorder: gp.organisation.staff[random.below(3)]))
        }
        if plan.allergies.isEmpty, random.chance(0.25), lastDay - plan.birthDay > 1_000 {
            allergy(
                gp,
                AllergyText(
                    concept: Concept(SyntheticCodes.snomed("716186003"), text: "No known allergies"), category: nil,
                    recorded: max(plan.birthDay + 500, lastDay - random.below(2_000))))
        }
    }

    private func familyHistory(_ gp: HeldRecord) {
        guard plan.age(on: lastDay) > 20, random.chance(0.15) else { return }
        let diabetes = random.chance(0.5)
        add("FamilyMemberHistory", to: gp.feed, profile: "UKCore-FamilyMemberHistory", labels: .thirdParty) { writer in
            writer.member("status", "partial")
            writer.reference("patient", gp.reference)
            writer.member("date", Moment.dateText(max(plan.birthDay + 6_700, lastDay - random.below(2_000))))
            writer.concept("relationship", Concept(text: random.chance(0.5) ? "Mother" : "Father"))
            writer.array("condition") { list in
                list.object { item in
                    item.concept(
                        "code", .snomed, diabetes ? "160303001" : "275121006",
                        text: diabetes ? "Family history of diabetes mellitus" : "Family history of angina")
                }
            }
        }
    }

    private func gpAppointments(_ gp: HeldRecord) {
        guard plan.deathDay == nil else { return }
        if random.chance(plan.problems.isEmpty ? 0.12 : 0.55) {
            appointment(
                gp, at: Moment(day: today + 2 + random.below(40), minute: 510 + random.below(50) * 10), minutes: 15,
                title: plan.problems.isEmpty ? "GP appointment" : "Long-term condition review",
                staff: gp.organisation.member(random.chance(0.5) ? .generalPractitioner : .practiceNurse))
        }
        if random.chance(0.08), today - plan.birthDay > 400 {
            appointment(
                gp, at: Moment(day: today - 20 - random.below(300), minute: 600), minutes: 10, title: "GP appointment",
                staff: gp.organisation.member(.generalPractitioner), status: "noshow")
        }
    }

    /// An appointment, booked or past.
    @discardableResult
    func appointment(
        _ record: HeldRecord, feed: SyntheticFeed? = nil, at moment: Moment, minutes: Int, title: String,
        staff: SyntheticStaffMember,
        status: String = "booked", service: String? = nil, labels: SensitivityLabels = []
    ) -> String {
        add("Appointment", to: feed ?? record.feed, profile: "UKCore-Appointment", labels: labels) { writer in
            writer.member("status", status)
            if let service { writer.concepts("serviceType", .snomed, service) }
            writer.member("description", title)
            writer.member("start", moment.text)
            writer.member("end", moment.adding(minutes: minutes).text)
            writer.array("participant") { list in
                let actors: [(String, String?)] = [
                    (record.reference, nil), (staff.reference, staff.name),
                    (DirectoryResources.place(record.organisation, 0), record.organisation.name),
                ]
                for (actor, name) in actors {
                    list.object { participant in
                        participant.reference("actor", actor, display: name)
                        participant.member("status", status == "booked" ? "accepted" : "needs-action")
                    }
                }
            }
        }
    }

    private func gpFlags(_ gp: HeldRecord) {
        if plan.language != "en" {
            flag(
                gp, heading: "reasonable-adjustments-for-health-and-care-access",
                code: Concept(text: "Interpreter needed"), from: max(plan.birthDay, plan.registeredSince))
        }
        if plan.problems.contains(where: { $0.problem.code == Problem.learningDisability.code }) {
            flag(
                gp, heading: "reasonable-adjustments-for-health-and-care-access",
                code: Concept(text: "Longer appointments and easy-read letters"),
                from: max(plan.birthDay, plan.registeredSince))
        }
        if plan.age(on: today) > 80, random.chance(0.2) {
            flag(
                gp, heading: "reasonable-adjustments-for-health-and-care-access",
                code: Concept(SyntheticCodes.code(.writtenFormat, "11"), text: "Large print letters"),
                from: max(plan.birthDay, plan.registeredSince))
        }
    }
}
