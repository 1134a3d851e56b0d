// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import Foundation
import PublicSuites
import Testing

@Suite("Any narrative")
struct NarrativePropertyTests {
    private static let tags = [
        "div", "p", "h1", "h3", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "td", "th",
        "caption",
        "b", "span", "del", "s", "pre", "sup", "q", "a", "blockquote", "o:p",
    ]
    private static let extras = [
        "<br/>", "<hr>", "<!-- c -->", "<td rowspan='3'>", "<td colspan=\"2\">",
        "<span style='text-decoration:line-through'>",
        "&nbsp;", "\n", " ", "<li value=7>", "<img alt='x'/>", "<p/>", "<td/>", "</table>", "<table>", "<tr>",
    ]

    /// Markup at random, with the words in it.
    private static func soup(_ random: inout SeededGenerator) -> (div: String, words: [String]) {
        var div = ""
        var words: [String] = []
        for number in 0..<Int.random(in: 1...60, using: &random) {
            let tag = tags.randomElement(using: &random) ?? "p"
            switch Int.random(in: 0..<10, using: &random) {
            case 0...2: div += "<\(tag)>"
            case 3...4: div += "</\(tag)>"
            case 5: div += extras.randomElement(using: &random) ?? ""
            default:
                // Letters only: raised figures would change.
                let word =
                    "w"
                    + String(number).map { String(UnicodeScalar(UInt8(ascii: "a") + ($0.asciiValue ?? 48) - 48)) }
                    .joined() + "x"
                words.append(word)
                div += word
            }
        }
        return (div, words)
    }

    @Test("Every word outside of markup is in the blocks, in order")
    func everyWord() {
        var random = SeededGenerator(seed: 7, stream: 0)
        for _ in 0..<4_000 {
            let (div, words) = Self.soup(&random)
            let text = Narrative(div: div).blocks.flatMap(\.texts).joined(separator: " ")
            var rest = text[...]
            for word in words {
                guard let place = rest.firstRange(of: word) else {
                    Issue.record("\(word) is lost of \(div): \(text)")
                    return
                }
                rest = rest[place.upperBound...]
            }
        }
    }

    @Test("What was read is never blank and reads the same when it is written anew")
    func writtenAnew() {
        var random = SeededGenerator(seed: 8, stream: 0)
        for _ in 0..<4_000 {
            let div = Self.soup(&random).div
            let narrative = Narrative(div: div)
            #expect(narrative.blocks.allSatisfy { $0.texts.contains { !$0.isEmpty } }, "\(div)")
            let again = Narrative(div: narrative.xhtml)
            if again != narrative {
                Issue.record("\(div) is written as \(narrative.xhtml)")
                return
            }
        }
    }

    @Test("Bytes at random are read")
    func randomBytes() {
        var random = SeededGenerator(seed: 9, stream: 0)
        let signs = Array("<>/!-=\"'&;#x[]ptrd liaobl0 \n\r".utf8)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                Bool.random(using: &random)
                    ? signs.randomElement(using: &random) ?? 0 : UInt8.random(in: 0...255, using: &random)
            }
            let narrative = Narrative(div: String(decoding: bytes, as: UTF8.self))
            if Narrative(div: narrative.xhtml) != narrative {
                Issue.record("\(String(decoding: bytes, as: UTF8.self)) is written as \(narrative.xhtml)")
                return
            }
        }
    }

    @Test(
        "The time grows with the length, whatever is left open",
        arguments: [
            "<b>", "</b>", "<b></i>", "<ul><li>", "<table><tr><td>", "<!--", "<!-- --", "<![CDATA[", "<script>",
            "<style><script>", "<a '\"",
            "<a='", "<a=\"<a='", "&", "&#", "&#9", "<", "</", "<!", "<?", "<del>x", "<p>", "</p>",
            "<td rowspan=9>x<tr>",
            "<td colspan=99>x", "<tr><td rowspan=0>x", "<pre> ", "<br>", "<h1>", "<dl><dd>",
            "<a b=c d e='f' style='g:h'>", "--", "<!--->",
        ])
    func linearTime(_ piece: String) {
        let div = String(repeating: piece, count: 500_000 / piece.utf8.count)
        let clock = ContinuousClock()
        let spent = clock.measure { _ = Narrative(div: div) }
        // Half a megabyte takes some hundredths of a second; with the square of the length it would take minutes.
        #expect(spent < .seconds(5), "\(piece)")
    }

    @Test(
        "Of each published UK Core example every sign is read, and no other",
        .enabled(if: PublicSuites.areNeeded("ukcore"), Comment(rawValue: PublicSuites.absence)))
    func publishedExamples() throws {
        let files = try PublicSuites.files("ukcore/examples", ".xml")
        var count = 0
        for file in files {
            let text = try String(contentsOf: file, encoding: .utf8)
            for piece in text.split(separator: "<div").dropFirst() {
                let div = "<div" + (piece.split(separator: "</div>").first ?? "") + "</div>"
                let read = Narrative(div: div).blocks.flatMap(\.texts).joined()
                #expect(Self.signs(of: read) == Self.signs(of: Self.withoutTags(div)), "\(file.lastPathComponent)")
                count += 1
            }
        }
        #expect(count > 50)
        print("read \(count) narratives of UK Core examples")
    }

    private static func signs(_ text: some StringProtocol) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace }))
    }

    private static func signs(of text: String) -> String { signs(text) }

    private static func withoutTags(_ div: String) -> String {
        var text = div.split(separator: "<").map { $0.drop { $0 != ">" }.dropFirst() }.joined()
        for (entity, sign) in [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&"),
        ] {
            text = text.replacing(entity, with: sign)
        }
        return text
    }
}
