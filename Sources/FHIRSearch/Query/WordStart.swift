// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Where the words of folded texts begin.
package enum WordStart {
    /// Whether a text, or one of its words with all that follows, begins with `wanted`.
    package static func matches(_ wanted: String, in text: String) -> Bool {
        suffixes(of: text).contains { $0.utf8.starts(with: wanted.utf8) }
    }

    /// The text from each of its words on.
    package static func suffixes(of text: String) -> [Substring] {
        var found: [Substring] = []
        var isInside = false
        for index in text.indices {
            let isLetter = text[index].isLetter || text[index].isNumber
            if isLetter, !isInside || found.isEmpty { found.append(text[index...]) }
            isInside = isLetter
        }
        if found.first?.startIndex != text.startIndex, !text.isEmpty { found.insert(text[...], at: 0) }
        return found
    }
}
