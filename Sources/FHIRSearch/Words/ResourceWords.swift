// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import FHIRModel

/// Which words of a resource a full-text search looks at.
package enum TextPart: Sendable, Equatable {
    /// Those of its narrative (`_text`).
    case narrative
    /// Those of all its texts (`_content`).
    case all
}

/// The words of a resource.
///
/// Beside the narrative these are the words of all strings, but not of what leads elsewhere (ids, references,
/// addresses) nor of encoded content.
package struct ResourceWords: Sendable, Equatable {
    /// Changes when other words are taken than before: what is indexed under another number is of no use.
    package static let form = 1

    /// Of the resource's own narrative.
    package private(set) var narrative = FoldedWords()
    /// Of all else, one string behind the other.
    package private(set) var others = FoldedWords()

    /// A string of more bytes than this without a space is encoded content.
    private static let longestWithoutSpace = 200

    /// The words of a resource; none of nil.
    package init(_ resource: Resource?) {
        guard let resource else { return }
        for member in resource.node.children {
            if member.hasName("text"), let div = member.isObject ? member["div"]?.string : nil {
                narrative.appendNarrative(div)
            } else {
                collect(member)
            }
        }
    }

    /// Whether words stand next to each other in a part.
    package func hold(_ phrase: FoldedWords, in part: TextPart) -> Bool {
        phrase.stand(in: narrative) || part == .all && phrase.stand(in: others)
    }

    private mutating func collect(_ node: JSONNode) {
        if node.isObject || node.isArray {
            for child in node.children { collect(child) }
            return
        }
        guard !node.hasName("id"), !node.hasName("reference"), !node.hasName("resourceType"), let text = node.string
        else { return }
        if node.hasName("div") { return others.appendNarrative(text) }
        guard !Self.isAddress(text), text.utf8.count <= Self.longestWithoutSpace || text.utf8.contains(0x20) else {
            return
        }
        others.append(text)
    }

    private static func isAddress(_ text: String) -> Bool {
        text.hasPrefix("http://") || text.hasPrefix("https://") || text.hasPrefix("urn:")
    }
}

extension FoldedWords {
    /// Adds the words that a reader of markup sees.
    fileprivate mutating func appendNarrative(_ div: String) {
        for block in Narrative(div: div).blocks {
            for text in block.texts { append(text) }
        }
    }
}
