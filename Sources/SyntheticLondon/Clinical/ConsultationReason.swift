// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Why people see their practice.
struct ConsultationReason: Sendable {
    let text: String
    /// The SNOMED CT code; nil for words only.
    let code: String?
    let medicine: Medicine?
    let ages: ClosedRange<Int>
    /// What is added to the entry.
    let note: String

    init(
        _ text: String, _ code: String? = nil, _ medicine: Medicine? = nil, ages: ClosedRange<Int> = 0...120,
        _ note: String
    ) {
        self.text = text
        self.code = code
        self.medicine = medicine
        self.ages = ages
        self.note = note
    }

    static let all: [ConsultationReason] = [
        ConsultationReason(
            "Cough", "49727002", nil, "Three days of cough, chest clear, no red flags. Self-care advice."),
        ConsultationReason(
            "Chest infection", nil, .doxycycline, ages: 30...100,
            "Productive cough, crackles at right base, well enough for home."),
        ConsultationReason(
            "Sore throat", nil, .amoxicillin, ages: 12...60,
            "Febrile, tonsils with exudate. Antibiotic given, return if worse."),
        ConsultationReason(
            "Ear infection", nil, .amoxicillinSuspension, ages: 1...11,
            "Red bulging drum on the right, fever for three days. Antibiotic given, fluids and paracetamol."),
        ConsultationReason(
            "Eczema", nil, nil, ages: 0...16, "Elbow and knee creases. Emollient often, steroid cream for a week."),
        ConsultationReason(
            "Urinary tract infection", "68566005", .nitrofurantoin, ages: 16...90,
            "Dysuria and frequency for two days, no loin pain."),
        ConsultationReason(
            "Headache", "25064002", .paracetamol, ages: 12...80, "Tension type, neurology normal. Diary and review."),
        ConsultationReason("Back pain", nil, .naproxen, ages: 20...75, "Mechanical, no red flags. Exercises given."),
        ConsultationReason("Skin rash", "271807003", nil, "Dry patches on both arms, emollient advised."),
        ConsultationReason(
            "Fever", "386661006", nil, ages: 0...10, "Drinking well, no rash, safety net given to parent."),
        ConsultationReason(
            "Skin infection", nil, .flucloxacillin, ages: 12...90,
            "Red warm patch on shin, marked with pen, review in two days."),
        ConsultationReason("Tiredness", nil, ages: 16...80, "Blood tests asked for, review with results."),
        ConsultationReason(
            "Feeling low", nil, ages: 16...90, "Sleep poor, no thoughts of self-harm. Talking therapy leaflet."),
        ConsultationReason(
            "Medicines review", "1239511000000100", nil, ages: 40...110, "Each medicine gone through, no changes."),
        ConsultationReason(
            "Knee pain", nil, .paracetamol, ages: 45...100, "Crepitus, no effusion. Physiotherapy self-referral."),
        ConsultationReason("Dizziness", nil, ages: 50...110, "No drop in standing blood pressure. Ears normal."),
    ]
}
