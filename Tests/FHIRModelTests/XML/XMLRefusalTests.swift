// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Testing

/// A text that is no FHIR XML, and where the fault is.
struct XMLFault: Sendable, CustomTestStringConvertible {
    let name: String
    let xml: [UInt8]
    let code: XMLFailure.Code
    let line: Int
    let column: Int
    let path: String

    init(_ name: String, _ xml: String, _ code: XMLFailure.Code, _ line: Int, _ column: Int, _ path: String = "") {
        self.init(name, bytes: Array(xml.utf8), code, line, column, path)
    }

    init(
        _ name: String, bytes: [UInt8], _ code: XMLFailure.Code, _ line: Int, _ column: Int, _ path: String = ""
    ) {
        self.name = name
        xml = bytes
        self.code = code
        self.line = line
        self.column = column
        self.path = path
    }

    /// With the content of a patient, which begins in the second line.
    static func patient(
        _ name: String, _ content: String, _ code: XMLFailure.Code, _ line: Int, _ column: Int, _ path: String
    ) -> XMLFault {
        XMLFault(name, "<Patient xmlns=\"http://hl7.org/fhir\">\n\(content)\n</Patient>", code, line, column, path)
    }

    var testDescription: String { name }
}

@Suite("FHIR XML that is refused")
struct XMLRefusalTests {
    static let laughs = """
        <?xml version="1.0"?>
        <!DOCTYPE lolz [<!ENTITY l0 "ha">\((1...9).map { level in
            "<!ENTITY l\(level) \"" + String(repeating: "&l\(level - 1);", count: 10) + "\">"
        }.joined())]>
        <Patient xmlns="http://hl7.org/fhir"><id value="&l9;"/></Patient>
        """

