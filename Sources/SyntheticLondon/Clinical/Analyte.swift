// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A laboratory test as the generator knows it: its codes, unit and interval,
/// and the values that people without disease have.
struct Analyte: Sendable {
    /// What result lists call it.
    let name: String
    /// The code of the older UK list (PBCL); nil where no confirmed one exists.
    let pbcl: String?
    /// The code of the newer UK list (PaLM), where the pair is known.
    let palm: String?
    let loinc: String?
    /// The unit as printed.
    let unit: String
    /// The unit's UCUM code.
    let ucum: String
    /// Reference interval for women and men.
    let intervals: (women: Interval, men: Interval)
    /// The usual value and how far people differ.
    let usual: (mean: Double, spread: Double)
    /// Digits after the point.
    let decimals: Int

    /// The bounds that come with a result; nil where there is none.
    struct Interval: Sendable {
        let low: String?
        let high: String?

        init(_ low: String?, _ high: String?) {
            self.low = low
            self.high = high
        }
    }

    init(
        _ name: String, pbcl: String?, palm: String? = nil, loinc: String? = nil, _ unit: String, _ ucum: String,
        women: Interval, men: Interval? = nil, mean: Double, spread: Double, decimals: Int
    ) {
        self.name = name
        self.pbcl = pbcl
        self.palm = palm
        self.loinc = loinc
        self.unit = unit
        self.ucum = ucum
        intervals = (women, men ?? women)
        usual = (mean, spread)
        self.decimals = decimals
    }
}

