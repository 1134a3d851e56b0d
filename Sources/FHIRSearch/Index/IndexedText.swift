// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension String {
    /// Longest text in an index row, in bytes.
    package static let longestInIndex = 128

    /// As much of the text as stands in an index.
    package var cutForIndex: String {
        guard utf8.count > Self.longestInIndex else { return self }
        var end = utf8.index(utf8.startIndex, offsetBy: Self.longestInIndex)
        while end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
        return String(self[..<end])
    }

    /// Whether an index row may hold less than the whole text.
    package var isCutForIndex: Bool { utf8.count > Self.longestInIndex - 4 }
}
