// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Testing

@Suite("JSON that XML cannot say")
struct XMLWritingRefusalTests {
    /// A member of a patient with a fault, and where it is.
    struct Fault: Sendable, CustomTestStringConvertible {
        let json: String
        let code: XMLFailure.Code
        let path: String

        init(_ json: String, _ code: XMLFailure.Code, _ path: String) {
            self.json = json
            self.code = code
            self.path = path
        }

        var testDescription: String { json }
    }

    static let faults: [Fault] = [
        Fault(#""pronouns":"x""#, .unknownMember, "Patient.pronouns"),
        Fault(#""deceased":true"#, .unknownMember, "Patient.deceased"),
        Fault(#""fhir_comments":["a"]"#, .unknownMember, "Patient.fhir_comments"),
        Fault(#""_pronouns":{"id":"a"}"#, .unknownMember, "Patient._pronouns"),
        Fault(#""_name":[{"id":"a"}]"#, .unknownMember, "Patient._name"),
        Fault(#""__birthDate":{"id":"a"}"#, .unknownMember, "Patient.__birthDate"),
        Fault(#""_birthDate":{"value":"1980"}"#, .unknownMember, "Patient._birthDate.value"),
        Fault(#""name":[{"text":"A"},{"_id":{"id":"a"}}]"#, .unknownMember, "Patient.name[1]._id"),
        Fault(#""text":{"div":"<div/>","_div":{"id":"a"}}"#, .unknownMember, "Patient.text._div"),
        Fault(#""name":{"text":"A"}"#, .notAList, "Patient.name"),
        Fault(#""name":["A"]"#, .notAnObject, "Patient.name[0]"),
        Fault(#""name":[null]"#, .notAnObject, "Patient.name[0]"),
        Fault(#""maritalStatus":"M""#, .notAnObject, "Patient.maritalStatus"),
        Fault(#""active":[true]"#, .notASingleValue, "Patient.active"),
        Fault(#""active":null"#, .emptyMember, "Patient.active"),
        Fault(#""name":[]"#, .emptyMember, "Patient.name"),
        Fault(#""name":[{}]"#, .emptyMember, "Patient.name[0]"),
        Fault(#""_birthDate":{}"#, .emptyMember, "Patient._birthDate"),
        Fault(#""name":[{"given":["A",null],"_given":[null,null]}]"#, .emptyMember, "Patient.name[0].given[1]"),
        Fault(#""name":[{"given":["A",null],"_given":[{"id":"a"}]}]"#, .emptyMember, "Patient.name[0].given[1]"),
        Fault(#""name":[{"given":["A"],"_given":[null,null]}]"#, .emptyMember, "Patient.name[0]._given[1]"),
        Fault(#""active":"true""#, .notABoolean, "Patient.active"),
        Fault(#""multipleBirthInteger":1.0"#, .notAnInteger, "Patient.multipleBirthInteger"),
        Fault(#""multipleBirthInteger":"1""#, .notAnInteger, "Patient.multipleBirthInteger"),
        Fault(
            #""extension":[{"url":"u","valueDecimal":"1.0"}]"#, .notADecimal, "Patient.extension[0].valueDecimal"),
        Fault(#""extension":[{"url":1}]"#, .notAText, "Patient.extension[0].url"),
        Fault(#""birthDate":1980"#, .notAText, "Patient.birthDate"),
        Fault(#""birthDate":{"id":"a"}"#, .notAText, "Patient.birthDate"),
        Fault(#""birthDate":"\u0001""#, .invalidCharacter, "Patient.birthDate"),
        Fault(#""birthDate":"\u0000""#, .invalidCharacter, "Patient.birthDate"),
        Fault(#""birthDate":"\uffff""#, .invalidCharacter, "Patient.birthDate"),
        Fault(#""name":[{"id":"\u000b"}]"#, .invalidCharacter, "Patient.name[0].id"),
        Fault(#""contained":[{"id":"a"}]"#, .notAResource, "Patient.contained[0]"),
        Fault(#""contained":[{"resourceType":"HumanName"}]"#, .notAResource, "Patient.contained[0]"),
        Fault(#""contained":["a"]"#, .notAnObject, "Patient.contained[0]"),
        Fault(
            #""contained":[{"resourceType":"Basic"},{"resourceType":"Basic","codes":1}]"#, .unknownMember,
            "Patient.contained[1].codes"),
        Fault(#""text":{"div":1}"#, .notAText, "Patient.text.div"),
        Fault(#""text":{"div":"plain"}"#, .invalidNarrative, "Patient.text.div"),
        Fault(#""text":{"div":""}"#, .invalidNarrative, "Patient.text.div"),
        Fault(#""text":{"div":"<p>a</p>"}"#, .invalidNarrative, "Patient.text.div"),
        Fault(#""text":{"div":"<div>a<br></div>"}"#, .invalidNarrative, "Patient.text.div"),
        Fault(#""text":{"div":"<div>a</div><div>b</div>"}"#, .invalidNarrative, "Patient.text.div"),
        Fault(#""text":{"div":"<!-- a --><div/>"}"#, .invalidNarrative, "Patient.text.div"),
        Fault(#""text":{"div":"<div/></text><active value='true'/>"}"#, .invalidNarrative, "Patient.text.div"),
        Fault(#""text":{"div":"<div xmlns='urn:o'/>"}"#, .invalidNarrative, "Patient.text.div"),
        Fault(#""text":{"div":"<div xmlns=''/>"}"#, .invalidNarrative, "Patient.text.div"),
        Fault(
            #""text":{"div":"<!DOCTYPE div [<!ENTITY a 'b'>]><div>&a;</div>"}"#, .invalidNarrative, "Patient.text.div"),
        Fault(#""text":{"div":"<div>&unknown;</div>"}"#, .invalidNarrative, "Patient.text.div"),
        Fault(#""text":{"div":"<div>\u0001</div>"}"#, .invalidNarrative, "Patient.text.div"),
    ]

    @Test("Each fault has its place and its remedy", arguments: faults)
    func fault(_ fault: Fault) throws {
        let resource = try Resource("{\"resourceType\":\"Patient\",\n  \(fault.json)}".utf8)
        let failure = try #require(throws: XMLFailure.self) { try XMLResourceWriter().xml(resource) }
        #expect(failure.code == fault.code)
        #expect(failure.path == fault.path)
        #expect(failure.line == 2)
        #expect(failure.message.contains(fault.path))
    }

    @Test("What R4 does not know as a resource is refused")
    func notAResource() throws {
        let resource = try Resource(#"{"resourceType":"Device2"}"#.utf8)
        let failure = try #require(throws: XMLFailure.self) { try XMLResourceWriter().xml(resource) }
        #expect(failure.code == .notAResource)
    }

    @Test("What would be too deep to be read again is refused")
    func tooDeep() throws {
        func narrative(_ depth: Int) throws -> Resource {
            let div = String(repeating: "<div>", count: depth) + String(repeating: "</div>", count: depth)
            return try Resource(#"{"resourceType":"Patient","text":{"div":"\#(div)"}}"#.utf8)
        }
        #expect(try XMLResourceReader().resource(XMLResourceWriter().xml(narrative(98))).type == "Patient")
        let failure = try #require(throws: XMLFailure.self) { try XMLResourceWriter().xml(narrative(99)) }
        #expect(failure.code == .tooDeep && failure.path == "Patient.text.div")
    }

    @Test("A resource within a larger text is written alone")
    func inBundle() throws {
        let bundle = try Resource(
            #"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Basic","id":"a","x":1}}]}"#.utf8)
        let node = try #require(bundle["entry"]?[position: 0]?["resource"])
        let failure = try #require(throws: XMLFailure.self) { try XMLResourceWriter().xml(Resource(node)) }
        #expect(failure.path == "Basic.x")
        #expect([failure.line, failure.column] == [1, 80])
    }
}
