// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// What a result or vital sign measures.
///
/// Results of one analyte may share a line on a chart, if their units allow it.
///
/// Codes are joined only where the tables say so. An id read in one third-party file is an analyte
/// of its own. Reference intervals for display come with the result; the ones here are for making data.
package struct Analyte: Hashable, Sendable {
    /// The name of an analyte in our tables; for keys, never for pages.
    package struct Key: RawRepresentable, Hashable, Sendable {
        package let rawValue: String

        /// A key by its name in the analyte table.
        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Potassium, whose latest result stands in the record header.
        package static let potassium = Key(rawValue: "potassium")
        /// Estimated glomerular filtration rate, whose latest result stands in the record header.
        package static let eGFR = Key(rawValue: "egfr")
        /// Sodium.
        package static let sodium = Key(rawValue: "sodium")
        /// Creatinine.
        package static let creatinine = Key(rawValue: "creatinine")
        /// Haemoglobin.
        package static let haemoglobin = Key(rawValue: "haemoglobin")
        /// HbA1c in IFCC units.
        package static let hba1c = Key(rawValue: "hba1c")
        /// Panel of systolic and diastolic pressure; its components carry the values.
        package static let bloodPressure = Key(rawValue: "blood-pressure")
        /// Systolic blood pressure taken by staff.
        package static let systolicBloodPressure = Key(rawValue: "systolic-blood-pressure")
        /// Diastolic blood pressure taken by staff.
        package static let diastolicBloodPressure = Key(rawValue: "diastolic-blood-pressure")
        /// Total of the National Early Warning Score 2.
        package static let news2Total = Key(rawValue: "news2-total")
        /// Weight.
        package static let bodyWeight = Key(rawValue: "body-weight")
    }

    /// The key of this analyte.
    package let key: Key
    /// A short name in UK spelling, for charts of several sources; a row shows what its sender wrote.
    package let name: String
    /// What was examined, such as `serum`; nil for a vital sign.
    ///
    /// Serum and plasma are two analytes where the list has both, as of glucose. A LOINC number for either joins the one
    /// that the tables name for it.
    package let specimen: String?
    /// The UCUM code of the unit that values are compared in; nil for a panel.
    package let unit: String?
    /// The vital sign it belongs to, such as `temperature`, for "latest" tables; sites and methods keep lines of their
    /// own.
    package let vitalSign: String?

    /// The codes that mean this analyte, in the order of the tables.
    package var codes: [ListedCode] { Self.codesByKey[key] ?? [] }

    /// The analyte of a code; nil for a code not listed or whose meaning is not confirmed.
    package static func lookup(system: String, code: String) -> Analyte? {
        lookup(CodeKey(system: system, code: code))
    }

    /// The analyte of a code; nil for a code not listed or whose meaning is not confirmed.
    package static func lookup(_ key: CodeKey) -> Analyte? {
        ListedCodes.find(key).flatMap { Self.analyte(of: $0) }
    }

    /// The analyte of a result's codings.
    ///
    /// A confirmed code leads one that was read in a single file; if two confirmed codes disagree the answer is nil and
    /// the result stays alone.
    package static func lookup(_ codings: [CodeKey]) -> Analyte? {
        let rows = codings.compactMap { ListedCodes.find($0) }
        for candidates in [rows.filter(\.hasConfirmedMeaning), rows] {
            let analytes = Set(candidates.compactMap { analyte(of: $0) })
            if !analytes.isEmpty { return analytes.count == 1 ? analytes.first : nil }
        }
        return nil
    }

    /// The analyte with a key; nil if the table does not have it.
    package static func named(_ key: Key) -> Analyte? { byKey[key] }

    /// Every analyte by key.
    static let byKey: [Key: Analyte] = table.split(separator: "\n").reduce(into: [:]) { analytes, line in
        if let analyte = Analyte(line: line) { analytes[analyte.key] = analyte }
    }

    private static let codesByKey: [Key: [ListedCode]] = ListedCodes.all.reduce(into: [:]) { codes, row in
        if let name = row.tags["analyte"] { codes[Key(rawValue: name), default: []].append(row) }
    }

    private static func analyte(of row: ListedCode) -> Analyte? {
        row.tags["analyte"].flatMap { byKey[Key(rawValue: $0)] }
    }

    /// What is wrong with an analyte table: lines that cannot be read, and keys that come twice.
    package static func faults(in table: String) -> [CareIssue] {
        TableFaults.find(in: table) { Analyte(line: $0)?.key.rawValue }
    }

    init?(line: Substring) {
        let fields = line.split(separator: "\t").map { $0 == "-" ? nil : String($0) }
        guard fields.count == 5, let key = fields[0], let name = fields[1] else { return nil }
        guard fields[3].map({ UCUMUnit.normalised($0) == $0 }) ?? true else { return nil }
        self.key = Key(rawValue: key)
        self.name = name
        specimen = fields[2]
        unit = fields[3]
        vitalSign = fields[4]
    }
}
