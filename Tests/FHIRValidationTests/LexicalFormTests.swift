// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRValidation
import Testing

@Suite("Exact forms of primitive values")
struct LexicalFormTests {
    static let table: [(type: String, right: [String], wrong: [String])] = [
        ("boolean", ["true"], [#""true""#]), ("integer", ["-1"], ["1.0"]), ("decimal", ["1.00", "1e3"], [#""1""#]),
        ("positiveInt", ["1"], ["0"]), ("unsignedInt", ["0"], ["-1"]),
        ("date", quoted("2026", "2026-11", "0001-01-01"), quoted("0000", "2026-02-30", "2026-11-23T09:30:00Z")),
        (
            "dateTime", quoted("2026", "2026-11-23", "2026-11-23T09:30:00Z", "2026-11-23T09:30:00.5+14:00"),
            quoted(
                "0000-01-01", "2026-11-23T09:30", "2026-11-23T09:30Z", "2026-11-23T09:30:00",
                "2026-11-23T09:30:00+14:30")
        ),
        (
            "instant", quoted("2026-11-23T09:30:00Z", "2026-11-23T09:30:00.123+00:00"),
            quoted(
                "2026-11-23T09:30:00", "2026-11-23", "0000-11-23T09:30:00Z",
                "2026-11-23T09:30:00-14:01")
        ),
        (
            "time", quoted("00:00:00", "23:59:59.999"),
            quoted("24:00:00", "09:30", "9:30:00", "09:30:00Z", "09:30:60", "noon")
        ),
        ("code", quoted("a", "two words"), quoted(" a", "a ", "a  b", "a\\u0009\\u0020b")),
        ("uri", quoted("http://e.example/a?b", "urn:oid:1.2", "#x"), quoted("", "a b", "http://e.example/ ")),
        ("url", quoted("mailto:a@e.example"), quoted("a b")),
        ("canonical", quoted("http://e.example/a|1.0#x"), quoted("http://e.example/a |1.0")),
        (
            "oid", quoted("urn:oid:1.2.840.10008", "urn:oid:2.0"),
            quoted("1.2.3", "urn:oid:3.1", "urn:oid:1.02", "urn:oid:1", "urn:oid:1..2")
        ),
        (
            "uuid", quoted("urn:uuid:c757873d-ec9a-4326-a141-556f43239520"),
            quoted(
                "c757873d-ec9a-4326-a141-556f43239520", "urn:uuid:C757873D-ec9a-4326-a141-556f43239520",
                "urn:uuid:c757873d")
        ),
        (
            "base64Binary", quoted("aGVsbG8=", "aGVs bG8=", "aGVs\\nbG9v"),
            quoted("aGVsbG8", "aGVsb-8=", "a===", "=aaa", " ")
        ),
        ("string", quoted("a", " a ", "a\\nb\\tc\\r", "李"), quoted("", "a\\u0000b", "a\\u001Fb")),
        ("markdown", quoted("*a*"), quoted("", "a\\u0007")), ("id", quoted("a-B.9"), quoted("a_b", "")),
    ]

    static func quoted(_ texts: String...) -> [String] { texts.map { "\"\($0)\"" } }

    static let cases = table.flatMap { row in
        row.right.map { (row.type, $0, true) } + row.wrong.map { (row.type, $0, false) }
    }

    static func issues(_ type: String, _ value: String) throws -> [CareIssue] {
        let member = "value" + type.prefix(1).uppercased() + type.dropFirst()
        let json = #"{"resourceType":"Patient","extension":[{"url":"http://e.example/x","\#(member)":\#(value)}]}"#
        return StructureCheck(.complete).issues(in: try Resource(json.utf8))
    }

    @Test("A value has the form of its type", arguments: cases)
    func form(_ type: String, _ value: String, _ isRight: Bool) throws {
        let issues = try Self.issues(type, value)
        #expect(issues.map(\.expression) == (isRight ? [] : ["Patient.extension[0].value"]), "\(issues)")
        #expect(issues.allSatisfy { $0.severity == .error })
    }

    @Test("A text of white space alone is doubtful, and a very long one is wrong")
    func sizes() throws {
        #expect(try Self.issues("string", #"" \n""#).map(\.severity) == [.warning])
        #expect(try Self.issues("string", "\"" + String(repeating: "é", count: 1_048_576) + "\"").isEmpty)
        #expect(
            try Self.issues("string", "\"" + String(repeating: "é", count: 1_048_577) + "\"").map(\.kind) == [.tooLong])
    }

    static let xhtml = #"<div xmlns=\"http://www.w3.org/1999/xhtml\""#

    @Test(
        "A narrative is text in XHTML that does nothing",
        arguments: [
            (#"\#(xhtml)>x</div>"#, nil),
            (#"\#(xhtml) xml:lang=\"en\" lang=\"en\"><p style=\"a:b\">&#160;x<br/></p></div>"#, nil),
            (#"\#(xhtml)><img src=\"a.png\" alt=\"\"/></div>"#, nil), (#"\#(xhtml)><!-- a -->x</div>"#, nil),
            ("x", .structure), ("<div>x</div>", .structure), (#"\#(xhtml)>x"#, .structure),
            (#"\#(xhtml)>x</div><div/>"#, .structure),
            (#"<p xmlns=\"http://www.w3.org/1999/xhtml\">x</p>"#, .structure),
            (#"<div xmlns=\"http://e.example/\">x</div>"#, .structure), (#"\#(xhtml)>a&nbsp;b</div>"#, .structure),
            (#"\#(xhtml)><script>x</script></div>"#, .invariant), (#"\#(xhtml)><form/>x</div>"#, .invariant),
            (#"\#(xhtml)><x:y xmlns:x=\"http://e.example/\">x</x:y></div>"#, .invariant),
            (#"\#(xhtml)><p onclick=\"x()\">x</p></div>"#, .invariant), (#"\#(xhtml)> <p/> </div>"#, .invariant),
            (#"\#(xhtml)><img alt=\"\"/></div>"#, .invariant),
        ] as [(String, CareIssue.Kind?)])
    func narrative(_ div: String, _ kind: CareIssue.Kind?) throws {
        let json = #"{"resourceType":"Patient","text":{"status":"generated","div":"\#(div)"}}"#
        let issues = StructureCheck(.complete).issues(in: try Resource(json.utf8))
        #expect(issues.map(\.kind) == (kind.map { [$0] } ?? []), "\(issues)")
        #expect(issues.allSatisfy { $0.expression == "Patient.text.div" })
    }
}
