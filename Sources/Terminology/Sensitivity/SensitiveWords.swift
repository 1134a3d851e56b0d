// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// Phrases that make a text sensitive, found as whole words in any case and with any punctuation between.
struct SensitiveWords: Sendable {
    private let phrases: [(text: String, labels: SensitivityLabels)]
    /// What is wrong with the table: lines without a known label, and phrases that come twice.
    let faults: [CareIssue]

    /// Reads lines of phrase, tab, label codes.
    init(table: String) {
        phrases = table.split(separator: "\n").compactMap { Self.phrase($0) }
        faults = TableFaults.find(in: table) { Self.phrase($0)?.text }
    }

    private static func phrase(_ line: Substring) -> (text: String, labels: SensitivityLabels)? {
        let fields = line.split(separator: "\t")
        guard fields.count == 2 else { return nil }
        let labels = SensitivityLabels(codes: String(fields[1]))
        return labels.isEmpty ? nil : (plain(fields[0]), labels)
    }

    /// The labels of every phrase that the text holds.
    func labels(in text: String) -> SensitivityLabels {
        let plain = Self.plain(text)
        return phrases.reduce(into: []) { labels, phrase in
            if plain.contains(phrase.text) { labels.formUnion(phrase.labels) }
        }
    }

    /// Small letters and digits, one space around each word.
    private static func plain(_ text: some StringProtocol) -> String {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
        return " " + words.joined(separator: " ") + " "
    }
}
