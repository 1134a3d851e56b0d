// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Terminology
import Testing

@Suite("Results and vital signs")
struct AnalyteTests {
    private static func analyte(_ code: String, _ system: String = CodeSystemURI.snomed) throws -> Analyte {
        try #require(Analyte.lookup(system: system, code: code), "\(code)")
    }

    /// Ids of the older pathology list (PBCL) and of the newer one (PaLM).
    private static let pairs = [
        ("1000821000000103", "1105861000000106"), ("1010611000000107", "1107451000000100"),
        ("1010671000000102", "1110521000000108"), ("1022541000000102", "1110441000000100"),
        ("1022551000000104", "1108071000000101"), ("1022581000000105", "1107961000000106"),
        ("1022561000000101", "1107391000000104"), ("1022591000000107", "1107991000000100"),
        ("1007991000000105", "1110381000000103"),
    ]

    @Test("Old and new laboratory ids of one test are one analyte", arguments: pairs)
    func joinsPairs(pbcl: String, palm: String) throws {
        #expect(try Self.analyte(pbcl) == Self.analyte(palm))
    }

    @Test("Only the nine reviewed pairs exist")
    func hasNoOtherPairs() {
        let rows = ListedCodes.group(.laboratory).filter { $0.system == CodeSystemURI.snomed && $0.hasConfirmedMeaning }
        let analytes = Dictionary(grouping: rows) { Analyte.lookup($0.key)?.key }
        #expect(
            Set(analytes.values.filter { $0.count > 1 }.map { Set($0.map(\.code)) })
                == Set(Self.pairs.map { [$0, $1] }))
    }

    @Test(
        "A LOINC number joins the SNOMED CT id of its test",
        arguments: [
            ("1000651000000109", "2823-3", Analyte.Key.potassium), ("1011481000000105", "62238-1", .eGFR),
            ("1000731000000107", "14682-9", .creatinine), ("1000731000000107", "2160-0", .creatinine),
            ("1022431000000105", "718-7", .haemoglobin), ("72313002", "8480-6", .systolicBloodPressure),
            ("271649006", "8480-6", .systolicBloodPressure), ("1091811000000102", "8462-4", .diastolicBloodPressure),
            ("271650006", "8462-4", .diastolicBloodPressure), ("75367002", "85354-9", .bloodPressure),
        ])
    func joinsLOINC(snomed: String, loinc: String, key: Analyte.Key) throws {
        #expect(try Self.analyte(snomed).key == key)
        #expect(try Self.analyte(loinc, CodeSystemURI.loinc) == Self.analyte(snomed))
    }

    @Test("The analytes of the record header exist with their units")
    func knowsHeaderAnalytes() {
        #expect(Analyte.named(.potassium)?.unit == "mmol/L")
        #expect(Analyte.named(.eGFR)?.unit == "mL/min/{1.73_m2}")
    }

    @Test(
        "Different specimens, sites and settings keep lines of their own",
        arguments: [
            ("1010611000000107", "1010671000000102", "serum and plasma glucose"),
            ("271649006", "413606001", "clinic and home blood pressure"),
            ("271649006", "314449000", "clinic and 24 hour blood pressure"),
            ("413606001", "314449000", "home and 24 hour blood pressure"),
            ("364075005", "78564009", "heart and pulse rate"),
            ("866661000000106", "866701000000100", "saturation on air and on oxygen"),
            ("386725007", "415974002", "temperature and tympanic temperature"),
        ])
    func keepsLinesApart(one: String, other: String, what: Comment) throws {
        #expect(try Self.analyte(one).key != Self.analyte(other).key, what)
    }

    @Test(
        "Sites and methods of one vital sign are still one sign",
        arguments: [
            ("364075005", "78564009", "heart-rate"), ("386725007", "415974002", "temperature"),
            ("866661000000106", "431314004", "oxygen-saturation"),
        ])
    func sharesVitalSigns(one: String, other: String, sign: String) throws {
        #expect(try Self.analyte(one).vitalSign == sign)
        #expect(try Self.analyte(other).vitalSign == sign)
    }

    @Test("An id read in one file only joins nothing but itself")
    func isolatesUncertainIDs() throws {
        for row in ListedCodes.group(.laboratory) where row.certainty == .oneFile {
            let analyte = try #require(Analyte.lookup(row.key))
            #expect(analyte.codes.map(\.code) == [row.code])
        }
    }

    @Test("A confirmed coding leads one from a single file; confirmed ones that disagree give nothing")
    func weighsCodings() {
        let oneFile = CodeKey(system: CodeSystemURI.snomed, code: "1000701000000101")
        let phosphate = CodeKey(system: CodeSystemURI.loinc, code: "14879-1")
        let sodium = CodeKey(system: CodeSystemURI.loinc, code: "2951-2")
        let local = CodeKey(system: "http://lab.example", code: "PHOS")
        #expect(Analyte.lookup([local, oneFile, phosphate])?.key.rawValue == "phosphate")
        #expect(Analyte.lookup([local, oneFile])?.key.rawValue == "sct-1000701000000101")
        #expect(Analyte.lookup([phosphate, sodium]) == nil)
        #expect(Analyte.lookup([local]) == nil)
    }

    @Test(
        "Only listed factors of the very analyte bring a value to its unit",
        arguments: [
            ("1010671000000102", 100.0, "mg/dL", 5.551), ("1010671000000102", 5.5, "mmol/L", 5.5),
            ("1000731000000107", 1.0, "mg/dL", 88.4), ("1022431000000105", 13.5, "g/dL", 135.0),
            ("1022431000000105", 135.0, "g/L", 135.0),
            ("1000661000000107", 140.0, "mg/dL", nil), ("1000821000000103", 4.0, "g/dL", nil),
            ("999791000000106", 6.5, "%", nil), ("1005671000000105", 200.0, "mg/dL", nil),
            ("1022431000000105", 135.0, nil, nil), ("75367002", 120.0, "mm[Hg]", nil),
        ])
    func convertsOnlyByFactor(code: String, value: Double, unit: String?, expected: Double?) throws {
        let converted = try Self.analyte(code).comparable(value, in: unit)
        #expect((converted == nil) == (expected == nil))
        if let converted, let expected { #expect(abs(converted - expected) < 1e-9) }
    }

    @Test("Triglycerides have a factor of their own")
    func convertsTriglycerides() throws {
        let converted = try Self.analyte("2571-8", CodeSystemURI.loinc).comparable(100, in: "mg/dL")
        #expect(abs(try #require(converted) - 1.129) < 1e-9)
    }

    @Test("Urea nitrogen is not urea and never comes near it")
    func keepsUreaNitrogenApart() throws {
        let nitrogen = try Self.analyte("3094-0", CodeSystemURI.loinc)
        let urea = try Self.analyte("22664-7", CodeSystemURI.loinc)
        #expect(nitrogen.key != urea.key)
        #expect(urea.comparable(14, in: "mg/dL") == nil)
        #expect(nitrogen.comparable(5, in: "mmol/L") == nil)
    }

    @Test("Every analyte's unit is a listed UCUM code and every analyte has codes or awaits them")
    func unitsAreListed() {
        for row in ListedCodes.group(.laboratory) + ListedCodes.group(.vitalSign) {
            guard let analyte = Analyte.lookup(row.key), let unit = analyte.unit else { continue }
            #expect(UCUMUnit.normalised(unit) == unit, "\(row.code)")
            #expect(throws: Never.self, "\(row.code)") { try UCUMUnit(unit) }
            #expect(analyte.codes.contains { $0.code == row.code })
        }
    }
}
