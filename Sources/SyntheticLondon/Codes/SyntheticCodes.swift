// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The only codes that synthetic records may use: system, id, term and evidence.
package enum SyntheticCodes {
    /// Every listed code.
    package static let all: [SyntheticCode] =
        [
            ListedCodeTables.conditions, ListedCodeTables.findings, ListedCodeTables.allergies, ListedCodeTables.plans,
            ListedCodeTables.procedures, ListedCodeTables.observations, ListedCodeTables.medicines,
            ListedCodeTables.hospital, ListedCodeTables.administration, ListedCodeTables.framework,
        ].flatMap(rows)

    private static let bySystemAndID: [String: SyntheticCode] = Dictionary(
        all.map { ("\($0.system)|\($0.id)", $0) }, uniquingKeysWith: { first, _ in first })

    /// The listed code of a system; a code that is not listed comes back under a system no record may hold.
    static func code(_ system: SyntheticCodeSystem, _ id: String) -> SyntheticCode {
        bySystemAndID["\(system.rawValue)|\(id)"]
            ?? SyntheticCode(system: "urn:onelondon:unlisted", id: id, term: "", evidence: .single)
    }

    /// A listed SNOMED CT code.
    static func snomed(_ id: String) -> SyntheticCode { code(.snomed, id) }

    /// Reads a table: evidence, system and id, then the term to the end of the line.
    private static func rows(_ table: String) -> [SyntheticCode] {
        table.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ", maxSplits: 3)
            guard parts.count == 4, let evidence = SyntheticCode.Evidence(rawValue: String(parts[0])),
                let system = SyntheticCodeSystem(shortName: parts[1])
            else { return nil }
            return SyntheticCode(
                system: system.rawValue, id: String(parts[2]), term: String(parts[3]), evidence: evidence)
        }
    }
}

extension SyntheticCodeSystem {
    /// The system whose case has this name.
    fileprivate init?(shortName: Substring) {
        guard let found = Self.allCases.first(where: { "\($0)" == shortName }) else { return nil }
        self = found
    }
}
