// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The human-readable text of a resource or section: the XHTML of `Narrative.div`, read into plain blocks.
///
/// Sources send tag soup, so anything is read: no input fails, time and space grow with its length, and no text is lost
/// but comments, scripts, style sheets and the tags themselves. What stands in angle brackets and is no element of HTML
/// stays as text. No block holds markup; whoever shows one must escape it.
///
/// - Struck-out text means the opposite of what it says; it is put in words: `[deleted: penicillin allergy]`.
/// - Raised and lowered figures keep their place: `10⁹/L`, not `109/L`.
/// - A picture becomes its alternative text in square brackets, a link its text.
/// - White space collapses as on a page, except where it is preformatted; `<br/>` is a line feed.
package struct Narrative: Sendable, Equatable {
    /// What it says, in order.
    package var blocks: [NarrativeBlock]

    /// A narrative of these blocks.
    package init(blocks: [NarrativeBlock]) {
        self.blocks = blocks
    }

    /// Reads the text of a `Narrative.div`.
    package init(div: String) {
        var tokens = NarrativeTokens(Array(div.utf8))
        var builder = NarrativeBuilder()
        while let token = tokens.next() {
            switch token {
            case .text(let range): builder.text(tokens.bytes[range], hasEntities: true)
            case .literal(let range): builder.text(tokens.bytes[range], hasEntities: false)
            case .start(let tag): builder.start(tag, tokens.bytes[tag.attributes])
            case .end(let name): builder.end(name)
            }
        }
        blocks = builder.finish()
    }

    /// What stands before deleted text; a closing square bracket stands behind it.
    static let deletedMark = "[deleted: "

    /// What stands in a cell that an earlier one reaches down to.
    static let asAbove = "(as above)"
}
