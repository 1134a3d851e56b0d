// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareRecord
import FHIRModel
import Testing
import WebUI

@Suite("A structured document on its page")
struct DocumentPartTests {
    private static func page(_ parts: [DocumentPart], _ view: RecordView = Sample.staffView) -> String {
        let row = DocumentRow(id: "d", title: "Summary", status: "final", content: [.parts(parts)], sources: [])
        let html = String(decoding: DocumentPage.html(view, document: row), as: UTF8.self)
        #expect(MarkupReader(html).faults == [])
        return html
    }

    @Test("Markup of a source is inert text wherever it stands")
    func hostile() {
        let hostile = "<script>alert(1)</script><img src=x onload=\"go()\"><a href='javascript:go()'>x</a>"
        let div = hostile.replacing("<", with: "&lt;")
        let blocks = Narrative(
            div:
                "<h2>\(div)</h2><p onload=\"x\">\(div)</p><ol><li>\(div)</ol><table><caption>\(div)<tr><th>\(div)<tr><td>\(div)</table>"
                + hostile
        ).blocks
        #expect(blocks.count == 5)
        let html = Self.page([
            DocumentPart(
                title: hostile, about: hostile, blocks: blocks, emptyReason: hostile,
                parts: [DocumentPart(title: hostile)])
        ])
        let markup = MarkupReader(html)
        #expect(markup.counts["script"] == nil && markup.counts["img"] == nil)
        #expect(!markup.attributes.contains { $0.hasPrefix("on") || $0 == "src" })
        #expect(!html.contains("href='") && !html.contains("href=\"javascript"))
        #expect(html.components(from: "&lt;script&gt;alert(1)", to: "&lt;/script&gt;").count == 11)
    }

    @Test("Headings go down one level at a time under the page's own")
    func headings() {
        var deepest = DocumentPart(title: "Deep", blocks: [.heading("Deeper")])
        for level in (0..<5).reversed() { deepest = DocumentPart(title: "Level \(level)", parts: [deepest]) }
        let html = Self.page([DocumentPart(blocks: [.heading("Before")]), deepest])
        let levels = html.components(from: "<h", to: ">").compactMap { $0.first?.wholeNumberValue }
        #expect(levels == [1, 2, 2, 3, 4, 5, 6, 6, 6])
        #expect(!html.contains("Section without a title"))
    }

    @Test("Each column of a table has a heading, told again in each cell for narrow screens")
    func tables() throws {
        let table = NarrativeTable(
            header: ["Drug", "", "Dose"],
            rows: [.init(hasName: true, ["Warfarin", "", "3 mg\nat 18:00"]), .init(["(as above)"])])
        let html = Self.page([DocumentPart(title: "Medicines", blocks: [.table(table)])])
        #expect(html.contains("<caption class=\"unseen\"><bdi class=\"verbatim\">Medicines</bdi></caption>"))
        let shown = try #require(html.components(from: "<table", to: "</table>").first { $0.contains("Warfarin") })
        #expect(shown.components(from: "<th scope=\"col\">", to: "</th>").count == 2)
        #expect(
            html.contains(
                "<th scope=\"row\"><span class=\"cell-label\"><bdi>Drug</bdi></span><bdi class=\"verbatim\">Warfarin</bdi></th><td></td>"
            ))
        #expect(html.contains("3 mg\nat 18:00"))
    }

    @Test("Entries stand inside the entry they belong to")
    func lists() {
        let items = [(0, nil), (1, 3), (2, nil), (1, 4), (0, nil)].enumerated().map { place, item in
            NarrativeBlock.item(NarrativeItem(level: item.0, number: item.1, text: "item\(place)"))
        }
        let html = Self.page([DocumentPart(title: "Plan", blocks: items)])
        #expect(
            html.components(from: "class=\"told\">", to: "</div>").first?.replacing(
                "<bdi class=\"verbatim\">", with: ""
            )
            .replacing("</bdi>", with: "").components(from: "</h2>", to: "</div>").first
                == "<ul class=\"bullets\"><li>item0<ul class=\"bullets\"><li class=\"numbered\">3. item1<ul class=\"bullets\"><li>item2</li></ul></li>"
                + "<li class=\"numbered\">4. item3</li></ul></li><li>item4</li></ul>")
    }

    @Test("What has no text says so, in the words of staff and of the person")
    func nothingSilent() {
        let parts = [
            DocumentPart(emptyReason: "Nil known"), DocumentPart(title: "A", entriesWithoutText: 3),
            DocumentPart(title: "B"),
            DocumentPart(title: "C", isWithheld: true),
            DocumentPart(title: "D", about: "", parts: [DocumentPart(title: "E")]),
        ]
        let staff = Self.page(parts)
        for text in [
            "Section without a title", "Left empty by the source: Nil known", "3 entries without text",
            "No text was sent here.",
            "Not shown: it cannot be read without telling", "About: someone or something else",
        ] { #expect(staff.contains(text), "\(text)") }
        let own = Self.page(parts, Sample.ownView)
        for text in [
            "The organisation left this empty: Nil known", "3 entries that we cannot show", "Nothing was written here.",
        ] {
            #expect(own.contains(text), "\(text)")
        }
    }
}
