// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareRecord
import CareTypes
import Exchange
import Terminology
import Testing

/// A laboratory result as one source sends it.
private func result(
    _ id: String, _ concept: String, _ value: String?, unit: String = "mmol/L",
    at time: String = "2026-11-02T08:40:00Z",
    status: String = "final", more: String = "", from source: TestSource = .gp
) throws -> RecordItem {
    let quantity = value.map { text in
        let comparator = ["<", ">"].first { text.hasPrefix($0) }
        let digits = comparator == nil ? text : String(text.dropFirst())
        return
            #","valueQuantity":{"value":\#(digits)\#(comparator.map { #","comparator":"\#($0)""# } ?? ""),"unit":"\#(unit)","system":"http://unitsofmeasure.org","code":"\#(unit)"}"#
    }
    return try item(
        "Observation", id,
        #""status":"\#(status)","code":\#(concept),"effectiveDateTime":"\#(time)""# + (quantity ?? "") + more,
        from: source)
}

private let potassium = snomed("1000651000000109", "Serum potassium level")
private let loincPotassium = #"{"coding":[{"system":"http://loinc.org","code":"2823-3"}],"text":"Potassium"}"#
private let crp = snomed("135842001", "CRP")
private let haemoglobin = snomed("1022431000000105", "Haemoglobin")

@Suite("Results")
struct ResultTests {
    @Test("One analyte under three codes is one trend")
    func codeDrift() throws {
        let both =
            #"{"coding":[{"system":"http://snomed.info/sct","code":"1000821000000103"},{"system":"http://snomed.info/sct","code":"1105861000000106"}],"text":"Albumin"}"#
        let section = try record([
            result("1", snomed("1000821000000103", "Serum albumin level"), "43", unit: "g/L", at: "2022-01-01"),
            result("2", both, "41", unit: "g/L", at: "2024-01-01"),
            result(
                "3", snomed("1105861000000106", "Albumin mass concentration in serum"), "39", unit: "g/L",
                at: "2026-01-01"),
        ]).results
        #expect(section.trends.count == 1)
        #expect(section.trends[0].results.map(\.value.text) == ["39", "41", "43"])
        #expect(section.trends[0].series.map { $0.points.map(\.text) } == [["43", "41", "39"]])
    }

    @Test(
        "Values are shown as sent, digits and comparators included", arguments: ["1.00", "4.60", "5e-1", "<5", ">90"])
    func verbatim(value: String) throws {
        let row = try record([result("1", crp, value, unit: "mg/L")]).results.trends.first?.results.first
        #expect(row?.value.text == value)
    }

    @Test("A comparator is a bound and not a value on the line")
    func bounds() throws {
        let series = try record([
            result("1", crp, "<5", unit: "mg/L", at: "2026-01-01"),
            result("2", crp, "64", unit: "mg/L", at: "2026-02-01"),
        ]).results.trends.first?.series
        #expect(series?.map { $0.points.map(\.isBound) } == [[true, false]])
    }

