// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// An OPCS-4 code as hospitals in England send it: a letter and three digits without dot, such as `U212`.
package struct OPCS4Code: Hashable, Sendable {
    /// Four characters without dot.
    package let text: String

    /// Reads a code with or without dot, in either case.
    package init?(_ text: some StringProtocol) {
        var characters = Array(text.uppercased())
        if characters.count == 5, characters[3] == "." { characters.remove(at: 3) }
        guard characters.count == 4, ("A"..."Z").contains(characters[0]),
            characters.dropFirst().allSatisfy({ ("0"..."9").contains($0) })
        else { return nil }
        self.text = String(characters)
    }
}
