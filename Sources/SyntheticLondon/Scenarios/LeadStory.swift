// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

extension PersonBuilder {
    /// What only the lead story has: years of results, decisions, support and last month's ambulance.
    func writeLeadStory() {
        guard plan.scenario?.isLead == true, let gp, let hospital else { return }
        kidneySeries(gp, hospital)
        decisions()
        recentAmbulance(hospital)
        specialistAdvice()
        flag(
            gp, heading: "reasonable-adjustments-for-health-and-care-access",
            code: Concept(SyntheticCodes.code(.writtenFormat, "11"), text: "Large print letters"), from: lastDay - 800)
        flag(
            gp, heading: "safety-alerts", code: Concept(text: "Falls risk: two falls in the last year"),
            from: lastDay - 200,
            author: gp.organisation.staff[0])
        referral(gp)
    }

    /// Five years of kidney function: slow decline, an injury in hospital, recovery to a lower level.
    private func kidneySeries(_ gp: HeldRecord, _ hospital: HeldRecord) {
        let series: [(daysAgo: Int, potassium: Double, creatinine: Double)] = [
            (1_860, 4.3, 98), (1_680, 4.4, 101), (1_490, 4.4, 104), (1_310, 4.6, 109), (1_120, 4.5, 112),
            (930, 4.7, 116),
            (740, 4.8, 119), (550, 4.7, 121), (370, 4.9, 124), (190, 5.0, 126), (75, 5.1, 129), (43, 6.1, 268),
            (41, 5.4, 221),
            (38, 5.0, 164), (21, 4.9, 138),
        ]
        let lab = hospital.organisation.feed(.lab)
        for point in series {
            let day = today - point.daysAgo
            let moment = Moment(day: point.daysAgo > 50 ? workday(day, from: plan.birthDay) : day, minute: 520)
            let age = plan.age(on: day)
            let egfr = KidneyFunction.egfr(creatinine: point.creatinine, age: age, isFemale: true).rounded()
            let values: [(Analyte, ResultValue)] = [
                (.sodium, value(.sodium, 138 + random.normal())), (.potassium, value(.potassium, point.potassium)),
                (.urea, value(.urea, point.creatinine / 11)), (.creatinine, value(.creatinine, point.creatinine)),
                (.egfr, value(.egfr, egfr)),
            ]
            let inHospital = (38...43).contains(point.daysAgo)
            if !inHospital { report(gp, .ureaAndElectrolytes, values, at: moment, codes: .older) }
            report(
                hospital, feed: lab, .ureaAndElectrolytes, values, at: moment,
                codes: labCodes(hospital.organisation, on: day))
        }
    }

    /// The shared plan's decision and form; the practice has the register entry.
    private func decisions() {
        guard let shared = record(at: london.organisations.carePlanService.index), let gp else { return }
        let moment = Moment(day: lastDay - 150, minute: 885)
        let staff = shared.organisation.staff[0]
        carePlan(
            shared, category: Concept(SyntheticCodes.snomed("735324008"), text: "Treatment escalation plan"),
            title: "What to do in an emergency",
            description: """
                For hospital if it can be put right quickly: broken bones, infection that needs a drip. Not for intensive care, not \
                for resuscitation. Ring Helen (daughter) first. Heparin bridging is not wanted.
                """, from: moment.day, staff: staff,
            goals: ["Back in her own chair by the window", "See the garden every day"],
            activities: ["Practice reviews the plan each six months", "Ambulance crews can see this plan"])
        let form = respectForm(shared, on: moment, isForResuscitation: false, staff: staff)
        resuscitation(
            shared,
            ResuscitationDecision(
                code: "450476008", text: "Not for attempted cardiopulmonary resuscitation", decided: moment,
                staff: staff,
                review: moment.day + 365, document: form))
        resuscitation(
            gp,
            ResuscitationDecision(
                code: "143021000119109", text: "DNACPR with form in place", decided: moment.adding(minutes: 2_880),
                staff: gp.organisation.staff[0], review: moment.day + 365, document: nil))
    }

