// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

extension SyntheticHazard {
    /// The hazards that chance builds into one person's records.
    static func sample(for plan: PersonPlan, today: Int, _ random: inout SeededGenerator) -> [SyntheticHazard] {
        var chosen: [SyntheticHazard] = []
        for (hazard, share) in shares {
            let drawn = random.chance(share)
            guard drawn, hazard.isPossible(for: plan, today: today) else { continue }
            if hazard.replacesAllergies, chosen.contains(where: \.replacesAllergies) { continue }
            chosen.append(hazard)
        }
        if let death = plan.deathDay { chosen.append(death % 5 == 0 ? .deathInformal : .deathFormal) }
        return chosen
    }

    /// How often a hazard is built into the records of someone whom it fits.
    private static let shares: [(SyntheticHazard, Double)] = [
        (.sharedHostel, 0.002), (.noFixedAbode, 0.002), (.genderChange, 0.001), (.sameProductTwoSystems, 0.03),
        (.warfarinTwoStrengths, 0.15), (.medicineInFailedFeed, 0.25), (.staleAllergy, 0.12), (.refutedAllergy, 0.004),
        (.enteredInErrorProblem, 0.004), (.noKnownAllergyConflict, 0.1), (.noKnownDrugAllergyOnly, 0.004),
        (.allergyAsDiagnosis, 0.12), (.allergyAsProblem, 0.08), (.familyHistoryAsProblem, 0.02),
        (.householdFact, 0.003),
        (.foreignUnits, 0.004), (.ureaNitrogen, 0.002), (.intervalChange, 0.05), (.methotrexateStrengths, 0.15),
        (.longDoseText, 0.004), (.doseTextMarkup, 0.003), (.doseConflict, 0.01), (.resolvedProblem, 0.1),
        (.stageProgression, 0.4), (.historyOf, 0.006), (.deathConflict, 0.1), (.eventAfterDeath, 0.04),
        (.deathRemoved, 0.0005), (.endedDetention, 0.25), (.thirdPartyLetter, 0.004), (.childProtectionPlan, 0.006),
        (.unbornChildPlan, 0.02), (.lookedAfterChild, 0.005), (.clockChange, 0.006), (.sameMedicineOtherWords, 0.04),
        (.allergyInOneSource, 0.08), (.conflictingResuscitation, 0.05), (.protectedAddress, 0.002),
        (.stoppedInHospital, 0.05), (.notIssuedRecently, 0.03), (.transferDegraded, 0.008), (.guessedBirthDate, 0.004),
        (.vaccinationNotGiven, 0.02), (.amendedResults, 0.01), (.sensitiveItem, 0.01),
    ]

    /// Whether the hazard makes sense for someone.
    private func isPossible(for plan: PersonPlan, today: Int) -> Bool {
        let age = plan.age(on: plan.lastDay(today))
        let isAlive = plan.deathDay == nil
        let hasHospital = !plan.hospitals.isEmpty
        func has(_ problem: Problem) -> Bool { plan.problems.contains { $0.problem.code == problem.code } }
        return switch self {
        case .sharedHostel, .noFixedAbode: age >= 18 && age < 70
        case .genderChange: age >= 18 && isAlive && !hasHospital
        case .sameProductTwoSystems, .doseConflict: age >= 30 && hasHospital
        case .warfarinTwoStrengths: has(.atrialFibrillation) && age >= 60
        case .medicineInFailedFeed: has(.schizophrenia) || has(.rheumatoidArthritis) || has(.crohns)
        case .staleAllergy, .noKnownAllergyConflict, .allergyAsDiagnosis, .allergyInOneSource:
            plan.allergies.first.map { $0.allergen.category == "medication" } ?? false && hasHospital
        case .allergyAsProblem: plan.allergies.first?.allergen.code == Allergen.penicillin.code
        case .refutedAllergy, .noKnownDrugAllergyOnly: plan.allergies.isEmpty && age >= 5
        case .familyHistoryAsProblem, .householdFact, .historyOf, .longDoseText, .doseTextMarkup: age >= 20
        case .foreignUnits, .ureaNitrogen, .intervalChange, .amendedResults: age >= 30 && hasHospital
        case .methotrexateStrengths: has(.rheumatoidArthritis) && hasHospital
        case .resolvedProblem: age >= 20 && !has(.asthma) && !has(.copd)
        case .stageProgression: has(.ckd3b)
        case .deathConflict, .eventAfterDeath: !isAlive && hasHospital
        case .deathRemoved, .clockChange, .protectedAddress: isAlive && hasHospital && age >= 18
        case .endedDetention: isAlive && (has(.schizophrenia) || has(.bipolar)) && age >= 18
        case .thirdPartyLetter: age >= 18 && hasHospital
        case .childProtectionPlan, .lookedAfterChild: age >= 1 && age < 17 && isAlive
        case .unbornChildPlan: has(.pregnancy)
        case .sameMedicineOtherWords, .stoppedInHospital: has(.hypertension) && hasHospital
        case .conflictingResuscitation: age >= 75 && hasHospital
        case .notIssuedRecently: age >= 40
        case .transferDegraded, .vaccinationNotGiven: age >= 16
        case .guessedBirthDate: age >= 18 && ["S", "N", "C"].contains(plan.ethnicity)
        case .sensitiveItem: age >= 18 && plan.isFemale && age < 45
        case .enteredInErrorProblem: age >= 10
        default: false
        }
    }
}
