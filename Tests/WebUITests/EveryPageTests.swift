// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Testing
import WebUI

@Suite("Every page")
struct EveryPageTests {
    @Test("Markup is whole, with one main heading and each id once", arguments: Sample.all)
    func markup(_ page: SamplePage) {
        let markup = MarkupReader(page.text)
        #expect(markup.faults == [])
        #expect(markup.counts["h1"] == 1)
        #expect(markup.counts["main"] == 1)
    }

    @Test("Nothing runs and nothing is styled inside the page", arguments: Sample.all)
    func nothingRuns(_ page: SamplePage) {
        let markup = MarkupReader(page.text)
        #expect(markup.counts["script"] == nil)
        #expect(markup.counts["style"] == nil)
        #expect(!markup.attributes.contains("style"))
        #expect(!markup.attributes.contains { $0.hasPrefix("on") })
    }

    @Test("Text of sources and of forms never becomes markup", arguments: Sample.all)
    func escaping(_ page: SamplePage) {
        for text in ["<Jones>", "<warfarin>", "<ONE>", "<Brien>", "<1 week", "</textarea><script>"] {
            #expect(!page.text.contains(text))
        }
    }

    @Test("Neither a title nor an address names anybody, and no page names the node", arguments: Sample.all)
    func namesNobody(_ page: SamplePage) throws {
        let title = try #require(page.text.split(separator: "<title>").last?.split(separator: "</title>").first)
        for name in ["Okafor", "OKAFOR", "Grace", "1948"] { #expect(!title.contains(name)) }
        for part in page.text.split(separator: "href=\"").dropFirst() {
            let address = part.prefix { $0 != "\"" }
            for name in ["kafor", "Grace", "nel%7C", "nel|"] { #expect(!address.contains(name)) }
        }
        #expect(!page.text.contains("nel-node-secret"))
    }

    @Test("Every form that is sent carries the session's token", arguments: Sample.all)
    func tokens(_ page: SamplePage) {
        let forms = page.text.components(from: "<form", to: "</form>")
        #expect(forms.allSatisfy { $0.contains("name=\"csrf\" value=\"c5rf-t0ken\"") })
    }

    @Test("The stylesheet has at most 40 kB and asks for nothing else")
    func stylesheet() {
        let text = String(decoding: Stylesheet.bytes, as: UTF8.self)
        #expect(Stylesheet.bytes.count <= 40_000)
        #expect(!text.contains("url(") && !text.contains("@import"))
    }
}

extension String {
    /// What stands between each beginning and the end that follows it.
    func components(from start: String, to end: String) -> [String] {
        split(separator: start, omittingEmptySubsequences: false).dropFirst()
            .compactMap {
                $0.split(separator: end, maxSplits: 1, omittingEmptySubsequences: false).first.map(String.init)
            }
    }
}
