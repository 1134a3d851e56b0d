// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import Foundation
import Testing

/// Our reader beside another implementation, on random texts.
///
/// Foundation is laxer than RFC 8259 in one thing: it accepts a comma behind the last item of an array or the last
/// member of an object. We are stricter than RFC 8259 in one thing: a name stands once in an object. But for these two
/// the verdicts must be the same.
@Suite struct JSONAgreementTests {
    @Test("Random texts are judged as Foundation judges them", arguments: [1, 2, 3, 4] as [UInt64])
    func agreesWithFoundation(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var accepted = 0
        for _ in 0..<10_000 {
            var pieces = value(depth: 0, &random)
            for _ in 0..<Int.random(in: 0...2, using: &random) { change(&pieces, &random) }
            let text = pieces.joined()
            let ours = Result { try JSONDocument.parse(withoutTrailingCommas(pieces).joined()) }
            let theirs = Result { try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed) }
            switch (ours, theirs) {
            case (.success, .success): accepted += 1
            case (.failure, .failure): break
            case (.failure(let failure as JSONFailure), .success):
                #expect(failure.code == .duplicateMember, "we refuse \(text)")
            default: Issue.record("we accept what is no JSON: \(text)")
            }
            if text != withoutTrailingCommas(pieces).joined() {
                #expect(throws: JSONFailure.self, "\(text)") { try JSONDocument.parse(text) }
            }
        }
        #expect(accepted > 2_000, "too few of the texts are JSON for the comparison to mean much")
    }

    @Test("A comma behind the last item or member is refused", arguments: ["[1,]", #"["b", ]"#, #"{"a":1,}"#, "[[],]"])
    func trailingCommas(text: String) {
        #expect(throws: JSONFailure.self) { try JSONDocument.parse(text) }
        #expect(throws: Never.self, "the leniency that the comparison leaves out") {
            try JSONSerialization.jsonObject(with: Data(text.utf8))
        }
    }

    private static let scalars = [
        #""a""#, #""\n""#, #""\u00e9\ud83d\ude00""#, "\"\u{e9}\"", "0", "1", "-2.5", "1e2", "-0.0E-1", "true", "false",
        "null",
    ]
    private static let others = [
        "{", "}", "[", "]", ",", ":", " ", "\n", "\"", "\\", "01", "+1", "1.", ".5", "tru", "-", #""\x""#, #""\ud800""#,
        "\u{1}", "\"\t\"",
    ]

    /// A JSON value as the pieces that it is written in.
    private func value(depth: Int, _ random: inout SeededGenerator) -> [String] {
        let count = Int.random(in: 0...3, using: &random)
        switch depth < 4 ? Int.random(in: 0...3, using: &random) : 0 {
        case 1:
            let items = (0..<count).map { ($0 > 0 ? [","] : []) + value(depth: depth + 1, &random) }
            return ["["] + items.flatMap(\.self) + ["]"]
        case 2:
            let members = (0..<count).map { index in
                (index > 0 ? [","] : []) + [
                    "\"\(["a", "b", "c", "d", "e"].randomElement(using: &random) ?? "a")\"", ":",
                ]
                    + value(depth: depth + 1, &random)
            }
            return ["{"] + members.flatMap(\.self) + ["}"]
        case 3: return [" "] + value(depth: depth + 1, &random) + ["\n"]
        default: return [Self.scalars.randomElement(using: &random) ?? "0"]
        }
    }

    /// Inserts, removes or replaces one piece.
    private func change(_ pieces: inout [String], _ random: inout SeededGenerator) {
        let place = Int.random(in: 0..<max(pieces.count, 1), using: &random)
        let piece = (Self.scalars + Self.others).randomElement(using: &random) ?? ","
        switch Int.random(in: 0...2, using: &random) {
        case 0: pieces.insert(piece, at: min(place, pieces.count))
        case 1 where !pieces.isEmpty: pieces.remove(at: place)
        default: if !pieces.isEmpty { pieces[place] = piece }
        }
    }

    /// The pieces without commas that stand between a value and a closing bracket.
    private func withoutTrailingCommas(_ pieces: [String]) -> [String] {
        var kept: [String] = []
        for (index, piece) in pieces.enumerated() {
            if piece == "," {
                let before = kept.last { !isSpace($0) } ?? "["
                let behind = pieces[(index + 1)...].first { !isSpace($0) }
                if behind == "]" || behind == "}", !["[", "{", ",", ":"].contains(before) { continue }
            }
            kept.append(piece)
        }
        return kept
    }

    private func isSpace(_ piece: String) -> Bool { piece == " " || piece == "\n" }
}
