// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

extension PersonBuilder {
    /// A vaccination as a source states it.
    struct VaccinationText {
        /// The SNOMED CT code of the procedure; nil for words only.
        var procedure: String?
        var vaccine: String
        var day: Int
        var status = "completed"
        var isPrimarySource = true
        var reason: String?
        var note: String?
    }

    @discardableResult
    func vaccination(_ record: HeldRecord, fact: Fact? = nil, _ text: VaccinationText) -> String {
        add("Immunization", to: record.feed, profile: "UKCore-Immunization", fact: fact) { writer in
            if let procedure = text.procedure {
                writer.array("extension") {
                    $0.conceptExtension(JSONWriter.ukCore("VaccinationProcedure"), .snomed, procedure)
                }
            }
            writer.member("status", text.status)
            if let reason = text.reason { writer.concept("statusReason", Concept(text: reason)) }
            writer.concept("vaccineCode", Concept(text: text.vaccine))
            writer.reference("patient", record.reference)
            writer.member("occurrenceDateTime", Moment.dateText(text.day))
            writer.member("primarySource", text.isPrimarySource)
            writer.note(text.note)
        }
    }

    /// Childhood, seasonal and COVID-19 vaccinations.
    func vaccinations(_ gp: HeldRecord) {
        childhood(gp)
        seasonal(gp)
        guard plan.age(on: today) >= 16, plan.birthDay + 16 * 365 < Self.firstCovidDay, random.chance(0.82) else {
            return
        }
        let first = Self.firstCovidDay + max(0, 80 - plan.age(on: Self.firstCovidDay)) * 2 + random.below(40)
        guard first < lastDay else { return }
        for (procedure, day) in [("1324681000000101", first), ("1324691000000104", first + 77)] where day < lastDay {
            vaccination(gp, VaccinationText(procedure: procedure, vaccine: "COVID-19 mRNA vaccine", day: day))
        }
    }

    /// 8 December 2020.
    private static let firstCovidDay = CivilDate(year: 2020, month: 12, day: 8)?.daysSinceEpoch ?? 0

    private func childhood(_ gp: HeldRecord) {
        let age = plan.age(on: lastDay)
        guard age <= 30 else { return }
        let schedule: [(procedure: String?, vaccine: String, days: Int)] = [
            (nil, "6-in-1 vaccine, first dose", 56), (nil, "Meningococcal B vaccine, first dose", 56),
            (nil, "Rotavirus vaccine, first dose", 56), (nil, "6-in-1 vaccine, second dose", 84),
            (nil, "Pneumococcal vaccine", 85), (nil, "6-in-1 vaccine, third dose", 112),
            (nil, "Meningococcal B vaccine, second dose", 112), (nil, "4-in-1 pre-school booster", 1_250),
            ("38598009", "Measles, mumps and rubella vaccine", 380),
            ("38598009", "Measles, mumps and rubella vaccine", 1_240),
            ("761841000", "Human papillomavirus vaccine", 4_500),
            ("871874000", "Meningococcal A, C, W and Y vaccine", 5_200),
        ]
        for dose in schedule where random.chance(0.85) {
            let day = plan.birthDay + dose.days + random.below(dose.days < 200 ? 20 : 120)
            guard day < lastDay else { continue }
            vaccination(gp, VaccinationText(procedure: dose.procedure, vaccine: dose.vaccine, day: day))
        }
    }

    /// Flu each autumn for those it is offered to; a pharmacy's dose shows in both records.
    private func seasonal(_ gp: HeldRecord) {
        let pharmacy = records.first { $0.organisation.kind == .pharmacy }
        let eligible = plan.age(on: lastDay) >= 65 || !plan.problems.isEmpty
        let year = CivilDate(daysSinceEpoch: today).year
        for back in 0..<5 {
            guard let october = CivilDate(year: year - back, month: 10, day: 1)?.daysSinceEpoch else { continue }
            let day = october + random.below(60)
            guard day > plan.birthDay + 800, day < lastDay else { continue }
            if let pharmacy, back < 2 {
                let fact = Fact(kind: .vaccination, code: "influenza", day: day)
                vaccination(
                    pharmacy, fact: fact,
                    VaccinationText(procedure: "822851000000102", vaccine: "Influenza vaccine", day: day))
                let copy = vaccination(
                    gp, fact: fact,
                    VaccinationText(
                        procedure: "955651000000100", vaccine: "Influenza vaccine", day: day, isPrimarySource: false,
                        note: "Given at a pharmacy"))
                if back == 0 { note(.vaccinationInTwoSources, gp, [copy]) }
            } else if eligible, random.chance(0.65) {
                vaccination(gp, VaccinationText(procedure: "822851000000102", vaccine: "Influenza vaccine", day: day))
            }
        }
    }
}
