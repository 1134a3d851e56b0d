// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Testing

@Suite("XML Patches that cannot be made")
struct XMLPatchFailureTests {
    private static let patient = XMLPatchTests.patient(#""active":true,"name":[{"id":"n","given":["a","b"]}]"#)

    @Test(
        "An operation that cannot be read or made is refused with its number",
        arguments: [
            (#"<add><active value="true"/></add>"#, .noSelector),
            (#"<delete sel="f:Patient/f:name"/>"#, .unknownOperation),
            (#"<remove sel="f:Patient/f:name" pos="after"/>"#, .unknownAttribute),
            (#"<add sel="f:Patient" pos="append"><active value="true"/></add>"#, .unknownPosition),
            (#"<add sel="f:Patient" type="@id" pos="before">x</add>"#, .unknownPosition),
            (#"<add sel="f:Patient" type="id">x</add>"#, .unknownAdditionType),
            (#"<remove sel="f:Patient"/>"#, .rootRemoved),
            (#"<add sel="f:Patient" pos="after"><active value="true"/></add>"#, .besideRoot),
            (#"<remove sel="f:Patient/f:birthDate"/>"#, .notLocated),
            (#"<remove sel="f:Patient/f:name[2]"/>"#, .notLocated),
            (#"<remove sel="f:Patient/f:name/@value"/>"#, .notLocated),
            (#"<remove sel="f:Patient/f:name/text()"/>"#, .notLocated),
            (#"<remove sel="f:Person/f:name"/>"#, .notLocated), (#"<remove sel="f:Patient/h:name"/>"#, .notLocated),
            (#"<remove sel="f:Patient/f:name/f:given"/>"#, .severalLocated),
            (#"<remove sel="f:Patient/*"/>"#, .severalLocated),
            (#"<add sel="f:Patient/f:name" type="@id">x</add>"#, .attributeIsThere),
            (#"<add sel="f:Patient/f:name/@id"><a/></add>"#, .notAnElement),
            (#"<replace sel="f:Patient/f:name/@id"><a/></replace>"#, .misplacedElement),
            (#"<replace sel="f:Patient/f:active"/>"#, .notOneElement),
            (#"<replace sel="f:Patient/f:active"><a/><b/></replace>"#, .notOneElement),
            (#"<replace sel="f:Patient/f:active">no</replace>"#, .misplacedText),
        ] as [(String, XMLPatchFailure.Code)])
    func operations(_ operation: String, _ code: XMLPatchFailure.Code) throws {
        let failure = try XMLPatchTests.failure(
            Self.patient, #"<replace sel="f:Patient/f:active/@value">false</replace>"# + operation)
        #expect(failure.code == code)
        #expect(failure.operation == 1)
        #expect(failure.message.contains("[1]") && failure.message.count > 30)
    }

    @Test(
        "A path outside of what is understood is refused, with the place",
        arguments: [
            ("", .empty), ("  ", .empty), ("/", .name), ("f:Patient//f:name", .descendants), ("//f:name", .descendants),
            ("f:Patient/f:name/", .name), ("f:Patient/f:name[0]", .position),
            ("f:Patient/f:name[99999999999999999999]", .position),
            ("f:Patient/f:name[@id]", .predicate), ("f:Patient/f:name[@id=n]", .literal),
            ("f:Patient/f:name[@id='n]", .literal),
            ("f:Patient/f:name[position()<2]", .predicate), ("f:Patient/f:name[1", .predicate),
            ("f:Patient/f:name[@id='n' and 1=1]", .predicate), ("f:Patient/descendant::f:name", .step),
            ("f:Patient/g:name", .undeclaredPrefix), ("count(f:Patient)", .step),
            ("f:Patient/f:name | f:Patient", .end),
            ("f:Patient/f:name/@id/f:x", .end), ("f:Patient/text()[0]", .position), ("f:Patient/..", .name),
            ("f:Patient/-name", .name), ("id('n')", .step), ("f:Patient/f:naïve", .end), ("@id", .name),
            (String(repeating: "f:Patient/", count: 500) + "f:name", .tooLong),
        ] as [(String, XMLSelectorFailure)])
    func selectors(_ path: String, _ expected: XMLSelectorFailure) throws {
        let escaped = path.replacing("<", with: "&lt;")
        let failure = try XMLPatchTests.failure(Self.patient, #"<remove sel="\#(escaped)"/>"#)
        guard case .invalidSelector(let reason, let offset) = failure.code else {
            Issue.record("refused as \(failure.code)")
            return
        }
        #expect(reason == expected)
        #expect((0...path.utf8.count).contains(offset))
    }

    @Test(
        "A result that is no resource is refused",
        arguments: [
            #"<add sel="f:Patient"><colour value="red"/></add>"#, #"<add sel="f:Patient">red</add>"#,
            #"<add sel="f:Patient"><active value="true"/></add>"#,
            #"<replace sel="f:Patient/f:active/@value">perhaps</replace>"#,
            #"<add sel="f:Patient/f:name"><x:a xmlns:x="urn:x"/></add>"#,
            #"<add sel="f:Patient/f:name" type="@xml:lang">en</add>"#,
            #"<replace sel="f:Patient"><Nothing/></replace>"#,
        ])
    func results(_ operation: String) throws {
        let failure = try XMLPatchTests.failure(Self.patient, operation)
        #expect(failure.operation == nil)
        #expect(!failure.message.contains("line"))
        #expect(!failure.message.contains("perhaps") && !failure.message.contains("red"))
    }

    @Test(
        "What is no patch is refused",
        arguments: [
            "", "{}", "<diff/>", "<diff> </diff>", "<diff><add></diff>",
            #"<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><diff><remove sel="&e;"/></diff>"#,
            #"<!DOCTYPE d [<!ENTITY e "eeee">]><diff><add sel="f:Patient">&e;&e;</add></diff>"#,
        ])
    func unreadable(_ text: String) throws {
        let failure = try #require(throws: XMLPatchFailure.self) { try XMLPatch.parse(Array(text.utf8)) }
        #expect(failure.operation == nil)
        #expect(!failure.message.isEmpty)
    }

    @Test("There may not be too many operations, nor too much work in them")
    func limits() throws {
        let one = #"<remove sel="f:Patient/f:photo"/>"#
        let many = XMLPatchTests.diff(String(repeating: one, count: XMLPatch.operationLimit + 1))
        let failure = try #require(throws: XMLPatchFailure.self) { try XMLPatch.parse(Array(many.utf8)) }
        #expect(failure.code == .tooManyOperations(limit: XMLPatch.operationLimit))

        let names = Array(repeating: #"{"text":"a"}"#, count: 20_000).joined(separator: ",")
        let hostile = String(
            repeating:
                #"<add sel="f:Patient/f:name[last()]/f:text" type="@id">x</add><remove sel="f:Patient/f:name[f:text/@value='a'][last()]/f:text/@id"/>"#,
            count: 400)
        let worked = try XMLPatchTests.failure(XMLPatchTests.patient(#""name":[\#(names)]"#), hostile)
        #expect(worked.code == .tooMuchWork)
    }

    @Test("A resource that XML has no words for is pointed to JSON Patch")
    func unwritable() throws {
        let failure = try XMLPatchTests.failure(
            XMLPatchTests.patient(#""active":true,"colour":"red""#), #"<remove sel="f:Patient/f:active"/>"#)
        guard case .resourceRefused = failure.code else {
            Issue.record("refused as \(failure.code)")
            return
        }
        #expect(failure.message.contains("JSON Patch") && !failure.message.contains("red"))
    }
}
