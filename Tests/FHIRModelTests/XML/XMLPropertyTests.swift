// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import Foundation
import FoundationXML
import Testing

@Suite("Any resource as XML")
struct XMLPropertyTests {
    @Test("Resources of every type, at random, survive", arguments: 1...4 as ClosedRange<UInt64>)
    func survives(seed: UInt64) throws {
        var random = RandomResource(seed: seed)
        for type in R4.resourceTypes {
            let json = random.resource(type)
            let xml = try XMLResourceWriter().xml(Resource(json.utf8))
            let again = try XMLResourceReader().resource(xml)
            guard try CanonicalJSON.text(of: again.node) == CanonicalJSON.text(of: json.utf8) else {
                Issue.record("\(json) comes back as \(again.document.bytes)")
                return
            }
            #expect(try XMLResourceWriter().xml(again) == xml, "\(type)")
            // Another reader's verdict.
            #expect(XMLParser(data: Data(xml)).parse(), "\(type)")
        }
    }

    @Test("The random resources use every structure of R4")
    func complete() {
        var random = RandomResource(seed: 5)
        for type in R4.resourceTypes { _ = random.resource(type) }
        let concrete = R4.structures.filter { !$0.isAbstract && $0.name != "xhtml" }.map(\.name)
        #expect(Set(concrete).subtracting(random.used).isEmpty)
    }

    @Test("XML with bytes changed at random is read or refused with its place", arguments: [1, 2] as [UInt64])
    func changedBytes(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed, stream: 1)
        let pieces = [
            "<", ">", "/", "&", ";", "\"", "'", "=", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "<!DOCTYPE a>",
            "\0",
            "\u{FEFF}", "xmlns", ":", " ", "value", "<div", "&#x10FFFF;", "&#65;", "é", "id=\"a\"", "<name>", "</name>",
        ]
        let starts = XMLMappingTests.pairs.map(\.xml)
        var refused = 0
        for _ in 0..<10_000 {
            var xml = Array((starts.randomElement(using: &random) ?? "").utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let start = Int.random(in: 0...xml.count, using: &random)
                let end = min(start + Int.random(in: 0...3, using: &random), xml.count)
                let piece =
                    Int.random(in: 0...4, using: &random) == 0
                    ? [UInt8.random(in: 0...255, using: &random)]
                    : Array((pieces.randomElement(using: &random) ?? "").utf8)
                xml.replaceSubrange(start..<end, with: piece)
            }
            do {
                let resource = try XMLResourceReader().resource(xml)
                let again = try XMLResourceReader().json(XMLResourceWriter().xml(resource))
                #expect(try CanonicalJSON.text(of: again) == CanonicalJSON.text(of: resource.node))
            } catch let failure as XMLFailure {
                refused += 1
                #expect(failure.line > 0 && failure.column > 0, "\(failure)")
            }
        }
        #expect(refused > 1_000 && refused < 9_999)
    }

    /// What stands for NAMESPACES: declarations of so many, XHTML's last.
    private static let namespaces =
        (0..<5_000).map { "xmlns:a\($0)='u' " }.joined() + "xmlns='http://www.w3.org/1999/xhtml'"

    @Test(
        "The time grows with the length, whatever the text is made of",
        arguments: [
            ("", "<name><given value='a'/></name>", ""), ("", "<extension url='u'>", ""), ("", "<!-- a -->", ""),
            ("", "<a", ""), ("", "&#65;", ""), ("", "a:", ""), ("", "<![CDATA[", ""), ("", "\n", ""), ("", "&", ""),
            ("", "<!DOCTYPE", ""), ("", "<?", ""), ("<name", " a='b'", ""),
            ("", "<name xmlns:a='u'><text a:b='c'/></name>", ""),
            ("<text><div xmlns='http://www.w3.org/1999/xhtml'>", "<b/>", "</div></text>"),
            ("<text><div NAMESPACES>", "<b/>", "</div></text>"),
            ("<text xmlns:h='http://www.w3.org/1999/xhtml'><h:div>", "<h:b/>a", "</h:div></text>"),
        ])
    func linearTime(start: String, piece: String, end: String) {
        let content =
            start.replacing("NAMESPACES", with: Self.namespaces)
            + String(repeating: piece, count: 1_000_000 / piece.utf8.count) + end
        let xml = Array("<Patient xmlns='http://hl7.org/fhir'>\(content)</Patient>".utf8)
        let spent = ContinuousClock().measure { _ = try? XMLResourceReader().json(xml) }
        #expect(spent < .seconds(5), "\(piece)")
    }
}
