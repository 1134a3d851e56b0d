// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import FHIRModel

/// A section of a structured document, or the text before its sections.
package struct DocumentPart: Sendable, Equatable {
    /// In the source's words; nil where it gives none.
    package var title: String?
    /// Who or what it is about where that is not the person: a name, or empty where none is given.
    package var about: String?
    package var blocks: [NarrativeBlock]
    /// Why the source left it empty, in its words.
    package var emptyReason: String?
    /// How many entries it refers to that no text of it tells.
    package var entriesWithoutText: Int
    /// Whether its text is kept back because it cannot be read without telling where someone lives.
    package var isWithheld: Bool
    package var parts: [DocumentPart]

    /// See the members.
    package init(
        title: String? = nil, about: String? = nil, blocks: [NarrativeBlock] = [], emptyReason: String? = nil,
        entriesWithoutText: Int = 0, isWithheld: Bool = false, parts: [DocumentPart] = []
    ) {
        self.title = title
        self.about = about
        self.blocks = blocks
        self.emptyReason = emptyReason
        self.entriesWithoutText = entriesWithoutText
        self.isWithheld = isWithheld
        self.parts = parts
    }

    /// Whether the source sent nothing but perhaps a title.
    package var isEmpty: Bool {
        blocks.isEmpty && emptyReason == nil && entriesWithoutText == 0 && !isWithheld && parts.isEmpty
    }
}
