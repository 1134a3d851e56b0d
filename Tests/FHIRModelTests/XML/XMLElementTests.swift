// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Testing

@Suite("XML that is no resource")
struct XMLElementTests {
    @Test("Names, attributes and elements are there in their order, and each text is that of its own element")
    func parts() throws {
        let text = "<a x='1' y='&lt;2'>before<b>in<!-- no -->side</b> between <c z='3'/>after<d>last</d>\n</a>"
        let root = try XMLElement(parsing: Array(text.utf8))
        #expect(
            root.name == "a" && root.attribute("x") == "1" && root.attribute("y") == "<2" && root.attribute("z") == nil)
        #expect(root.elements.map(\.name) == ["b", "c", "d"])
        #expect(root.elements.map(\.text) == ["inside", "", "last"])
        #expect(root.elements[1].attribute("z") == "3" && root.elements[0].attribute("x") == nil)
        #expect(root.text == "before between after\n")
    }

    @Test("What is no XML is refused", arguments: ["", "<a>", "<a></b>", "a", "<!DOCTYPE a><a/>", "<a b=1/>"])
    func refused(text: String) {
        #expect(throws: XMLFailure.self) { try XMLElement(parsing: Array(text.utf8)) }
    }
}
