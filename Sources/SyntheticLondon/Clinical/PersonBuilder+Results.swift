// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

extension PersonBuilder {
    /// Which codes a laboratory report carries.
    enum LabCodes: Sendable {
        case older
        case both
        case newer
    }

    /// The codes in use at a laboratory on a day: each has moved to the newer list on a day of its own.
    func labCodes(_ laboratory: SyntheticOrganisation, on day: Int) -> LabCodes {
        let moved = today - 240 - laboratory.index * 37 % 900
        if day < moved { return .older }
        return day < moved + 60 ? .both : .newer
    }

    /// The concept of an analyte in the given code list.
    func concept(_ analyte: Analyte, _ codes: LabCodes) -> Concept {
        let older = analyte.pbcl.map(SyntheticCodes.snomed)
        let newer = analyte.palm.map(SyntheticCodes.snomed) ?? analyte.loinc.map { SyntheticCodes.code(.loinc, $0) }
        let codings: [SyntheticCode?] =
            switch codes {
            case .older: [older]
            case .both: [older, newer]
            case .newer: [newer ?? older]
            }
        return Concept(codings: codings.compactMap { $0 }, text: analyte.name)
    }

    /// Writes a panel's results and their report to one source.
    @discardableResult
    func report(
        _ record: HeldRecord, feed: SyntheticFeed? = nil, _ panel: Panel, _ values: [(Analyte, ResultValue)],
        at moment: Moment,
        codes: LabCodes
    ) -> String {
        let feed = feed ?? record.feed
        let issued = moment.adding(minutes: 240 + panel.rawValue.utf8.count * 7)
        let dateText = moment.text
        let issuedText = issued.text
        let results = values.map { analyte, value in
            let fact = Fact(kind: .result, code: analyte.name, day: moment.day * 1_440 + moment.minute)
            return add("Observation", to: feed, profile: "UKCore-Observation-Lab", fact: fact) { writer in
                writer.member("status", "final")
                writer.concepts("category", .observationCategory, "laboratory")
                writer.concept("code", concept(analyte, codes))
                writer.reference("subject", record.reference)
                writer.member("effectiveDateTime", dateText)
                writer.member("issued", issuedText)
                measured(&writer, analyte, value)
            }
        }
        return add("DiagnosticReport", to: feed, profile: "UKCore-DiagnosticReport-Lab") { writer in
            writer.member("status", "final")
            writer.concepts("category", .reportSection, "LAB")
            if panel == .fullBloodCount {
                writer.concept("code", .snomed, "26604007", text: panel.title)
            } else {
                writer.concept("code", Concept(text: panel.title))
            }
            writer.reference("subject", record.reference)
            writer.member("effectiveDateTime", dateText)
            writer.member("issued", issuedText)
            writer.references("performer", record.organisation.reference, display: record.organisation.name)
            writer.references("result", results)
        }
    }

    /// Value, interpretation and reference range.
    func measured(_ writer: inout JSONWriter, _ analyte: Analyte, _ value: ResultValue) {
        writer.quantity(
            "valueQuantity", value.digits, unit: analyte.unit, code: analyte.ucum, comparator: value.comparator)
        if let interpretation = value.interpretation {
            writer.concepts("interpretation", .interpretation, interpretation)
        }
        let interval = plan.isFemale ? analyte.intervals.women : analyte.intervals.men
        range(&writer, interval.low, interval.high, unit: analyte.unit, code: analyte.ucum)
    }

    /// A reference range; nothing where both bounds are open.
    func range(_ writer: inout JSONWriter, _ low: String?, _ high: String?, unit: String, code: String?) {
        guard low != nil || high != nil else { return }
        writer.array("referenceRange") { list in
            list.object { range in
                if let low { range.quantity("low", low, unit: unit, code: code) }
                if let high { range.quantity("high", high, unit: unit, code: code) }
            }
        }
    }

