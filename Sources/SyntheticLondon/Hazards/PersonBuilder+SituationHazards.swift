// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

extension PersonBuilder {
    /// Hazards of a person's situation.
    func writeSituation(_ hazard: SyntheticHazard) {
        switch hazard {
        case .eventAfterDeath: eventAfterDeath()
        case .endedDetention: endedDetention()
        case .thirdPartyLetter: thirdPartyLetter()
        case .childProtectionPlan:
            protection("342191000000101", "Subject to child protection plan", from: 200, to: nil, hazard)
        case .lookedAfterChild: protection("764841000000100", "Looked after child", from: 600, to: 120, hazard)
        case .unbornChildPlan:
            protection("818901000000100", "Unborn child subject to child protection plan", from: 60, to: nil, hazard)
        case .clockChange: clockChange()
        case .conflictingResuscitation: conflictingDecisions()
        case .vaccinationNotGiven: vaccinationNotGiven()
        case .sensitiveItem: sensitiveItems()
        default: break
        }
    }

    /// A booking that ran on after death: the one event that may lie behind it.
    private func eventAfterDeath() {
        guard let hospital, let death = plan.deathDay, death + 20 < today else { return }
        let reference = appointment(
            hospital, at: Moment(day: death + 20, minute: 600), minutes: 20, title: "Outpatient review",
            staff: hospital.organisation.member(.cardiology), status: "noshow")
        note(.eventAfterDeath, hospital, [reference])
    }

    /// A detention under the Mental Health Act that ended months ago.
    private func endedDetention() {
        guard let trust = records.first(where: { $0.organisation.kind == .mentalHealthTrust }) else { return }
        let start = Moment(day: lastDay - 260, minute: 1_320)
        let end = Moment(day: lastDay - 236, minute: 840)
        guard start.day > plan.birthDay + 16 * 365 else { return }
        let staff = trust.organisation.member(.psychiatry)
        let reference = encounter(
            trust,
            EncounterText(
                act: "IMP", start: start, end: end, type: Concept(text: "Mental health inpatient stay"), staff: staff,
                place: 1,
                admission: "25", discharge: "1", legalStatus: [("admission", "02"), ("discharge", "01")]))
        let ended = flag(
            trust, heading: "risks-to-self", code: Concept(text: "Detained under section 2, ended"), from: start.day,
            to: end.day,
            author: staff)
        note(.endedDetention, trust, [reference, ended])
    }

    private func thirdPartyLetter() {
        guard let hospital else { return }
        let staff = hospital.organisation.member(.neurology)
        let day = workday(lastDay - 75, from: plan.birthDay + 100)
        let reference = document(
            hospital, feed: hospital.organisation.feed(.epr),
            DocumentText(
                type: "823751000000102", category: "823651000000106", title: "Neurology clinic letter",
                date: Moment(day: day, minute: 930), author: staff,
                text: """
                    \(letterHead(hospital.organisation, clinic: "Neurology clinic", date: day, record: hospital))

                    Dear \(londonPractitioner.formalName),

                    \(plan.salutation(on: day)) told me in confidence that the brother, Mr Colin Farthing, born 4 May 1961, is being \
                    treated for an inherited nerve condition at another hospital and does not want this known in the family.

                    Examination today was normal. I have offered genetic counselling and will write again with the outcome.

                    Yours sincerely,

                    \(staff.signature)
                    """, labels: .thirdParty))
        note(.thirdPartyLetter, hospital, [reference])
    }

    /// The record of the borough's council; opened where there is none yet.
    private func councilRecord() -> HeldRecord {
        let council = london.organisations.council(of: plan.address.borough)
        return record(at: council.index) ?? open(at: council)
    }

    private func protection(_ code: String, _ text: String, from: Int, to: Int?, _ hazard: SyntheticHazard) {
        let council = councilRecord()
        let start = max(plan.birthDay + 20, lastDay - from)
        let reference = flag(
            council, feed: council.organisation.feed(.csc), heading: "safeguarding-issues",
            code: Concept(SyntheticCodes.snomed(code), text: text), from: start, to: to.map { lastDay - $0 },
            labels: [.safeguarding, .professionalsOnly], author: council.organisation.member(.childrensSocialWorker))
        note(hazard, council, [reference])
    }

