// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import FHIRSearch
import Testing

@Suite("The words of texts")
struct ResourceWordsTests {
    @Test(
        "are letters and digits without case, accents and signs",
        arguments: [
            ("Chest pain, 2 days", "chest pain 2 days"), ("X-ray/CT", "x ray ct"), ("ÇELİK Ångström", "celik angstrom"),
            ("Ana\u{308}is", "anais"), ("ﬁnch", "finch"), ("Straße", "straße"), ("Ελένη 李", "ελενη 李"), ("", ""),
            (" -- ", ""), (String(repeating: "a", count: 64) + " b", String(repeating: "a", count: 64) + " b"),
            (String(repeating: "a", count: 65) + " b", "b"), ("b " + String(repeating: "é", count: 65), "b"),
        ])
    func folds(_ text: String, _ wanted: String) {
        #expect(FoldedWords(text).text == wanted)
        #expect(FoldedWords(FoldedWords(text).text) == FoldedWords(text), "folding again changes nothing")
    }

    @Test(
        "stand next to each other",
        arguments: [
            ("chest pain", true), ("pain", true), ("pain at", true), ("chest", true), ("night", true),
            ("acute chest pain at night", true), ("chest at", false), ("ches", false), ("hest", false), ("", false),
            ("at night x", false),
        ])
    func phrases(_ phrase: String, _ stands: Bool) {
        #expect(FoldedWords(phrase).stand(in: FoldedWords("Acute chest-pain (at night)")) == stands)
    }

    @Test("of a resource are those of its narrative and of all other strings that lead nowhere")
    func resources() throws {
        let resource = try Resource(
            #"""
            {"resourceType":"Condition","id":"secretid","text":{"status":"generated",
            "div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Caf&eacute; <b>au</b> lait</p><!-- hidden --><ul><li>spots</li></ul></div>"},
            "code":{"coding":[{"system":"http://snomed.info/sct","code":"201281002","display":"Skin spot"}]},
            "subject":{"reference":"Patient/other","display":"Ada"},"identifier":[{"system":"urn:x:y","value":"N-7"}],
            "note":[{"text":"Seen 2 June"}],"contained":[{"resourceType":"Basic","id":"inner",
            "text":{"div":"<div>within</div>"}}],"extension":[{"url":"https://a.b","valueBase64Binary":"\#(String(repeating: "QUJD", count: 60))"}],
            "recordedDate":"2026-01-02"}
            """#.utf8)
        let words = ResourceWords(resource)
        #expect(words.narrative.text == "cafe au lait spots")
        #expect(words.others.text == "201281002 skin spot ada n 7 seen 2 june within 2026 01 02")
        #expect(words.hold(FoldedWords("au lait"), in: .narrative))
        #expect(words.hold(FoldedWords("LAIT SPOTS"), in: .all))
        #expect(words.hold(FoldedWords("skin"), in: .all))
        #expect(!words.hold(FoldedWords("skin"), in: .narrative))
        #expect(!words.hold(FoldedWords("spots 201281002"), in: .all), "a phrase stands in one of the two")
        #expect(ResourceWords(nil) == ResourceWords(try Resource(#"{"resourceType":"Basic","id":"a"}"#.utf8)))
    }
}