    /// One observation with a quantity.
    @discardableResult
    func measure(
        _ record: HeldRecord, feed: SyntheticFeed? = nil, category: String = "vital-signs", _ concept: Concept,
        _ digits: String,
        _ unit: String, _ ucum: String, at moment: Moment, encounter: String? = nil, labels: SensitivityLabels = []
    ) -> String {
        add("Observation", to: feed ?? record.feed, profile: "UKCore-Observation", labels: labels) { writer in
            writer.member("status", "final")
            writer.concepts("category", .observationCategory, category)
            writer.concept("code", concept)
            writer.reference("subject", record.reference)
            writer.reference("encounter", encounter)
            writer.member("effectiveDateTime", moment.text)
            writer.quantity("valueQuantity", digits, unit: unit, code: ucum)
        }
    }

    /// A blood pressure as a panel with two components.
    func bloodPressure(
        _ record: HeldRecord, feed: SyntheticFeed? = nil, _ systolic: Int, _ diastolic: Int, at moment: Moment,
        encounter: String? = nil
    ) {
        add("Observation", to: feed ?? record.feed, profile: "UKCore-Observation") { writer in
            writer.member("status", "final")
            writer.concepts("category", .observationCategory, "vital-signs")
            writer.concept(
                "code",
                Concept(
                    SyntheticCodes.snomed("75367002"), SyntheticCodes.code(.loinc, "85354-9"), text: "Blood pressure"))
            writer.reference("subject", record.reference)
            writer.reference("encounter", encounter)
            writer.member("effectiveDateTime", moment.text)
            writer.array("component") { components in
                for (snomed, loinc, text, value) in [
                    ("72313002", "8480-6", "Systolic blood pressure", systolic),
                    ("1091811000000102", "8462-4", "Diastolic blood pressure", diastolic),
                ] {
                    components.object { component in
                        component.concept(
                            "code",
                            Concept(SyntheticCodes.snomed(snomed), SyntheticCodes.code(.loinc, loinc), text: text))
                        component.quantity("valueQuantity", String(value), unit: "mmHg", code: "mm[Hg]")
                    }
                }
            }
        }
    }

    /// The observations of a sick person's round, with the NEWS2 total that they add up to.
    func warningScore(
        _ record: HeldRecord, feed: SyntheticFeed? = nil, at moment: Moment, isSick: Bool, encounter: String?
    ) {
        let rate = isSick ? 21 + random.below(5) : 14 + random.below(5)
        let oxygen = isSick ? 92 + random.below(3) : 96 + random.below(3)
        let systolic = isSick ? 98 + random.below(12) : 118 + random.below(30)
        let pulse = isSick ? 94 + random.below(22) : 66 + random.below(22)
        let tenths = isSick ? 383 + random.below(6) : 364 + random.below(9)
        let score =
            (rate >= 25 ? 3 : (rate >= 21 ? 2 : 0)) + (oxygen <= 91 ? 3 : (oxygen <= 93 ? 2 : (oxygen <= 95 ? 1 : 0)))
            + (systolic <= 90 ? 3 : (systolic <= 100 ? 2 : (systolic <= 110 ? 1 : 0)))
            + (pulse >= 131 ? 3 : (pulse >= 111 ? 2 : (pulse >= 91 ? 1 : 0)))
            + (tenths >= 391 ? 2 : (tenths >= 381 ? 1 : 0))
        func pair(_ snomed: String, _ loinc: String, _ text: String) -> Concept {
            Concept(SyntheticCodes.snomed(snomed), SyntheticCodes.code(.loinc, loinc), text: text)
        }
        measure(
            record, feed: feed, pair("86290005", "9279-1", "Respiratory rate"), String(rate), "breaths/min", "/min",
            at: moment, encounter: encounter)
        measure(
            record, feed: feed, pair("431314004", "2708-6", "Oxygen saturation"), String(oxygen), "%", "%", at: moment,
            encounter: encounter)
        measure(
            record, feed: feed, pair("364075005", "8867-4", "Heart rate"), String(pulse), "beats/min", "/min",
            at: moment,
            encounter: encounter)
        measure(
            record, feed: feed, pair("386725007", "8310-5", "Body temperature"), "\(tenths / 10).\(tenths % 10)", "°C",
            "Cel",
            at: moment, encounter: encounter)
        bloodPressure(record, feed: feed, systolic, systolic - 48 - random.below(14), at: moment, encounter: encounter)
        measure(
            record, feed: feed, category: "survey",
            Concept(SyntheticCodes.snomed("1104051000000101"), text: "NEWS2 total score"), String(score), "score",
            "{score}",
            at: moment, encounter: encounter)
    }
}
