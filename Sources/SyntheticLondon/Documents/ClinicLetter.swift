// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

extension PersonBuilder {
    /// A letter from an outpatient clinic to the practice.
    func clinicLetter(_ record: HeldRecord, _ role: SyntheticStaffRole, _ problem: Problem, on day: Int) -> String {
        let author = record.organisation.member(role)
        let labels: SensitivityLabels = record.feed.labels
        let story = clinicStory(role, problem, on: day)
        return """
            \(letterHead(record.organisation, clinic: "\(role.clinic) clinic", date: day, record: record))

            Dear \(londonPractitioner.formalName),

            Diagnoses
            \(diagnosisList(on: day, including: labels))

            Medicines
            \(medicineList(on: day, including: labels))

            Allergies: \(allergyLine)

            I reviewed this \(plan.age(on: day))-year-old \(plan.noun(on: day)) in clinic today. \(story.findings)

            Plan
            \(story.plan.map { "• " + $0 }.joined(separator: "\n"))

            Yours sincerely,

            \(author.signature)

            cc \(plan.salutation(on: day))
            """
    }

    /// The GP whom letters address.
    var londonPractitioner: SyntheticStaffMember {
        london.organisations.all[plan.practice].member(.generalPractitioner)
    }

    private func clinicStory(_ role: SyntheticStaffRole, _ problem: Problem, on day: Int) -> (
        findings: String, plan: [String]
    ) {
        let name = plan.salutation(on: day)
        let subject = plan.isFemale ? "She" : "He"
        let possessive = plan.isFemale ? "her" : "his"
        switch role {
        case .cardiology:
            return (
                """
                \(name) can walk about \(100 + random.below(4) * 100) yards on the flat before stopping. \(subject) has had no \
                chest pain and no blackouts and sleeps on two pillows. Blood pressure \(118 + random.below(30))/\
                \(66 + random.below(16)), pulse \(62 + random.below(22)), chest clear, mild ankle swelling only.
                """,
                [
                    "Continue present treatment", "Please check urea and electrolytes in four weeks",
                    "Echocardiogram before the next visit; review in six months",
                ]
            )
        case .diabetes:
            return (
                """
                \(name) checks glucose most mornings, usually \(5 + random.below(3)) to \(9 + random.below(4)) mmol/L, and has had \
                \(random.chance(0.7) ? "no hypos" : "two mild hypos") since the last visit. Feet: pulses present, \
                sensation normal. Eye screening is up to date.
                """,
                [
                    "HbA1c target 53 mmol/mol", "Sick-day rules gone over again",
                    "Please repeat HbA1c in three months; we will see \(possessive == "her" ? "her" : "him") in six",
                ]
            )
        default: return chestAndKidneyStory(role, problem, on: day, name: name, subject: subject)
        }
    }

    private func chestAndKidneyStory(
        _ role: SyntheticStaffRole, _ problem: Problem, on day: Int, name: String, subject: String
    ) -> (findings: String, plan: [String]) {
        switch role {
        case .respiratory where problem.code == Problem.copd.code:
            return (
                """
                \(name) gets breathless on hills (MRC grade \(2 + random.below(2))) and had \(random.below(3)) flare-ups treated at home \
                this year. FEV1 \(48 + random.below(24)) % of predicted. Oxygen saturation 95 % on air.
                """,
                [
                    "Continue inhalers, technique checked", "Pulmonary rehabilitation referral made",
                    "Rescue pack at home; flu vaccination each autumn",
                ]
            )
        case .respiratory:
            return (
                """
                \(name) has needed the reliever inhaler \(1 + random.below(4)) times a week and wakes rarely at night. Peak flow \
                \(320 + random.below(20) * 10) L/min. Inhaler technique was checked and corrected.
                """,
                [
                    "Continue preventer twice a day", "Written action plan given", "Flu vaccination each autumn",
                    "Review in a year",
                ]
            )
        case .renal:
            return (
                """
                \(name) feels well. \(subject) passes urine normally and has no ankle swelling. Blood pressure \
                \(124 + random.below(18))/\(68 + random.below(12)). Kidney function has been stable over the last year.
                """,
                [
                    "Avoid anti-inflammatory medicines", "Blood pressure target 130/80",
                    "Bloods every four months with you; back to us if eGFR falls by more than a quarter",
                ]
            )
        default: return otherStory(role, problem, on: day, name: name, subject: subject)
        }
    }

