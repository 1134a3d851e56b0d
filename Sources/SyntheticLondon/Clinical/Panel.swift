// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A group of laboratory tests that is asked for together.
enum Panel: String, Sendable, CaseIterable {
    case ureaAndElectrolytes, liver, fullBloodCount, lipids, hba1c, thyroid, bone, inflammation, vitaminD, prostate
    case urineAlbumin, lithium, clotting, glucose, bowel

    /// What reports are headed with.
    var title: String {
        switch self {
        case .ureaAndElectrolytes: "Urea and electrolytes"
        case .liver: "Liver function tests"
        case .fullBloodCount: "Full blood count"
        case .lipids: "Lipid profile"
        case .hba1c: "HbA1c"
        case .thyroid: "Thyroid function tests"
        case .bone: "Bone profile"
        case .inflammation: "C-reactive protein"
        case .vitaminD: "Vitamin D"
        case .prostate: "Prostate specific antigen"
        case .urineAlbumin: "Urine albumin:creatinine ratio"
        case .lithium: "Lithium"
        case .clotting: "INR"
        case .glucose: "Glucose"
        case .bowel: "Faecal immunochemical test"
        }
    }

    /// The tests.
    var analytes: [Analyte] {
        switch self {
        case .ureaAndElectrolytes: [.sodium, .potassium, .urea, .creatinine, .egfr]
        case .liver: [.albumin, .alt, .alp, .bilirubin, .ggt]
        case .fullBloodCount: [.haemoglobin, .whiteCells, .platelets, .mcv, .neutrophils, .lymphocytes]
        case .lipids: [.cholesterol, .hdl, .ldl, .triglycerides]
        case .hba1c: [.hba1c]
        case .thyroid: [.tsh, .freeT4]
        case .bone: [.calcium, .phosphate]
        case .inflammation: [.crp]
        case .vitaminD: [.vitaminD]
        case .prostate: [.psa]
        case .urineAlbumin: [.urineAlbumin]
        case .lithium: [.lithium]
        case .clotting: [.inr]
        case .glucose: [.glucose]
        case .bowel: [.fit]
        }
    }
}