    static let hostile: [XMLFault] = [
        XMLFault("Nothing", "", .empty, 0, 0),
        XMLFault("White space alone", " \n ", .empty, 2, 2),
        XMLFault("A comment alone", "<!-- a -->", .empty, 1, 11),
        XMLFault("A DOCTYPE", "<!DOCTYPE Patient><Patient xmlns=\"http://hl7.org/fhir\"/>", .documentType, 1, 1),
        XMLFault("A billion laughs", laughs, .documentType, 2, 1),
        XMLFault(
            "An external entity",
            """
            <?xml version="1.0"?>
            <!-- x --> <!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>
            <Patient xmlns="http://hl7.org/fhir"><id value="&e;"/></Patient>
            """, .documentType, 2, 12),
        XMLFault(
            "An external DTD", "<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/x.dtd\"><Patient/>", .documentType, 1, 1),
        XMLFault(
            "An entity of a parameter", "<!DOCTYPE a [<!ENTITY % p \"<!ENTITY q 'x'>\"> %p;]><a/>", .documentType, 1, 1),
        XMLFault("A DOCTYPE in small letters", "<!doctype html><html/>", .invalidMarkup, 1, 1),
        XMLFault(
            "A DOCTYPE in the content", "<Patient xmlns=\"http://hl7.org/fhir\"><!DOCTYPE a></Patient>", .invalidMarkup,
            1, 40, "Patient"),
        .patient("An entity nobody declared", "<id value='&nbsp;'/>", .undefinedEntity, 2, 1, "Patient"),
        .patient("A reference to no character", "<id value='&#1;'/>", .invalidReference, 2, 12, "Patient"),
        .patient("A reference to U+0000", "<id value='&#0;'/>", .invalidReference, 2, 12, "Patient"),
        .patient("A reference to half a character", "<id value='&#xD800;'/>", .invalidReference, 2, 12, "Patient"),
        .patient("A sign that is not escaped", "<id value='a<b'/>", .invalidMarkup, 2, 13, "Patient"),
        .patient("An attribute without quotes", "<id value=a/>", .invalidMarkup, 2, 11, "Patient"),
        .patient("An attribute twice", "<name id='a'\n id='b'/>", .duplicateAttribute, 3, 2, "Patient"),
        .patient(
            "An attribute twice by two prefixes", "<name xmlns:a='u' xmlns:b='u' a:x='1' b:x='1'/>",
            .duplicateAttribute, 2, 1, "Patient"),
        .patient("A prefix nobody declared", "<f:name/>", .undeclaredPrefix, 2, 1, "Patient"),
        .patient(
            "An end tag of another element", "<name><given></name>", .mismatchedTag, 2, 16, "Patient.name[0].given[0]"),
        XMLFault(
            "An element left open", "<Patient xmlns=\"http://hl7.org/fhir\">\n<name>", .truncated, 2, 7,
            "Patient.name[0]"),
        XMLFault(
            "A tag left open", "<Patient xmlns=\"http://hl7.org/fhir\">\n<name id=", .truncated, 2, 1, "Patient"),
        XMLFault(
            "A comment left open", "<Patient xmlns=\"http://hl7.org/fhir\">\n<!-- a", .truncated, 2, 1, "Patient"),
        XMLFault("Two roots", "<Patient xmlns=\"http://hl7.org/fhir\"/>\n<a/>", .trailingContent, 2, 1),
        XMLFault("Text behind the root", "<Patient xmlns=\"http://hl7.org/fhir\"/>x", .trailingContent, 1, 39),
        XMLFault("No XML", "{\"resourceType\":\"Patient\"}", .invalidMarkup, 1, 1),
        XMLFault(
            "A declaration behind a space", " <?xml version=\"1.0\"?><Patient xmlns=\"http://hl7.org/fhir\"/>",
            .misplacedDeclaration, 1, 2),
        XMLFault(
            "Another encoding", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<Patient/>", .otherEncoding, 1, 1),
        XMLFault("UTF-16 with a mark", bytes: [0xFF, 0xFE, 0x3C, 0, 0x61, 0, 0x2F, 0, 0x3E, 0], .notUTF8, 1, 1),
        XMLFault("UTF-16, high byte first, with a mark", bytes: [0xFE, 0xFF, 0, 0x3C, 0, 0x61], .notUTF8, 1, 1),
        XMLFault("UTF-16 without a mark", bytes: [0x3C, 0, 0x61, 0, 0x2F, 0, 0x3E, 0], .notUTF8, 1, 1),
        XMLFault("UTF-16, high byte first", bytes: [0, 0x3C, 0, 0x61], .notUTF8, 1, 1),
        XMLFault(
            "Bytes that are no UTF-8",
            bytes: Array("<Patient xmlns=\"http://hl7.org/fhir\">\n<id value='é".utf8)
                + [0xFF] + Array("'/></Patient>".utf8), .notUTF8, 2, 13, "Patient"),
        XMLFault(
            "A character written too long",
            bytes: Array("<Patient xmlns=\"http://hl7.org/fhir\">".utf8)
                + [0xC0, 0xBC] + Array("</Patient>".utf8), .notUTF8, 1, 38, "Patient"),
        XMLFault(
            "Half a character",
            bytes: Array("<Patient xmlns=\"http://hl7.org/fhir\">".utf8)
                + [0xED, 0xA0, 0x80] + Array("</Patient>".utf8), .notUTF8, 1, 38, "Patient"),
        .patient("A zero byte", "<id value='a\0b'/>", .invalidMarkup, 2, 13, "Patient"),
        .patient("A control character", "<id value='\u{1}'/>", .invalidMarkup, 2, 12, "Patient"),
        .patient("A character that is none", "<id value='\u{FFFF}'/>", .invalidMarkup, 2, 12, "Patient"),
    ]

    static let foreign: [XMLFault] = [
        XMLFault("No namespace", "<Patient/>", .wrongNamespace, 1, 1, "Patient"),
        XMLFault("A wrong namespace", "<Patient xmlns='http://hl7.org/fhir/'/>", .wrongNamespace, 1, 1, "Patient"),
        XMLFault("CDA", "<ClinicalDocument xmlns='urn:hl7-org:v3'/>", .wrongNamespace, 1, 1, "ClinicalDocument"),
        XMLFault("No resource", "<HumanName xmlns='http://hl7.org/fhir'/>", .notAResource, 1, 1, "HumanName"),
        XMLFault("An abstract type", "<Resource xmlns='http://hl7.org/fhir'/>", .notAResource, 1, 1, "Resource"),
        .patient("An element of R5", "<active value='true'/>\n<pronouns/>", .unknownElement, 3, 1, "Patient.pronouns"),
        .patient("A choice without its type", "<deceased value='true'/>", .unknownElement, 2, 1, "Patient.deceased"),
        .patient("A JSON name", "<_active value='true'/>", .unknownElement, 2, 1, "Patient._active"),
        .patient(
            "The type as an element", "<resourceType value='Patient'/>", .unknownElement, 2, 1, "Patient.resourceType"),
        .patient("An element of no namespace", "<name xmlns=''/>", .wrongNamespace, 2, 1, "Patient.name[0]"),
        .patient("An element of another", "<o:name xmlns:o='urn:o'/>", .wrongNamespace, 2, 1, "Patient.name[0]"),
        .patient("An unknown attribute", "<active value='true' x='1'/>", .unknownAttribute, 2, 1, "Patient.active.x"),
        .patient(
            "A language of XML", "<active value='true' xml:lang='en'/>", .unknownAttribute, 2, 1, "Patient.active.lang"),
        .patient(
            "A value of what has elements", "<name><given value='A'/></name>\n<name value='x'/>", .unknownAttribute, 3,
            1,
            "Patient.name[1].value"),
        XMLFault(
            "The id of a resource as an attribute", "<Patient xmlns='http://hl7.org/fhir' id='1'/>", .mustBeElement, 1,
            1, "Patient.id"),
        XMLFault(
            "A type of XML Schema",
            "<Patient xmlns='http://hl7.org/fhir' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='a'/>",
            .unknownAttribute, 1, 1, "Patient.type"),
        .patient(
            "The id of an element as an element", "<name>\n  <id value='1'/></name>", .mustBeAttribute, 3, 3,
            "Patient.name[0].id"),
        .patient(
            "The url of an extension as an element", "<extension><url value='u'/></extension>", .mustBeAttribute, 2, 12,
            "Patient.extension[0].url"),
        .patient(
            "The value of a primitive as an element", "<active><value value='true'/></active>", .mustBeAttribute, 2, 9,
            "Patient.active.value"),
        .patient("Text in a resource", "  Ada", .misplacedText, 2, 3, "Patient"),
        .patient(
            "Text in a primitive", "<active value='true'> \n yes</active>", .misplacedText, 3, 2, "Patient.active"),
        .patient("Text in an element", "<name><given value='A'/> A</name>", .misplacedText, 2, 26, "Patient.name[0]"),
        .patient(
            "Text between repetitions", "<name><given value='A'/>x<given value='B'/></name>", .misplacedText, 2, 25,
            "Patient.name[0]"),
        .patient("Text that is marked as such", "<![CDATA[x]]>", .misplacedText, 2, 1, "Patient"),
        .patient(
            "Text around a resource", "<contained>x<Basic/></contained>", .misplacedText, 2, 12, "Patient.contained[0]"),
        .patient(
            "One element twice", "<active value='true'/>\n<active value='true'/>", .repeatedElement, 3, 1,
            "Patient.active"),
        .patient(
            "A list in two places",
            "<name><text value='A'/></name><active value='true'/>\n <name><text value='B'/></name>",
            .scatteredElement, 3, 2, "Patient.name[1]"),
        .patient("An empty primitive", "<active/>", .emptyElement, 2, 1, "Patient.active"),
        .patient("An empty element", "<name> <!-- a --> </name>", .emptyElement, 2, 1, "Patient.name[0]"),
        .patient("No resource in contained", "<contained/>", .notOneResource, 2, 1, "Patient.contained[0]"),
        .patient(
            "Two resources in contained", "<contained><Basic/><Basic/></contained>", .notOneResource, 2, 1,
            "Patient.contained[0]"),
        .patient(
            "An id of contained", "<contained id='a'><Basic/></contained>", .unknownAttribute, 2, 1,
            "Patient.contained[0].id"),
        .patient(
            "A type in contained", "<contained><HumanName/></contained>", .notAResource, 2, 12, "Patient.contained[0]"),
        .patient(
            "A fault in a contained resource",
            "<contained><Basic/></contained><contained><Basic><codes/></Basic></contained>",
            .unknownElement, 2, 50, "Patient.contained[1].codes"),
        .patient("A boolean as a digit", "<active value='1'/>", .notABoolean, 2, 1, "Patient.active.value"),
        .patient(
            "A whole number that is none", "<multipleBirthInteger value='1.0'/>", .notAnInteger, 2, 1,
            "Patient.multipleBirthInteger.value"),
        .patient(
            "A whole number with a zero", "<multipleBirthInteger value='007'/>", .notAnInteger, 2, 1,
            "Patient.multipleBirthInteger.value"),
        .patient(
            "A whole number with two signs", "<multipleBirthInteger value='+-7'/>", .notAnInteger, 2, 1,
            "Patient.multipleBirthInteger.value"),
        .patient(
            "A decimal in words", "<extension url='u'><valueDecimal value='NaN'/></extension>", .notADecimal, 2, 20,
            "Patient.extension[0].valueDecimal.value"),
        .patient(
            "A decimal without its zero", "<extension url='u'><valueDecimal value='.5'/></extension>", .notADecimal, 2,
            20, "Patient.extension[0].valueDecimal.value"),
        .patient("A div of FHIR", "<text><div>a</div></text>", .wrongNamespace, 2, 7, "Patient.text.div"),
        .patient(
            "A div elsewhere", "<div xmlns='http://www.w3.org/1999/xhtml'/>", .wrongNamespace, 2, 1, "Patient.div"),
        .patient(
            "Another element of XHTML", "<text><p xmlns='http://www.w3.org/1999/xhtml'/></text>", .wrongNamespace, 2, 7,
            "Patient.text.p"),
        .patient(
            "A foreign element in a div",
            "<text xmlns:o='urn:o'><div xmlns='http://www.w3.org/1999/xhtml'><o:p/></div></text>",
            .wrongNamespace, 2, 65, "Patient.text.div"),
    ]

    @Test("Each fault has its place and its remedy", arguments: hostile + foreign)
    func fault(_ fault: XMLFault) throws {
        let failure = try #require(throws: XMLFailure.self) { try XMLResourceReader().json(fault.xml) }
        #expect(failure.code == fault.code)
        #expect([failure.line, failure.column] == [fault.line, fault.column])
        #expect(failure.path == fault.path)
        #expect(failure.message.hasPrefix(fault.code.explanation))
        if fault.line > 0 { #expect(failure.message.hasSuffix("(line \(fault.line), column \(fault.column))")) }
    }

    @Test("No value of the text is in a message")
    func noValues() throws {
        let xml = "<Patient xmlns='http://hl7.org/fhir'><active value='9434765919'>Okoro</active></Patient>"
        let failure = try #require(throws: XMLFailure.self) { try XMLResourceReader().json(xml.utf8) }
        #expect(!failure.message.contains("Okoro") && !failure.message.contains("9434765919"))
    }

    @Test("What is too large, too deep or too much is refused")
    func limits() throws {
        func failure(_ xml: String, _ limits: JSONLimits = .standard) throws -> XMLFailure.Code {
            try #require(throws: XMLFailure.self) { try XMLResourceReader(limits: limits).json(xml.utf8) }.code
        }
        func nested(_ depth: Int, _ open: String, _ close: String) -> String {
            String(repeating: open, count: depth) + String(repeating: close, count: depth)
        }
        func patient(_ content: String) -> String { "<Patient xmlns='http://hl7.org/fhir'>\(content)</Patient>" }
        let div = "<text><div xmlns='http://www.w3.org/1999/xhtml'>"
        #expect(try failure(patient(nested(200, "<extension url='u'>", "</extension>"))) == .tooDeep)
        // Within the limit for XML, and twice as deep in JSON, where each extension stands in a list.
        #expect(try failure(patient(nested(60, "<extension url='u'>", "</extension>"))) == .tooDeep)
        #expect(try failure(patient(div + nested(100_000, "<b>", "</b>") + "</div></text>")) == .tooDeep)
        #expect(throws: Never.self) {
            try XMLResourceReader().json(patient(div + nested(90, "<b>", "</b>") + "</div></text>").utf8)
        }
        let small = JSONLimits(byteCount: 1_000, depth: 100, nodeCount: 20)
        #expect(try failure(patient(String(repeating: " ", count: 1_000)), small) == .tooLarge)
        #expect(try failure(patient(nested(30, "<!---->", "<a/>")), small) == .tooManyNodes)
        let names = (0..<30_000).map { "<a\($0)/>" }.joined()
        #expect(try failure(patient(names)) == .tooManyNodes)
        // The JSON is larger than the XML: each quotation mark needs an escape.
        let quotes = patient("<name><text value='\(String(repeating: "\"", count: 600))'/></name>")
        #expect(throws: XMLFailure.self) { try XMLResourceReader(limits: small).resource(quotes.utf8) }
    }

    @Test("Every fault has words of its own")
    func words() {
        let words = XMLFailure.Code.allCases.map(\.explanation)
        #expect(Set(words).count == words.count)
        #expect(!words.contains("This cannot be written as XML"))
    }
}
