// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRSearch
import Testing

@Suite("Folded text")
struct TextFoldingTests {
    @Test(
        "is without case, accents and runs of spaces",
        arguments: [
            ("Okafor", "okafor"), ("O'NEILL", "o'neill"), ("Çelik", "celik"), ("Nguyễn", "nguyen"), ("Åsa", "asa"),
            ("A\u{30A}sa", "asa"), ("ZOË", "zoe"), ("İpek", "ipek"), ("\u{FB01}nch", "finch"), ("Ｗｉｄｅ", "wide"),
            ("  van   der\tBerg \n", "van der berg"), ("A\u{A0}B", "a b"), ("\u{1}x\u{7}", "x"), ("Ελένη", "ελενη"),
            ("李", "李"), ("Straße", "straße"), ("STRASSE", "strasse"), ("Łukasz", "łukasz"), ("Søren", "søren"),
            ("", ""),
            ("   ", ""), ("e\u{301}\u{301}", "e"), ("\u{301}", ""),
        ])
    func folds(text: String, wanted: String) {
        #expect(TextFolding.fold(text) == wanted)
    }

    @Test(
        "is the same when folded again, and prefixes stay prefixes",
        arguments: [
            "Adébáyò", "van der  Berg", "Ελένη ΣΟΦΙΑ", "İ̇stanbul", "Nguyễn Thị Minh Khai",
            String(repeating: "Ab ", count: 90),
            String(repeating: "é", count: 200), String(repeating: "李", count: 100),
        ])
    func isStable(_ text: String) {
        let folded = TextFolding.fold(text)
        #expect(TextFolding.fold(folded) == folded)
        #expect(TextFolding.fold(text.uppercased()) == folded)
        for length in 0...text.count {
            let part = TextFolding.fold(String(text.prefix(length)))
            #expect(folded.utf8.starts(with: part.utf8), "the first \(length) characters")
        }
    }

    @Test("has a limited length, at a whole character")
    func isLimited() {
        #expect(TextFolding.fold(String(repeating: "a", count: 5_000)).utf8.count == TextFolding.maximumLength)
        let wide = TextFolding.fold(String(repeating: "李", count: 5_000))
        #expect((TextFolding.maximumLength..<TextFolding.maximumLength + 4).contains(wide.utf8.count))
        #expect(wide.allSatisfy { $0 == "李" })
    }
}
