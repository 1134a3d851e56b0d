// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareRecord
internal import Terminology

/// Names of rows in page addresses.
///
/// Every page gathers the record anew, and a row's id only numbers it in one answer: a name comes from what the row
/// rests on, so that a link finds the same row or none, never another one. The address carries a digest of it, and for a
/// person whose address is protected not even that of the node, which tells an area.
private enum RowDigest {
    /// 64 bits of FNV-1a as 16 digits.
    static func of(_ key: String) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in key.utf8 {
            hash ^= UInt64(byte)
            hash &*= 0x0000_0100_0000_01B3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The digest of the resources behind a row: of the first in their own order, whichever came first.
    static func of(_ sources: [SourceNote]) -> String {
        of(
            sources.map { $0.isNameWithheld ? $0.item.reference : "\($0.item.node)|\($0.item.reference)" }.min() ?? "")
    }
}

extension ResultTrend {
    /// The trend's name in addresses: the analyte's, such as `potassium`, or a digest for a test that is not listed.
    package var pageName: String { analyte?.rawValue ?? RowDigest.of(key) }
}

extension ResultPanel {
    /// The report's name in addresses.
    package var pageName: String { RowDigest.of(sources) }
}

extension DocumentRow {
    /// The document's name in addresses.
    package var pageName: String { RowDigest.of(sources) }
}

extension EncounterRow {
    /// The encounter's name in addresses.
    package var pageName: String { RowDigest.of(sources) }
}

extension TimelineYear {
    /// The year in addresses, such as `2019`.
    package var pageName: String { year.map(String.init) ?? "undated" }
}

extension CareRecord {
    /// The trend behind an address.
    package func trend(pageName: String) -> ResultTrend? { results.trends.only { $0.pageName == pageName } }

    /// The report behind an address.
    package func report(pageName: String) -> ResultPanel? { results.panels.only { $0.pageName == pageName } }

    /// The document behind an address.
    package func document(pageName: String) -> DocumentRow? { documents.rows.only { $0.pageName == pageName } }

    /// The encounter behind an address.
    package func encounter(pageName: String) -> EncounterRow? {
        (encounters.rows + encounters.planned).only { $0.pageName == pageName }
    }
}

extension Array {
    /// The one element of which something is true; nil where it is true of several, for nothing tells which is meant.
    fileprivate func only(_ isWanted: (Element) -> Bool) -> Element? {
        let found = filter(isWanted)
        return found.count == 1 ? found[0] : nil
    }
}
