// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Foundation

/// Words as full-text searches compare them: letters and digits without regard to case and accents, parted by single
/// spaces.
///
/// Stores hand this text to their full-text index as it is, so that an index and the plain definition never part words
/// in two ways. Scripts that write no spaces make one word of a run of letters.
package struct FoldedWords: Sendable, Equatable {
    /// Longer words, in bytes, are no words of a language and are passed over.
    private static let longest = 64

    /// The words with a space between.
    package private(set) var bytes: [UInt8] = []

    /// No words.
    package init() {}

    /// The words of a text.
    package init(_ text: String) { append(text) }

    package var isEmpty: Bool { bytes.isEmpty }

    /// The words with a space between.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Adds the words of a text behind those that are there.
    mutating func append(_ text: String) {
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            appendASCII(text.utf8)
        } else {
            appendFolded(text.decomposedStringWithCompatibilityMapping.lowercased())
        }
    }

    private mutating func appendASCII(_ text: String.UTF8View) {
        var start = bytes.count
        for byte in text {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): take(byte, &start)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): take(byte + 0x20, &start)
            default: endWord(&start)
            }
        }
        endWord(&start)
    }

    private mutating func appendFolded(_ text: String) {
        var start = bytes.count
        for scalar in text.unicodeScalars {
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                for byte in UTF8.encode(scalar).map(Array.init) ?? [] { take(byte, &start) }
            } else if scalar.properties.generalCategory != .nonspacingMark {
                endWord(&start)
            }
        }
        endWord(&start)
    }

    /// Adds a byte of a word; the first is parted from the word before.
    private mutating func take(_ byte: UInt8, _ start: inout Int) {
        if bytes.count == start, start > 0 { bytes.append(0x20) }
        bytes.append(byte)
    }

    private mutating func endWord(_ start: inout Int) {
        let space = start > 0 ? 1 : 0
        if bytes.count - start > Self.longest + space { bytes.removeLast(bytes.count - start) }
        start = bytes.count
    }

    /// Whether these words stand next to each other in others, in their order.
    package func stand(in others: FoldedWords) -> Bool {
        guard let first = bytes.first else { return false }
        var place = 0
        while place + bytes.count <= others.bytes.count {
            let isStart = place == 0 || others.bytes[place - 1] == 0x20
            if isStart, others.bytes[place] == first, others.bytes[place...].starts(with: bytes) {
                let end = place + bytes.count
                if end == others.bytes.count || others.bytes[end] == 0x20 { return true }
            }
            place += 1
        }
        return false
    }
}
