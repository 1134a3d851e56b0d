// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// The codes that OneLondon ships: a short list with sources, no hierarchy, no terminology server.
package enum ListedCodes {
    /// Every row in the order of the tables.
    package static var all: [ListedCode] { shipped.rows }

    /// The row of a code; nil for a code nobody here knows, which then survives as sent.
    package static func find(system: String, code: String) -> ListedCode? {
        shipped.byKey[CodeKey(system: system, code: code)]
    }

    /// The row of a code; nil for a code nobody here knows.
    package static func find(_ key: CodeKey) -> ListedCode? {
        shipped.byKey[key]
    }

    /// The rows of a group in the order of the tables.
    package static func group(_ group: ListedCode.Group) -> [ListedCode] {
        shipped.byGroup[group] ?? []
    }

    /// What is wrong with the shipped tables; CI holds this empty.
    package static func faults() -> [CareIssue] {
        shipped.faults + MedicineProduct.faults(in: MedicineProduct.table) + Analyte.faults(in: Analyte.table)
            + SensitiveWords.names.faults + SensitiveWords.medicines.faults + unusedProducts
            + strayProducts
    }

    /// The row of a code whose meaning may be used.
    static func confirmed(_ key: CodeKey) -> ListedCode? {
        shipped.byKey[key].flatMap { $0.hasConfirmedMeaning ? $0 : nil }
    }

    /// Products without any code, which nobody could look up.
    private static var unusedProducts: [CareIssue] {
        let used = Set(all.compactMap { $0.tags["product"] })
        return MedicineProduct.byName.keys.filter { !used.contains($0) }.sorted().map {
            CareIssue(.codeInvalid, "Product \($0) has no code.")
        }
    }

    /// Superseded ids of another product than the id that replaced them.
    private static var strayProducts: [CareIssue] {
        all.filter { row in
            let current = row.tags["superseded-by"].flatMap { find(system: CodeSystemURI.dmd, code: $0) }
            return current.map { $0.tags["product"] != row.tags["product"] } ?? false
        }.map { CareIssue(.codeInvalid, "Row \($0.code) has another product than the id that replaced it.") }
    }

    private static let shipped = ListedCodeTable(ListedCodeTable.shippedTexts)
}
