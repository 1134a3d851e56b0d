// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Whether an ethnic category is an answer.
///
/// "Not stated" was asked and declined, "not known" was not asked; the two never merge, and neither is an ethnicity.
package enum EthnicCategoryAnswer: Hashable, Sendable {
    /// A category such as `M`.
    case stated(String)
    /// `Z`.
    case notStated
    /// `99`.
    case notKnown

    /// The answer behind a code of the NHS list; nil for a code outside it, which is kept as sent.
    package static func lookup(_ code: String) -> EthnicCategoryAnswer? {
        guard let row = ListedCodes.find(system: CodeSystemURI.ethnicCategory, code: code) else { return nil }
        switch row.tags["stated"] {
        case "declined": return .notStated
        case "not-asked": return .notKnown
        default: return .stated(row.code)
        }
    }
}
