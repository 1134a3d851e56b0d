// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRValidation
import Testing

@Suite("Rules of R4's structures")
struct StructureRuleTests {
    /// What a resource has beside its type, where that breaks a rule, and of which kind that is.
    struct Wrong: Sendable, CustomTestStringConvertible {
        var json: String
        var places: [String]
        var kind: CareIssue.Kind

        init(_ json: String, _ places: [String], _ kind: CareIssue.Kind) {
            self.json = json
            self.places = places
            self.kind = kind
        }

        var testDescription: String { json }
    }

    static func resource(_ members: String) throws -> Resource {
        let type = members.prefix { $0 != " " }
        let rest = members.dropFirst(type.count + 1)
        return try Resource(#"{"resourceType":"\#(type)"\#(rest.isEmpty ? "" : ","+rest)}"#.utf8)
    }

    static let id = #""id":"a""#
    static let observation = #"Observation "status":"final","code":{"text":"x"}"#

    static let right = [
        // Members.
        #"Patient "active":true"#, #"Patient "deceasedBoolean":true"#,
        #"Patient "deceasedDateTime":"2026","_deceasedDateTime":{"id":"a"}"#, observation,
        #"Observation "_status":{"extension":[{"url":"http://e.example/x","valueCode":"x"}]},"code":{"text":"x"}"#,
        #"Patient "link":[{"other":{"reference":"Patient/1"},"type":"seealso"}]"#,
        // Ids and extensions of primitives.
        #"Patient "birthDate":"2026","_birthDate":{"id":"a"}"#,
        #"Patient "name":[{"given":["A",null,"B"],"_given":[null,{"extension":[{"url":"http://e.example/x","valueCode":"x"}]},{"id":"b"}]}]"#,
        #"Patient "name":[{"_given":[{"extension":[{"url":"http://e.example/x","valueCode":"x"}]}]}]"#,
        // Extensions.
        #"Patient "extension":[{"url":"http://e.example/x","valueString":"x"}]"#,
        #"Patient "extension":[{"url":"urn:oid:1.2","_valueString":{"extension":[{"url":"http://e.example/x","valueCode":"x"}]}}]"#,
        #"Patient "extension":[{"url":"http://e.example/x","extension":[{"url":"x","valueString":"x"}]}]"#,
        // Contained resources.
        #"Patient "contained":[{"resourceType":"Organization","id":"o"},{"resourceType":"Basic","id":"b","code":{"text":"x"}}]"#,
        // References.
        observation + #","subject":{"reference":"Patient/1"}"#,
        observation + #","subject":{"reference":"https://e.example/fhir/Patient/1/_history/2"}"#,
        observation + #","subject":{"reference":"Patient?identifier=a|b","type":"Patient"}"#,
        observation + #","subject":{"reference":"urn:uuid:00000000-0000-4000-8000-000000000000"}"#,
        observation + #","subject":{"reference":"https://e.example/people/1"}"#,
        observation + #","subject":{"type":"Patient","display":"x"}"#,
        observation + ##","contained":[{"resourceType":"Patient","id":"p"}],"subject":{"reference":"#p"}"##,
        #"Patient "managingOrganization":{"reference":"Organization/1"}"#,
        #"Bundle "type":"collection","entry":[{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient"}},{"resource":{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"urn:uuid:1"}}}]"#,
        // Codes.
        #"Patient "gender":"female""#, #"Patient "language":"zz-ZZ""#,
        #"AllergyIntolerance "patient":{"display":"x"},"clinicalStatus":{"coding":[{"system":"http://e.example/x","code":"y"},{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical","code":"active"}]}"#,
        #"AllergyIntolerance "patient":{"display":"x"},"clinicalStatus":{"extension":[{"url":"http://e.example/x","valueCode":"x"}]}"#,
        #"Patient "maritalStatus":{"text":"anything, for it is not required"}"#,
        // Quantities.
        observation + #","referenceRange":[{"low":{"value":1}}],"valueQuantity":{"value":1,"comparator":"<"}"#,
    ]

    static let wrong: [Wrong] = [
        // Members.
        Wrong(#"Patient "activ":true"#, ["Patient"], .structure),
        Wrong(#"Patient "name":[{"family":"x"},{"famly":"x"}]"#, ["Patient.name[1]"], .structure),
        Wrong(#"Patient "deceased":true"#, ["Patient"], .structure),
        Wrong(#"Patient "fhir_comments":["x"]"#, ["Patient"], .structure),
        Wrong(#"Patient "name":[{"resourceType":"HumanName","family":"x"}]"#, ["Patient.name[0]"], .structure),
        Wrong(#"Patient "deceasedBoolean":true,"deceasedDateTime":"2026""#, ["Patient.deceased"], .structure),
        Wrong(
            #"Patient "deceasedBoolean":true,"_deceasedDateTime":{"extension":[{"url":"http://e.example/x","valueCode":"x"}]}"#,
            ["Patient.deceased"], .structure),
        Wrong(#"Observation "code":{"text":"x"}"#, ["Observation"], .required),
        Wrong(#"Patient "link":[{"type":"seealso"}]"#, ["Patient.link[0]"], .required),
        Wrong(
            #"Parameters "parameter":[{"name":"a","part":[{"valueString":"x"}]}]"#, ["Parameters.parameter[0].part[0]"],
            .required),
        Wrong(
            #"Bundle "type":"collection","entry":[{"resource":{"resourceType":"Observation","status":"final"}}]"#,
            ["Bundle.entry[0].resource"], .required),
        // Nothing said.
        Wrong(#"Patient "meta":{}"#, ["Patient.meta"], .invariant),
        Wrong(#"Patient "name":[{"id":"a"}]"#, ["Patient.name[0]"], .invariant),
        Wrong(#"Observation "status":"final","code":{}"#, ["Observation.code"], .invariant),
        Wrong(#"Patient "_birthDate":{"id":"a"}"#, ["Patient.birthDate"], .invariant),
        Wrong(#"Patient "name":[{"_given":[{"id":"a"}]}]"#, ["Patient.name[0].given[0]"], .invariant),
        Wrong(#"Patient "birthDate":"2026","_birthDate":{}"#, ["Patient.birthDate"], .invariant),
        // Ids and extensions of primitives.
        Wrong(#"Patient "_birthdate":{"id":"a"}"#, ["Patient"], .structure),
        Wrong(#"Patient "_maritalStatus":{"id":"a"}"#, ["Patient.maritalStatus"], .structure),
        Wrong(#"Patient "birthDate":"2026","_birthDate":{"value":"2026"}"#, ["Patient.birthDate.value"], .structure),
        Wrong(#"Patient "birthDate":"2026","_birthDate":{"id":"a","note":"x"}"#, ["Patient.birthDate"], .structure),
        Wrong(#"Patient "name":[{"given":["A",null]}]"#, ["Patient.name[0].given[1]"], .structure),
        Wrong(#"Patient "name":[{"given":["A",null],"_given":[null,null]}]"#, ["Patient.name[0].given[1]"], .structure),
        Wrong(#"Patient "name":[{"_given":[null]}]"#, ["Patient.name[0].given[0]"], .structure),
        Wrong(#"Patient "name":[{"_given":[]}]"#, ["Patient.name[0].given"], .structure),
        Wrong(#"Patient "name":[{"given":["A"],"_given":["x"]}]"#, ["Patient.name[0].given[0]"], .structure),
        // Extensions.
        Wrong(#"Patient "extension":[{"valueString":"x"}]"#, ["Patient.extension[0]"], .required),
        Wrong(#"Patient "extension":[{"url":"http://e.example/x"}]"#, ["Patient.extension[0]"], .invariant),
        Wrong(
            #"Patient "extension":[{"url":"http://e.example/x","valueString":"x","extension":[{"url":"y","valueString":"x"}]}]"#,
            ["Patient.extension[0]"], .invariant),
        Wrong(#"Patient "extension":[{"url":"x","valueString":"x"}]"#, ["Patient.extension[0].url"], .value),
        Wrong(
            #"Patient "modifierExtension":[{"url":"x","valueString":"x"}]"#, ["Patient.modifierExtension[0].url"],
            .value),
        Wrong(
            #"Patient "extension":[{"url":"http://e.example/x","valueString":"x","valueCode":"x"}]"#,
            ["Patient.extension[0].value"], .structure),
        // Contained resources.
        Wrong(#"Patient "contained":[{"resourceType":"Organization"}]"#, ["Patient.contained[0]"], .required),
        Wrong(
            #"Patient "contained":[{"resourceType":"Organization","id":"o"},{"resourceType":"Organization","id":"o"}]"#,
            ["Patient.contained[1]"], .duplicate),
        // References.
        Wrong(observation + #","subject":{"reference":"Practitioner/1"}"#, ["Observation.subject"], .value),
        Wrong(
            observation + #","subject":{"reference":"https://e.example/fhir/Practitioner/1"}"#, ["Observation.subject"],
            .value),
        Wrong(observation + #","subject":{"reference":"Practitioner?identifier=x"}"#, ["Observation.subject"], .value),
        Wrong(observation + #","subject":{"type":"Practitioner","display":"x"}"#, ["Observation.subject"], .value),
        Wrong(observation + #","subject":{"type":"Group","reference":"Patient/1"}"#, ["Observation.subject"], .value),
        Wrong(
            observation + ##","contained":[{"resourceType":"Practitioner","id":"p"}],"subject":{"reference":"#p"}"##,
            ["Observation.subject"], .value),
        Wrong(
            #"Bundle "type":"collection","entry":[{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Location"}},{"resource":{"resourceType":"Patient","managingOrganization":{"reference":"urn:uuid:1"}}}]"#,
            ["Bundle.entry[1].resource.managingOrganization"], .value),
        // Codes.
        Wrong(#"Patient "gender":"Female""#, ["Patient.gender"], .codeInvalid),
        Wrong(#"Patient "name":[{"use":"home","family":"x"}]"#, ["Patient.name[0].use"], .codeInvalid),
        Wrong(
            #"AllergyIntolerance "patient":{"display":"x"},"clinicalStatus":{"text":"active"}"#,
            ["AllergyIntolerance.clinicalStatus"], .codeInvalid),
        Wrong(
            #"AllergyIntolerance "patient":{"display":"x"},"clinicalStatus":{"coding":[{"code":"active"}]}"#,
            ["AllergyIntolerance.clinicalStatus"], .codeInvalid),
        Wrong(
            #"AllergyIntolerance "patient":{"display":"x"},"category":["food","drink"]"#,
            ["AllergyIntolerance.category[1]"], .codeInvalid),
        // Quantities.
        Wrong(
            observation + #","referenceRange":[{"low":{"value":1,"comparator":"<"}}]"#,
            ["Observation.referenceRange[0].low.comparator"], .invariant),
    ]

    @Test("What R4 allows passes", arguments: right)
    func passes(_ json: String) throws {
        let issues = StructureCheck(.complete).issues(in: try Self.resource(json))
        #expect(issues.isEmpty, "\(issues)")
    }

    @Test("What R4 does not allow is told once, with its place", arguments: wrong)
    func fails(_ wrong: Wrong) throws {
        let resource = try Self.resource(wrong.json)
        let issues = StructureCheck(.complete).issues(in: resource)
        #expect(issues.map(\.expression) == wrong.places, "\(issues)")
        #expect(issues.allSatisfy { $0.kind == wrong.kind && $0.severity == .error }, "\(issues)")
        let isRefused = issues.allSatisfy { $0.diagnostics.contains("two types") }
        #expect(StructureCheck().issues(in: resource).isEmpty != isRefused)
    }

    @Test("What is refused on write is an error of the complete check too", arguments: StructureCheckTests.refused)
    func levels(_ json: String) throws {
        let resource = try Resource(json.utf8)
        let all = StructureCheck(.complete).issues(in: resource)
        for issue in StructureCheck().issues(in: resource) {
            #expect(all.contains { $0.expression == issue.expression && $0.severity == .error }, "\(issue): \(all)")
        }
    }

    @Test("No member's name is told that no element could have")
    func names() throws {
        let number = StructureCheck(.complete).issues(in: try Self.resource(#"Patient "943 476 5919":true"#))
        #expect(number.count == 1 && number.allSatisfy { !$0.diagnostics.contains("943") })
        let name = StructureCheck(.complete).issues(in: try Self.resource(#"Patient "activ":true"#))
        #expect(name.allSatisfy { $0.diagnostics.contains("'activ'") })
    }

    @Test("Lists of values and of extensions that are of different lengths are doubtful")
    func padding() throws {
        let json =
            #"Patient "name":[{"given":["A"],"_given":[null,{"extension":[{"url":"http://e.example/x","valueCode":"x"}]}]}]"#
        let issues = StructureCheck(.complete).issues(in: try Self.resource(json))
        #expect(issues.map(\.severity) == [.warning])
        #expect(issues.map(\.expression) == ["Patient.name[0].given"])
    }

    @Test("Profiles are told not to be checked")
    func profiles() throws {
        let resource = try Self.resource(#"Patient "meta":{"profile":["http://e.example/p"]}"#)
        let issues = StructureCheck(.complete).issues(in: resource)
        #expect(issues.map(\.kind) == [.notSupported])
        #expect(issues.map(\.severity) == [.information])
        #expect(issues.map(\.expression) == ["Patient.meta.profile"])
    }
}
