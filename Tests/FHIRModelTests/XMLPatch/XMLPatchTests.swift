// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Testing

@Suite("XML Patch")
struct XMLPatchTests {
    static func diff(_ operations: String) -> String {
        #"<diff xmlns="http://hl7.org/fhir" xmlns:f="http://hl7.org/fhir" xmlns:h="http://www.w3.org/1999/xhtml">\#(operations)</diff>"#
    }

    static func patched(_ resource: String, _ operations: String) throws -> JSONDocument {
        try XMLPatch.parse(Array(diff(operations).utf8)).apply(to: Resource(resource.utf8))
    }

    static func failure(_ resource: String, _ operations: String) throws -> XMLPatchFailure {
        try #require(throws: XMLPatchFailure.self) { try patched(resource, operations) }
    }

    static func patient(_ members: String) -> String {
        #"{"resourceType":"Patient"\#(members.isEmpty ? "" : ",")\#(members)}"#
    }

    static let names = #""name":[{"id":"n1","use":"usual","given":["a","b"]},{"id":"n2","use":"old","given":["c"]}]"#
    private static let div = #"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>a &amp; b</p><!-- kept --></div>"#

    @Test(
        "Operations on resources",
        arguments: [
            ("", #"<add sel="f:Patient"><active value="true"/></add>"#, #""active":true"#),
            (#""active":true"#, #"<replace sel="f:Patient/f:active/@value">false</replace>"#, #""active":false"#),
            (
                #""active":true"#, #"<replace sel="/Patient/active"><active value="false"/></replace>"#,
                #""active":false"#
            ),
            (#""active":true,"gender":"male""#, #"<remove sel="f:Patient/f:active"/>"#, #""gender":"male""#),
            (
                #""birthDate":"2020""#, #"<add sel="f:Patient/f:birthDate" type="@id">b</add>"#,
                #""birthDate":"2020","_birthDate":{"id":"b"}"#
            ),
            (
                names, #"<remove sel="f:Patient/f:name[1]/f:given[2]"/>"#,
                #""name":[{"id":"n1","use":"usual","given":["a"]},{"id":"n2","use":"old","given":["c"]}]"#
            ),
            (
                names, #"<remove sel="f:Patient/f:name[last()]"/>"#,
                #""name":[{"id":"n1","use":"usual","given":["a","b"]}]"#
            ),
            (names, #"<remove sel="f:Patient/f:name[@id='n1']"/>"#, #""name":[{"id":"n2","use":"old","given":["c"]}]"#),
            (
                names, #"<remove sel="f:Patient/f:name[f:use/@value=&quot;usual&quot;]"/>"#,
                #""name":[{"id":"n2","use":"old","given":["c"]}]"#
            ),
            (names, #"<remove sel="*/*[f:given/@value='b']"/>"#, #""name":[{"id":"n2","use":"old","given":["c"]}]"#),
            (
                names, #"<add sel="f:Patient/f:name[2]/f:given" pos="before"><given value="x"/></add>"#,
                #""name":[{"id":"n1","use":"usual","given":["a","b"]},{"id":"n2","use":"old","given":["x","c"]}]"#
            ),
            (
                names, #"<add sel="f:Patient/f:name[1]/f:given[1]" pos="after"><given value="x"/></add>"#,
                #""name":[{"id":"n1","use":"usual","given":["a","x","b"]},{"id":"n2","use":"old","given":["c"]}]"#
            ),
            (
                #""active":true,"name":[{"text":"a"}],"gender":"male""#,
                #"<add sel="f:Patient"><name><text value="b"/></name></add>"#,
                #""active":true,"name":[{"text":"a"},{"text":"b"}],"gender":"male""#
            ),
            (
                #""active":true,"contact":[{"name":{"text":"t"}}]"#,
                #"<remove sel="f:Patient/f:contact/f:name/f:text"/>"#,
                #""active":true"#
            ),
            (
                #""text":{"status":"generated","div":"\#(div)"}"#, #"<remove sel="f:Patient/f:text/h:div/h:p"/>"#,
                #""text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"/>"}"#
            ),
            (
                #""text":{"status":"generated","div":"\#(div)"},"active":true"#, #"<remove sel="f:Patient/f:active"/>"#,
                #""text":{"status":"generated","div":"\#(div)"}"#
            ),
            (
                #""text":{"status":"generated","div":"\#(div)"}"#,
                #"<replace sel="f:Patient/f:text/h:div/h:p/text()">c &lt; d</replace>"#,
                #""text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>c &lt; d</p></div>"}"#
            ),
            (
                #""contained":[{"resourceType":"Basic","id":"b","code":{"text":"t"}}]"#,
                #"<remove sel="f:Patient/f:contained/f:Basic/f:code"/>"#,
                #""contained":[{"resourceType":"Basic","id":"b"}]"#
            ),
            (
                #""contained":[{"resourceType":"Basic","code":{"text":"t"}}]"#,
                #"<remove sel="f:Patient/f:contained/f:Basic/f:code"/>"#, #""contained":[{"resourceType":"Basic"}]"#
            ),
            (
                #""active":true"#,
                #"<add sel="f:Patient" type="namespace::p">urn:p</add><remove sel="f:Patient/comment()"/>"#,
                #""active":true"#
            ),
            (#""active":true"#, #"<add sel="f:Patient" pos="prepend"><!-- nothing --></add>"#, #""active":true"#),
        ])
    func operations(before: String, operations: String, after: String) throws {
        let patched = try Self.patched(Self.patient(before), operations)
        let expected = try JSONDocument.parse(Self.patient(after))
        #expect(patched.root.isSame(as: expected.root), "\(String(decoding: patched.bytes, as: UTF8.self))")
    }

    @Test("A patch that comes to nothing leaves the resource as it was, byte for byte")
    func nothing() throws {
        let resource = Self.patient(
            #""name" : [ {"text":"\u0041"} ],"text":{"div":"\#(Self.div)","status":"generated"},"active":true"#)
        let patched = try Self.patched(
            resource,
            #"<replace sel="f:Patient/f:active/@value">false</replace><replace sel="f:Patient/f:active/@value">true</replace>"#
        )
        #expect(patched.bytes == Array(resource.utf8))
    }

    @Test("Decimals keep their digits and texts their characters")
    func exact() throws {
        let observation =
            #"{"resourceType":"Observation","status":"final","code":{"text":"a\tb\n\"<&>é"},"valueQuantity":{"value":1.500}}"#
        let patched = try Self.patched(observation, #"<replace sel="f:Observation/f:status/@value">amended</replace>"#)
        #expect(patched.root["valueQuantity"]?["value"]?.numberText == "1.500")
        #expect(patched.root["code"]?["text"]?.string == "a\tb\n\"<&>é")
    }

    @Test("Names without a prefix are of the default namespace where it is one of FHIR's, else of any")
    func defaults() throws {
        let patch = #"<diff><remove sel="Patient/text/div/p"/></diff>"#
        let resource = try Resource(Self.patient(#""text":{"status":"generated","div":"\#(Self.div)"}"#).utf8)
        let patched = try XMLPatch.parse(Array(patch.utf8)).apply(to: resource)
        #expect(patched.root["text"]?["div"]?.string == #"<div xmlns="http://www.w3.org/1999/xhtml"/>"#)
        let narrow = #"<diff xmlns="http://hl7.org/fhir"><remove sel="Patient/text/div"/></diff>"#
        #expect(throws: XMLPatchFailure.self) { try XMLPatch.parse(Array(narrow.utf8)).apply(to: resource) }
    }

    @Test("Prefixes are what the patch declares them as, on the operation before the root")
    func prefixes() throws {
        let patch = """
            <d:diff xmlns:d="urn:d" xmlns:x="urn:none"><d:remove xmlns:x="http://hl7.org/fhir" sel="x:Patient/x:active"/></d:diff>
            """
        let resource = try Resource(Self.patient(#""active":true"#).utf8)
        #expect(try XMLPatch.parse(Array(patch.utf8)).apply(to: resource).root["active"] == nil)
    }
}
