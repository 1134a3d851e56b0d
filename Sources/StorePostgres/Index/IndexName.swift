// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch
internal import Foundation

/// Something that index rows name by a number: a row of `index_name`.
struct IndexName: Hashable, Sendable {
    /// What is named.
    enum Kind: Int64, Sendable {
        /// A code system, by its address.
        case system = 1
        /// A code; its owner is the system, 0 for none.
        case token
        /// A unit as it is written; see ``UnitName``.
        case unit
        /// The first value of a composite; its owner is the parameter. The number stands for a parameter, under which
        /// the second values are.
        case composite
        /// A dimension of amounts; its owner is the parameter. The number stands for a parameter, under which the
        /// amounts in base units are.
        case amount
        /// A set of parameters that a resource has values of, between commas; its owner is the type.
        case shape
    }

    let kind: Kind
    let owner: Int64
    let name: String

    init(_ kind: Kind, owner: Int64 = 0, _ name: String) {
        self.kind = kind
        self.owner = owner
        self.name = name.cutForName
    }

    /// The member of shapes that a parameter is.
    static func member(_ parameter: Int64) -> String { ",\(parameter)," }
}

/// What a reference points to, as `index_target` holds it.
struct IndexTarget: Hashable, Sendable {
    let type: Int64
    let id: String

    init(_ target: ReferenceTarget, names: PostgresNames) {
        switch target {
        case .local(let id): (type, self.id) = (names.number(ofType: id.type), id.id.cutForName)
        case .contained(let text), .external(let text):
            (type, id) = (PostgresNames.externalType, text.cutForName)
        }
    }
}

/// A unit as it is written: code, system and words, each cut and with its length, so that no two are the same text.
struct UnitName {
    let code: String
    let system: String
    let word: String

    private static let longest = 300

    init(_ measure: Measure) {
        code = Self.cut(measure.code ?? "")
        system = Self.cut(measure.system ?? "")
        word = Self.cut(measure.unit ?? "")
    }

    /// Reads what ``text`` wrote.
    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let codeLength = Int(parts[0]), let systemLength = Int(parts[1]) else { return nil }
        let rest = Array(parts[2].utf8)
        guard codeLength >= 0, systemLength >= 0, codeLength + systemLength <= rest.count else { return nil }
        code = String(decoding: rest[..<codeLength], as: UTF8.self)
        system = String(decoding: rest[codeLength..<codeLength + systemLength], as: UTF8.self)
        word = String(decoding: rest[(codeLength + systemLength)...], as: UTF8.self)
    }

    var text: String { "\(code.utf8.count):\(system.utf8.count):\(code)\(system)\(word)" }

    static func cut(_ text: String) -> String { text.cut(to: longest) }

    /// Whether two such parts may be the same only because they were cut.
    static func isCut(_ text: String) -> Bool { text.isCut(to: longest) }
}

extension String {
    /// Longest name in bytes: an entry of a PostgreSQL index has its limit.
    private static let longestName = 1_000

    /// As much of a text as a name holds.
    var cutForName: String { cut(to: Self.longestName) }

    /// Whether a name may hold less than the whole text.
    var isCutForName: Bool { isCut(to: Self.longestName) }

    /// The text up to so many bytes, and up to its first zero byte, which PostgreSQL takes in no text.
    ///
    /// Texts that Swift holds for the same become the same bytes.
    fileprivate func cut(to longest: Int) -> String {
        guard utf8.allSatisfy({ $0 < 0x80 }) else { return precomposedStringWithCanonicalMapping.cutAsItIs(longest) }
        return cutAsItIs(longest)
    }

    private func cutAsItIs(_ longest: Int) -> String {
        var whole = self[...]
        if let zero = utf8.firstIndex(of: 0) { whole = self[..<zero] }
        guard whole.utf8.count > longest else { return whole.utf8.count == utf8.count ? self : String(whole) }
        var end = whole.utf8.index(whole.startIndex, offsetBy: longest)
        while end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
        return String(whole[..<end])
    }

    /// Composed, a text may be somewhat shorter, or longer.
    fileprivate func isCut(to longest: Int) -> Bool { utf8.count > longest / 2 || utf8.contains(0) }
}
