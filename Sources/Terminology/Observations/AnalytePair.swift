// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Two SNOMED CT ids of one test: the older PBCL one and the PaLM one that laboratories move to.
package struct AnalytePair: Hashable, Sendable {
    /// The id of the older UK pathology code list (PBCL).
    package let pbcl: String
    /// The id of the newer one (PaLM).
    package let palm: String
    /// The analyte both mean.
    package let analyte: Analyte.Key
    /// Who decided: `stated` by UK Core's own example, or `inferred by name`, which still awaits a pathologist.
    package let reviewer: String

    /// Every pair; nothing else is joined, and nothing at run time.
    package static let all: [AnalytePair] = ListedCodes.group(.laboratory).compactMap { row in
        guard let pbcl = row.tags["pair"], let analyte = row.tags["analyte"], let basis = row.tags["basis"] else {
            return nil
        }
        return AnalytePair(
            pbcl: pbcl, palm: row.code, analyte: Analyte.Key(rawValue: analyte),
            reviewer: basis == "stated" ? "stated" : "inferred by name")
    }
}
