// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Testing

@Suite struct JSONPatchTests {
    private static func patched(_ document: String, _ patch: String) throws -> String {
        let result = try JSONPatch.parse(patch.utf8).apply(to: try JSONDocument.parse(document))
        return String(decoding: result.bytes, as: UTF8.self)
    }

    @Test(
        "Operations change what they name and nothing else",
        arguments: [
            (#"{"a":1}"#, #"[{"op":"add","path":"/b","value":[2]}]"#, #"{"a":1,"b":[2]}"#),
            (#"{"a":1,"b":2}"#, #"[{"op":"add","path":"/a","value":null}]"#, #"{"a":null,"b":2}"#),
            (#"{"a":{}}"#, #"[{"op":"add","path":"/a/","value":0}]"#, #"{"a":{"":0}}"#),
            (#"[1,3]"#, #"[{"op":"add","path":"/1","value":2}]"#, #"[1,2,3]"#),
            (#"[1]"#, #"[{"op":"add","path":"/1","value":[2]}]"#, #"[1,[2]]"#),
            (#"[]"#, #"[{"op":"add","path":"/-","value":1},{"op":"add","path":"/-","value":2}]"#, #"[1,2]"#),
            (#"{}"#, #"[{"op":"add","path":"/-","value":1},{"op":"add","path":"/0","value":2}]"#, #"{"-":1,"0":2}"#),
            (#"{"a":1,"b":2,"c":3}"#, #"[{"op":"remove","path":"/b"}]"#, #"{"a":1,"c":3}"#),
            (#"[[1],[2]]"#, #"[{"op":"remove","path":"/0"},{"op":"remove","path":"/0/0"}]"#, #"[[]]"#),
            (#"{"a":1,"b":2}"#, #"[{"op":"replace","path":"/a","value":{"x":1}}]"#, #"{"a":{"x":1},"b":2}"#),
            (#"[1,2]"#, #"[{"op":"replace","path":"/1","value":"2"}]"#, #"[1,"2"]"#),
            (#"{"a":1}"#, #"[{"op":"replace","path":"","value":[1.50]}]"#, #"[1.50]"#),
            (#"{"a":1}"#, #"[{"op":"add","path":"","value":"x"}]"#, #""x""#),
            (#"{"a":1,"b":{}}"#, #"[{"op":"move","from":"/a","path":"/b/c"}]"#, #"{"b":{"c":1}}"#),
            (#"[1,2,3]"#, #"[{"op":"move","from":"/0","path":"/2"}]"#, #"[2,3,1]"#),
            (#"[1,2,3]"#, #"[{"op":"move","from":"/2","path":"/0"}]"#, #"[3,1,2]"#),
            (#"[1,2,3]"#, #"[{"op":"move","from":"/0","path":"/-"}]"#, #"[2,3,1]"#),
            (#"[1,[2]]"#, #"[{"op":"move","from":"/0","path":"/0"}]"#, #"[1,[2]]"#),
            (#"[1,[2]]"#, #"[{"op":"move","from":"/1/0","path":"/1"}]"#, #"[1,2,[]]"#),
            (#"{"a":1,"b":2}"#, #"[{"op":"move","from":"/a","path":"/a"}]"#, #"{"a":1,"b":2}"#),
            (#"{"a":{"b":1}}"#, #"[{"op":"move","from":"/a/b","path":"/a"}]"#, #"{"a":1}"#),
            (#"{"a":{"b":1}}"#, #"[{"op":"move","from":"/a/b","path":""}]"#, #"1"#),
            (#"{"a":[1]}"#, #"[{"op":"copy","from":"/a","path":"/a/0"}]"#, #"{"a":[[1],1]}"#),
            (#"{"a":1}"#, #"[{"op":"copy","from":"","path":"/b"}]"#, #"{"a":1,"b":{"a":1}}"#),
            (
                #"{"a":{"x":1}}"#,
                #"[{"op":"add","path":"/a/y","value":2},{"op":"copy","from":"/a","path":"/b"},"#
                    + #"{"op":"remove","path":"/a/x"},{"op":"replace","path":"/b/y","value":3}]"#,
                #"{"a":{"y":2},"b":{"x":1,"y":3}}"#
            ),
            (#"{"a":1}"#, #"[{"op":"remove","path":"/a"},{"op":"add","path":"/a","value":2}]"#, #"{"a":2}"#),
            (#"{"a~b/c":1}"#, #"[{"op":"replace","path":"/a~0b~1c","value":2}]"#, #"{"a~b/c":2}"#),
            (#"{"a":1}"#, #"[{"op":"add","path":"/a\"\\\n","value":2}]"#, #"{"a":1,"a\"\\\n":2}"#),
            (#"{"a":1}"#, #"[{"op":"remove","path":"/a","value":7,"from":3,"note":{"op":"x"}}]"#, #"{}"#),
        ])
    func operations(document: String, patch: String, result: String) throws {
        #expect(try Self.patched(document, patch) == result)
    }

    @Test("What no operation reaches stays byte for byte")
    func untouchedBytes() throws {
        let document = #"{ "v" : 1.00, "w" : [ 1e400 , {"x" : "\u00e9"} ], "y": {"z": -0.0 } }"#
        let patch = #"[{"op":"add","path":"/y/n","value": [ 2.50 ]}]"#
        #expect(
            try Self.patched(document, patch)
                == #"{"v":1.00,"w":[ 1e400 , {"x" : "\u00e9"} ],"y":{"z":-0.0,"n":[ 2.50 ]}}"#)
    }

    @Test(
        "A patch that changes nothing gives the document as it came",
        arguments: ["[]", #"[{"op":"test","path":"/a/0","value":1.0}]"#])
    func unchanged(patch: String) throws {
        #expect(try Self.patched(#" { "a" : [ 1 ] } "#, patch) == #" { "a" : [ 1 ] } "#)
    }

    @Test(
        "A test compares values, not texts",
        arguments: [
            (#"{"a":1,"b":[2,3]}"#, #"{"b":[2,3],"a":1}"#),
            (#"{"a":{"x":1,"y":2},"b":1}"#, #"{"a":{"y":2,"x":1},"b":1}"#),
            (#""\u00e9\/""#, "\"\u{e9}/\""), (#"{"\u0061":1}"#, #"{"a":1}"#), ("1.0", "1"), ("1.00", "10e-1"),
            ("100", "1E+2"), ("-0", "0"), ("0.0", "0e99"), ("0.00120", "12e-4"), ("-1.50", "-15e-1"),
            ("123456789012345678901234567890.10", "123456789012345678901234567890.1"), ("1e400", "10e399"),
            ("1e00001", "10"),
            ("1e99999999999999999999", "1e99999999999999999999"), ("0e99999999999999999999", "0"), ("null", "null"),
            ("[]", "[ ]"), ("{}", "{ }"), ("true", "true"),
        ])
    func sameValues(one: String, other: String) throws {
        let document = #"{"v":\#(one)}"#
        #expect(try Self.patched(document, #"[{"op":"test","path":"/v","value":\#(other)}]"#) == document)
        #expect(try JSONDocument.parse(other).root.isSame(as: JSONDocument.parse(one).root))
    }

    @Test(
        "A test tells values apart",
        arguments: [
            ("10", #""10""#), ("null", "false"), ("[1,2]", "[2,1]"), ("[1,2]", "[1]"), (#"{"a":1}"#, #"{"a":1,"b":2}"#),
            (#"{"a":1,"b":2}"#, #"{"b":1,"a":2}"#), (#"{"a":1,"b":2}"#, #"{"a":1,"c":2}"#), ("[]", "{}"),
            (#""""#, "null"),
            (#""a""#, #""A""#), (#""\u00e9""#, #""e\u0301""#), (#"{"\u00e9":1}"#, #"{"e\u0301":1}"#), ("1", "-1"),
            ("9007199254740993", "9007199254740992"), ("0.1", "0.10000000000000001"), ("1e400", "1e401"),
            ("1e-400", "0"),
            ("12", "1.2"), ("10", "1"), ("1e18446744073709551616", "1"), (#""\n""#, #""nn""#),
        ])
    func differentValues(one: String, other: String) throws {
        let failure = #expect(throws: JSONPatchFailure.self) {
            try Self.patched(#"{"v":\#(one)}"#, #"[{"op":"test","path":"/v","value":\#(other)}]"#)
        }
        #expect(failure?.code == .testFailed)
        #expect(try !JSONDocument.parse(other).root.isSame(as: JSONDocument.parse(one).root))
    }

    @Test("A test sees what the operations before it made of the document, opened or not")
    func testAfterChanges() throws {
        let patch = #"""
            [{"op":"add","path":"/o/c","value":3},{"op":"remove","path":"/o/a"},{"op":"add","path":"/l/0","value":0},
             {"op":"test","path":"/o","value":{"c":3.0,"b":2}},{"op":"test","path":"/l","value":[0,1]},
             {"op":"test","path":"","value":{"l":[0,1],"o":{"b":2,"c":3}}}]
            """#
        #expect(try Self.patched(#"{"o":{"a":1,"b":2},"l":[1]}"#, patch) == #"{"o":{"b":2,"c":3},"l":[0,1]}"#)
        for wrong in [
            #"{"l":[0,1],"o":{"b":2}}"#, #"{"l":[0],"o":{"b":2,"c":3}}"#, #"{"l":[1,0],"o":{"b":2,"c":3}}"#,
            #"{"l":[0,1],"o":{"b":2,"d":3}}"#, #"{"l":{},"o":{"b":2,"c":3}}"#, #"{"l":[0,1],"o":[]}"#,
        ] {
            let failing = patch.dropLast() + #",{"op":"test","path":"","value":\#(wrong)}]"#
            let failure = #expect(throws: JSONPatchFailure.self) {
                try Self.patched(#"{"o":{"a":1,"b":2},"l":[1]}"#, String(failing))
            }
            #expect(failure?.operation == 6)
        }
    }

    @Test("An object of which most was removed keeps the order of the rest and finds it by name")
    func manyRemovals() throws {
        let members = (0..<100).map { #""m\#($0)":\#($0)"# }.joined(separator: ",")
        let removed = (0..<100).filter { $0 % 7 != 0 }
        var operations = removed.map { #"{"op":"remove","path":"/m\#($0)"}"# }
        operations += [#"{"op":"add","path":"/m1","value":-1}"#, #"{"op":"replace","path":"/m98","value":-98}"#]
        operations += stride(from: 7, to: 98, by: 7).map { #"{"op":"test","path":"/m\#($0)","value":\#($0)}"# }
        let kept = stride(from: 0, to: 98, by: 7).map { #""m\#($0)":\#($0)"# } + [#""m98":-98"#, #""m1":-1"#]
        let result = try Self.patched("{\(members)}", "[\(operations.joined(separator: ","))]")
        #expect(result == "{\(kept.joined(separator: ","))}")
    }
}
