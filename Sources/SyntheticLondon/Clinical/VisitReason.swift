// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// Why people come to hospital.
struct VisitReason: Sendable {
    /// The words on the door.
    let complaint: String
    /// The diagnosis in words.
    let diagnosis: String
    /// The hospital's code for it; nil for words only.
    let icd: String?
    /// The SNOMED CT code that emergency departments use; nil for words only.
    let snomed: String?
    /// A medicine that is started.
    let medicine: Medicine?
    let clinic: SyntheticStaffRole
    /// How likely it ends in a stay.
    let admission: Double
    let ages: ClosedRange<Int>
    var labels: SensitivityLabels = []
}

extension VisitReason {
    static let fall = VisitReason(
        complaint: "Fall at home", diagnosis: "Mechanical fall, no fracture", icd: "R296", snomed: nil, medicine: nil,
        clinic: .elderlyCare, admission: 0.35, ages: 70...120)
    static let heartFailure = VisitReason(
        complaint: "Breathless on exertion and at night", diagnosis: "Decompensated heart failure", icd: "I500",
        snomed: "84114007", medicine: .furosemide, clinic: .cardiology, admission: 0.9, ages: 60...120)
    static let pneumonia = VisitReason(
        complaint: "Cough, fever and breathlessness", diagnosis: "Community-acquired pneumonia", icd: "J181",
        snomed: "233604007", medicine: .doxycycline, clinic: .respiratory, admission: 0.7, ages: 40...120)
    static let kidneyInjury = VisitReason(
        complaint: "Vomiting and poor intake for three days", diagnosis: "Acute kidney injury", icd: "N179",
        snomed: nil,
        medicine: nil, clinic: .renal, admission: 1, ages: 65...120)
    static let overdose = VisitReason(
        complaint: "Has taken tablets", diagnosis: "Intentional paracetamol overdose", icd: nil, snomed: "242824002",
        medicine: nil, clinic: .emergency, admission: 0.6, ages: 15...60, labels: [.selfHarm, .mentalHealth])
    static let sickleCrisis = VisitReason(
        complaint: "Pain in back and legs since yesterday", diagnosis: "Sickle cell crisis", icd: nil,
        snomed: "417425009",
        medicine: .codeine, clinic: .haematology, admission: 0.7, ages: 5...70)
    static let urinaryInfection = VisitReason(
        complaint: "Confused and off legs", diagnosis: "Urinary tract infection", icd: "N390", snomed: "68566005",
        medicine: .nitrofurantoin, clinic: .elderlyCare, admission: 0.5, ages: 65...120)
    static let birth = VisitReason(
        complaint: "In labour", diagnosis: "Single live birth", icd: "Z370", snomed: nil, medicine: nil,
        clinic: .maternity,
        admission: 1, ages: 16...50)

    /// What chance gives.
    static let sampled: [VisitReason] = [
        fall, heartFailure, pneumonia, kidneyInjury, urinaryInfection,
        VisitReason(
            complaint: "Chest pain", diagnosis: "Chest pain, no acute coronary syndrome", icd: nil, snomed: "29857009",
            medicine: nil, clinic: .cardiology, admission: 0.3, ages: 30...120),
        VisitReason(
            complaint: "Headache", diagnosis: "Headache, no red flags", icd: nil, snomed: "25064002",
            medicine: .paracetamol,
            clinic: .neurology, admission: 0.08, ages: 16...75),
        VisitReason(
            complaint: "Ankle injury", diagnosis: "Sprain of ankle", icd: nil, snomed: nil, medicine: .ibuprofen,
            clinic: .orthopaedics, admission: 0, ages: 8...60),
        VisitReason(
            complaint: "Cut hand", diagnosis: "Laceration of hand, closed with glue", icd: nil, snomed: nil,
            medicine: nil,
            clinic: .emergency, admission: 0, ages: 3...80),
        VisitReason(
            complaint: "Fever in a child", diagnosis: "Viral illness with fever", icd: nil, snomed: "386661006",
            medicine: nil,
            clinic: .paediatrics, admission: 0.08, ages: 0...12),
        VisitReason(
            complaint: "Wheeze", diagnosis: "Acute exacerbation of asthma", icd: "J459", snomed: "195967001",
            medicine: .prednisolone, clinic: .respiratory, admission: 0.2, ages: 5...60),
        VisitReason(
            complaint: "Abdominal pain", diagnosis: "Abdominal pain, settled", icd: nil, snomed: nil,
            medicine: .omeprazole,
            clinic: .surgery, admission: 0.15, ages: 10...90),
    ]
}
