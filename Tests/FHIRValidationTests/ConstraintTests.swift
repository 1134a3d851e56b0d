// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRValidation
import Testing

@Suite("Constraints of R4")
struct ConstraintTests {
    typealias Row = (key: String, right: String, wrong: String, place: String)

    static let observation = StructureRuleTests.observation
    static let element = #""min":0,"max":"1","definition":"x","base":{"path":"X","min":0,"max":"1"}"#
    static let concept = #"{"text":"x"}"#

    /// A resource that keeps a constraint, one that breaks it, and where.
    static let table: [Row] = [
        // Data types.
        (
            "per-1", #"Patient "identifier":[{"period":{"start":"2026-01-02","end":"2026-01-02"}}]"#,
            #"Patient "identifier":[{"period":{"start":"2026-01-02","end":"2026-01-01"}}]"#,
            "Patient.identifier[0].period"
        ),
        (
            "cpt-2", #"Patient "telecom":[{"system":"phone","value":"x"}]"#, #"Patient "telecom":[{"value":"x"}]"#,
            "Patient.telecom[0]"
        ),
        (
            "att-1", #"Patient "photo":[{"contentType":"image/png","data":"aGVs"}]"#,
            #"Patient "photo":[{"data":"aGVs"}]"#, "Patient.photo[0]"
        ),
        (
            "qty-3", observation + #","valueQuantity":{"code":"mg","system":"http://unitsofmeasure.org"}"#,
            observation + #","valueQuantity":{"code":"mg"}"#, "Observation.value"
        ),
        (
            "rng-2", observation + #","valueRange":{"low":{"value":1},"high":{"value":1}}"#,
            observation + #","valueRange":{"low":{"value":2},"high":{"value":1}}"#, "Observation.value"
        ),
        (
            "rat-1", observation + #","valueRatio":{"numerator":{"value":1},"denominator":{"value":2}}"#,
            observation + #","valueRatio":{"numerator":{"value":1}}"#, "Observation.value"
        ),
        (
            "tim-1", observation + #","effectiveTiming":{"repeat":{"duration":1,"durationUnit":"h"}}"#,
            observation + #","effectiveTiming":{"repeat":{"duration":1}}"#, "Observation.effective.repeat"
        ),
        (
            "tim-9", observation + #","effectiveTiming":{"repeat":{"when":["AC"],"offset":5}}"#,
            observation + #","effectiveTiming":{"repeat":{"when":["C"],"offset":5}}"#, "Observation.effective.repeat"
        ),
        (
            "drt-1",
            observation
                + #","valueQuantity":{"value":1},"extension":[{"url":"http://e.example/x","valueDuration":{"value":1,"code":"h","system":"http://unitsofmeasure.org"}}]"#,
            observation
                + #","extension":[{"url":"http://e.example/x","valueDuration":{"code":"h","system":"http://unitsofmeasure.org"}}]"#,
            "Observation.extension[0].value"
        ),
        (
            "age-1",
            #"Condition "subject":{"display":"x"},"onsetAge":{"value":1,"code":"a","system":"http://unitsofmeasure.org"}"#,
            #"Condition "subject":{"display":"x"},"onsetAge":{"value":0,"code":"a","system":"http://unitsofmeasure.org"}"#,
            "Condition.onset"
        ),
        (
            "exp-1",
            #"PlanDefinition "status":"draft","action":[{"condition":[{"kind":"start","expression":{"language":"text/cql","expression":"x"}}]}]"#,
            #"PlanDefinition "status":"draft","action":[{"condition":[{"kind":"start","expression":{"language":"text/cql"}}]}]"#,
            "PlanDefinition.action[0].condition[0].expression"
        ),
        // References and contained resources.
        (
            "ref-1",
            ##"Patient "contained":[{"resourceType":"Organization","id":"o","name":"x"}],"managingOrganization":{"reference":"#o"}"##,
            ##"Patient "managingOrganization":{"reference":"#o"}"##, "Patient.managingOrganization"
        ),
        (
            "dom-2",
            ##"Patient "contained":[{"resourceType":"Organization","id":"o","name":"x"}],"managingOrganization":{"reference":"#o"}"##,
            ##"Patient "contained":[{"resourceType":"Organization","id":"o","name":"x","contained":[{"resourceType":"Basic","id":"b","code":{"text":"x"},"subject":{"reference":"#"}}]}],"managingOrganization":{"reference":"#o"}"##,
            "Patient"
        ),
        (
            "dom-3",
            ##"Patient "contained":[{"resourceType":"Organization","id":"o","name":"x"}],"managingOrganization":{"reference":"#o"}"##,
            #"Patient "contained":[{"resourceType":"Organization","id":"o","name":"x"}]"#, "Patient"
        ),
        (
            "dom-3",
            ##"Patient "contained":[{"resourceType":"Basic","id":"b","code":{"text":"x"},"subject":{"reference":"#"}}]"##,
            #"Patient "contained":[{"resourceType":"Organization","id":"o","name":"x"}]"#, "Patient"
        ),
        (
            "dom-4",
            ##"Patient "contained":[{"resourceType":"Organization","id":"o","name":"x"}],"managingOrganization":{"reference":"#o"}"##,
            ##"Patient "contained":[{"resourceType":"Organization","id":"o","name":"x","meta":{"versionId":"1"}}],"managingOrganization":{"reference":"#o"}"##,
            "Patient"
        ),
        // Resources and their elements.
        (
            "pat-1", #"Patient "contact":[{"name":{"text":"x"}}]"#, #"Patient "contact":[{"gender":"male"}]"#,
            "Patient.contact[0]"
        ),
        ("org-1", #"Organization "name":"x""#, #"Organization "active":true"#, "Organization"),
        (
            "org-2", #"Organization "name":"x","address":[{"use":"work"}]"#,
            #"Organization "name":"x","address":[{"use":"work"},{"use":"home"}]"#, "Organization.address[1]"
        ),
        (
            "obs-6", observation + #","valueString":"x""#,
            observation + #","valueString":"x","dataAbsentReason":{"text":"x"}"#, "Observation"
        ),
        (
            "obs-7",
            #"Observation "status":"final","code":{"coding":[{"system":"s:a","code":"1"}]},"valueString":"x","component":[{"code":{"coding":[{"system":"s:a","code":"2"}]}}]"#,
            #"Observation "status":"final","code":{"coding":[{"system":"s:a","code":"1"}]},"valueString":"x","component":[{"code":{"coding":[{"system":"s:a","code":"1"}]}}]"#,
            "Observation"
        ),
        (
            "ait-1",
            #"AllergyIntolerance "patient":{"display":"x"},"clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical","code":"active"}]}"#,
            #"AllergyIntolerance "patient":{"display":"x"}"#, "AllergyIntolerance"
        ),
        (
            "con-4",
            #"Condition "subject":{"display":"x"},"abatementString":"x","clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"resolved"}]}"#,
            #"Condition "subject":{"display":"x"},"abatementString":"x""#, "Condition"
        ),
        (
            "app-3", #"Appointment "status":"proposed","participant":[{"actor":{"display":"x"},"status":"accepted"}]"#,
            #"Appointment "status":"booked","participant":[{"actor":{"display":"x"},"status":"accepted"}]"#,
            "Appointment"
        ),
        (
            "bdl-5", #"Bundle "type":"collection","entry":[{"resource":{"resourceType":"Patient"}}]"#,
            #"Bundle "type":"collection","entry":[{"fullUrl":"http://e.example/x"}]"#, "Bundle.entry[0]"
        ),
        (
            "bdl-7",
            #"Bundle "type":"collection","entry":[{"fullUrl":"urn:a:1","resource":{"resourceType":"Patient"}},{"fullUrl":"urn:a:2","resource":{"resourceType":"Patient"}}]"#,
            #"Bundle "type":"collection","entry":[{"fullUrl":"urn:a:1","resource":{"resourceType":"Patient","meta":{"versionId":"1"}}},{"fullUrl":"urn:a:1","resource":{"resourceType":"Patient","meta":{"versionId":"1"}}}]"#,
            "Bundle"
        ),
        (
            "que-1",
            #"Questionnaire "status":"draft","item":[{"linkId":"1","type":"group","item":[{"linkId":"2","type":"string"}]}]"#,
            #"Questionnaire "status":"draft","item":[{"linkId":"0","type":"group","item":[{"linkId":"1","type":"group"}]}]"#,
            "Questionnaire.item[0].item[0]"
        ),
        (
            "que-2",
            #"Questionnaire "status":"draft","item":[{"linkId":"1","type":"string"},{"linkId":"2","type":"string"}]"#,
            #"Questionnaire "status":"draft","item":[{"linkId":"1","type":"string"},{"linkId":"1","type":"string"}]"#,
            "Questionnaire"
        ),
        (
            "inv-1", #"Parameters "parameter":[{"name":"a","valueString":"x"}]"#,
            #"Parameters "parameter":[{"name":"a"}]"#, "Parameters.parameter[0]"
        ),
        (
            "vsd-1", #"ValueSet "status":"draft","compose":{"include":[{"system":"http://e.example/x"}]}"#,
            #"ValueSet "status":"draft","compose":{"include":[{"version":"1"}]}"#, "ValueSet.compose.include[0]"
        ),
        (
            "eld-3",
            #"StructureDefinition "url":"http://e.example/x","name":"X","status":"draft","kind":"logical","abstract":false,"type":"X","baseDefinition":"http://e.example/y","differential":{"element":[{"id":"X","path":"X","max":"*"}]}"#,
            #"StructureDefinition "url":"http://e.example/x","name":"X","status":"draft","kind":"logical","abstract":false,"type":"X","baseDefinition":"http://e.example/y","differential":{"element":[{"id":"X","path":"X","max":"-1"}]}"#,
            "StructureDefinition.differential.element[0].max"
        ),
    ]

    static func broken(_ json: String) throws -> [CareIssue] {
        ResourceValidator(clock: ManualClock(Timestamp(seconds: 1_795_426_200)))
            .issues(in: try StructureRuleTests.resource(json)).filter { $0.severity != .information }
    }

    @Test("A constraint is kept by what is right and broken by what is wrong, there", arguments: table.indices)
    func constraint(_ index: Int) throws {
        let row = Self.table[index]
        let right = try Self.broken(row.right)
        #expect(right.isEmpty, "\(row.key): \(right)")
        let wrong = try Self.broken(row.wrong)
        #expect(wrong.map(\.expression) == [row.place], "\(row.key): \(wrong)")
        #expect(
            wrong.allSatisfy { $0.kind == .invariant && $0.diagnostics.contains("Rule \(row.key) of R4") }, "\(wrong)")
    }

