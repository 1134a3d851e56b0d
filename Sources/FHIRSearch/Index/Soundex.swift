// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// American Soundex, by which R4's `phonetic` parameters compare names: `Robert` and `Rupert` are both `r163`.
enum Soundex {
    /// The codes of a text's words; words without Latin letters have none.
    static func codes(of text: String) -> [String] {
        TextFolding.fold(text).split(whereSeparator: { !$0.isLetter }).compactMap { code(of: $0) }
    }

    private static func code(of word: Substring) -> String? {
        let letters = word.utf8.filter { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
        guard let first = letters.first else { return nil }
        var code = [first]
        var last = group(of: first)
        for letter in letters.dropFirst() {
            let group = group(of: letter)
            if let group, group != last { code.append(group) }
            // `h` and `w` do not part letters of one group; vowels do.
            if letter != UInt8(ascii: "h"), letter != UInt8(ascii: "w") { last = group }
            if code.count == 4 { break }
        }
        while code.count < 4 { code.append(UInt8(ascii: "0")) }
        return String(decoding: code, as: UTF8.self)
    }

    private static func group(of letter: UInt8) -> UInt8? {
        switch Character(Unicode.Scalar(letter)) {
        case "b", "f", "p", "v": UInt8(ascii: "1")
        case "c", "g", "j", "k", "q", "s", "x", "z": UInt8(ascii: "2")
        case "d", "t": UInt8(ascii: "3")
        case "l": UInt8(ascii: "4")
        case "m", "n": UInt8(ascii: "5")
        case "r": UInt8(ascii: "6")
        default: nil
        }
    }
}
