// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Testing

@Suite("The FHIR R4 definitions")
struct R4DefinitionsTests {
    // MARK: Types

    @Test("every resource and data type of R4 is present")
    func typeCounts() {
        func count(_ kind: R4.Structure.Kind, isAbstract: Bool) -> Int {
            R4.structures.count { $0.kind == kind && $0.isAbstract == isAbstract }
        }
        #expect(R4.resourceTypes.count == 146)
        #expect(count(.resource, isAbstract: false) == 146)
        #expect(count(.resource, isAbstract: true) == 2)
        #expect(count(.complexType, isAbstract: false) == 39)
        #expect(count(.complexType, isAbstract: true) == 2)
        #expect(count(.primitiveType, isAbstract: false) == 20)
        #expect(count(.nestedElement, isAbstract: false) == 473)
        // The snapshots of these 209 types have 7,675 elements, 209 of which are the types themselves.
        #expect(R4.structures.reduce(0) { $0 + $1.elements.count } == 7_466)
        #expect(R4.resourceTypes == R4.resourceTypes.sorted())
        #expect(R4.structures.map(\.name) == R4.structures.map(\.name).sorted())
    }

    @Test(
        "only concrete resources count as resource types",
        arguments: [
            ("Patient", true), ("VisionPrescription", true), ("Resource", false), ("DomainResource", false),
            ("HumanName", false), ("Patient.contact", false), ("patient", false), ("", false),
        ])
    func resourceTypes(name: String, expected: Bool) {
        #expect(R4.isResourceType(name) == expected)
        #expect(R4.resourceTypes.contains(name) == expected)
    }

    @Test(
        "types extend one another",
        arguments: [
            ("Patient", "Patient", true), ("Patient", "DomainResource", true), ("Patient", "Resource", true),
            ("Bundle", "DomainResource", false), ("Bundle", "Resource", true), ("Age", "Quantity", true),
            ("Quantity", "Age", false), ("positiveInt", "integer", true), ("code", "string", true),
            ("Patient.contact", "BackboneElement", true), ("Timing.repeat", "BackboneElement", false),
            ("Timing.repeat", "Element", true), ("Nothing", "Nothing", false),
        ])
    func lineage(name: String, ancestor: String, expected: Bool) {
        #expect(R4.type(name, isKindOf: ancestor) == expected)
    }

