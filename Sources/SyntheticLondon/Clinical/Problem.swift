// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// A long-term condition as the generator knows it: what it is called, how
/// common it is, and what follows from having it.
struct Problem: Sendable {
    /// A course of treatment: with this probability one of the options.
    struct Step: Sendable {
        let probability: Double
        let options: [Medicine]

        init(_ probability: Double, _ options: Medicine...) {
            self.probability = probability
            self.options = options
        }
    }

    /// The SNOMED CT code.
    let code: String
    /// What a GP record calls it.
    let text: String
    /// The code a hospital sends instead; nil where it sends the same one.
    let hospitalCode: String?
    /// Share of people who have it at 0, 20, 40, 60, 75 and 90 years.
    let prevalence: [Double]
    /// Multiplies the share for women and for men.
    let sexFactors: (women: Double, men: Double)
    let treatment: [Step]
    /// What is measured, and how often a year.
    let monitoring: [(panel: Panel, perYear: Double)]
    /// Who sees people with it in clinic.
    let clinic: SyntheticStaffRole?
    let labels: SensitivityLabels
    /// Whether it starts in childhood or is there from birth.
    let fromBirth: Bool

    init(
        _ code: String, _ text: String, icd: String? = nil, _ prevalence: [Double],
        sex: (women: Double, men: Double) = (1, 1), treatment: [Step] = [],
        monitoring: [(panel: Panel, perYear: Double)] = [], clinic: SyntheticStaffRole? = nil,
        labels: SensitivityLabels = [],
        fromBirth: Bool = false
    ) {
        self.code = code
        self.text = text
        hospitalCode = icd
        self.prevalence = prevalence
        sexFactors = sex
        self.treatment = treatment
        self.monitoring = monitoring
        self.clinic = clinic
        self.labels = labels
        self.fromBirth = fromBirth
    }

    /// The share of people of an age and sex who have it.
    func share(age: Int, isFemale: Bool) -> Double {
        let ages = [0, 20, 40, 60, 75, 90]
        guard age >= minimumAge else { return 0 }
        let upper = ages.firstIndex { age < $0 } ?? ages.count
        guard upper > 0 else { return 0 }
        let factor = isFemale ? sexFactors.women : sexFactors.men
        guard upper < ages.count else { return prevalence[ages.count - 1] * factor }
        let part = Double(age - ages[upper - 1]) / Double(ages[upper] - ages[upper - 1])
        return (prevalence[upper - 1] + (prevalence[upper] - prevalence[upper - 1]) * part) * factor
    }

    /// The words and code of a GP record.
    var concept: Concept { Concept(SyntheticCodes.snomed(code), text: text) }

    /// The words and code of a hospital's diagnosis.
    var hospitalConcept: Concept {
        guard let hospitalCode else { return concept }
        let coded = SyntheticCodes.code(.icd10, hospitalCode)
        return Concept(coded, text: coded.term)
    }
}

