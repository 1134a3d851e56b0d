// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

// Results share a line only under one code; unit text is brought to its code where that is sure.
extension UCUMUnit {
    /// The UCUM code of a unit written as a listed code or in one of the listed spellings; nil for anything else.
    ///
    /// In a code case counts, as it does in UCUM; in a listed spelling neither case nor spaces do. `mU/L` is not taken
    /// for `m[IU]/L`, nor `IU/L` for `U/L`.
    package static func normalised(_ text: String) -> String? {
        if codes.contains(text) { return text }
        return spellings[text.filter { $0 != " " }.lowercased()]
    }

    /// The UCUM code of a FHIR Quantity: its code if the system is UCUM, else what its unit text stands for.
    package static func normalised(system: String?, code: String?, unit: String?) -> String? {
        if system == CodeSystemURI.ucum, let code { return normalised(code) ?? code }
        return unit.flatMap { normalised($0) }
    }

    private static let codes = Set(
        spellingTable.split(separator: "\n").compactMap { $0.split(separator: "\t").first.map(String.init) })

    private static let spellings: [String: String] = spellingTable.split(separator: "\n").reduce(into: [:]) {
        spellings, line in
        let fields = line.split(separator: "\t").map(String.init)
        for spelling in fields.dropFirst() { spellings[spelling] = fields[0] }
    }
}
