// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The text of one block or cell while it is read.
///
/// White space and line ends wait until something follows them, so that none stands at an end.
struct NarrativeLine {
    private var bytes: [UInt8] = []
    private var spaces: [UInt8] = []
    private var lineFeeds = 0
    private var mark: [UInt8] = []
    private var isDeletedOpen = false

    /// Whether there is no text yet.
    var isEmpty: Bool { bytes.isEmpty }

    /// Adds text without white space.
    mutating func add(_ text: some Collection<UInt8>, isDeleted: Bool) {
        if isDeletedOpen, !isDeleted {
            bytes.append(UInt8(ascii: "]"))
            isDeletedOpen = false
        }
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "\n"), count: lineFeeds))
        lineFeeds = 0
        bytes += spaces
        bytes += mark
        spaces = []
        mark = []
        if isDeleted, !isDeletedOpen {
            bytes += Array(Narrative.deletedMark.utf8)
            isDeletedOpen = true
        }
        bytes += text
    }

    /// Adds white space: one that collapses, or one that is preformatted and stays.
    mutating func addSpace(_ space: UInt8, isKept: Bool) {
        if isKept {
            space == UInt8(ascii: "\n") ? breakLine() : spaces.append(space)
        } else if !bytes.isEmpty, lineFeeds == 0, spaces.isEmpty {
            spaces.append(UInt8(ascii: " "))
        }
    }

    /// Ends the line.
    mutating func breakLine() {
        if !bytes.isEmpty { lineFeeds += 1 }
        spaces = []
    }

    /// Ends the line unless it has just ended.
    mutating func endLine() {
        if !bytes.isEmpty { lineFeeds = max(lineFeeds, 1) }
        spaces = []
    }

    /// Puts a mark before whatever text comes next.
    mutating func markNext(_ text: String) { mark = Array(text.utf8) }

    /// The text, with which the line begins anew; nil where it is blank.
    mutating func take() -> String? {
        if isDeletedOpen { bytes.append(UInt8(ascii: "]")) }
        let text = String(decoding: bytes, as: UTF8.self)
        self = NarrativeLine()
        return text.unicodeScalars.allSatisfy { $0.properties.isWhitespace } ? nil : text
    }
}
