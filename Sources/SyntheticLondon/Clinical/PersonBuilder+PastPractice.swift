// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

extension PersonBuilder {
    /// The record a former practice still holds: closed, older, with superseded codes.
    func writePastPractice() {
        guard let past = plan.pastRegistration, let record = record(at: past.practice) else { return }
        registration(record, from: past.from, to: past.to)
        for held in plan.problems where held.onset < past.to {
            condition(
                record, fact: Fact(kind: .problem, code: held.problem.code, day: 0),
                ConditionText(
                    concept: held.problem.concept, onset: held.onset, end: held.end.map { min($0, past.to) },
                    recorded: held.onset, labels: held.problem.labels))
        }
        for held in medicines where held.isTaken(on: past.to) {
            repeatMedicine(
                record, held.medicine, from: held.start, to: past.to, style: .superseded, issues: 1,
                labels: held.problem?.labels ?? [])
        }
        if !plan.hazards.contains(where: \.replacesAllergies) {
            for held in plan.allergies where held.noted < past.to {
                allergy(
                    record, fact: Fact(kind: .allergy, code: held.allergen.code, day: 0),
                    allergyText(held, recorder: record.organisation.staff[0]))
            }
        }
        let span = past.to - past.from
        for _ in 0..<min(4, max(0, span / 400)) {
            let day = workday(past.from + random.below(span), from: past.from)
            let moment = Moment(day: day, minute: 540 + random.below(400))
            encounter(
                record,
                EncounterText(
                    act: "AMB", start: moment, end: moment.adding(minutes: 10),
                    type: Concept(text: "Face to face consultation"),
                    staff: record.organisation.staff[random.below(3)]))
        }
    }
}
