// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// Phrases that make a text sensitive, found as whole words in any case and with any punctuation between.
///
/// Names of services and medicines are read on every write, so a plain text is compared where it stands.
struct SensitiveWords: Sendable {
    private struct Phrase {
        /// Small letters and digits, one space between words.
        let text: [UInt8]
        let labels: SensitivityLabels
    }

    /// The phrases by their first byte.
    private let phrases: [[Phrase]]
    /// What is wrong with the table: lines without a known label, and phrases that come twice.
    let faults: [CareIssue]

    /// Reads lines of phrase, tab, label codes.
    init(table: String) {
        var phrases = [[Phrase]](repeating: [], count: 256)
        for phrase in table.split(separator: "\n").compactMap({ Self.phrase($0) }) {
            phrases[Int(phrase.text[0])].append(phrase)
        }
        self.phrases = phrases
        faults = TableFaults.find(in: table) { Self.phrase($0).map { String(decoding: $0.text, as: UTF8.self) } }
    }

    private static func phrase(_ line: Substring) -> Phrase? {
        let fields = line.split(separator: "\t")
        guard fields.count == 2 else { return nil }
        let (text, labels) = (Array(plain(fields[0]).utf8), SensitivityLabels(codes: String(fields[1])))
        return text.isEmpty || labels.isEmpty ? nil : Phrase(text: text, labels: labels)
    }

    /// The labels of every phrase that the text holds.
    func labels(in text: String) -> SensitivityLabels {
        let plainly = text.utf8.withContiguousStorageIfAvailable { bytes in
            bytes.allSatisfy { $0 < 0x80 } ? labels(in: bytes) : nil
        }
        if let found = plainly ?? nil { return found }
        // What counts as a letter beyond ASCII is for Unicode to say.
        return Array(Self.plain(text).utf8).withUnsafeBufferPointer { labels(in: $0) }
    }

    private func labels(in text: UnsafeBufferPointer<UInt8>) -> SensitivityLabels {
        var labels: SensitivityLabels = []
        var isInWord = false
        for position in text.indices {
            guard let first = Self.folded(text[position]) else {
                isInWord = false
                continue
            }
            if !isInWord {
                for phrase in phrases[Int(first)] where Self.matches(phrase.text, text, from: position) {
                    labels.formUnion(phrase.labels)
                }
            }
            isInWord = true
        }
        return labels
    }

    /// Whether the phrase stands at a position and ends with a word.
    private static func matches(_ phrase: [UInt8], _ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        var position = start
        for byte in phrase {
            if byte == UInt8(ascii: " ") {
                let wordsEnd = position
                while position < text.count, folded(text[position]) == nil { position += 1 }
                if position == wordsEnd { return false }
            } else {
                guard position < text.count, folded(text[position]) == byte else { return false }
                position += 1
            }
        }
        return position == text.count || folded(text[position]) == nil
    }

    /// The byte in small letters; nil between words.
    private static func folded(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: byte
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        default: nil
        }
    }

    /// Small letters and digits, one space between words.
    private static func plain(_ text: some StringProtocol) -> String {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    }
}
