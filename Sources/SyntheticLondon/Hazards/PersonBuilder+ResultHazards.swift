// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

extension PersonBuilder {
    /// Hazards of results; returns whether this is one.
    func writeResult(_ hazard: SyntheticHazard) -> Bool {
        switch hazard {
        case .foreignUnits: foreignUnits()
        case .ureaNitrogen: ureaNitrogen()
        case .comparatorValue: comparators()
        case .testCodeDrift: codeDrift()
        case .intervalChange: intervalChange()
        case .amendedResults: amendedResults()
        default: return false
        }
        return true
    }

    /// A result with everything given by hand.
    struct ResultText {
        var concept: Concept
        var digits: String?
        var unit: String?
        var ucum: String?
        var comparator: String?
        var range: (low: String?, high: String?)?
        var status = "final"
        var note: String?
        var absent: String?
    }

    /// Writes a single laboratory result.
    @discardableResult
    func result(_ record: HeldRecord, feed: SyntheticFeed, _ text: ResultText, at moment: Moment) -> String {
        add("Observation", to: feed, profile: "UKCore-Observation-Lab") { writer in
            writer.member("status", text.status)
            writer.concepts("category", .observationCategory, "laboratory")
            writer.concept("code", text.concept)
            writer.reference("subject", record.reference)
            writer.member("effectiveDateTime", moment.text)
            writer.member("issued", moment.adding(minutes: 300).text)
            if let digits = text.digits {
                if let unit = text.unit {
                    writer.quantity("valueQuantity", digits, unit: unit, code: text.ucum, comparator: text.comparator)
                } else {
                    writer.object("valueQuantity") { quantity in
                        quantity.key("value")
                        quantity.number(digits)
                    }
                }
            }
            if let absent = text.absent { writer.concept("dataAbsentReason", .absentReason, absent) }
            writer.note(text.note)
            if let bounds = text.range {
                range(&writer, bounds.low, bounds.high, unit: text.unit ?? "", code: text.ucum)
            }
        }
    }

    /// A morning some days back.
    private func morning(_ daysAgo: Int) -> Moment {
        Moment(day: workday(lastDay - daysAgo, from: plan.birthDay + 100), minute: 545)
    }

    private func foreignUnits() {
        guard let hospital else { return }
        let lab = hospital.organisation.feed(.lab)
        let glucose = Concept(SyntheticCodes.snomed("1010671000000102"), text: "Plasma glucose level")
        let haemoglobin = Concept(SyntheticCodes.code(.loinc, "718-7"), text: "Haemoglobin")
        let references = [
            result(
                hospital, feed: lab,
                ResultText(concept: glucose, digits: "104", unit: "mg/dL", ucum: "mg/dL", range: ("70", "100")),
                at: morning(400)),
            result(
                hospital, feed: lab,
                ResultText(concept: glucose, digits: "5.9", unit: "mmol/L", ucum: "mmol/L", range: ("3.0", "6.0")),
                at: morning(60)),
            result(
                hospital, feed: lab,
                ResultText(concept: haemoglobin, digits: "13.1", unit: "g/dL", ucum: "g/dL", range: ("12.0", "15.0")),
                at: morning(400)),
            result(
                hospital, feed: lab,
                ResultText(concept: haemoglobin, digits: "129", unit: "g/L", ucum: "g/L", range: ("120", "150")),
                at: morning(60)),
        ]
        note(.foreignUnits, hospital, references)
    }

    private func ureaNitrogen() {
        guard let hospital else { return }
        let lab = hospital.organisation.feed(.lab)
        let references = [
            result(
                hospital, feed: lab,
                ResultText(
                    concept: Concept(text: "Blood urea nitrogen"), digits: "17", unit: "mg/dL", ucum: "mg/dL",
                    range: ("7", "20")), at: morning(380)),
            result(
                hospital, feed: lab,
                ResultText(
                    concept: Concept(SyntheticCodes.snomed("1000961000000100"), text: "Plasma urea level"),
                    digits: "6.2", unit: "mmol/L",
                    ucum: "mmol/L", range: ("2.5", "7.8")), at: morning(50)),
        ]
        note(.ureaNitrogen, hospital, references)
    }

    private func comparators() {
        guard let hospital else { return }
        let lab = hospital.organisation.feed(.lab)
        let crp = concept(.crp, .older)
        let references = [
            result(
                hospital, feed: lab,
                ResultText(concept: crp, digits: "5", unit: "mg/L", ucum: "mg/L", comparator: "<", range: (nil, "5")),
                at: morning(300)),
            result(
                hospital, feed: lab,
                ResultText(concept: crp, digits: "64", unit: "mg/L", ucum: "mg/L", range: (nil, "5")), at: morning(120)),
            result(
                hospital, feed: lab,
                ResultText(
                    concept: concept(.egfr, .older), digits: "90", unit: "mL/min/1.73m2", ucum: "mL/min/{1.73_m2}",
                    comparator: ">"),
                at: morning(120)),
        ]
        note(.comparatorValue, hospital, references)
    }

    /// One analyte under three codes as the laboratory changes its list.
    private func codeDrift() {
        guard let hospital else { return }
        let lab = hospital.organisation.feed(.lab)
        let values: [(days: Int, digits: String, codes: LabCodes)] = [
            (1_500, "43", .older), (1_120, "42", .older), (760, "41", .both), (420, "41", .newer), (90, "39", .newer),
        ]
        let references = values.map { value in
            result(
                hospital, feed: lab,
                ResultText(
                    concept: concept(.albumin, value.codes), digits: value.digits, unit: "g/L", ucum: "g/L",
                    range: ("35", "50")),
                at: morning(value.days))
        }
        note(.testCodeDrift, hospital, references)
    }

    /// A new analyser, a new interval: each result keeps the one it came with.
    private func intervalChange() {
        guard let hospital else { return }
        let lab = hospital.organisation.feed(.lab)
        let values: [(days: Int, digits: String, low: String, high: String)] = [
            (900, "2.51", "2.20", "2.60"), (540, "2.49", "2.20", "2.60"), (170, "2.50", "2.08", "2.48"),
            (40, "2.47", "2.08", "2.48"),
        ]
        let references = values.map { value in
            result(
                hospital, feed: lab,
                ResultText(
                    concept: concept(.calcium, .older), digits: value.digits, unit: "mmol/L", ucum: "mmol/L",
                    range: (value.low, value.high)), at: morning(value.days))
        }
        note(.intervalChange, hospital, references)
    }

    /// Preliminary, corrected, amended, cancelled and spoilt results, and one without a unit.
    private func amendedResults() {
        guard let hospital else { return }
        let lab = hospital.organisation.feed(.lab)
        let potassium = concept(.potassium, .older)
        let moment = morning(25)
        func one(_ digits: String?, _ status: String, _ note: String?, absent: String? = nil) -> String {
            result(
                hospital, feed: lab,
                ResultText(
                    concept: potassium, digits: digits, unit: "mmol/L", ucum: "mmol/L",
                    range: digits == nil ? nil : ("3.5", "5.3"),
                    status: status, note: note, absent: absent), at: moment)
        }
        let references = [
            one("6.4", "corrected", "Corrected: first reported as 6.8"), one("4.6", "amended", "Amended after repeat"),
            one(nil, "cancelled", "Sample leaked in transit", absent: "error"), one("4.5", "preliminary", nil),
            one("7.1", "final", "Haemolysed: true potassium is likely to be lower"),
            result(hospital, feed: lab, ResultText(concept: Concept(text: "Sweat chloride"), digits: "22"), at: moment),
        ]
        note(.amendedResults, hospital, references)
    }
}
