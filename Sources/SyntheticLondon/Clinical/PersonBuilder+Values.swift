// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

extension PersonBuilder {
    /// What is going on when blood is taken.
    enum Circumstance: Sendable {
        case routine
        case infection
        case kidneyInjury
    }

    /// The values of a panel on a day: coherent with age, sex, conditions and one another.
    func values(_ panel: Panel, on day: Int, _ circumstance: Circumstance = .routine) -> [(Analyte, ResultValue)] {
        if panel == .ureaAndElectrolytes { return kidneyValues(on: day, circumstance) }
        return panel.analytes.map { analyte in
            (analyte, value(analyte, measured(analyte, on: day, circumstance)))
        }
    }

    /// A value with the analyte's digits, interval and limits of measurement.
    func value(_ analyte: Analyte, _ number: Double) -> ResultValue {
        let limits: (floor: Double?, ceiling: Double?) =
            switch analyte.name {
            case Analyte.crp.name: (5, nil)
            case Analyte.fit.name: (7, 400)
            case Analyte.egfr.name: (nil, 90)
            case Analyte.urineAlbumin.name: (0.3, nil)
            default: (nil, nil)
            }
        let interval = plan.isFemale ? analyte.intervals.women : analyte.intervals.men
        return ResultValue(
            max(0, number), decimals: analyte.decimals, interval: interval, floor: limits.floor, ceiling: limits.ceiling
        )
    }

    private func kidneyValues(on day: Int, _ circumstance: Circumstance) -> [(Analyte, ResultValue)] {
        let age = max(1, plan.age(on: day))
        var creatinine =
            age < 16
            ? 22 + Double(age) * 2.2 + random.normal() * 3
            : KidneyFunction.creatinine(egfr: kidneyFunction(on: day), age: age, isFemale: plan.isFemale)
        if circumstance == .kidneyInjury { creatinine *= 2.1 }
        creatinine = creatinine.rounded()
        let egfr =
            age < 16 ? 95 : KidneyFunction.egfr(creatinine: creatinine, age: age, isFemale: plan.isFemale).rounded()
        var potassium = own(.potassium) + (egfr < 45 ? 0.35 : 0) + random.normal() * 0.2
        if takes(.spironolactone, on: day) || takes(.ramipril, on: day) { potassium += 0.15 }
        if takes(.furosemide, on: day) { potassium -= 0.15 }
        if circumstance == .kidneyInjury { potassium += 1.1 }
        let urea = 4.2 + max(0, 80 - egfr) * 0.11 + random.normal() * 0.7 + (circumstance == .kidneyInjury ? 6 : 0)
        return [
            (.sodium, value(.sodium, own(.sodium) + random.normal() * 1.2)), (.potassium, value(.potassium, potassium)),
            (.urea, value(.urea, urea)), (.creatinine, value(.creatinine, creatinine)), (.egfr, value(.egfr, egfr)),
        ]
    }

    /// Kidney function on a day, by stage of disease and age.
    private func kidneyFunction(on day: Int) -> Double {
        let age = Double(plan.age(on: day))
        let own = (ownLevel("kidney") - 1) * 60
        let healthy = min(118, 122 - 0.55 * age + own)
        let noise = random.normal() * 2.5
        if plan.has(.ckd4, on: day) { return 23 + own * 0.2 + noise }
        if plan.has(.ckd3b, on: day) {
            let onset = plan.problems.first { $0.problem.code == Problem.ckd3b.code }?.onset ?? day
            return max(30, 42 - Double(day - onset) / 365 * 1.1 + own * 0.2 + noise)
        }
        if plan.has(.ckd3a, on: day) { return 52 + own * 0.3 + noise }
        let sick = plan.problems.contains {
            [Problem.ckd3a.code, Problem.ckd3b.code, Problem.ckd4.code].contains($0.problem.code)
        }
        return sick ? 63 + noise : max(61, healthy + noise)
    }

    private func measured(_ analyte: Analyte, on day: Int, _ circumstance: Circumstance) -> Double {
        var number = own(analyte) + random.normal() * analyte.usual.spread * 0.45
        switch analyte.name {
        case Analyte.hba1c.name:
            if plan.has(.type2Diabetes, on: day) || plan.has(.type1Diabetes, on: day) {
                number = 57 + (ownLevel("diabetes") - 1) * 70 + random.normal() * 4
            } else if plan.has(.prediabetes, on: day) {
                number = 44 + random.normal() * 1.2
            }
            number = max(24, number)
        case Analyte.haemoglobin.name:
            if !plan.isFemale { number += 14 }
            if plan.has(.sickleCell, on: day) { number = 84 + random.normal() * 6 }
            if plan.has(.ironDeficiency, on: day) { number -= 25 }
            if plan.has(.ckd3b, on: day) || plan.has(.ckd4, on: day) { number -= 14 }
        case Analyte.mcv.name: if plan.has(.ironDeficiency, on: day) { number -= 13 }
        case Analyte.neutrophils.name:
            if Ethnicity.hasRaisedSickleRisk(plan.ethnicity) { number -= 1.1 }
            if circumstance == .infection { number += 6 }
            number = max(0.9, number)
        case Analyte.whiteCells.name: if circumstance == .infection { number += 6.5 }
        case Analyte.crp.name: number = circumstance == .infection ? 90 + random.normal() * 35 : max(1, number)
        case Analyte.tsh.name: if plan.has(.hypothyroidism, on: day) { number += 1.2 + random.normal() * 1.2 }
        case Analyte.cholesterol.name, Analyte.ldl.name: if takes(.atorvastatin, on: day) { number *= 0.74 }
        case Analyte.alt.name, Analyte.ggt.name:
            if plan.has(.alcoholDependence, on: day) || plan.has(.cirrhosis, on: day) { number *= 2.6 }
        case Analyte.albumin.name:
            if plan.has(.cirrhosis, on: day) || plan.has(.severeFrailty, on: day) { number -= 8 }
        case Analyte.psa.name: if plan.has(.prostateCancer, on: day) { number += 4.5 + random.normal() * 2 }
        case Analyte.urineAlbumin.name:
            if plan.has(.type2Diabetes, on: day) || plan.has(.ckd3b, on: day) { number += 6 + random.normal() * 4 }
        default: break
        }
        return max(0.05, number)
    }

    /// This person's usual value of an analyte.
    private func own(_ analyte: Analyte) -> Double {
        analyte.usual.mean + (ownLevel(analyte.name) - 1) * 10 * analyte.usual.spread * 0.8
    }

    /// A factor near 1 that stays the same for one person and name.
    private func ownLevel(_ name: String) -> Double {
        if let level = ownLevels[name] { return level }
        let level = 1 + random.normal() * 0.1
        ownLevels[name] = level
        return level
    }

    /// Whether a medicine is taken on a day.
    func takes(_ medicine: Medicine, on day: Int) -> Bool {
        medicines.contains { $0.medicine == medicine && $0.isTaken(on: day) }
    }
}