    @Test("Every constraint can be read, and asked of what it is set for")
    func all() {
        #expect(ResourceValidator.unreadableConstraints.isEmpty)
        #expect(R4.constraints.values.reduce(0) { $0 + $1.count } == 235)
        for path in R4.constraints.keys where R4.structure(named: path) == nil {
            let parts = path.split(separator: ".")
            let parent = R4.structure(named: parts.dropLast().joined(separator: "."))
            #expect(parts.last.flatMap { parent?.element(pathName: String($0)) } != nil, "\(path)")
        }
    }

    @Test("What is missing breaks no constraint: 2026-01 may be before 2026-01-15 and after it")
    func unknown() throws {
        #expect(try Self.broken(#"Patient "identifier":[{"period":{"start":"2026-01-15","end":"2026-01"}}]"#).isEmpty)
    }

    @Test("A contained resource within a Bundle is found from the resource around it")
    func containedInBundle() throws {
        let entry =
            ##"{"resource":{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o","name":"x","partOf":{"reference":"#o"}}],"managingOrganization":{"reference":"#o"}}}"##
        #expect(try Self.broken(#"Bundle "type":"collection","entry":[\#(entry)]"#).isEmpty)
    }

    @Test("Good practice is a remark, and no matter of contained resources")
    func bestPractice() throws {
        let resource = try StructureRuleTests.resource(
            ##"Patient "contained":[{"resourceType":"Organization","id":"o","name":"x"}],"managingOrganization":{"reference":"#o"}"##
        )
        let issues = ResourceValidator().issues(in: resource)
        #expect(issues.map(\.severity) == [.information])
        #expect(issues.map(\.expression) == ["Patient"])
        #expect(issues.allSatisfy { $0.diagnostics.contains("dom-6") })
    }
}
