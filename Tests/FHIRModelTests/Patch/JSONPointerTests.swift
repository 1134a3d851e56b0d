// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Testing

@Suite struct JSONPointerTests {
    /// The document of RFC 6901, section 5, and one more name that is a number.
    private static let example = #"""
        {"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8,"0":9}
        """#

    @Test(
        "A pointer leads to the value that RFC 6901 says, and is written as it was read",
        arguments: [
            ("/foo", #"["bar","baz"]"#), ("/foo/0", #""bar""#), ("/foo/1", #""baz""#), ("/", "0"), ("/a~1b", "1"),
            ("/c%d", "2"), ("/e^f", "3"), ("/g|h", "4"), (#"/i\j"#, "5"), (#"/k"l"#, "6"), ("/ ", "7"), ("/m~0n", "8"),
            ("/0", "9"), ("", example),
        ])
    func leads(text: String, value: String) throws {
        let document = try JSONDocument.parse(Self.example)
        let pointer = try JSONPointer(text)
        let node = try #require(pointer.node(in: document.root))
        #expect(String(decoding: node.bytes, as: UTF8.self) == value)
        #expect(pointer.text == text)
        #expect(node.pointer == pointer)
    }

    @Test(
        "A pointer to what is not there leads nowhere",
        arguments: [
            "/bar", "/foo/2", "/foo/-", "/foo/01", "/foo/-1", "/foo/1e0", "/foo/+1", "/foo/", "/foo/0/x", "/ /0",
        ])
    func leadsNowhere(text: String) throws {
        let document = try JSONDocument.parse(Self.example)
        #expect(try JSONPointer(text).node(in: document.root) == nil)
    }

    @Test(
        "A text that is no pointer is refused",
        arguments: [
            ("foo", .noLeadingSlash), ("#/foo", .noLeadingSlash), (" /foo", .noLeadingSlash), ("/~", .invalidEscape),
            ("/a~2b", .invalidEscape), ("/~~0", .invalidEscape), ("/~/a", .invalidEscape),
        ] as [(String, JSONPointerFailure)])
    func refused(text: String, reason: JSONPointerFailure) {
        #expect(throws: reason) { try JSONPointer(text) }
        #expect(!reason.message.isEmpty)
    }

    @Test("The escape of a tilde is not read as the start of another escape")
    func escapeOrder() throws {
        #expect(try JSONPointer("/~01/~10/~00").tokens.map(\.text) == ["~1", "/0", "~0"])
        #expect(JSONPointer(tokens: [.init("~1"), .init("/0"), .init("~0")]).text == "/~01/~10/~00")
    }

    @Test("Names that look alike but differ in their code points are different")
    func codePoints() throws {
        let document = try JSONDocument.parse(#"{"\u0065\u0301":1,"\u00e9":2}"#)
        #expect(try JSONPointer("/e\u{301}").node(in: document.root)?.numberText == "1")
        #expect(try JSONPointer("/\u{e9}").node(in: document.root)?.numberText == "2")
        #expect(try JSONPointer("/e\u{301}") != JSONPointer("/\u{e9}"))
        #expect(document.root.children.first { $0.hasName("\u{e9}") }?.numberText == "2")
    }

    @Test(
        "Positions are digits without leading zeros",
        arguments: [
            ("0", 0), ("7", 7), ("10", 10), ("00", nil), ("01", nil), ("-", nil), ("-1", nil), ("", nil), ("1.0", nil),
            ("\u{661}", nil), ("99999999999999999999999", Int.max),
        ] as [(String, Int?)])
    func positions(text: String, position: Int?) {
        #expect(JSONPointer.Token(text).arrayPosition == position)
    }

    @Test("A pointer leads into what lies below it, not beside it or at it")
    func leadsInto() throws {
        let pointer = try JSONPointer("/a/b")
        #expect(pointer.leadsInto(try JSONPointer("/a/b/c")))
        for other in ["/a/b", "/a", "", "/a/bc", "/a/c/b", "/b/a/b"] {
            #expect(!pointer.leadsInto(try JSONPointer(other)), "\(other)")
        }
    }
}
