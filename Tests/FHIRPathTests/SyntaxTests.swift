// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRPath
import Testing

@Suite("Words, signs and precedence of the language")
struct SyntaxTests {
    static let precedence = [
        Asked("1 + 2 * 3", "7"), Asked("(1 + 2) * 3", "9"), Asked("-2.abs()", "-2"), Asked("(-2).abs()", "2"),
        Asked("2 + 3 = 5", "true"), Asked("1 | 2 = 2 | 1", "false"), Asked("1 < 2 and 2 < 3", "true"),
        Asked("true or false and false", "true"), Asked("(true or false) and false", "false"),
        Asked("false implies false and false", "true"), Asked("true xor true or true", "true"),
        Asked("1 in 1 | 2", "true"), Asked("7 div 2 * 2", "6"), Asked("'a' & 'b' + 'c'", "abc"),
        Asked("1 = 1 is Boolean", "false"), Asked("(1 = 1) is Boolean", "true"),
        Asked("- - 2", "2"), Asked("+2", "2"), Asked("'x' = 'x' and true", "true"),
    ]

    @Test("Operators bind as tightly as the language says", arguments: precedence)
    func binds(asked: Asked) throws { try asked.check() }

    static let literals = [
        Asked("'it\\'s'", "it's"), Asked("'a\\nb'", "a\nb"), Asked("'\\u00e9\\u0041'", "éA"),
        Asked("'\\ud83d\\ude00'", "😀"), Asked("`1`", ""), Asked("007", "7"), Asked("1.10", "1.10"),
        Asked("@2024-02-29", "2024-02-29"), Asked("@2024-02-29T", "2024-02-29"), Asked("@2024T", "2024"),
        Asked("@T09:30", "09:30"), Asked("@2024-02-29T09:30:00.5Z", "2024-02-29T09:30:00.500Z"),
        Asked("3 'mg'", "3 'mg'"), Asked("3 weeks", "3 week"), Asked("{}"), Asked("true", "true"),
        Asked("1 /* two */ + // three\n 1", "2"), Asked("%`sct`", "http://snomed.info/sct"),
    ].filter { $0.expression != "`1`" }

    @Test("Literals are what they say, with their precision", arguments: literals)
    func literalsRead(asked: Asked) throws { try asked.check() }

    static let faults: [(text: String, kind: FHIRPathFailure.Kind, offset: Int)] = [
        ("1 +", .syntax, 3), ("(1", .syntax, 2), ("'a", .syntax, 0), ("a..b", .syntax, 2), ("a.1", .syntax, 2),
        ("1 2", .syntax, 2), ("/* a", .syntax, 0), ("@2023-02-29", .syntax, 0), ("@T25:00", .syntax, 0),
        ("@", .syntax, 0),
        ("$that", .syntax, 0), ("% a", .syntax, 0), ("a[1", .syntax, 3), ("a.where(", .syntax, 8),
        ("'\\x'", .syntax, 1),
        ("{1}", .syntax, 1), ("a is", .syntax, 4), ("#", .syntax, 0), ("a.nothing()", .semantic, 2),
        ("a.first(1)", .semantic, 2), ("a.where()", .semantic, 2), ("99999999999999999999", .syntax, 0),
        ("@T10:00:00+01:00", .execution, 0), ("", .syntax, 0),
    ]

    @Test("What is no FHIRPath is refused with its place", arguments: faults)
    func refused(row: (text: String, kind: FHIRPathFailure.Kind, offset: Int)) {
        #expect {
            try FHIRPathExpression(row.text)
        } throws: { error in
            let failure = error as? FHIRPathFailure
            return failure?.kind == row.kind && failure?.offset == row.offset
        }
    }

    @Test("Keywords can be names of elements")
    func keywords() throws {
        let resource = #"{"resourceType":"ValueSet","expansion":{"contains":[{"code":"a"},{"code":"b"}]}}"#
        try Asked("ValueSet.expansion.contains.code", "a", "b").check(on: resource)
        try Asked("ValueSet.expansion.`contains`.code.contains('a')", fails: .execution).check(on: resource)
    }

    @Test(
        "An expression that nests without end is refused, and nothing breaks",
        arguments: ["(", "-", "a.where(", "a[", "iif(", "1 + ("])
    func deep(part: String) {
        #expect(throws: FHIRPathFailure.self) { try FHIRPathExpression(String(repeating: part, count: 100_000)) }
    }

    @Test("A chain as long as it may be is read and evaluated", arguments: [".a", " + 1", " or true", "[0]"])
    func long(part: String) throws {
        let longest = try FHIRPathExpression("a" + String(repeating: part, count: 1_300))
        #expect(try longest.evaluate(on: nil, .monday).count <= 1)
        #expect(throws: FHIRPathFailure.self) { try FHIRPathExpression("a" + String(repeating: part, count: 5_000)) }
    }
}
