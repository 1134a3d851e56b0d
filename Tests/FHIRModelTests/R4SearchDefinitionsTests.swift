// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Testing

@Suite("The FHIR R4 search parameters, compartments and codes")
struct R4SearchDefinitionsTests {
    // MARK: Search parameters

    @Test("every search parameter of R4 is present, each code once for a resource type")
    func counts() {
        #expect(R4.searchParameters.count == 1_387)
        #expect(Set(R4.searchParameters.map(\.id)).count == 1_387)
        for resourceType in R4.resourceTypes {
            let codes = R4.searchParameters(for: resourceType).map(\.code)
            #expect(codes == codes.sorted(), "\(resourceType)")
            #expect(Set(codes).count == codes.count, "\(resourceType)")
        }
        #expect(R4.searchParameters(for: "HumanName").isEmpty)
        #expect(R4.searchParameters(for: "DomainResource").isEmpty)
    }

    @Test("every resource type has the parameters of Resource, and all but three those of DomainResource")
    func commonParameters() {
        let common = [
            "_content", "_filter", "_id", "_lastUpdated", "_profile", "_query", "_security", "_source", "_tag",
        ]
        for resourceType in R4.resourceTypes {
            let codes = R4.searchParameters(for: resourceType).map(\.code)
            #expect(codes.filter { common.contains($0) } == common, "\(resourceType)")
            let isBare = ["Binary", "Bundle", "Parameters"].contains(resourceType)
            #expect(codes.contains("_text") != isBare, "\(resourceType)")
        }
        #expect(R4.searchParameter("_id", for: "Patient")?.expression(for: "Patient") == "Resource.id")
    }

    @Test("a composite names the parameters of its parts")
    func composite() throws {
        let parameter = try #require(R4.searchParameter("code-value-quantity", for: "Observation"))
        #expect(parameter.kind == .composite)
        #expect(parameter.expression == "Observation")
        #expect(parameter.components.map(\.expression) == ["code", "value.as(Quantity)"])
        let parts = parameter.components.map { R4.searchParameter(url: $0.definition) }
        #expect(parts.map { $0?.code } == ["code", "value-quantity"])
        #expect(parts.map { $0?.kind } == [.token, .quantity])
        for composite in R4.searchParameters where composite.kind == .composite {
            #expect(composite.components.count >= 2, "\(composite.id)")
            for component in composite.components {
                #expect(R4.searchParameter(url: component.definition) != nil, "\(composite.id)")
            }
        }
    }

    @Test("a reference parameter names its targets")
    func targets() throws {
        let practitioner = try #require(R4.searchParameter("general-practitioner", for: "Patient"))
        #expect(practitioner.kind == .reference)
        #expect(practitioner.expression == "Patient.generalPractitioner")
        #expect(Set(practitioner.targets) == ["Practitioner", "PractitionerRole", "Organization"])
        let composed = try #require(R4.searchParameter("composed-of", for: "ActivityDefinition"))
        #expect(composed.targets.count == 145)
        #expect(!composed.targets.contains("Parameters"))
        for parameter in R4.searchParameters where parameter.kind != .reference {
            #expect(parameter.targets.isEmpty, "\(parameter.id)")
        }
    }

    @Test(
        "a parameter of many resource types has an expression for each",
        arguments: [
            ("patient", "AllergyIntolerance", "AllergyIntolerance.patient"),
            ("patient", "Observation", "Observation.subject.where(resolve() is Patient)"),
            ("patient", "VisionPrescription", "VisionPrescription.patient"),
            ("code", "Observation", "Observation.code"),
            ("code", "AllergyIntolerance", "AllergyIntolerance.code | AllergyIntolerance.reaction.substance"),
            ("date", "Procedure", "Procedure.performed"),
            ("code", "Medication", "Medication.code"),
            ("gender", "Patient", "Patient.gender"),
            ("name", "InsurancePlan", "name | alias"),
        ])
    func expressionPerBase(code: String, resourceType: String, expected: String) throws {
        let parameter = try #require(R4.searchParameter(code, for: resourceType))
        #expect(parameter.expression(for: resourceType) == expected)
        #expect(parameter.expression(for: "Slot") == nil)
    }

    @Test("one definition serves all its resource types")
    func clinicalPatient() throws {
        let parameter = try #require(R4.searchParameter("patient", for: "Observation"))
        #expect(parameter.id == "clinical-patient")
        #expect(parameter.url == "http://hl7.org/fhir/SearchParameter/clinical-patient")
        #expect(parameter.bases.count == 32)
        #expect(parameter.targets == ["Patient", "Group"])
        #expect(parameter.expression?.hasPrefix("AllergyIntolerance.patient | CarePlan.subject.where(") == true)
        for base in parameter.bases {
            #expect(R4.searchParameter("patient", for: base)?.id == "clinical-patient", "\(base)")
            #expect(parameter.expression(for: base)?.hasPrefix("\(base).") == true, "\(base)")
        }
        #expect(parameter.expression(for: "Patient") == nil)
    }

    @Test("every parameter but the six without a path has an expression for each of its bases")
    func expressions() {
        var without: Set<String> = []
        for resourceType in R4.resourceTypes {
            for parameter in R4.searchParameters(for: resourceType)
            where parameter.expression(for: resourceType) == nil {
                without.insert(parameter.code)
            }
        }
        #expect(without == ["_content", "_filter", "_query", "_text", "age", "birthOrderBoolean"])
    }

