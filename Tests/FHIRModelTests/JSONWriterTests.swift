// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Testing

@Suite struct JSONWriterTests {
    @Test(
        "A text is written with the escapes that JSON needs, wherever they stand",
        arguments: [
            ("", #""""#), ("plain", #""plain""#), ("ü€😀", #""ü€😀""#), ("\"", #""\"""#), ("a\"b\\c", #""a\"b\\c""#),
            ("\\front", #""\\front""#), ("back\n", #""back\n""#), ("a\tb\rc\n", #""a\tb\rc\n""#),
            ("\u{0}\u{1}\u{1F}", #""\u0000\u0001\u001f""#), ("\u{7F}", "\"\u{7F}\""), ("ü\"ü", #""ü\"ü""#),
        ])
    func escapes(text: String, json: String) throws {
        var writer = JSONWriter()
        writer.string(text)
        #expect(writer.text == json)
        #expect(try JSONDocument.parse(writer.bytes).root.string == text)
    }
}
