// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

extension PersonBuilder {
    /// What the practice saw, measured and prescribed.
    func consultations(_ gp: HeldRecord) {
        let from = max(plan.birthDay + 10, plan.registeredSince, lastDay - Self.historyDays)
        let years = Double(lastDay - from) / 365
        guard years > 0.1 else { return }
        let age = plan.age(on: lastDay)
        let yearly = 1.7 + Double(plan.problems.count) * 0.55 + (age > 70 ? 0.8 : 0) + (age < 5 ? 1.2 : 0)
        let number = random.count(mean: yearly * years, most: 30)
        var days = (0..<number).map { _ in from + random.below(lastDay - from + 1) }
        days.sort()
        for day in days { consultation(gp, on: workday(day, from: from)) }
        if plan.smoking.isEmpty == false { lifestyle(gp, on: max(from, lastDay - random.below(900))) }
        if plan.index % 40 == 3 { localCode(gp, on: max(from, lastDay - random.below(600))) }
    }

    /// The Friday before a weekend day, unless that is too early.
    func workday(_ day: Int, from: Int) -> Int {
        let weekday = CivilDate(daysSinceEpoch: day).weekday
        let moved = weekday == 0 ? day - 2 : (weekday == 6 ? day - 1 : day)
        return max(moved, from)
    }

    private func consultation(_ gp: HeldRecord, on day: Int) {
        let age = plan.age(on: day)
        let fitting = ConsultationReason.all.filter { $0.ages.contains(age) }
        let reason = random.pick(fitting)
        let moment = Moment(day: day, minute: 500 + random.below(54) * 10)
        let staff = gp.organisation.staff[random.below(4)]
        let concept =
            reason.code.map { Concept(SyntheticCodes.snomed($0), text: reason.text) } ?? Concept(text: reason.text)
        let byPhone = age > 1 && random.chance(0.3)
        let visit = encounter(
            gp,
            EncounterText(
                act: byPhone ? "VR" : "AMB", start: moment, end: moment.adding(minutes: 10 + random.below(8)),
                type: Concept(text: byPhone ? "Telephone consultation" : "Face to face consultation"), reason: concept,
                staff: staff))
        if !byPhone, age >= 18, random.chance(plan.has(.hypertension, on: day) ? 0.8 : 0.3) {
            let raised = plan.has(.hypertension, on: day) ? 18 : 0
            let systolic = 108 + min(20, age / 4) + raised + Int(random.normal() * 7)
            bloodPressure(gp, systolic, 64 + raised / 3 + random.below(16), at: moment, encounter: visit)
        }
        if !byPhone, random.chance(0.2) { weight(gp, at: moment, encounter: visit) }
        if let medicine = reason.medicine, !isUnsafe(medicine, on: day), random.chance(0.7) {
            var text = PrescriptionText(
                medicine.concept(gpStyle(medicine, since: day)), authored: day, dose: medicine.dose)
            text.status = "completed"
            text.category = "community"
            text.quantity = medicine.quantity
            text.unit = medicine.unit
            text.staff = gp.organisation.staff[random.below(3)]
            text.reason = concept
            prescription(gp, text)
        }
        if reason.code != nil, reason.medicine != nil, reason.code != "1239511000000100" {
            condition(
                gp,
                ConditionText(
                    concept: concept, onset: day, end: min(lastDay, day + 7 + random.below(14)), recorded: day,
                    isMajor: false,
                    encounter: visit, recorder: staff, note: reason.note))
        }
    }

    private func weight(_ gp: HeldRecord, at moment: Moment, encounter visit: String) {
        let age = plan.age(on: moment.day)
        guard age >= 18 else { return }
        let height = (plan.isFemale ? 1.62 : 1.75) + Double(plan.index % 17 - 8) * 0.012
        let index = plan.has(.obesity, on: moment.day) ? 34.0 : (plan.has(.type2Diabetes, on: moment.day) ? 29.5 : 25.2)
        let body = index + Double(plan.index % 9 - 4) * 0.5 + random.normal() * 0.5
        measure(
            gp, Concept(SyntheticCodes.snomed("27113001"), SyntheticCodes.code(.loinc, "29463-7"), text: "Body weight"),
            ResultValue.text(body * height * height, decimals: 1), "kg", "kg", at: moment, encounter: visit)
        measure(
            gp,
            Concept(SyntheticCodes.snomed("60621009"), SyntheticCodes.code(.loinc, "39156-5"), text: "Body mass index"),
            ResultValue.text(body, decimals: 1), "kg/m2", "kg/m2", at: moment, encounter: visit)
    }

