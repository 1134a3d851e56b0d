// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Changes to a JSON text that leave every other byte as it came.
package struct JSONEdits: Sendable {
    private struct Edit {
        var range: Range<Int>
        var replacement: [UInt8]
    }

    private var edits: [Edit] = []

    /// No changes yet.
    package init() {}

    /// Whether nothing would change.
    package var isEmpty: Bool { edits.isEmpty }

    /// Replaces part of the text.
    ///
    /// Parts of different edits must not overlap.
    package mutating func replace(_ range: Range<Int>, with json: some Sequence<UInt8>) {
        edits.append(Edit(range: range, replacement: Array(json)))
    }

    /// Inserts text before a place.
    package mutating func insert(_ json: some Sequence<UInt8>, at offset: Int) {
        replace(offset..<offset, with: json)
    }

    /// The text of `document` with all changes made.
    package func apply(to document: JSONDocument) -> [UInt8] {
        let ordered = edits.enumerated().sorted {
            ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset)
                < ($1.element.range.lowerBound, $1.element.range.upperBound, $1.offset)
        }
        return document.withBytes { text in
            var out: [UInt8] = []
            out.reserveCapacity(text.count + ordered.reduce(0) { $0 + $1.element.replacement.count })
            var position = 0
            for (_, edit) in ordered {
                precondition(edit.range.lowerBound >= position, "edits overlap")
                out.append(contentsOf: text[position..<edit.range.lowerBound])
                out.append(contentsOf: edit.replacement)
                position = edit.range.upperBound
            }
            out.append(contentsOf: text[position...])
            return out
        }
    }
}
