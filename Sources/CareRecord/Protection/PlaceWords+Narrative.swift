// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

extension PlaceWords {
    /// A narrative without the words that tell a place; nil where a place reaches over lines or cells, so that it cannot
    /// be taken out.
    ///
    /// The words are searched in the text that a reader sees, because tags and entities can stand between its letters.
    func removed(fromNarrative div: String) -> String? {
        var narrative = Narrative(div: div)
        narrative.blocks = narrative.blocks.map { $0.mapTexts { removed(from: Self.plain($0)) } }
        let whole = narrative.blocks.flatMap(\.texts).flatMap { Self.words($0) }.joined(separator: " ")
        return removed(from: whole) == whole ? narrative.xhtml : nil
    }

    /// The text with plain spaces and without characters that nobody sees.
    private static func plain(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        for character in text.unicodeScalars where !character.properties.isDefaultIgnorableCodePoint {
            plain.append(character.properties.isWhitespace && character != "\n" ? " " : character)
        }
        return String(plain)
    }

    /// The words of a text without the marks that reading puts between them.
    private static func words(_ text: String) -> [Substring] {
        text.split(whereSeparator: \.isWhitespace).filter { !["[deleted:", "|", "•"].contains($0) }
            .map { $0.hasSuffix("]") ? $0.dropLast() : $0 }
    }
}
