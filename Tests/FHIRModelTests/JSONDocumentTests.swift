// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import Testing

@Suite struct JSONDocumentTests {
    @Test(
        "Whatever comes in goes out again, byte for byte",
        arguments: [
            #"{"resourceType":"Patient","id":"1"}"#,
            #"{ "z" : 1.00 , "a" : [ 1e400, -0.0, true, null ], "é" : "ü\n\u00e9😀" }"#,
            "\n[]\n", #""text""#, "-12.50", "null", #"{"a":{"b":{"c":[[[{}]]]}}}"#,
        ])
    func keepsBytes(text: String) throws {
        let document = try JSONDocument.parse(text)
        #expect(String(decoding: document.bytes, as: UTF8.self) == text)
        #expect(
            String(decoding: try JSONDocument.parse(rewritten(document.root)).bytes, as: UTF8.self)
                == rewritten(try JSONDocument.parse(rewritten(document.root)).root))
    }

    @Test("Decimals keep their text", arguments: ["1.00", "1e400", "-0.0", "0.10E-3", "39733011000001106"])
    func decimals(text: String) throws {
        #expect(try JSONDocument.parse(#"{"v":\#(text)}"#).root["v"]?.numberText == text)
    }

    @Test(
        "Escapes are read as the characters they stand for",
        arguments: [
            (#""a\"b\\c\/d""#, "a\"b\\c/d"), (#""\u00e9\u20ac\ud83d\ude00""#, "é€😀"),
            (#""\b\f\n\r\t""#, "\u{8}\u{c}\n\r\t"),
            (#""""#, ""), (#""\u0000x""#, "\u{0}x"),
        ])
    func escapes(json: String, value: String) throws {
        #expect(try JSONDocument.parse(json).root.string == value)
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        var json: String
        var code: JSONFailure.Code
        var line = 1
        var column: Int
        var path = ""
        var testDescription: String { "\(code): \(json.prefix(40))" }
    }

    @Test(
        "Bad JSON is refused with line, column and path",
        arguments: [
            Fault(json: "", code: .empty, column: 1),
            Fault(json: "  \n ", code: .empty, column: 1),
            Fault(
                json: #"{"resourceType":"Patient","name":[{"given":["a",}]}]}"#, code: .expectedValue, column: 49,
                path: "Patient.name[0].given[1]"),
            Fault(
                json: "{\"resourceType\":\"Patient\",\n \"birthDate\": 19x}", code: .invalidNumber, line: 2, column: 15,
                path: "Patient.birthDate"),
            Fault(json: #"{"a":{"b":[1,2"#, code: .truncated, column: 15, path: "a.b[2]"),
            Fault(json: #"{"a":"x"#, code: .unclosedString, column: 8),
            Fault(json: #"{"a":1,"b":2,"a":3}"#, code: .duplicateMember, column: 15, path: "a"),
            Fault(json: #"{"a":1,"\u0061":3}"#, code: .duplicateMember, column: 9, path: #"\u0061"#),
            Fault(json: #"{"\u0061":1,"b":2,"a":3}"#, code: .duplicateMember, column: 20, path: "a"),
            Fault(json: #"{"a":{"b":1},"c":[{"b":1},{"d":[]},x]}"#, code: .expectedValue, column: 36, path: "c[2]"),
            Fault(json: #"{"a":{"b":{}},"c":["d" "e"]}"#, code: .expectedCommaOrEnd, column: 24, path: "c[1]"),
            Fault(json: #"{"a":1}{"#, code: .trailingContent, column: 8),
            Fault(json: #"{"a" 1}"#, code: .expectedColon, column: 6, path: "a"),
            Fault(json: #"{"a":1 "b":2}"#, code: .expectedCommaOrEnd, column: 8),
            Fault(json: #"{"a":1,}"#, code: .expectedMemberName, column: 8),
            Fault(json: #"{a:1}"#, code: .expectedMemberName, column: 2),
            Fault(json: #"[01]"#, code: .invalidNumber, column: 2, path: "[0]"),
            Fault(json: #"[1.]"#, code: .invalidNumber, column: 2, path: "[0]"),
            Fault(json: #"[+1]"#, code: .expectedValue, column: 2, path: "[0]"),
            Fault(json: #"[tru]"#, code: .invalidLiteral, column: 2, path: "[0]"),
            Fault(json: #"[truex]"#, code: .invalidLiteral, column: 2, path: "[0]"),
            Fault(json: #"["\x"]"#, code: .invalidEscape, column: 3, path: "[0]"),
            Fault(json: #"["\ud800"]"#, code: .invalidEscape, column: 3, path: "[0]"),
            Fault(json: #"["é\u12"]"#, code: .invalidEscape, column: 4, path: "[0]"),
            Fault(json: "[\"a\tb\"]", code: .controlCharacter, column: 4),
            Fault(json: "[1]x", code: .trailingContent, column: 4),
            Fault(json: "}", code: .expectedValue, column: 1),
            Fault(json: #"{"a":]"#, code: .expectedValue, column: 6, path: "a"),
            Fault(json: #"["a"b]"#, code: .expectedCommaOrEnd, column: 5, path: "[1]"),
        ])
    func refuses(fault: Fault) throws {
        let failure = try #require(throws: JSONFailure.self) { try JSONDocument.parse(fault.json) }
        #expect(failure.code == fault.code)
        #expect((failure.line, failure.column) == (fault.line, fault.column))
        if !fault.path.isEmpty { #expect(failure.path == fault.path) }
        #expect(failure.message.contains(failure.code.explanation))
    }

    @Test("Invalid UTF-8 is refused at its first byte")
    func invalidUTF8() throws {
        let bytes = Array(#"{"a":""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8)
        let failure = try #require(throws: JSONFailure.self) { try JSONDocument.parse(bytes) }
        #expect(failure.code == .invalidUTF8)
        #expect(failure.offset == 6)
    }

    @Test("Nesting deeper than the limit is refused and nesting at the limit is not")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: Never.self) { try JSONDocument.parse(nested(100)) }
        let failure = try #require(throws: JSONFailure.self) { try JSONDocument.parse(nested(200)) }
        #expect(failure.code == .tooDeep)
        #expect(failure.column == 101)
    }

    @Test("A text larger than the limit is refused before it is read")
    func size() throws {
        let limits = JSONLimits(byteCount: 10, depth: 5)
        let failure = try #require(throws: JSONFailure.self) {
            try JSONDocument.parse(#"{"a":"123456"}"#, limits: limits)
        }
        #expect(failure.code == .tooLarge)
    }

    @Test(
        "A text with more values than the limit is refused, one at the limit is not",
        arguments: [
            ("[1,1,1,1]", "[1,1,1,1,1]"), (#"{"a":1,"b":[{"c":null}]}"#, #"{"a":1,"b":[{"c":null},"d"]}"#),
            ("[[],[],[],[]]", "[[],[],[],[[]]]"), ("[[[[[]]]]]", "[[[[[[]]]]]]"), ("[1,1,1,[]]", "[1,1,1,[true]]"),
        ])
    func values(_ enough: String, _ tooMany: String) throws {
        let limits = JSONLimits(byteCount: 1_000, depth: 100, nodeCount: 5)
        #expect(try JSONDocument.parse(enough, limits: limits).nodeCount == 5)
        let failure = try #require(throws: JSONFailure.self) { try JSONDocument.parse(tooMany, limits: limits) }
        #expect(failure.code == .tooManyValues)
        #expect(failure.column > 4)
    }

    @Test("50 MB of the smallest values are refused")
    func smallestValues() throws {
        var text = [UInt8](repeating: UInt8(ascii: "1"), count: 49_999_999)
        text[0] = UInt8(ascii: "[")
        for index in stride(from: 2, to: text.count, by: 2) { text[index] = UInt8(ascii: ",") }
        let failure = try #require(throws: JSONFailure.self) { try JSONDocument.parse(text) }
        #expect(failure.code == .tooManyValues)
    }

    @Test("Objects with thousands of members are checked for duplicates too")
    func manyMembers() throws {
        let members = (0..<5_000).map { #""m\#($0)":\#($0)"# }
        let document = try JSONDocument.parse("{" + members.joined(separator: ",") + "}")
        #expect(document.root.count == 5_000)
        #expect(document.root["m4999"]?.numberText == "4999")
        let failure = try #require(throws: JSONFailure.self) {
            try JSONDocument.parse("{" + (members + [#""m77":1"#]).joined(separator: ",") + "}")
        }
        #expect(failure.code == .duplicateMember)
        #expect(failure.path == "m77")
    }

    @Test("Names that differ late, in length or by an escape are not taken for each other")
    func similarNames() throws {
        let names = (0..<40).map { "valueQuantity\($0)" } + (1..<20).map { String(repeating: "x", count: $0) }
        let members = names.map { #""\#($0)":1"# } + [#""\u0078y":1"#]
        #expect(try JSONDocument.parse("{" + members.joined(separator: ",") + "}").root.count == 60)
        for name in names {
            let failure = try #require(throws: JSONFailure.self) {
                try JSONDocument.parse("{" + (members + [#""\#(name)":2"#]).joined(separator: ",") + "}")
            }
            #expect((failure.code, failure.path) == (.duplicateMember, name))
        }
    }

    @Test("Every truncation of a resource is refused and none crashes")
    func truncations() throws {
        let text =
            #"{"resourceType":"Observation","valueQuantity":{"value":1.50,"unit":"\u00b5mol\/L"},"note":[{"text":"a \"b\""}]}"#
        let bytes = Array(text.utf8)
        for length in 0..<bytes.count {
            #expect(throws: JSONFailure.self) { try JSONDocument.parse(bytes[..<length]) }
        }
    }

    private func rewritten(_ node: JSONNode) -> String {
        func write(_ node: JSONNode, to writer: inout JSONWriter) {
            switch node.kind {
            case .object:
                writer.object { writer in
                    for child in node.children {
                        writer.key(child.name ?? "")
                        write(child, to: &writer)
                    }
                }
            case .array: writer.array { writer in for child in node.children { write(child, to: &writer) } }
            case .string: writer.string(node.string ?? "")
            case .number: writer.number(node.numberText ?? "")
            case .true: writer.bool(true)
            case .false: writer.bool(false)
            case .null: writer.number("null")
            }
        }
        var writer = JSONWriter()
        write(node, to: &writer)
        return writer.text
    }

    @Test("Places count lines and characters, a member's where its name begins")
    func places() throws {
        let document = try JSONDocument.parse("{\"a\":\"né\",\n  \"b\": [1,\n22, 3]}")
        let nodes = [document.root] + document.root.children + (document.root["b"].map { Array($0.children) } ?? [])
        let expected = [(1, 1), (1, 2), (2, 3), (2, 9), (3, 1), (3, 5)]
        #expect(document.places(of: nodes) == expected.map { TextPlace(line: $0.0, column: $0.1) })
        #expect(
            document.places(of: nodes.reversed()) == expected.reversed().map { TextPlace(line: $0.0, column: $0.1) })
    }
}
