// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Testing

/// A resource in both of its forms, written by hand; the XML is what we write.
struct XMLPair: Sendable, CustomTestStringConvertible {
    let rule: String
    let json: String
    let xml: String

    init(_ rule: String, _ json: String, _ xml: String) {
        self.rule = rule
        self.json = json
        self.xml = xml
    }

    var testDescription: String { rule }
}

@Suite("FHIR XML and JSON of one resource")
struct XMLMappingTests {
    static let xhtml = #"<div xmlns="http://www.w3.org/1999/xhtml">"#

    static let pairs: [XMLPair] = [
        XMLPair(
            "A resource without anything", #"{"resourceType":"Patient"}"#, #"<Patient xmlns="http://hl7.org/fhir"/>"#),
        XMLPair(
            "Members take the order of the definitions",
            #"{"birthDate":"1980-03-07","active":true,"id":"p1","resourceType":"Patient"}"#,
            """
            <Patient xmlns="http://hl7.org/fhir"><id value="p1"/><active value="true"/>\
            <birthDate value="1980-03-07"/></Patient>
            """),
        XMLPair(
            "What may repeat is a list, even alone",
            #"{"resourceType":"Patient","name":[{"family":"Okoro","given":["Ada","May"]},{"text":"A"}]}"#,
            """
            <Patient xmlns="http://hl7.org/fhir"><name><family value="Okoro"/><given value="Ada"/>\
            <given value="May"/></name><name><text value="A"/></name></Patient>
            """),
        XMLPair(
            "Extensions and ids of primitives",
            """
            {"resourceType":"Patient","_birthDate":{"extension":[{"url":"urn:t","valueDateTime":"1980-03-07T05:00:00Z"}]},
             "birthDate":"1980-03-07","_gender":{"id":"g","extension":[{"url":"urn:why","valueCode":"unknown"}]}}
            """,
            """
            <Patient xmlns="http://hl7.org/fhir"><gender id="g"><extension url="urn:why">\
            <valueCode value="unknown"/></extension></gender><birthDate value="1980-03-07"><extension url="urn:t">\
            <valueDateTime value="1980-03-07T05:00:00Z"/></extension></birthDate></Patient>
            """),
        XMLPair(
            "Lists of primitives and of their extensions stay side by side",
            """
            {"resourceType":"Patient","name":[{"given":["Ada",null,"May"],"_given":[null,{"extension":
             [{"url":"urn:why","valueCode":"masked"}]},{"id":"m"}]}]}
            """,
            """
            <Patient xmlns="http://hl7.org/fhir"><name><given value="Ada"/><given><extension url="urn:why">\
            <valueCode value="masked"/></extension></given><given id="m" value="May"/></name></Patient>
            """),
        XMLPair(
            "A list that ends early is filled up",
            #"{"resourceType":"Patient","name":[{"given":[null,"James"],"_given":[{"id":"a"}]}]}"#,
            """
            <Patient xmlns="http://hl7.org/fhir"><name><given id="a"/><given value="James"/></name></Patient>
            """),
        XMLPair(
            "A list of primitives that have extensions only",
            #"{"resourceType":"Patient","address":[{"_line":[{"id":"a"},{"id":"b"}]}]}"#,
            """
            <Patient xmlns="http://hl7.org/fhir"><address><line id="a"/><line id="b"/></address></Patient>
            """),
        XMLPair(
            "Numbers digit by digit",
            """
            {"resourceType":"Observation","valueQuantity":{"value":1.00},"referenceRange":[{"low":{"value":-0.0E-10},
             "high":{"value":100000000000000000000.000000000001}}],"status":"final"}
            """,
            """
            <Observation xmlns="http://hl7.org/fhir"><status value="final"/><valueQuantity><value value="1.00"/>\
            </valueQuantity><referenceRange><low><value value="-0.0E-10"/></low><high>\
            <value value="100000000000000000000.000000000001"/></high></referenceRange></Observation>
            """),
        XMLPair(
            "Characters that XML escapes",
            #"{"resourceType":"Patient","name":[{"text":"<&>\"'\t\r\n\\ é 😀 \u00a0\u0085"}]}"#,
            """
            <Patient xmlns="http://hl7.org/fhir"><name><text value="&lt;&amp;&gt;&quot;'&#9;&#13;&#10;\\ \
            é 😀 \u{A0}\u{85}"/></name></Patient>
            """),
        XMLPair(
            "Contained resources",
            """
            {"resourceType":"Condition","contained":[{"resourceType":"Practitioner","id":"a","active":false},
             {"resourceType":"Organization","id":"b"}],"subject":{"reference":"Patient/1"}}
            """,
            """
            <Condition xmlns="http://hl7.org/fhir"><contained><Practitioner><id value="a"/><active value="false"/>\
            </Practitioner></contained><contained><Organization><id value="b"/></Organization></contained>\
            <subject><reference value="Patient/1"/></subject></Condition>
            """),
        XMLPair(
            "Entries of a Bundle",
            """
            {"resourceType":"Bundle","type":"batch-response","total":0,"entry":[{"fullUrl":"urn:uuid:1",
             "resource":{"resourceType":"Basic","id":"x"},"response":{"status":"200","outcome":
             {"resourceType":"OperationOutcome","issue":[{"code":"informational"}]}}}]}
            """,
            """
            <Bundle xmlns="http://hl7.org/fhir"><type value="batch-response"/><total value="0"/><entry>\
            <fullUrl value="urn:uuid:1"/><resource><Basic><id value="x"/></Basic></resource><response>\
            <status value="200"/><outcome><OperationOutcome><issue><code value="informational"/></issue>\
            </OperationOutcome></outcome></response></entry></Bundle>
            """),
        XMLPair(
            "Parameters with a resource",
            #"{"resourceType":"Parameters","parameter":[{"name":"r","resource":{"resourceType":"Basic"}}]}"#,
            """
            <Parameters xmlns="http://hl7.org/fhir"><parameter><name value="r"/><resource><Basic/></resource>\
            </parameter></Parameters>
            """),
        XMLPair(
            "A narrative byte for byte",
            """
            {"resourceType":"Basic","text":{"div":"\(xhtml.replacing("\"", with: "\\\""))\
            <!-- c --><p class='x'\\n>1 &lt; 2 &amp; &#160;<br/>\\r\\n<![CDATA[<b>]]></p><img src=\\"#a\\"></img></div>",
             "id":"t","status":"generated"}}
            """,
            """
            <Basic xmlns="http://hl7.org/fhir"><text id="t"><status value="generated"/>\(xhtml)<!-- c --><p class='x'
            >1 &lt; 2 &amp; &#160;<br/>\r\n<![CDATA[<b>]]></p><img src="#a"></img></div></text></Basic>
            """),
        XMLPair(
            "Elements that refer to themselves",
            #"{"resourceType":"Questionnaire","item":[{"linkId":"1","item":[{"linkId":"1.1","required":true}]}]}"#,
            """
            <Questionnaire xmlns="http://hl7.org/fhir"><item><linkId value="1"/><item><linkId value="1.1"/>\
            <required value="true"/></item></item></Questionnaire>
            """),
    ]

    @Test("Written and read by each rule", arguments: pairs)
    func bothWays(pair: XMLPair) throws {
        let written = try XMLResourceWriter().xml(Resource(pair.json.utf8))
        #expect(
            String(decoding: written, as: UTF8.self) == #"<?xml version="1.0" encoding="UTF-8"?>"# + pair.xml)
        let read = try XMLResourceReader().json(pair.xml.utf8)
        #expect(try CanonicalJSON.text(of: read) == CanonicalJSON.text(of: pair.json.utf8))
    }

    @Test(
        "XML may be written in many ways",
        arguments: [
            // White space, comments and instructions between elements.
            """
            \u{FEFF}<?xml version='1.0' encoding='utf-8' standalone="yes"?><!-- a --><?style x?>
            <Patient xmlns = 'http://hl7.org/fhir'
                > <!-- b --> <active value="true"/ > </Patient>
            <!-- c -->
            """.replacing("/ >", with: "/>"),
            // Prefixes.
            #"<f:Patient xmlns:f="http://hl7.org/fhir"><f:active value="true"></f:active></f:Patient>"#,
            #"<f:Patient xmlns:f="http://hl7.org/fhir"><active xmlns="http://hl7.org/fhir" value="true"/></f:Patient>"#,
            // References.
            #"<Patient xmlns="http://hl7.org/fhir"><active value="&#116;r&#x75;e"/></Patient>"#,
            // Where the schema is.
            """
            <Patient xmlns="http://hl7.org/fhir" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://hl7.org/fhir fhir-single.xsd"><active value="true"/></Patient>
            """,
        ])
    func freedoms(xml: String) throws {
        let read = try XMLResourceReader().json(xml.utf8)
        #expect(String(decoding: read, as: UTF8.self) == #"{"resourceType":"Patient","active":true}"#)
    }

    @Test("Elements of different names may come in any order, and a list as two prefixes")
    func anyOrder() throws {
        let xml = """
            <Patient xmlns="http://hl7.org/fhir" xmlns:f="http://hl7.org/fhir"><birthDate value="1980"/>
            <name><given value="A"/><f:given value="B"/></name><active value="true"/></Patient>
            """
        let resource = try XMLResourceReader().resource(xml.utf8)
        #expect(resource["active"]?.bool == true)
        #expect(resource["name"]?[position: 0]?["given"]?.children.map(\.string) == ["A", "B"])
    }

    @Test(
        "A plus sign of a whole number goes, for JSON has none",
        arguments: [("+5", "5"), ("0", "0"), ("-3", "-3"), ("1234567890", "1234567890")])
    func wholeNumbers(xml: String, json: String) throws {
        let text = #"<Patient xmlns="http://hl7.org/fhir"><multipleBirthInteger value="\#(xml)"/></Patient>"#
        #expect(try XMLResourceReader().resource(text.utf8)["multipleBirthInteger"]?.numberText == json)
    }

    @Test(
        "A narrative that leans on what is declared outside of it can stand alone",
        arguments: [
            (
                #"<text xmlns:h="http://www.w3.org/1999/xhtml"><h:div><h:p title='"a"&#10;'>1 &lt; 2<h:br/></h:p></h:div>"#,
                #"<p title="&quot;a&quot;&#10;">1 &lt; 2<br/></p></div>"#
            ),
            (
                #"<text><h:div xmlns:h="http://www.w3.org/1999/xhtml"><p xmlns="http://www.w3.org/1999/xhtml"/></h:div>"#,
                nil
            ),
            (#"<text><div xmlns="http://www.w3.org/1999/xhtml"/>"#, nil),
            (#"<text><div xmlns="http://www.w3.org/1999/xhtml" xmlns:o="urn:o"><o:p o:x="1"/></div >"#, nil),
            (
                #"<text xmlns:o="urn:o"><div xmlns="http://www.w3.org/1999/xhtml" xml:lang="cy">T<i/></div>"#, nil
            ),
        ])
    func narrativePrefixes(text: String, expected: String?) throws {
        let xml = #"<Basic xmlns="http://hl7.org/fhir">\#(text)</text></Basic>"#
        let div = try XMLResourceReader().resource(xml.utf8)["text"]?["div"]?.string
        let kept = text.drop { $0 != ">" }.dropFirst()
        #expect(div == expected.map { Self.xhtml + $0 } ?? String(kept))
    }

    @Test(
        "Common faults of narratives are mended",
        arguments: [
            ("<div><p>a</p></div>", #"<p>a</p></div>"#),
            (" \n" + xhtml + "a</div>\n", "a</div>"),
            (xhtml + "a&nbsp;b &eacute;&lt;&#233;</div>", "a\u{A0}b é&lt;&#233;</div>"),
        ])
    func narrativeFaults(div: String, rest: String) throws {
        var json = JSONWriter()
        json.object { json in
            json.member("resourceType", "Basic")
            json.object("text") { $0.member("div", div) }
        }
        let xml = try XMLResourceWriter().xml(Resource(json.bytes))
        #expect(String(decoding: xml, as: UTF8.self).contains("<text>\(Self.xhtml)\(rest)</text>"))
    }
}
