// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

extension PersonBuilder {
    /// Hazards of problem lists; returns whether this is one.
    func writeProblem(_ hazard: SyntheticHazard) -> Bool {
        guard let gp else { return false }
        let day = max(plan.birthDay + 1_500, lastDay - 1_100)
        func entry(_ code: String, _ text: String, verification: String = "confirmed", labels: SensitivityLabels = [])
            -> String
        {
            condition(
                gp,
                ConditionText(
                    concept: Concept(SyntheticCodes.snomed(code), text: text), onset: day, recorded: day,
                    isMajor: false,
                    verification: verification, labels: labels))
        }
        switch hazard {
        case .enteredInErrorProblem:
            note(hazard, gp, [entry("363358000", "Carcinoma of lung", verification: "entered-in-error")])
        case .familyHistoryAsProblem:
            note(hazard, gp, [entry("160303001", "FH: Diabetes mellitus", labels: .thirdParty)])
        case .householdFact:
            note(
                hazard, gp, [entry("713071004", "Alcohol misuser in household", labels: [.thirdParty, .safeguarding])])
        case .historyOf: note(hazard, gp, [entry("161445009", "H/O: diabetes mellitus")])
        case .resolvedProblem: resolvedAsthma(gp)
        case .stageProgression: progression(gp)
        default: return false
        }
        return true
    }

    /// Asthma of childhood with an end, the code that says it is over, and a hospital that still lists it.
    private func resolvedAsthma(_ gp: HeldRecord) {
        let onset = plan.birthDay + 6 * 365
        let end = plan.birthDay + 17 * 365
        let asthma = condition(
            gp, ConditionText(concept: Problem.asthma.concept, onset: onset, end: end, recorded: onset))
        let resolved = condition(
            gp,
            ConditionText(
                concept: Concept(SyntheticCodes.snomed("162660004"), text: "Asthma resolved"), onset: end,
                recorded: end, isMajor: false))
        var references = [asthma, resolved].map { TruthReference(node: gp.feed.node, reference: $0) }
        if let hospital {
            let listed = condition(
                hospital,
                ConditionText(concept: Problem.asthma.hospitalConcept, recorded: lastDay - 500, isProblem: false))
            references.append(TruthReference(node: hospital.feed.node, reference: listed))
        }
        note(.resolvedProblem, references)
    }

    /// Stage 3 years ago, stage 3B now: one disease that went on.
    private func progression(_ gp: HeldRecord) {
        guard let held = plan.problems.first(where: { $0.problem.code == Problem.ckd3b.code }) else { return }
        let onset = held.onset - 1_300
        let earlier = condition(
            gp,
            ConditionText(
                concept: Concept(SyntheticCodes.snomed("433144002"), text: "Chronic kidney disease stage 3"),
                onset: onset,
                end: held.onset, recorded: onset))
        note(.stageProgression, gp, [earlier])
    }
}