    private func lifestyle(_ gp: HeldRecord, on day: Int) {
        add("Observation", to: gp.feed, profile: "UKCore-Observation") { writer in
            writer.member("status", "final")
            writer.concepts("category", .observationCategory, "social-history")
            writer.concept("code", .snomed, plan.smoking)
            writer.reference("subject", gp.reference)
            writer.member("effectiveDateTime", Moment.dateText(day))
        }
        if plan.age(on: day) >= 18, random.chance(0.5) {
            measure(
                gp, category: "social-history",
                Concept(SyntheticCodes.snomed("1082641000000106"), text: "Alcohol units consumed per week"),
                String(random.below(18)), "units/week", "{units}/wk", at: Moment(day: day, minute: 600))
        }
    }

    /// A code that only one supplier's systems know: it survives as what it is.
    private func localCode(_ gp: HeldRecord, on day: Int) {
        let reference = add("Observation", to: gp.feed, profile: "UKCore-Observation") { writer in
            writer.member("status", "final")
            writer.concept("code", .snomed, "1726491000006101", text: "Practice template completed")
            writer.reference("subject", gp.reference)
            writer.member("effectiveDateTime", Moment.dateText(day))
        }
        note(.localCodeUnknownElsewhere, gp, [reference])
    }

    /// Blood tests asked for by the practice: in its record, and for the last years also from the laboratory.
    func bloodTests(_ gp: HeldRecord) {
        let laboratory = plan.hospitals.first.flatMap { record(at: $0) }
        let rates = monitoringRates()
        guard let highest = rates.map(\.perYear).max(), highest > 0 else { return }
        let from = max(plan.birthDay + 400, plan.registeredSince, lastDay - Self.historyDays)
        let step = 365 / highest
        var day = Double(lastDay - random.below(Int(step) + 1))
        var taken = 0
        while Int(day) > from, taken < 18 {
            let moment = Moment(day: workday(Int(day), from: from), minute: 490 + random.below(30) * 5)
            for rate in rates where random.chance(rate.perYear / highest) {
                panel(rate.panel, gp, laboratory, at: moment)
            }
            taken += 1
            day -= step * (0.8 + random.unit() * 0.4)
        }
    }

    private func monitoringRates() -> [(panel: Panel, perYear: Double)] {
        var rates: [Panel: Double] = [:]
        for held in plan.problems {
            for (panel, perYear) in held.problem.monitoring { rates[panel] = max(rates[panel] ?? 0, perYear) }
        }
        let age = plan.age(on: lastDay)
        if age >= 16, random.chance(0.6) {
            for panel in [Panel.fullBloodCount, .ureaAndElectrolytes] {
                rates[panel] = max(rates[panel] ?? 0, age > 40 ? 0.35 : 0.2)
            }
            if age > 40 {
                for panel in [Panel.lipids, .hba1c, .liver] { rates[panel] = max(rates[panel] ?? 0, 0.3) }
            }
            rates[.vitaminD] = max(rates[.vitaminD] ?? 0, 0.06)
        }
        if (50...74).contains(age) { rates[.bowel] = 0.3 }
        if plan.scenario?.isLead == true { rates[.ureaAndElectrolytes] = nil }
        return Panel.allCases.compactMap { panel in rates[panel].map { (panel, $0) } }
    }

    /// One panel in the practice's record and, where known there, from the laboratory.
    func panel(_ panel: Panel, _ gp: HeldRecord, _ laboratory: HeldRecord?, at moment: Moment) {
        let values = values(panel, on: moment.day)
        report(gp, panel, values, at: moment, codes: .older)
        guard let laboratory, moment.day > today - 2 * 365 else { return }
        report(
            laboratory, feed: laboratory.organisation.feed(.lab), panel, values, at: moment,
            codes: labCodes(laboratory.organisation, on: moment.day))
    }
}
