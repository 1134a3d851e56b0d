// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareRecord
import Exchange
import FHIRModel
import Testing

@Suite("Structured documents")
struct CompositionTests {
    private static let patient = #""subject":{"reference":"Patient/p"},"#

    private static func composition(_ members: String, status: String = "final", id: String = "1") throws -> RecordItem
    {
        try item(
            "Composition", id,
            #""status":"\#(status)",\#(patient)"type":\#(snomed("373942005", "Discharge summary")),"title":"Summary","date":"2026-10-04","author":[{"display":"Dr D"}],"#
                + members, from: .hospital)
    }

    private static func text(_ div: String) -> String { #""text":{"status":"generated","div":"<div>\#(div)</div>"}"# }

    private static func parts(_ members: String) throws -> [DocumentPart] {
        let row = try #require(record([composition(members)]).documents.rows.first)
        #expect(row.content.count == 1)
        guard case .parts(let parts) = row.content.first else { return [] }
        return parts
    }

    @Test("Sections are told with their titles, their text and the sections inside them")
    func sections() throws {
        let inner = #"{"code":\#(coded("allergies")),\#(Self.text("<ul><li>Penicillin</li></ul>"))}"#
        let parts = try Self.parts(
            Self.text("Head")
                + #","section":[{"title":"Plan",\#(Self.text("<p>a</p><p>b</p>")),"section":[\#(inner)]}]"#)
        #expect(
            parts == [
                DocumentPart(blocks: [.paragraph("Head")]),
                DocumentPart(
                    title: "Plan", blocks: [.paragraph("a"), .paragraph("b")],
                    parts: [DocumentPart(title: "allergies", blocks: [.item(NarrativeItem(text: "Penicillin"))])]),
            ])
    }

    @Test("A section without text says why, or how many entries it refers to")
    func withoutText() throws {
        let parts = try Self.parts(
            #""section":[{"title":"A","emptyReason":{"text":"Nothing known"}},{"title":"B","entry":[{"reference":"Condition/1"},{"reference":"Condition/2"}]},{"title":"C","entry":[{"reference":"Condition/1"}],\#(Self.text("told"))},{"title":"D"},{\#(Self.text(" "))}]"#
        )
        #expect(
            parts == [
                DocumentPart(title: "A", emptyReason: "Nothing known"), DocumentPart(title: "B", entriesWithoutText: 2),
                DocumentPart(title: "C", blocks: [.paragraph("told")]), DocumentPart(title: "D"), DocumentPart(),
            ])
        #expect(parts.map(\.isEmpty) == [false, false, false, true, true])
    }

    @Test("Without sections the document's own text is told; without either there is no content")
    func ownText() throws {
        #expect(try Self.parts(Self.text("All of it")) == [DocumentPart(blocks: [.paragraph("All of it")])])
        #expect(try record([Self.composition(#""confidentiality":"N""#)]).documents.rows[0].content.isEmpty)
    }

    @Test("A section about someone else says so, at any depth, and the whole document counts as about someone else")
    func someoneElse() throws {
        func row(_ focus: String) throws -> DocumentRow {
            try #require(
                record([
                    Self.composition(
                        #""section":[{"title":"A","section":[{"title":"B","focus":\#(focus),\#(Self.text("b"))}]}]"#)
                ])
                .documents.rows.first)
        }
        func part(_ about: String?) -> [DocumentContent] {
            [
                .parts([
                    DocumentPart(title: "A", parts: [DocumentPart(title: "B", about: about, blocks: [.paragraph("b")])])
                ])
            ]
        }
        let baby = try row(#"{"reference":"Patient/b","display":"Her baby"}"#)
        #expect(baby.isAboutThirdParty)
        #expect(baby.content == part("Her baby"))
        #expect(try row(#"{"identifier":{"value":"1"}}"#).content == part(""))
        let own = try row(#"{"reference":"Patient/p"}"#)
        #expect(!own.isAboutThirdParty)
        #expect(own.content == part(nil))
    }

    @Test("A preliminary document says so; one entered in error is history")
    func statuses() throws {
        let section = try record([
            Self.composition(Self.text("a"), status: "preliminary", id: "1"),
            Self.composition(Self.text("b"), status: "entered-in-error", id: "2"),
        ]).documents
        #expect(section.rows.map(\.documentStatus) == ["preliminary"])
        #expect(section.history.map(\.status) == ["entered-in-error"])
    }

    // A protected address.

    private static let places = ["12 hidden", "hidden lane", "e99 9zz", "9zz", "riverside", "marsh lane"]

    private static func protected(_ members: String) throws -> (record: CareRecord, bundle: String) {
        let restricted = #"{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"}"#
        let items = [
            try item(
                "Patient", "p",
                #""meta":{"security":[\#(restricted)]},"address":[{"line":["12 Hidden Lane"],"postalCode":"E99 9ZZ"}]"#),
            try composition(members),
        ]
        let all = try gathered(items)
        let bytes = CareRecord.bundle(all, directory: testDirectory)
        return (CareRecord(all, directory: testDirectory), String(decoding: bytes, as: UTF8.self))
    }

    private static func content(_ members: String) throws -> [DocumentContent] {
        let (record, bundle) = try protected(members)
        for place in places {
            #expect(!"\(record)".lowercased().contains(place), "\(place)")
            #expect(!bundle.lowercased().contains(place), "\(place)")
        }
        return try #require(record.documents.rows.first).content
    }

    @Test(
        "A place is taken out of a section however markup hides it",
        arguments: [
            "Lives at 12 Hidden Lane.", "Lives at 12&nbsp;Hidden&#32;Lane.", "Lives at 12 <b>Hid</b>den Lane.",
            "Lives at 12 Hid&shy;den Lane.", "Lives at\n12  HIDDEN\n Lane.", "Lives at 12 Hidd<!-- -->en L&#97;ne.",
            "<p>Lives at 12 &#72;idden Lane.</p>",
        ])
    func placesTakenOut(_ div: String) throws {
        let div = div.replacing("\n", with: "\\n")
        guard
            case .parts(let parts) = try Self.content(#""section":[{"title":"Riverside Hospital",\#(Self.text(div))}]"#)
                .first
        else {
            Issue.record("no parts")
            return
        }
        #expect(parts[0].title == "[place withheld]")
        #expect(parts[0].blocks.count == 1)
        #expect(parts[0].blocks[0].texts[0].lowercased() == "lives at [place withheld].")
    }

    @Test(
        "A section whose place cannot be taken out is kept back whole",
        arguments: [
            "Lives at 12 Hidden<br/>Lane", "<p>E99</p><p>9ZZ</p>",
            "<table><tr><td>12</td><td>Hidden Lane</td></tr></table>",
            "12 <del>Hidden</del> Lane", "<ul><li>12 Hidden</li><li>Lane</li></ul>",
        ])
    func keptBack(_ div: String) throws {
        let content = try Self.content(
            #""section":[{"title":"A",\#(Self.text(div))},{"title":"B",\#(Self.text("Take 2.5mg b2 3x."))}]"#)
        #expect(
            content == [
                .parts([
                    DocumentPart(title: "A", isWithheld: true),
                    DocumentPart(title: "B", blocks: [.paragraph("Take 2.5mg b2 3x.")]),
                ])
            ])
    }

    @Test("The text of a whole document is kept back, and so is a narrative inside a contained resource")
    func wholeText() throws {
        let contained = #","contained":[{"resourceType":"Condition","id":"c",\#(Self.text("12 <i>Hidden</i> Lane"))}]"#
        #expect(try Self.content(Self.text("12 Hidden Lane") + contained) == [.withheldForProtectedAddress])
    }
}