extension Analyte {
    static let sodium = Analyte(
        "Serum sodium level", pbcl: "1000661000000107", loinc: "2951-2", "mmol/L", "mmol/L", women: .init("133", "146"),
        mean: 140, spread: 2, decimals: 0)
    static let potassium = Analyte(
        "Serum potassium level", pbcl: "1000651000000109", loinc: "2823-3", "mmol/L", "mmol/L",
        women: .init("3.5", "5.3"),
        mean: 4.4, spread: 0.3, decimals: 1)
    static let urea = Analyte(
        "Plasma urea level", pbcl: "1000961000000100", "mmol/L", "mmol/L", women: .init("2.5", "7.8"), mean: 5.2,
        spread: 1.2,
        decimals: 1)
    static let creatinine = Analyte(
        "Serum creatinine level", pbcl: "1000731000000107", loinc: "14682-9", "umol/L", "umol/L",
        women: .init("45", "84"),
        men: .init("59", "104"), mean: 72, spread: 9, decimals: 0)
    static let egfr = Analyte(
        "eGFR (CKD-EPI)", pbcl: "1011481000000105", loinc: "62238-1", "mL/min/1.73m2", "mL/min/{1.73_m2}",
        women: .init(nil, nil), mean: 90, spread: 10, decimals: 0)
    static let albumin = Analyte(
        "Serum albumin level", pbcl: "1000821000000103", palm: "1105861000000106", loinc: "1751-7", "g/L", "g/L",
        women: .init("35", "50"), mean: 42, spread: 3, decimals: 0)
    static let alt = Analyte(
        "Serum ALT level", pbcl: "1018251000000107", loinc: "1742-6", "U/L", "U/L", women: .init(nil, "35"),
        men: .init(nil, "50"), mean: 22, spread: 8, decimals: 0)
    static let alp = Analyte(
        "Serum alkaline phosphatase level", pbcl: "1000621000000104", loinc: "6768-6", "U/L", "U/L",
        women: .init("30", "130"), mean: 75, spread: 18, decimals: 0)
    static let ggt = Analyte(
        "Serum gamma-glutamyl transferase level", pbcl: "1000861000000106", "U/L", "U/L", women: .init(nil, "40"),
        men: .init(nil, "60"), mean: 25, spread: 10, decimals: 0)
    static let bilirubin = Analyte(
        "Serum total bilirubin level", pbcl: "997591000000109", loinc: "14631-6", "umol/L", "umol/L",
        women: .init(nil, "21"), mean: 9, spread: 3, decimals: 0)
    static let calcium = Analyte(
        "Serum adjusted calcium level", pbcl: "935051000000108", "mmol/L", "mmol/L", women: .init("2.20", "2.60"),
        mean: 2.38, spread: 0.07, decimals: 2)
    static let phosphate = Analyte(
        "Serum phosphate level", pbcl: "1000701000000101", loinc: "14879-1", "mmol/L", "mmol/L",
        women: .init("0.80", "1.50"),
        mean: 1.1, spread: 0.14, decimals: 2)
    static let crp = Analyte(
        "Serum C-reactive protein level", pbcl: "1001371000000100", loinc: "1988-5", "mg/L", "mg/L",
        women: .init(nil, "5"),
        mean: 4, spread: 3, decimals: 0)
    static let hba1c = Analyte(
        "HbA1c level (IFCC standardised)", pbcl: "999791000000106", loinc: "59261-8", "mmol/mol", "mmol/mol",
        women: .init("20", "41"), mean: 36, spread: 3, decimals: 0)
    static let glucose = Analyte(
        "Plasma glucose level", pbcl: "1010671000000102", palm: "1110521000000108", loinc: "14749-6", "mmol/L",
        "mmol/L",
        women: .init("3.0", "6.0"), mean: 5.2, spread: 0.5, decimals: 1)
    static let cholesterol = Analyte(
        "Serum cholesterol level", pbcl: "1005671000000105", loinc: "14647-2", "mmol/L", "mmol/L",
        women: .init(nil, nil),
        mean: 5, spread: 0.8, decimals: 1)
    static let hdl = Analyte(
        "Serum HDL cholesterol level", pbcl: "1005681000000107", loinc: "14646-4", "mmol/L", "mmol/L",
        women: .init("1.2", nil), men: .init("1.0", nil), mean: 1.4, spread: 0.3, decimals: 1)
    static let ldl = Analyte(
        "Serum LDL cholesterol level", pbcl: "1022191000000100", loinc: "22748-8", "mmol/L", "mmol/L",
        women: .init(nil, nil), mean: 2.9, spread: 0.7, decimals: 1)
    static let triglycerides = Analyte(
        "Serum triglycerides level", pbcl: "1005691000000109", loinc: "14927-8", "mmol/L", "mmol/L",
        women: .init(nil, "1.7"), mean: 1.4, spread: 0.4, decimals: 1)
    static let tsh = Analyte(
        "Serum TSH level", pbcl: "1022791000000101", loinc: "3016-3", "mU/L", "m[IU]/L", women: .init("0.27", "4.20"),
        mean: 1.9, spread: 0.7, decimals: 2)
    static let freeT4 = Analyte(
        "Serum free T4 level", pbcl: "1016971000000106", "pmol/L", "pmol/L", women: .init("12.0", "22.0"), mean: 16,
        spread: 2,
        decimals: 1)
    static let haemoglobin = Analyte(
        "Haemoglobin concentration", pbcl: "1022431000000105", loinc: "718-7", "g/L", "g/L", women: .init("120", "150"),
        men: .init("130", "170"), mean: 133, spread: 8, decimals: 0)
    static let whiteCells = Analyte(
        "Total white cell count", pbcl: "1022541000000102", palm: "1110441000000100", loinc: "6690-2", "10*9/L",
        "10*9/L",
        women: .init("4.0", "11.0"), mean: 6.8, spread: 1.4, decimals: 1)
    static let neutrophils = Analyte(
        "Neutrophil count", pbcl: "1022551000000104", palm: "1108071000000101", loinc: "751-8", "10*9/L", "10*9/L",
        women: .init("2.0", "7.5"), mean: 4.0, spread: 1.0, decimals: 1)
    static let lymphocytes = Analyte(
        "Lymphocyte count", pbcl: "1022581000000105", palm: "1107961000000106", "10*9/L", "10*9/L",
        women: .init("1.0", "4.0"), mean: 2.0, spread: 0.5, decimals: 1)
    static let platelets = Analyte(
        "Platelet count", pbcl: "1022651000000100", loinc: "777-3", "10*9/L", "10*9/L", women: .init("150", "400"),
        mean: 255,
        spread: 45, decimals: 0)
    static let mcv = Analyte(
        "Mean corpuscular volume", pbcl: "1022491000000106", loinc: "787-2", "fL", "fL", women: .init("80.0", "100.0"),
        mean: 90, spread: 4, decimals: 1)
    static let vitaminD = Analyte(
        "Serum total 25-hydroxyvitamin D level", pbcl: "1007991000000105", palm: "1110381000000103", "nmol/L", "nmol/L",
        women: .init("50", nil), mean: 48, spread: 18, decimals: 0)
    static let psa = Analyte(
        "Serum PSA level", pbcl: "1000381000000105", "ug/L", "ug/L", women: .init(nil, "4.0"), mean: 1.6, spread: 0.8,
        decimals: 1)
    static let lithium = Analyte(
        "Serum lithium level", pbcl: "1006681000000100", "mmol/L", "mmol/L", women: .init("0.40", "1.00"), mean: 0.68,
        spread: 0.12, decimals: 2)
    static let inr = Analyte(
        "International normalised ratio (INR)", pbcl: nil, "INR", "1", women: .init(nil, nil), mean: 2.5, spread: 0.35,
        decimals: 1)
    static let fit = Analyte(
        "Faecal immunochemical test", pbcl: "1049361000000101", "ug/g", "ug/g", women: .init(nil, "10"), mean: 5,
        spread: 3,
        decimals: 0)
    static let urineAlbumin = Analyte(
        "Urine albumin:creatinine ratio", pbcl: "1027791000000103", "mg/mmol", "mg/mmol", women: .init(nil, "3.0"),
        mean: 1.4,
        spread: 0.8, decimals: 1)
}
