// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareRecord
import CareTypes
import Exchange
import Terminology

extension Sample {
    static let medicines = MedicineSection(
        groups: [
            MedicineEntry(
                id: "m1", title: "Warfarin", standing: .current,
                products: [
                    product(
                        "m1a", "Warfarin 1mg tablets", .authorisedRepeat, "As directed by the anticoagulation clinic",
                        practice),
                    product(
                        "m1b", "Warfarin 3mg tablets", .authorisedRepeat, "As directed by the anticoagulation clinic",
                        practice),
                ], flags: [.anticoagulant]),
            MedicineEntry(
                id: "m2", title: "Methotrexate", standing: .current,
                products: [product("m2a", "Methotrexate 2.5mg tablets", .hospitalOutpatient, hardDose, hospital)],
                flags: [.methotrexate, .weekly, .immunosuppressant], isHospitalOnly: true),
            MedicineEntry(
                id: "m3", title: "Ramipril", standing: .current,
                products: [
                    MedicineProductRow(
                        id: "m3p", title: "Ramipril 5mg capsules",
                        rows: [
                            row(
                                "m3a", "Ramipril 5mg capsules", .authorisedRepeat, "One each morning", practice,
                                isNotIssued: true),
                            row(
                                "m3b", "Ramipril 5mg capsules", .stopped, nil, hospital, stop: "2026-09-12",
                                reason: "Acute kidney injury"),
                        ])
                ],
                conflicts: [
                    MedicineConflict(
                        kind: .stoppedButCurrent, rows: ["m3b", "m3a"], date: date("2026-09-12"),
                        reason: "Acute kidney injury")
                ]),
            MedicineEntry(
                id: "m4", title: "Herbal drops as brought from home", standing: .current,
                products: [product("m4a", "Herbal drops as brought from home", .listed, "some", practice)],
                isUnchecked: true),
            MedicineEntry(
                id: "m5", title: "Amoxicillin", standing: .past,
                products: [product("m5a", "Amoxicillin 500mg capsules", .completed, "One three times a day", practice)]),
        ],
        highRisk: [
            HighRiskMedicine(
                id: "m2", title: "Methotrexate", flags: [.methotrexate, .weekly], standing: .current,
                hasConflict: false, sources: [note(hospital, "2026-10-30")]),
            HighRiskMedicine(
                id: "m1", title: "Warfarin", flags: [.anticoagulant], standing: .current, hasConflict: false,
                sources: [note(practice, "2026-11-02"), note(hospital, "2026-09-15")]),
        ],
        duplicateIngredients: [DuplicateIngredient(ingredient: "paracetamol", groups: ["m1", "m2"])],
        unchecked: ["m4"], hospitalNotReceived: sources.filter { $0.name == homerton }, coverage: coverage(.medicines))

    static func product(
        _ id: String, _ title: String, _ status: MedicineRow.Status, _ dose: String?, _ source: String
    ) -> MedicineProductRow {
        MedicineProductRow(id: id, title: title, rows: [row(id + "r", title, status, dose, source)])
    }

    static func row(
        _ id: String, _ title: String, _ status: MedicineRow.Status, _ dose: String?, _ source: String,
        stop: String? = nil,
        reason: String? = nil, isNotIssued: Bool = false
    ) -> MedicineRow {
        MedicineRow(
            id: id, title: title, status: status, isCurrent: stop == nil && status != .completed,
            doseTexts: dose.map { [$0] } ?? [], start: date("2021-03-01"), stop: stop.flatMap { PartialDate($0) },
            reasonStopped: reason, lastIssued: date("2026-11-02"), isNotIssuedForSixMonths: isNotIssued, route: "oral",
            events: [
                MedicineEvent(
                    kind: .issued, status: .issued, date: date("2026-11-02"), quantity: "28 tablets",
                    source: note(source)),
                MedicineEvent(
                    kind: .dispensed, status: .cancelled, date: date("2026-11-03"), quantity: "28 tablets",
                    source: note(source)),
            ],
            source: note(source, "2026-11-02"))
    }

    static let results = ResultSection(trends: [potassium, kidney, sodium], panels: [], coverage: coverage(.results))

    static let potassium = trend(
        "potassium", .potassium, "Potassium", "mmol/L", low: 3.5, high: 5.3,
        [
            ("2023-02-11", "4.2"), ("2024-08-02", "4.6"), ("2026-03-20", "4.9"), ("2026-09-08", "6.1"),
            ("2026-09-14", "5.2"), ("2026-11-23T01:40:00Z", "5.8"),
        ])
    static let kidney = trend(
        "egfr", .eGFR, "eGFR", "mL/min/1.73m2", low: nil, high: nil,
        [
            ("2023-02-11", ">90"), ("2024-08-02", "61"), ("2026-03-20", "52"), ("2026-09-08", "24"),
            ("2026-09-14", "36"), ("2026-11-23T01:40:00Z", "31"),
        ])
    static let sodium = trend(
        "sodium", .sodium, "Sodium", "mmol/L", low: 133, high: 146, [("2026-11-23T01:40:00Z", "138")])

    static func trend(
        _ id: String, _ key: Analyte.Key, _ title: String, _ unit: String, low: Double?, high: Double?,
        _ values: [(String, String)]
    ) -> ResultTrend {
        let rows = values.enumerated().map { index, value in
            let number = Double(value.1.filter { $0 != ">" && $0 != "<" })
            return ResultRow(
                id: "\(id)-\(index)", title: title, status: .final,
                value: ResultValue(
                    text: value.1, unit: unit, ucum: unit, comparator: value.1.hasPrefix(">") ? ">" : nil,
                    number: number),
                interpretation: high.flatMap { high in number.map { $0 > high ? .high : .normal } },
                ranges: low == nil
                    ? []
                    : [ReferenceInterval(low: low.map { "\($0)" }, high: high.map { "\($0)" }, appliesTo: ["Adult"])],
                taken: date(value.0), sources: [note(hospital, value.0, minutes: 4)])
        }
        let points = rows.map { row in
            ResultSeries.Point(
                time: row.taken?.earliest ?? now, value: row.value.number ?? 0, text: row.value.text ?? "",
                isBound: row.value.comparator != nil, low: low, high: high, result: row.id)
        }
        return ResultTrend(
            id: id, key: id, analyte: key, title: title, results: rows.reversed(),
            series: [ResultSeries(title: title, unit: unit, unitText: unit, points: points)])
    }
}
