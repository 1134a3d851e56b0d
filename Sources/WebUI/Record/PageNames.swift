// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareRecord
internal import Terminology

/// Names of rows in page addresses.
///
/// A row's own id tells which node keeps it, and so where someone lives: the
/// address carries a digest of it, which stays the same as long as the row does.
private enum RowDigest {
    /// 64 bits of FNV-1a as 16 digits.
    static func of(_ id: String) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in id.utf8 {
            hash ^= UInt64(byte)
            hash &*= 0x0000_0100_0000_01B3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension ResultTrend {
    /// The trend's name in addresses: the analyte's, such as `potassium`, or a digest for a test that is not listed.
    package var pageName: String { analyte?.rawValue ?? RowDigest.of(id) }
}

extension DocumentRow {
    /// The document's name in addresses.
    package var pageName: String { RowDigest.of(id) }
}

extension EncounterRow {
    /// The encounter's name in addresses.
    package var pageName: String { RowDigest.of(id) }
}

extension CareRecord {
    /// The trend behind an address.
    package func trend(pageName: String) -> ResultTrend? { results.trends.first { $0.pageName == pageName } }

    /// The document behind an address.
    package func document(pageName: String) -> DocumentRow? { documents.rows.first { $0.pageName == pageName } }

    /// The encounter behind an address.
    package func encounter(pageName: String) -> EncounterRow? {
        (encounters.rows + encounters.planned).first { $0.pageName == pageName }
    }
}
