// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Testing

@Suite struct JSONEditsTests {
    @Test("Several edits in any order leave all other bytes alone")
    func severalEdits() throws {
        let document = try JSONDocument.parse(#"{ "a" : "x", "b" : [1.00, "y"] }"#)
        var edits = JSONEdits()
        edits.replace(try #require(document.root["b"]?[position: 1]).range, with: #""why""#.utf8)
        edits.replace(try #require(document.root["a"]).range, with: #""ex""#.utf8)
        edits.insert(#""new":true,"#.utf8, at: 2)
        #expect(
            String(decoding: edits.apply(to: document), as: UTF8.self)
                == #"{ "new":true,"a" : "ex", "b" : [1.00, "why"] }"#)
    }

    @Test("A written value is read back as it was, whatever characters it holds")
    func writerRoundTrip() throws {
        for scalar in 0..<0x500 {
            let text = Unicode.Scalar(scalar).map { "a\(Character($0))b" } ?? ""
            var writer = JSONWriter()
            writer.object { $0.member("v", text) }
            #expect(try JSONDocument.parse(writer.bytes).root["v"]?.string == text)
        }
    }
}