    private func recentAmbulance(_ hospital: HeldRecord) {
        guard let service = record(at: london.organisations.ambulanceService.index) else { return }
        ambulanceCall(
            service, at: Moment(day: today - 27, minute: 1_385), "Fall from chair, breathless on lying down", to: nil,
            isSick: false)
    }

    /// A specialist hospital in another area, which calls the medicines by other names.
    private func specialistAdvice() {
        guard let other = plan.hospitals.dropFirst().first.flatMap({ record(at: $0) }) else { return }
        let staff = other.organisation.member(.cardiology)
        let moment = Moment(day: workday(today - 130, from: plan.birthDay), minute: 610)
        let visit = encounter(
            other,
            EncounterText(
                act: "AMB", start: moment, end: moment.adding(minutes: 30), type: Concept(text: "Heart rhythm clinic"),
                reason: Problem.atrialFibrillation.concept, staff: staff, place: 1))
        document(
            other, feed: other.organisation.feed(.epr),
            DocumentText(
                type: "823751000000102", category: "823651000000106", title: "Heart rhythm clinic letter",
                date: moment.adding(minutes: 1_440), author: staff,
                text: """
                    \(letterHead(other.organisation, clinic: "Heart rhythm clinic", date: moment.day, record: other))

                    Dear \(londonPractitioner.formalName),

                    Diagnoses
                    • Permanent atrial fibrillation, CHA2DS2-VASc 6, on warfarin (target INR 2 to 3)
                    • Heart failure with preserved ejection fraction
                    • CKD stage 3B

                    Mrs Ashdown came with her daughter. She manages the stairs once a day with a rest halfway and sleeps on three \
                    pillows. Pulse 78 irregular, blood pressure 128/70, no oedema above the ankles. The echocardiogram shows a dilated \
                    left atrium and normal systolic function.

                    We talked about changing warfarin to apixaban. She would like to stay with warfarin, which has suited her for \
                    years; time in range is 71 %.

                    Plan
                    • Continue bisoprolol 5 mg and warfarin
                    • Please keep potassium below 5.5 mmol/L; repeat bloods four weeks after any change of ramipril
                    • Open appointment with the nurse specialist; no routine review

                    Yours sincerely,

                    \(staff.signature)

                    cc Mrs M Ashdown
                    """, isPDF: true, encounter: visit))
        procedure(other, "40701008", "Transthoracic echocardiogram", on: moment.day, encounter: visit)
        procedure(other, "268400002", "12-lead ECG", on: moment.day, encounter: visit)
    }

    private func referral(_ gp: HeldRecord) {
        let day = workday(today - 16, from: plan.birthDay)
        add("ServiceRequest", to: gp.feed, profile: "UKCore-ServiceRequest") { writer in
            writer.member("status", "active")
            writer.member("intent", "order")
            writer.member("priority", "routine")
            writer.concept("code", Concept(text: "Referral to falls clinic"))
            writer.reference("subject", gp.reference)
            writer.member("authoredOn", Moment.dateText(day))
            writer.reference("requester", gp.organisation.staff[0].reference, display: gp.organisation.staff[0].name)
            writer.concepts("reasonCode", [Concept(text: "Two falls, postural drop, on diuretic")])
        }
        document(
            gp,
            DocumentText(
                type: "25611000000107", category: "823651000000106", title: "Referral to falls clinic",
                date: Moment(day: day, minute: 1_020), author: gp.organisation.staff[0],
                text: """
                    \(gp.organisation.name)
                    \(Moment.longText(day))

                    Dear colleague,

                    Re: \(plan.fullName), born \(Moment.longText(plan.birthDay))

                    Thank you for seeing this 78-year-old woman who has fallen twice in three months, both times on getting up from \
                    her chair. Blood pressure drops from 132/74 lying to 108/64 standing. She takes furosemide, bisoprolol and warfarin. \
                    Ramipril was stopped in hospital last month after acute kidney injury.

                    I should be grateful for your assessment. Her daughter Helen will come with her; letters in large print, please.

                    Yours sincerely,

                    \(gp.organisation.staff[0].signature)
                    """))
    }
}
