// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// Rows read from the raw tables of `Data/`, and what is wrong with them.
///
/// A row has seven fields separated by tabs: short name of the system, id, term, certainty (A, B, C or M), sources,
/// groups (comma between), and tags as `name=value` with spaces between, or `-`.
package struct ListedCodeTable: Sendable {
    /// The readable rows in their order.
    package let rows: [ListedCode]
    /// The readable rows by what codes are compared by.
    package let byKey: [CodeKey: ListedCode]
    /// The readable rows by group, in their order.
    package let byGroup: [ListedCode.Group: [ListedCode]]
    /// One finding for each thing wrong, with the id it concerns.
    package let faults: [CareIssue]

    /// Reads tables; a row that cannot be read becomes a fault and is left out.
    package init(_ texts: [String]) {
        var rows: [ListedCode] = []
        var byKey: [CodeKey: ListedCode] = [:]
        var faults: [CareIssue] = []
        for line in texts.flatMap({ $0.split(separator: "\n") }) {
            guard let row = ListedCode(line: line) else {
                faults.append(Self.fault("cannot be read", line.prefix(40)))
                continue
            }
            faults += row.faults.map { Self.fault($0, row.code) }
            if byKey.updateValue(row, forKey: row.key) != nil { faults.append(Self.fault("is listed twice", row.code)) }
            rows.append(row)
        }
        faults += Self.danglingReferences(rows, byKey)
        self.rows = rows
        self.byKey = byKey
        byGroup = ListedCode.Group.allCases.reduce(into: [:]) { groups, group in
            groups[group] = rows.filter { $0.groups.contains(group) }
        }
        self.faults = faults
    }

    private static func fault(_ text: String, _ id: some StringProtocol) -> CareIssue {
        CareIssue(.codeInvalid, "Row \(id) \(text).")
    }

    /// Rows that point to an id, family or other row that is not there.
    private static func danglingReferences(_ rows: [ListedCode], _ byKey: [CodeKey: ListedCode]) -> [CareIssue] {
        let families = Set(rows.compactMap { $0.tags["family"] })
        return rows.flatMap { row in
            let ids = (row.list("superseded-by") + row.list("pair") + row.list("category")).filter {
                byKey[CodeKey(system: CodeSystemURI.snomed, code: $0)] == nil
            }
            let unknownFamilies = (row.list("of") + row.list("event-of")).filter { !families.contains($0) }
            return (ids + unknownFamilies).map { fault("points to \($0), which is not listed", row.code) }
        }
    }

    static let shippedTexts = [
        conditions, allergies, plansAndServices, sensitiveServices, procedures, diagnosesAndOperations, medicines,
        observations, nhsLists,
    ]
}
