// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRValidation
import Testing

@Suite("Shapes of resources that are refused on write")
struct StructureCheckTests {
    static func expressions(_ json: String) throws -> [String] {
        StructureCheck().issues(in: try Resource(json.utf8)).compactMap(\.expression)
    }

    @Test(
        "What R4 allows, and what it does not know, passes",
        arguments: [
            #"{"resourceType":"Patient"}"#, #"{"resourceType":"Patient","meta":{}}"#,
            #"{"resourceType":"Patient","unknown":[null,{"a":[]}],"fhir_comments":["x"]}"#,
            #"{"resourceType":"Patient","name":[{"given":["A",null],"_given":[null,{"extension":[{"url":"u","valueCode":"x"}]}]}]}"#,
            #"{"resourceType":"Patient","_birthDate":{"extension":[{"url":"u","valueDateTime":"2026-11-23T09:30:00Z"}]}}"#,
            #"{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o","name":"N"}]}"#,
            #"{"resourceType":"Observation","valueQuantity":{"value":1},"component":[{"code":{},"valueString":"x"}]}"#,
            #"{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","active":true}}]}"#,
            #"{"resourceType":"Questionnaire","item":[{"item":[{"item":[{"linkId":"1","type":"string"}]}]}]}"#,
            #"{"resourceType":"Parameters","parameter":[{"name":"a","resource":{"resourceType":"Basic"}}]}"#,
        ])
    func passes(_ json: String) throws {
        #expect(try Self.expressions(json).isEmpty)
    }

    static let wrong: [(json: String, places: [String])] = [
        (#"{"resourceType":"Patient","name":{}}"#, ["Patient.name"]),
        (#"{"resourceType":"Patient","name":[]}"#, ["Patient.name"]),
        (#"{"resourceType":"Patient","name":"Okafor"}"#, ["Patient.name"]),
        (#"{"resourceType":"Patient","name":["Okafor"]}"#, ["Patient.name[0]"]),
        (#"{"resourceType":"Patient","name":[null]}"#, ["Patient.name[0]"]),
        (#"{"resourceType":"Patient","name":[[]]}"#, ["Patient.name[0]"]),
        (
            #"{"resourceType":"Patient","name":[{"given":"A"},{"given":["A",{}]}]}"#,
            ["Patient.name[0].given", "Patient.name[1].given[1]"]
        ),
        (#"{"resourceType":"Patient","active":[true]}"#, ["Patient.active"]),
        (#"{"resourceType":"Patient","active":null}"#, ["Patient.active"]),
        (#"{"resourceType":"Patient","maritalStatus":[{}]}"#, ["Patient.maritalStatus"]),
        (#"{"resourceType":"Patient","maritalStatus":"S"}"#, ["Patient.maritalStatus"]),
        (#"{"resourceType":"Patient","meta":{"tag":{}}}"#, ["Patient.meta.tag"]),
        (#"{"resourceType":"Patient","_birthDate":[]}"#, ["Patient.birthDate"]),
        (#"{"resourceType":"Patient","name":[{"_given":{}}]}"#, ["Patient.name[0].given"]),
        (
            #"{"resourceType":"Patient","extension":[{"url":"u","valueBoolean":"x"}]}"#,
            ["Patient.extension[0].value"]
        ),
        (#"{"resourceType":"Patient","contained":[{"id":"o"}]}"#, ["Patient.contained[0]"]),
        (#"{"resourceType":"Patient","contained":[{"resourceType":"Horse"}]}"#, ["Patient.contained[0]"]),
        (
            #"{"resourceType":"Patient","contained":[{"resourceType":"Basic","created":1}]}"#,
            ["Patient.contained[0].created"]
        ),
        (
            #"{"resourceType":"Observation","component":[{},{"valueQuantity":{"value":"1"}}]}"#,
            ["Observation.component[1].value.value"]
        ),
        (
            #"{"resourceType":"Questionnaire","item":[{"item":[{"required":"no"}]}]}"#,
            ["Questionnaire.item[0].item[0].required"]
        ),
        (
            #"{"resourceType":"Observation","component":[{"valueString":"a"},{"valueString":"a","valueInteger":1}]}"#,
            ["Observation.component[1].value"]
        ),
        (
            #"{"resourceType":"Condition","onsetString":"a","abatementString":"a","onsetAge":{},"abatementAge":{}}"#,
            ["Condition.onset", "Condition.abatement"]
        ),
        (
            #"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","deceasedBoolean":true,"_deceasedDateTime":{}}}]}"#,
            ["Bundle.entry[0].resource.deceased"]
        ),
        (#"{"resourceType":"Horse"}"#, ["resourceType"]), (#"{"resourceType":"DomainResource"}"#, ["resourceType"]),
        (#"{"resourceType":"HumanName"}"#, ["resourceType"]), (#"{"resourceType":"patient"}"#, ["resourceType"]),
    ]

    /// What the complete check must find too.
    static let refused = wrong.map(\.json)

    @Test("A wrong shape is told with its place", arguments: wrong)
    func fails(_ json: String, _ expected: [String]) throws {
        #expect(try Self.expressions(json) == expected)
    }

    @Test("A report ends at its largest size")
    func largestReport() throws {
        let names = repeatElement(#"{"family":1,"text":2}"#, count: 50).joined(separator: ",")
        #expect(
            try Self.expressions(#"{"resourceType":"Patient","name":[\#(names)]}"#).count
                == StructureCheck.largestReport)
    }

    @Test("Every resource type passes when it is empty", arguments: R4.resourceTypes)
    func everyType(_ type: String) throws {
        #expect(try Self.expressions(#"{"resourceType":"\#(type)","id":"a"}"#).isEmpty)
    }
}