    @Test("dates, numbers and quantities list their comparators, and some strings match by sound")
    func comparatorsAndUsage() {
        let all = ["eq", "ne", "gt", "ge", "lt", "le", "sa", "eb", "ap"]
        #expect(R4.searchParameter("birthdate", for: "Patient")?.comparators == all)
        #expect(R4.searchParameter("family", for: "Patient")?.comparators == [])
        #expect(R4.searchParameter("phonetic", for: "Patient")?.usage == .phonetic)
        #expect(R4.searchParameter("near", for: "Location")?.usage == .nearby)
        #expect(R4.searchParameter("near", for: "Location")?.kind == .special)
    }

    @Test("illustrations of the specification are not search parameters")
    func examplesAreLeftOut() {
        #expect(R4.searchParameter("part-agree", for: "Patient") == nil)
        #expect(R4.searchParameter("subject", for: "Condition")?.id == "Condition-subject")
        #expect(R4.searchParameter(url: "http://hl7.org/fhir/SearchParameter/example") == nil)
        #expect(R4.searchParameter(url: "http://example.org/SearchParameter/Patient-gender") == nil)
        #expect(R4.searchParameter(url: "http://hl7.org/fhir/SearchParameter/Patient-link|4.0.1")?.code == "link")
    }

    // MARK: Compartments

    @Test(
        "there are five compartments",
        arguments: [
            ("Patient", 66, false), ("Encounter", 25, true), ("Practitioner", 59, true), ("RelatedPerson", 32, true),
            ("Device", 32, false),
        ])
    func compartments(code: String, count: Int, includesItself: Bool) throws {
        let compartment = try #require(R4.compartment(code))
        #expect(compartment.code == code)
        #expect(compartment.resourceTypes.count == count)
        #expect(compartment.includesItself == includesItself)
        for (resourceType, codes) in compartment.parameters {
            #expect(!codes.isEmpty || (includesItself && resourceType == code), "\(resourceType)")
            for parameter in codes {
                let definition = R4.searchParameter(parameter, for: resourceType)
                #expect(definition != nil, "\(resourceType) \(parameter)")
            }
        }
    }

    @Test("the patient compartment ties each resource type to the patient by its own parameters")
    func patientCompartment() throws {
        let compartment = try #require(R4.compartment("Patient"))
        #expect(compartment.parameters["AllergyIntolerance"] == ["patient", "recorder", "asserter"])
        #expect(compartment.parameters["Observation"] == ["subject", "performer"])
        #expect(compartment.parameters["Appointment"] == ["actor"])
        #expect(compartment.parameters["Patient"] == ["link"])
        #expect(compartment.parameters["Organization"] == nil)
        #expect(compartment.parameters["Task"] == nil)
        #expect(R4.compartment("Group") == nil)
    }

    // MARK: Codes

    @Test(
        "required value sets list their codes",
        arguments: [
            ("administrative-gender", ["male", "female", "other", "unknown"]),
            (
                "observation-status",
                [
                    "registered", "preliminary", "final", "amended", "corrected", "cancelled", "entered-in-error",
                    "unknown",
                ]
            ),
            ("quantity-comparator", ["<", "<=", ">=", ">"]),
            ("questionnaire-enable-operator", ["exists", "=", "!=", ">", "<", ">=", "<="]),
        ])
    func requiredCodes(name: String, codes: [String]) throws {
        let url = "http://hl7.org/fhir/ValueSet/\(name)"
        let found = try #require(R4.codes(valueSet: url))
        #expect(found.url == url)
        #expect(found.systems.flatMap(\.codes) == codes)
        #expect(codes.allSatisfy { found.contains($0) })
        #expect(!found.contains("Final"))
        #expect(R4.codes(valueSet: url + "|4.0.1")?.url == url)
    }

    @Test("a code belongs to the system its value set takes it from")
    func systems() throws {
        let gender = try #require(R4.codes(valueSet: "http://hl7.org/fhir/ValueSet/administrative-gender"))
        #expect(gender.contains("male", system: "http://hl7.org/fhir/administrative-gender"))
        #expect(!gender.contains("male", system: "http://hl7.org/fhir/observation-status"))
        let allTypes = try #require(R4.codes(valueSet: "http://hl7.org/fhir/ValueSet/all-types"))
        #expect(allTypes.systems.count == 3)
        #expect(allTypes.contains("Patient", system: "http://hl7.org/fhir/resource-types"))
    }

    @Test("abstract codes, which only group others, are no values")
    func abstractCodes() throws {
        let itemTypes = try #require(R4.codes(valueSet: "http://hl7.org/fhir/ValueSet/item-type"))
        #expect(itemTypes.contains("choice"))
        #expect(!itemTypes.contains("question"))
    }

    @Test("every required value set is either listed or known to be unresolved, never both")
    func coverage() {
        var required: Set<String> = []
        for structure in R4.structures {
            for binding in ([structure.binding] + structure.elements.map(\.binding)).compactMap({ $0 }) {
                if binding.strength == .required { required.insert(binding.valueSet) }
                if let maximum = binding.maximumValueSet { required.insert(maximum) }
            }
        }
        let unresolved = Set(R4.unresolvedValueSets)
        #expect(unresolved.count == 8)
        #expect(unresolved.contains("http://hl7.org/fhir/ValueSet/ucum-units"))
        for url in required {
            #expect((R4.codes(valueSet: url) == nil) == unresolved.contains(url), "\(url)")
        }
        #expect(unresolved.isSubset(of: required))
    }
}
