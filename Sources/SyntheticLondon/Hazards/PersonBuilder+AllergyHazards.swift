// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

extension PersonBuilder {
    /// Hazards of allergies; returns whether this is one.
    func writeAllergy(_ hazard: SyntheticHazard) -> Bool {
        guard let gp else { return false }
        let held =
            plan.allergies.first
            ?? PersonPlan.HeldAllergy(allergen: .penicillin, noted: max(plan.birthDay + 300, lastDay - 2_000))
        let epr = hospital?.organisation.feed(.epr)
        switch hazard {
        case .staleAllergy:
            var text = allergyText(held, recorder: gp.organisation.staff[0])
            text.clinical = "resolved"
            text.end = max(held.noted, lastDay - 300)
            let fact = Fact(kind: .allergy, code: held.allergen.code, day: 0)
            var references = [TruthReference(node: gp.feed.node, reference: allergy(gp, fact: fact, text))]
            if let hospital {
                let active = allergy(hospital, feed: epr, fact: fact, allergyText(held, recorder: nil))
                references.append(TruthReference(node: hospital.feed.node, reference: active))
            }
            note(hazard, references)
        case .refutedAllergy: refutedAllergies(gp)
        case .noKnownAllergyConflict: noKnownConflict(gp, held, epr)
        case .noKnownDrugAllergyOnly: drugOnly(gp, epr)
        case .allergyAsDiagnosis:
            guard let hospital else { return true }
            let reference = condition(
                hospital,
                ConditionText(
                    concept: Concept(
                        SyntheticCodes.code(.icd10, "Z880"), text: "Personal history of allergy to penicillin"),
                    recorded: max(held.noted, lastDay - 300), isProblem: false))
            note(hazard, hospital, [reference])
        case .allergyAsProblem:
            let reference = condition(
                gp,
                ConditionText(
                    concept: Concept(SyntheticCodes.snomed("91936005"), text: "Allergy to penicillin"),
                    onset: held.noted,
                    recorded: held.noted))
            note(hazard, gp, [reference])
        case .allergyInOneSource:
            guard let hospital else { return true }
            note(
                hazard, hospital,
                [allergy(hospital, feed: epr, allergyText(held, recorder: hospital.organisation.member(.wardDoctor)))])
        default: return false
        }
        return true
    }

    /// One allergy ruled out by a test, one written into the wrong record.
    private func refutedAllergies(_ gp: HeldRecord) {
        let day = max(plan.birthDay + 400, lastDay - 700)
        var refuted = allergyText(
            PersonPlan.HeldAllergy(allergen: .penicillin, noted: day), recorder: gp.organisation.staff[0])
        refuted.clinical = "resolved"
        refuted.verification = "refuted"
        refuted.note = "Penicillin allergy ruled out by the allergy clinic"
        var mistaken = allergyText(PersonPlan.HeldAllergy(allergen: .latex, noted: day), recorder: nil)
        mistaken.clinical = nil
        mistaken.verification = "entered-in-error"
        note(.refutedAllergy, gp, [allergy(gp, refuted), allergy(gp, mistaken)])
    }

    /// No known allergy in one source, penicillin in a second, nothing in a third.
    private func noKnownConflict(_ gp: HeldRecord, _ held: PersonPlan.HeldAllergy, _ epr: SyntheticFeed?) {
        let none = allergy(
            gp,
            AllergyText(
                concept: Concept(SyntheticCodes.snomed("716186003"), text: "No known allergies"), category: nil,
                recorded: max(plan.birthDay + 400, lastDay - 2_600), recorder: gp.organisation.staff[0]))
        var references = [TruthReference(node: gp.feed.node, reference: none)]
        if let hospital {
            let known = allergy(
                hospital, feed: epr, allergyText(held, recorder: hospital.organisation.member(.wardDoctor)))
            references.append(TruthReference(node: hospital.feed.node, reference: known))
        }
        note(.noKnownAllergyConflict, references)
    }

    /// No known drug allergy in the practice's record; the hospital knows of a food.
    private func drugOnly(_ gp: HeldRecord, _ epr: SyntheticFeed?) {
        let none = allergy(
            gp,
            AllergyText(
                concept: Concept(SyntheticCodes.snomed("409137002"), text: "No known drug allergy"),
                category: "medication",
                recorded: max(plan.birthDay + 400, lastDay - 1_000)))
        var references = [TruthReference(node: gp.feed.node, reference: none)]
        if let hospital {
            let peanut = PersonPlan.HeldAllergy(allergen: .peanut, noted: max(plan.birthDay + 300, lastDay - 400))
            let known = allergy(hospital, feed: epr, allergyText(peanut, recorder: nil))
            references.append(TruthReference(node: hospital.feed.node, reference: known))
        }
        note(.noKnownDrugAllergyOnly, references)
    }
}
