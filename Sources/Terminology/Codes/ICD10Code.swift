// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// An ICD-10 code as hospitals in England send it: a letter, two digits, then a fourth character or the filler `X`, and
/// sometimes a fifth character.
///
/// The dot is left out; the dagger or asterisk of a paired code is not part of it.
package struct ICD10Code: Hashable, Sendable {
    /// Four or five characters without dot, such as `I10X` or `Z880`.
    package let text: String

    /// Reads a code with or without dot, filler and pair mark, in either case.
    package init?(_ text: some StringProtocol) {
        var characters = Array(text.uppercased())
        if characters.count > 3, characters[3] == "." { characters.remove(at: 3) }
        if let last = characters.last, characters.count > 3, "†*".contains(last) { characters.removeLast() }
        if characters.count == 3 { characters.append("X") }
        guard (4...5).contains(characters.count),
            ("A"..."Z").contains(characters[0]), characters[1...2].allSatisfy(Self.isDigit),
            Self.isDigit(characters[3]) || characters[3] == "X", characters.dropFirst(4).allSatisfy(Self.isDigit)
        else { return nil }
        self.text = String(characters)
    }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
