// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import Terminology

/// The side and site of the body that an item names.
struct BodySide {
    /// The side, where words name one.
    let laterality: Laterality?
    /// The site in the source's words.
    let site: String?
    /// What rows must agree in: everything that is said of side and site.
    ///
    /// Codes are compared, not understood, so that a code nobody here knows keeps rows apart.
    let key: String

    init(_ resource: JSONNode) {
        let sites = resource.items("bodySite").map { $0 }
        let words = sites.compactMap(\.conceptWords)
        site = words.isEmpty ? nil : words.joined(separator: ", ")
        laterality = Self.side(in: words + [resource["code"]?.conceptWords].compactMap(\.self))
        let codes = sites.flatMap { CodeKey.codings(of: $0) }.map { "\($0.system)|\($0.code)" }
        key = ([laterality?.rawValue ?? ""] + codes.sorted() + (codes.isEmpty ? words.map { $0.lowercased() } : []))
            .joined(separator: ";")
    }

    private static func side(in texts: [String]) -> Laterality? {
        let words = Set(texts.flatMap { $0.lowercased().split { !$0.isLetter } })
        let isBoth = words.contains("bilateral") || words.contains("both")
        switch (words.contains("left"), words.contains("right")) {
        case (true, true): return .both
        case (true, false): return isBoth ? .both : .left
        case (false, true): return isBoth ? .both : .right
        case (false, false): return isBoth ? .both : nil
        }
    }
}