    @Test("Units share a line only by the factor of their own analyte; what is printed stays as sent")
    func units() throws {
        let section = try record([
            result(
                "1", haemoglobin, "13.1", unit: "g/dL", at: "2025-01-01",
                more: #","referenceRange":[{"low":{"value":12.0,"unit":"g/dL"},"high":{"value":15.0,"unit":"g/dL"}}]"#),
            result("2", haemoglobin, "129", unit: "g/L", at: "2026-01-01"),
            result("3", potassium, "4.5", at: "2026-01-01"),
            result("4", potassium, "18", unit: "mg/dL", at: "2026-02-01"),
        ]).results
        let blood = try #require(section.trend(.haemoglobin))
        #expect(blood.series.count == 1)
        #expect(blood.series[0].unit == "g/L")
        #expect(blood.series[0].points.map(\.value) == [131, 129])
        #expect(blood.series[0].points.map(\.text) == ["13.1", "129"])
        #expect(blood.series[0].points.map(\.isConverted) == [true, false])
        #expect(blood.series[0].points.map(\.low) == [120, nil])
        #expect(blood.results.map { $0.value.textWithUnit } == ["129 g/L", "13.1 g/dL"])
        #expect(section.trend(.potassium)?.series.map(\.unit).count == 2)
    }

    @Test("Urea nitrogen never stands on the line of urea")
    func ureaNitrogen() throws {
        let section = try record([
            result(
                "1", #"{"coding":[{"system":"http://loinc.org","code":"3094-0"}],"text":"BUN"}"#, "17", unit: "mg/dL"),
            result("2", #"{"coding":[{"system":"http://loinc.org","code":"22664-7"}],"text":"Urea"}"#, "6.2"),
        ]).results
        #expect(section.trends.count == 2)
    }

    @Test("Each result keeps the interval that came with it")
    func intervals() throws {
        func calcium(_ id: String, _ time: String, _ low: String, _ high: String) throws -> RecordItem {
            try result(
                id, snomed("935051000000108", "Adjusted calcium"), "2.50", at: time,
                more:
                    #","referenceRange":[{"low":{"value":\#(low),"unit":"mmol/L"},"high":{"value":\#(high),"unit":"mmol/L"}}]"#
            )
        }
        let trend = try record([calcium("1", "2024-01-01", "2.20", "2.60"), calcium("2", "2026-01-01", "2.08", "2.48")])
            .results.trends.first
        #expect(trend?.results.map { $0.ranges.first?.words } == ["2.08 to 2.48", "2.20 to 2.60"])
        #expect(trend?.series.first?.points.map(\.high) == [2.6, 2.48])
    }

    @Test("The same result from two sources is one row; another value at the same time is another row")
    func twoSources() throws {
        let section = try record([
            result("1", potassium, "4.6"),
            result("2", loincPotassium, "4.6", at: "2026-11-02T08:40:00+00:00", from: .hospital),
            result("3", potassium, "4.60", from: .otherHospital),
        ]).results
        #expect(section.trends.count == 1)
        #expect(section.trends[0].results.map(\.sources.sourceCount).sorted() == [1, 2])
    }

    @Test(
        "The newest usable result leads; cancelled ones stay visible and never lead",
        arguments: [
            ("final", "6.1"), ("corrected", "6.1"), ("preliminary", "6.1"), ("cancelled", "4.6"),
            ("entered-in-error", "4.6"),
        ])
    func latest(status: String, expected: String) throws {
        let record = try record([
            result("1", potassium, "4.6", at: "2026-10-01"),
            result("2", potassium, "6.1", at: "2026-11-01", status: status),
        ])
        #expect(record.header.potassium?.latest.value.text == expected)
        let all = record.results.trends.flatMap(\.results) + record.results.history
        #expect(all.count == 2)
        #expect(record.results.history.isEmpty == (status != "entered-in-error"))
    }

    @Test("The header has potassium and eGFR as recorded, with the one before")
    func header() throws {
        let egfr = snomed("1011481000000105", "eGFR")
        let header = try record([
            result("1", potassium, "4.60", at: "2026-10-01"),
            result("2", potassium, "5.0", at: "2026-11-01", from: .hospital),
            result("3", egfr, ">90", unit: "mL/min/{1.73_m2}", at: "2026-11-01"),
        ]).header
        #expect(header.potassium?.latest.value.textWithUnit == "5.0 mmol/L")
        #expect(header.potassium?.latest.sources.map(\.name) == ["Riverside Hospital"])
        #expect(header.potassium?.previous?.value.text == "4.60")
        #expect(header.eGFR?.latest.value.text == ">90")
        #expect(try record([]).header.potassium == nil)
    }

    @Test("A blood pressure is one row with two parts and two series")
    func bloodPressure() throws {
        func part(_ code: String, _ text: String, _ value: Int) -> String {
            #"{"code":\#(snomed(code, text)),"valueQuantity":{"value":\#(value),"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"}}"#
        }
        let trend = try record([
            result(
                "1", snomed("75367002", "Blood pressure"), nil,
                more:
                    #","component":[\#(part("72313002", "Systolic", 132)),\#(part("1091811000000102", "Diastolic", 74))]"#
            )
        ]).results.trends.first
        #expect(trend?.latest?.components.map { $0.value.text } == ["132", "74"])
        #expect(trend?.series.map(\.title) == ["Systolic blood pressure", "Diastolic blood pressure"])
    }

    @Test("Tests without a code stand together within one feed only")
    func wordsOnly() throws {
        let words = #"{"text":"Sweat chloride"}"#
        let section = try record([
            result("1", words, "22", at: "2026-01-01"), result("2", words, "24", at: "2026-02-01"),
            result("3", words, "30", from: .hospital),
        ]).results
        #expect(section.trends.map(\.results.count).sorted() == [1, 2])
    }

    @Test("A missing value says why")
    func absent() throws {
        let row = try record([
            result("1", potassium, nil, status: "cancelled", more: #","dataAbsentReason":{"text":"Sample leaked"}"#)
        ])
        .results.trends.first?.results.first
        #expect(row?.value.hasContent == false)
        #expect(row?.value.absentReason == "Sample leaked")
        #expect(row?.hasUsableValue == false)
    }

    @Test("A report links its results and counts those that are not in the answer")
    func panels() throws {
        let section = try record([
            result("1", potassium, "4.6"),
            item(
                "DiagnosticReport", "2",
                #""status":"final","code":{"text":"Urea and electrolytes"},"effectiveDateTime":"2026-11-02","conclusion":"Stable","result":[{"reference":"Observation/1"},{"reference":"Observation/9"}]"#
            ),
        ]).results
        let row = try #require(section.trends.first?.results.first)
        #expect(section.panels.map(\.results) == [[row.id]])
        #expect(section.panels.map(\.missingResults) == [1])
        #expect(row.panels == section.panels.map(\.id))
    }
}