    private func otherStory(
        _ role: SyntheticStaffRole, _ problem: Problem, on day: Int, name: String, subject: String
    ) -> (findings: String, plan: [String]) {
        switch role {
        case .elderlyCare:
            (
                """
                The family describe slow change over the year. \(name) manages washing and dressing but needs prompting with \
                medicines and no longer cooks. Gait is cautious with a stick. We talked about power of attorney and what matters: \
                staying at home is the first wish.
                """,
                [
                    "Medicines review, please, with a view to a weekly box",
                    "Referral to the community falls team made",
                    "Carer's assessment offered through the council",
                ]
            )
        case .rheumatology:
            (
                """
                Morning stiffness lasts about \(10 + random.below(5) * 10) minutes. \(1 + random.below(4)) tender and \
                \(random.below(3)) swollen joints today. Bloods are within the monitoring limits.
                """,
                [
                    takes(.methotrexate2, on: day)
                        ? "Continue weekly methotrexate with folic acid" : "Continue present treatment",
                    "Monitoring bloods every 12 weeks",
                    "Review in six months",
                ]
            )
        case .haematology:
            (
                """
                \(name) has had \(random.below(4)) crises since the last visit, managed \(random.chance(0.5) ? "at home" : "in hospital"). \
                Baseline haemoglobin is unchanged. Penicillin and vaccinations are up to date.
                """,
                [
                    takes(.hydroxycarbamide, on: day)
                        ? "Continue hydroxycarbamide, bloods every eight weeks" : "Bloods every three months",
                    "Care plan with analgesia protocol shared",
                    "Annual eye and heart checks arranged",
                ]
            )
        default: rarerStory(role, problem, name: name, subject: subject)
        }
    }

    private func rarerStory(
        _ role: SyntheticStaffRole, _ problem: Problem, name: String, subject: String
    ) -> (findings: String, plan: [String]) {
        switch role {
        case .oncology:
            (
                """
                \(name) is keeping active and weight is steady. There is no sign of recurrence on examination and the latest \
                scan shows no change.
                """,
                [
                    "Next scan in six months", "Contact the specialist nurse with new symptoms",
                    "Please continue present treatment",
                ]
            )
        case .neurology:
            (
                """
                \(name) reports \(random.chance(0.5) ? "no new symptoms" : "a little more unsteadiness on stairs") since the last \
                visit. Power and sensation are unchanged and eye movements normal.
                """,
                ["No change to treatment", "Driving advice as before", "Review in nine months"]
            )
        default: mindAndBirthStory(role, problem, name: name, subject: subject)
        }
    }

    private func mindAndBirthStory(
        _ role: SyntheticStaffRole, _ problem: Problem, name: String, subject: String
    ) -> (findings: String, plan: [String]) {
        switch role {
        case .psychiatry where problem.clinic != .psychiatry:
            (
                """
                \(name) describes low mood and worry most days, with early waking; concentration at work is better than in spring. \
                \(subject) has no thoughts of self-harm. We talked through sleep, alcohol and what has helped before.
                """,
                [
                    "Continue present treatment for at least six months", "Talking therapy: eight sessions offered",
                    "Discharged to you if well at the next review",
                ]
            )
        case .psychiatry:
            (
                """
                \(name) came with the care coordinator. Sleep and appetite are fair. \(subject) hears no voices at present and \
                has no thoughts of self-harm. Insight is good and the plan for a crisis was read through together.
                """,
                [
                    "Continue present treatment from the hospital", "Physical health check is due with you",
                    "Care coordinator visits every two weeks; review in three months",
                ]
            )
        case .maternity:
            (
                """
                Growth and movements are normal. Blood pressure \(102 + random.below(22))/\(60 + random.below(14)), urine clear.
                """,
                ["Midwife appointments as planned", "Growth scan at 36 weeks", "Birth preferences recorded"]
            )
        default:
            (
                """
                \(name) was seen about \(problem.text.lowercased()). Symptoms are much as before and examination showed nothing \
                new.
                """,
                [
                    "Continue as now",
                    "We have not arranged routine follow-up but would be happy to see \(plan.isFemale ? "her" : "him") again",
                ]
            )
        }
    }
}