extension Problem {
    static let hypertension = Problem(
        "59621000", "Essential hypertension", icd: "I10X", [0, 0.004, 0.07, 0.30, 0.52, 0.62],
        treatment: [Step(0.75, .amlodipine, .ramipril, .losartan), Step(0.25, .amlodipine)],
        monitoring: [(.ureaAndElectrolytes, 1), (.lipids, 0.6)])
    static let type2Diabetes = Problem(
        "44054006", "Type 2 diabetes mellitus", icd: "E119", [0, 0.002, 0.035, 0.13, 0.19, 0.18],
        treatment: [
            Step(0.75, .metformin, .metformin, .metforminModifiedRelease), Step(0.3, .gliclazide, .sitagliptin),
            Step(0.3, .dapagliflozin), Step(0.12, .insulinGlargine), Step(0.7, .atorvastatin),
        ],
        monitoring: [(.hba1c, 2), (.ureaAndElectrolytes, 1), (.urineAlbumin, 0.8), (.lipids, 0.8)], clinic: .diabetes)
    static let type1Diabetes = Problem(
        "46635009", "Type 1 diabetes mellitus", [0.001, 0.005, 0.005, 0.005, 0.004, 0.003],
        treatment: [Step(1, .insulinGlargine), Step(1, .insulinAspart)],
        monitoring: [(.hba1c, 3), (.ureaAndElectrolytes, 1)], clinic: .diabetes)
    static let prediabetes = Problem(
        "700449008", "Non-diabetic hyperglycaemia", [0, 0.004, 0.03, 0.08, 0.08, 0.06], monitoring: [(.hba1c, 1)])
    static let asthma = Problem(
        "195967001", "Asthma", icd: "J459", [0.02, 0.08, 0.065, 0.06, 0.065, 0.05],
        treatment: [Step(0.9, .salbutamol), Step(0.6, .beclometasone)], clinic: .respiratory)
    static let copd = Problem(
        "13645005", "Chronic obstructive pulmonary disease", icd: "J449", [0, 0, 0.003, 0.03, 0.065, 0.065],
        treatment: [Step(0.8, .salbutamol), Step(0.7, .tiotropium)], monitoring: [(.fullBloodCount, 0.7)],
        clinic: .respiratory)
    static let atrialFibrillation = Problem(
        "49436004", "Atrial fibrillation", icd: "I489", [0, 0, 0.002, 0.025, 0.10, 0.17],
        treatment: [Step(0.85, .apixaban, .apixaban, .rivaroxaban, .apixabanLow), Step(0.7, .bisoprolol)],
        monitoring: [(.ureaAndElectrolytes, 1), (.fullBloodCount, 1)], clinic: .cardiology)
    static let heartFailure = Problem(
        "84114007", "Heart failure", icd: "I500", [0, 0, 0.001, 0.01, 0.045, 0.10],
        treatment: [
            Step(0.8, .furosemide), Step(0.6, .ramipril, .ramiprilLow), Step(0.6, .bisoprolol),
            Step(0.3, .spironolactone),
        ],
        monitoring: [(.ureaAndElectrolytes, 2), (.fullBloodCount, 1)], clinic: .cardiology)
    static let ischaemicHeartDisease = Problem(
        "414545008", "Ischaemic heart disease", icd: "I259", [0, 0, 0.004, 0.045, 0.12, 0.16], sex: (0.7, 1.3),
        treatment: [Step(0.8, .aspirin, .clopidogrel), Step(0.8, .atorvastatin), Step(0.5, .bisoprolol)],
        monitoring: [(.lipids, 1)], clinic: .cardiology)
    static let stroke = Problem(
        "230690007", "Stroke", [0, 0, 0.002, 0.015, 0.045, 0.08],
        treatment: [Step(0.8, .clopidogrel), Step(0.8, .atorvastatin)], monitoring: [(.lipids, 0.5)], clinic: .neurology
    )
    static let ckd3a = Problem(
        "700378005", "Chronic kidney disease stage 3A", icd: "N183", [0, 0, 0.002, 0.03, 0.11, 0.18],
        monitoring: [(.ureaAndElectrolytes, 2), (.urineAlbumin, 0.5)])
    static let ckd3b = Problem(
        "700379002", "Chronic kidney disease stage 3B", icd: "N183", [0, 0, 0.001, 0.007, 0.035, 0.09],
        monitoring: [(.ureaAndElectrolytes, 2.5), (.fullBloodCount, 1), (.bone, 0.7), (.urineAlbumin, 0.5)],
        clinic: .renal)
    static let ckd4 = Problem(
        "431857002", "Chronic kidney disease stage 4", [0, 0, 0.0006, 0.002, 0.009, 0.02],
        monitoring: [(.ureaAndElectrolytes, 4), (.fullBloodCount, 2), (.bone, 2)], clinic: .renal)
    static let dementia = Problem(
        "26929004", "Alzheimer's disease", [0, 0, 0, 0.002, 0.03, 0.16], treatment: [Step(0.5, .donepezil)],
        clinic: .elderlyCare)
    static let vascularDementia = Problem(
        "429998004", "Vascular dementia", [0, 0, 0, 0.001, 0.01, 0.05], clinic: .elderlyCare)
    static let depression = Problem(
        "35489007", "Depressive disorder", icd: "F329", [0, 0.07, 0.13, 0.14, 0.10, 0.08], sex: (1.25, 0.75),
        treatment: [Step(0.55, .sertraline, .citalopram, .mirtazapine)], labels: .mentalHealth)
    static let anxiety = Problem(
        "197480006", "Anxiety disorder", icd: "F419", [0.003, 0.08, 0.09, 0.08, 0.06, 0.05], sex: (1.3, 0.7),
        treatment: [Step(0.3, .sertraline, .propranolol)], labels: .mentalHealth)
    static let schizophrenia = Problem(
        "58214004", "Schizophrenia", [0, 0.003, 0.009, 0.009, 0.006, 0.003], sex: (0.8, 1.2),
        treatment: [Step(0.9, .olanzapine, .risperidone)], monitoring: [(.hba1c, 1), (.lipids, 1)], clinic: .psychiatry,
        labels: .mentalHealth)
    static let bipolar = Problem(
        "13746004", "Bipolar disorder", [0, 0.002, 0.006, 0.006, 0.004, 0.002],
        treatment: [Step(0.4, .lithium), Step(0.4, .olanzapine)],
        monitoring: [(.lithium, 3), (.ureaAndElectrolytes, 2), (.thyroid, 2)], clinic: .psychiatry,
        labels: .mentalHealth)
    static let epilepsy = Problem(
        "84757009", "Epilepsy", [0.003, 0.006, 0.008, 0.009, 0.01, 0.01], treatment: [Step(0.9, .levetiracetam)],
        clinic: .neurology)
}