    @Test("every base, and every type of every element, is a known structure")
    func closedWorld() {
        for structure in R4.structures {
            if let base = structure.base { #expect(R4.structure(named: base) != nil, "\(structure.name)") }
            #expect(!structure.elements.isEmpty, "\(structure.name)")
            for element in structure.elements {
                for type in element.types where !type.name.hasPrefix("System.") {
                    #expect(R4.structure(named: type.name) != nil, "\(structure.name).\(element.name): \(type.name)")
                    for target in type.targets {
                        #expect(R4.structure(named: target)?.kind == .resource, "\(structure.name).\(element.name)")
                    }
                }
                #expect(element.types.count == 1 || element.isChoice, "\(structure.name).\(element.name)")
            }
        }
    }

    @Test("inherited elements come first, in the order of the specification")
    func inheritedElements() {
        let patient = R4.structure(named: "Patient")?.elements.map(\.name) ?? []
        #expect(
            patient.prefix(10) == [
                "id", "meta", "implicitRules", "language", "text", "contained", "extension", "modifierExtension",
                "identifier", "active",
            ])
        let contact = R4.structure(named: "Patient.contact")?.elements.map(\.name) ?? []
        #expect(
            contact == [
                "id", "extension", "modifierExtension", "relationship", "name", "telecom", "address", "gender",
                "organization", "period",
            ])
        let age = R4.structure(named: "Age")?.elements.map(\.name) ?? []
        #expect(age == R4.structure(named: "Quantity")?.elements.map(\.name))
    }

    // MARK: Elements

    /// An element and what the specification's page says of it.
    struct ElementFact: Sendable, CustomTestStringConvertible {
        let structure: String
        let name: String
        let occurrence: String
        let type: String
        let flags: String

        init(_ path: String, _ occurrence: String, _ type: String, flags: String = "") {
            let dot = path.lastIndex(of: ".") ?? path.startIndex
            self.structure = String(path[..<dot])
            self.name = String(path[dot...].dropFirst())
            self.occurrence = occurrence
            self.type = type
            self.flags = flags
        }

        var testDescription: String { "\(structure).\(name)" }
    }

    @Test(
        "elements have the cardinality, type and flags of the specification",
        arguments: [
            ElementFact("Patient.id", "0..1", "id", flags: "s"),
            ElementFact("Patient.active", "0..1", "boolean", flags: "sm"),
            ElementFact("Patient.contact", "0..*", "Patient.contact"),
            ElementFact("Patient.contained", "0..*", "Resource"),
            ElementFact("Patient.contact.id", "0..1", "string", flags: "a"),
            ElementFact("Patient.link.other", "1..1", "Reference", flags: "s"),
            ElementFact("Observation.status", "1..1", "code", flags: "sm"),
            ElementFact("Extension.url", "1..1", "uri", flags: "a"),
            ElementFact("Narrative.div", "1..1", "xhtml"),
            ElementFact("Bundle.entry.resource", "0..1", "Resource", flags: "s"),
            ElementFact("Timing.repeat", "0..1", "Timing.repeat", flags: "s"),
            ElementFact("date.value", "0..1", "System.Date", flags: "a"),
            ElementFact("unsignedInt.value", "0..1", "System.Integer", flags: "a"),
            ElementFact("xhtml.extension", "0..0", "Extension"),
        ])
    func elementFacts(fact: ElementFact) throws {
        let found = try #require(R4.structure(named: fact.structure)?.element(named: fact.name))
        let element = found.element
        #expect("\(element.minimum)..\(element.maximum.map(String.init) ?? "*")" == fact.occurrence)
        #expect(found.type.name == fact.type)
        let flags = [(element.isSummary, "s"), (element.isModifier, "m"), (element.isXMLAttribute, "a")]
        #expect(flags.filter(\.0).map(\.1).joined() == fact.flags)
        #expect(element.isRequired == fact.occurrence.hasPrefix("1"))
        #expect(element.isRepeating == fact.occurrence.hasSuffix("*"))
    }

    @Test(
        "a member of a choice gives the choice and the type",
        arguments: [
            ("Observation", "valueQuantity", "value[x]", "Quantity"),
            ("Observation", "valueCodeableConcept", "value[x]", "CodeableConcept"),
            ("Observation.component", "valueString", "value[x]", "string"),
            ("Patient", "deceasedBoolean", "deceased[x]", "boolean"),
            ("Extension", "valueDateTime", "value[x]", "dateTime"),
            ("Extension", "valueBase64Binary", "value[x]", "base64Binary"),
            ("MedicationRequest", "medicationReference", "medication[x]", "Reference"),
        ])
    func choices(structure: String, member: String, element: String, type: String) throws {
        let structure = try #require(R4.structure(named: structure))
        let found = try #require(structure.element(named: member))
        #expect(found.element.name == element)
        #expect(found.element.isChoice)
        #expect(found.type.name == type)
        #expect(found.element.memberName(for: found.type) == member)
        #expect(structure.element(pathName: found.element.pathName)?.name == element)
        #expect(structure.element(named: found.element.pathName) == nil)
        #expect(structure.element(named: element) == nil)
        #expect(structure.element(pathName: member) == nil)
    }

    @Test("a type that a choice does not offer gives nothing")
    func refusedChoices() {
        #expect(R4.structure(named: "Observation")?.element(named: "valueAddress") == nil)
        #expect(R4.structure(named: "Patient")?.element(named: "deceasedString") == nil)
        #expect(R4.structure(named: "Patient")?.element(named: "Gender") == nil)
        #expect(R4.structure(named: "Extension")?.element(pathName: "value")?.types.count == 50)
    }

    @Test(
        "content defined by reference has the type referred to",
        arguments: [
            ("Questionnaire.item", "item", "Questionnaire.item"),
            ("QuestionnaireResponse.item.answer", "item", "QuestionnaireResponse.item"),
            ("Observation.component", "referenceRange", "Observation.referenceRange"),
            ("Bundle.entry", "link", "Bundle.link"),
            ("Parameters.parameter", "part", "Parameters.parameter"),
        ])
    func contentReferences(structure: String, element: String, type: String) {
        #expect(R4.structure(named: structure)?.element(named: element)?.type.name == type)
        #expect(R4.structure(named: "\(structure).\(element)") == nil)
    }

    @Test("references name the resource types they may lead to")
    func targets() throws {
        let practitioner = try #require(R4.structure(named: "Patient")?.element(named: "generalPractitioner")?.type)
        #expect(practitioner.targets == ["Organization", "Practitioner", "PractitionerRole"])
        #expect(practitioner.allowsTarget("Practitioner"))
        #expect(!practitioner.allowsTarget("Patient"))
        let focus = try #require(R4.structure(named: "Observation")?.element(named: "focus")?.type)
        #expect(focus.allowsTarget("Patient"))
        let derived = try #require(R4.structure(named: "Questionnaire")?.element(named: "derivedFrom")?.type)
        #expect(derived.name == "canonical")
        #expect(derived.targets == ["Questionnaire"])
        let low = try #require(R4.structure(named: "Range")?.element(named: "low")?.type)
        #expect(low.name == "Quantity")
        #expect(low.profile == "SimpleQuantity")
    }

    @Test(
        "coded elements are bound to value sets",
        arguments: [
            ("Patient", "gender", R4.Binding.Strength.required, "http://hl7.org/fhir/ValueSet/administrative-gender"),
            ("Patient", "maritalStatus", .extensible, "http://hl7.org/fhir/ValueSet/marital-status"),
            ("Observation", "category", .preferred, "http://hl7.org/fhir/ValueSet/observation-category"),
            ("Condition", "code", .example, "http://hl7.org/fhir/ValueSet/condition-code"),
            ("Encounter", "class", .extensible, "http://terminology.hl7.org/ValueSet/v3-ActEncounterCode"),
        ])
    func bindings(structure: String, element: String, strength: R4.Binding.Strength, valueSet: String) throws {
        let binding = try #require(R4.structure(named: structure)?.element(named: element)?.element.binding)
        #expect(binding.strength == strength)
        #expect(binding.valueSet == valueSet)
        #expect(binding.maximumValueSet == nil)
    }

    @Test("the units of a duration are bound wherever a duration occurs")
    func typeBinding() throws {
        let binding = try #require(R4.structure(named: "Duration")?.binding)
        #expect(binding.strength == .extensible)
        #expect(binding.valueSet == "http://hl7.org/fhir/ValueSet/duration-units")
        #expect(binding.maximumValueSet == "http://hl7.org/fhir/ValueSet/all-time-units")
        #expect(R4.structure(named: "Quantity")?.binding == nil)
    }

    @Test("languages are preferred ones, and never others than languages")
    func maximumValueSet() throws {
        let binding = try #require(R4.structure(named: "Patient")?.element(named: "language")?.element.binding)
        #expect(binding.strength == .preferred)
        #expect(binding.maximumValueSet == "http://hl7.org/fhir/ValueSet/all-languages")
        #expect(R4.structure(named: "Patient")?.element(named: "birthDate")?.element.binding == nil)
    }

    // MARK: Constraints

    @Test("constraints stand where R4 declares them, with their strength")
    func constraints() {
        func constraint(_ key: String, at path: String) -> R4.Constraint? {
            R4.constraints[path]?.first { $0.key == key }
        }
        #expect(R4.constraints.count == 122)
        #expect(constraint("per-1", at: "Period")?.strength == .error)
        #expect(
            constraint("pat-1", at: "Patient.contact")?.expression
                == "name.exists() or telecom.exists() or address.exists() or organization.exists()")
        #expect(constraint("eld-20", at: "ElementDefinition")?.strength == .warning)
        #expect(constraint("dom-6", at: "DomainResource")?.strength == .bestPractice)
        #expect(constraint("org-2", at: "Organization.address") != nil)
        #expect(constraint("ras-1", at: "RiskAssessment.prediction.probability") != nil)
        #expect(constraint("dom-2", at: "Patient") == nil, "inherited")
    }
}
