// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Terminology
import Testing

@Suite("The codes of a CodeSystem")
struct CodeHierarchyTests {
    private static func hierarchy(_ members: String) throws -> CodeHierarchy {
        try CodeHierarchy(try Resource(#"{"resourceType":"CodeSystem","content":"complete",\#(members)}"#.utf8))
    }

    /// Three levels, with a second parent by `parent` and a child by `child`, and a circle.
    private static let kinds = #"""
        "concept":[{"code":"a","concept":[{"code":"b","concept":[{"code":"c"}]},{"code":"d"}]},
        {"code":"e","property":[{"code":"parent","valueCode":"b"},{"code":"parent","valueCode":"d"}]},
        {"code":"f","property":[{"code":"child","valueCode":"a"}]},
        {"code":"g","property":[{"code":"parent","valueCode":"h"}]},{"code":"h","property":[{"code":"parent","valueCode":"g"}]}]
        """#

    @Test(
        "are kinds of those above them, by level and by property",
        arguments: [
            ("a", "a b c d e", "a f"), ("b", "b c e", "a b f"), ("e", "e", "a b d e f"), ("f", "a b c d e f", "f"),
            ("g", "g h", "g h"), ("none", "", ""),
        ])
    func kinds(_ code: String, _ below: String, _ above: String) throws {
        let codes = try Self.hierarchy(Self.kinds)
        #expect(try codes.below(code).sorted().joined(separator: " ") == below)
        #expect(try codes.above(code).sorted().joined(separator: " ") == above)
        #expect(codes.contains(code) == (code != "none"))
    }

    @Test("are given in the order of the resource")
    func order() throws {
        #expect(try Self.hierarchy(Self.kinds).codes == ["a", "b", "c", "d", "e", "f", "g", "h"])
    }

    @Test("are no kinds of those above where the levels mean something else, unless a property says so")
    func levels() throws {
        let part = try Self.hierarchy(
            #""hierarchyMeaning":"part-of","concept":[{"code":"a","concept":[{"code":"b"}]}]"#)
        #expect(throws: CodeHierarchy.Fault.levelsAreNoKinds) { try part.below("a") }
        let both = try Self.hierarchy(
            #""hierarchyMeaning":"part-of","concept":[{"code":"a","concept":[{"code":"b"}]},{"code":"c","property":[{"code":"parent","valueCode":"b"}]}]"#
        )
        #expect(try both.below("a") == ["a"])
        #expect(try both.below("b") == ["b", "c"])
    }

    @Test(
        "cannot be told where the resource holds only some of them",
        arguments: ["fragment", "example", "not-present", "supplement"])
    func parts(_ content: String) throws {
        let resource = try Resource(
            #"{"resourceType":"CodeSystem","content":"\#(content)","concept":[{"code":"a"}]}"#.utf8)
        #expect(throws: CodeHierarchy.Fault.incomplete) { try CodeHierarchy(resource) }
    }

    @Test("of a chain of a hundred thousand levels by property are followed without running out of stack")
    func deep() throws {
        let concepts = (0..<100_000).map {
            #"{"code":"\#($0)","property":[{"code":"parent","valueCode":"\#($0 + 1)"}]}"#
        }
        let codes = try Self.hierarchy(#""concept":[\#(concepts.joined(separator: ","))]"#)
        #expect(try codes.above("0").count == 100_000)
    }
}