    /// Two contacts in the hour that October has twice, and one minutes before midnight.
    private func clockChange() {
        guard let hospital else { return }
        let year = CivilDate(daysSinceEpoch: lastDay).year
        let sunday =
            [year, year - 1].map { BritishSummerTime.lastSunday(year: $0, month: 10) }.first { $0 < lastDay } ?? 0
        let half = Moment(day: sunday, minute: 90)
        let staff = hospital.organisation.member(.emergency)
        func visit(_ start: String, _ end: String, _ reason: String) -> String {
            encounter(
                hospital,
                EncounterText(
                    act: "EMER", start: half, end: half,
                    type: Concept(SyntheticCodes.snomed("310000008"), text: "Emergency department attendance"),
                    reason: Concept(text: reason), staff: staff, startText: start, endText: end))
        }
        let first = visit(
            half.text(offset: 1), half.text(offset: 0), "Palpitations, first reading at 01:30 summer time")
        let second = visit(
            half.text(offset: 0), half.adding(minutes: 60).text(offset: 0),
            "Palpitations, second reading at 01:30 winter time")
        let late = Moment(day: sunday - 1, minute: 1_430)
        let midnight = visit(late.text, late.adding(minutes: 25).text, "Palpitations, before midnight")
        note(.clockChange, hospital, [first, second, midnight])
    }

    /// The shared plan says not for resuscitation, the hospital's chart says for.
    private func conflictingDecisions() {
        guard let hospital else { return }
        let shared =
            record(at: london.organisations.carePlanService.index) ?? open(at: london.organisations.carePlanService)
        let facilitator = shared.organisation.staff[0]
        let earlier = Moment(day: lastDay - 210, minute: 690)
        let form = respectForm(shared, on: earlier, isForResuscitation: false, staff: facilitator)
        let not = resuscitation(
            shared,
            ResuscitationDecision(
                code: "450476008", text: "Not for attempted cardiopulmonary resuscitation", decided: earlier,
                staff: facilitator,
                review: earlier.day + 365, document: form))
        let attempt = resuscitation(
            hospital, feed: hospital.organisation.feed(.epr),
            ResuscitationDecision(
                code: "450475007", text: "For attempted cardiopulmonary resuscitation",
                decided: Moment(day: lastDay - 35, minute: 1_010), staff: hospital.organisation.member(.wardDoctor),
                review: nil,
                document: nil))
        note(
            .conflictingResuscitation,
            [
                TruthReference(node: shared.feed.node, reference: not),
                TruthReference(node: hospital.feed.node, reference: attempt),
            ])
    }

    /// "Not given" in both forms that feeds use.
    private func vaccinationNotGiven() {
        guard let gp else { return }
        let day = max(plan.birthDay + 400, lastDay - 1_300)
        let formal = vaccination(
            gp,
            VaccinationText(
                procedure: "822851000000102", vaccine: "Influenza vaccine", day: day, status: "not-done",
                reason: "Declined by patient"))
        let coded = add("Observation", to: gp.feed, profile: "UKCore-Observation") { writer in
            writer.member("status", "final")
            writer.concept("code", .snomed, "1324781000000109", text: "COVID-19 vaccination first dose not given")
            writer.reference("subject", gp.reference)
            writer.member("effectiveDateTime", Moment.dateText(day))
        }
        note(.vaccinationNotGiven, gp, [formal, coded])
    }

    /// Items whose words alone tell: a termination in a hospital, a contraceptive in the practice's list.
    private func sensitiveItems() {
        guard let gp else { return }
        var references: [TruthReference] = []
        if plan.isFemale, let hospital {
            let reference = condition(
                hospital,
                ConditionText(
                    concept: Concept(text: "Termination of pregnancy, complete"), onset: lastDay - 420,
                    end: lastDay - 419,
                    recorded: lastDay - 420, isProblem: false, labels: .reproductive))
            references.append(TruthReference(node: hospital.feed.node, reference: reference))
        }
        let medicine: Medicine = plan.isFemale ? .combinedPill : .antiretroviral
        let pill = repeatMedicine(gp, medicine, from: lastDay - 300, issues: 1)
        references.append(TruthReference(node: gp.feed.node, reference: pill))
        note(.sensitiveItem, references)
    }
}
