// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Testing

@Suite("The text of forms and queries")
struct FormTextTests {
    @Test(
        "is read into names and values",
        arguments: [
            ("", []), ("a=1", ["a", "1"]), ("a=1&b=2&a=3", ["a", "1", "b", "2", "a", "3"]), ("a", ["a", ""]),
            ("a=", ["a", ""]), ("=1", ["", "1"]), ("a=b=c", ["a", "b=c"]), ("&&a=1&", ["a", "1"]),
            ("a+b=c+d", ["a b", "c d"]), ("a=%C3%A9%2b%2B", ["a", "é++"]), ("%61=%26%3D", ["a", "&="]),
            ("a=100%", ["a", "100%"]), ("a=%zz%4", ["a", "%zz%4"]), ("a=%+1%-1", ["a", "% 1%-1"]),
        ] as [(String, [String])])
    func pairs(_ text: String, _ wanted: [String]) {
        #expect(FormText.pairs(in: text).flatMap { [$0.name, $0.value] } == wanted)
    }

    @Test("is read back as it was written", arguments: ["", "a b", "é%+&=", "system|code,x:y/z", "~-._", "\u{0}\n😀"])
    func roundTrip(_ text: String) {
        for written in [FormText.encoded(text), FormText.encoded(text, plain: ":|,/")] {
            #expect(FormText.decoded(written[...]) == text)
            #expect(!written.contains("&") && !written.contains(" ") && !written.contains("="))
        }
    }

    @Test("keeps the characters that are asked to stay")
    func plain() {
        #expect(FormText.encoded("s|c:,/") == "s%7Cc%3A%2C%2F")
        #expect(FormText.encoded("s|c:,/ é", plain: ":|,/") == "s|c:,/%20%C3%A9")
    }
}
