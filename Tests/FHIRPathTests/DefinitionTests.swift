// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRPath
import Testing

@Suite("Functions of FHIRPath that need definitions")
struct DefinitionTests {
    private static let patient = #"""
        {"resourceType":"Patient","id":"p","text":{"status":"generated","div":
        "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Ada <b>Lo</b></p></div>"},"gender":"female","birthDate":"1980-02",
        "name":[{"use":"official","family":"Lo"}],"contact":[{"gender":"male","name":{"family":"X"}}],
        "managingOrganization":{"reference":"#o"},"deceasedBoolean":false,"maritalStatus":{"coding":[
        {"system":"urn:animals","code":"dog"},{"system":"urn:plants","code":"fern"}]},
        "extension":[{"url":"kind","valueCoding":{"system":"urn:animals","code":"dog"}},
        {"url":"class","valueCoding":{"system":"urn:animals","code":"mammal"}},
        {"url":"plant","valueCoding":{"system":"urn:plants","code":"fern"}}],
        "contained":[{"resourceType":"Organization","id":"o","name":"Trust","text":{"status":"generated","div":
        "<div xmlns=\"http://www.w3.org/1999/xhtml\"><script>alert(1)</script></div>"}}]}
        """#

    static let sets = [
        Asked("gender.memberOf('http://hl7.org/fhir/ValueSet/administrative-gender')", "true"),
        Asked("gender.memberOf('http://hl7.org/fhir/ValueSet/administrative-gender|4.0.1')", "true"),
        Asked("name.family.memberOf('http://hl7.org/fhir/ValueSet/administrative-gender')", "false"),
        Asked("maritalStatus.memberOf('http://hl7.org/fhir/ValueSet/administrative-gender')", "false"),
        Asked("name.memberOf('http://hl7.org/fhir/ValueSet/administrative-gender')", fails: .execution),
        Asked("gender.memberOf('urn:nowhere')", fails: .execution), Asked("photo.memberOf('urn:nowhere')"),
    ]

    @Test("Codes are looked up in the value sets of R4; a set that nobody knows is an error", arguments: sets)
    func members(asked: Asked) throws { try asked.check(on: Self.patient) }

    private static let kind = "extension('kind').value"
    static let hierarchies = [
        Asked("extension('class').value.subsumes(%context.\(kind))", "true"),
        Asked("\(kind).subsumes(%context.extension('class').value)", "false"),
        Asked("\(kind).subsumedBy(%context.extension('class').value)", "true"),
        Asked("\(kind).subsumes(%context.\(kind))", "true"),
        Asked("maritalStatus.subsumedBy(%context.extension('class').value)", "true"),
        Asked("maritalStatus.subsumes(%context.extension('plant').value)", "true"),
        Asked("extension('class').value.subsumes(%context.extension('plant').value)", fails: .execution),
        Asked("\(kind).subsumes({})"), Asked("photo.subsumes(%context.\(kind))"),
        Asked("\(kind).subsumes(name)", fails: .execution),
    ]

    @Test("A code stands above those below it in the hierarchy of their system", arguments: hierarchies)
    func subsumption(asked: Asked) throws {
        var environment = FHIRPathEnvironment.monday
        environment.subsumes = { ancestor, code, system in
            system == "urn:animals" ? (ancestor, code) == ("mammal", "dog") : nil
        }
        try asked.check(on: Self.patient, environment)
    }

    @Test("Where a hierarchy is not known, only equal codes are answered for")
    func unknownHierarchy() throws {
        try Asked("\(Self.kind).subsumes(%context.\(Self.kind))", "true").check(on: Self.patient)
        try Asked("\(Self.kind).subsumes(%context.extension('class').value)", fails: .execution).check(on: Self.patient)
    }

    static let elements = [
        Asked("gender.elementDefinition().path", "Patient.gender"),
        Asked("gender.elementDefinition().binding.strength", "required"),
        Asked("name.family.elementDefinition().path", "HumanName.family"),
        Asked("name.elementDefinition().max", "*"), Asked("birthDate.elementDefinition().max", "1"),
        Asked("contact.gender.elementDefinition().path", "Patient.contact.gender"),
        Asked("contact.elementDefinition().type.code", "BackboneElement"),
        Asked("deceased.elementDefinition().path", "Patient.deceased[x]"),
        Asked("deceased.elementDefinition().type.code", "boolean", "dateTime"),
        Asked("deceased.elementDefinition().isModifier", "true"),
        Asked("id.elementDefinition().type.code", "id"),
        Asked("elementDefinition().path", "Patient"), Asked("contained.elementDefinition().path", "Organization"),
        Asked("contained.name.elementDefinition().path", "Organization.name"),
        Asked(
            "managingOrganization.elementDefinition().type.targetProfile",
            "http://hl7.org/fhir/StructureDefinition/Organization"),
        Asked("gender.elementDefinition() is ElementDefinition", "true"), Asked("photo.elementDefinition()"),
        Asked("'text'.elementDefinition()"),
    ]

    @Test("An element leads to its definition in R4", arguments: elements)
    func definitions(asked: Asked) throws { try asked.check(on: Self.patient) }

    static let profiles = [
        Asked("name.slice('http://hl7.org/fhir/StructureDefinition/Patient', 'nickname')", fails: .execution),
        Asked("name.slice('urn:profile', 'nickname')", fails: .execution), Asked("name.slice({}, 'nickname')"),
        Asked("name.conformsTo('http://hl7.org/fhir/StructureDefinition/HumanName')", "true"),
        Asked("name.conformsTo('http://hl7.org/fhir/StructureDefinition/Address')", "false"),
    ]

    @Test("What R4 itself does not define is an error and no guess", arguments: profiles)
    func unknownProfiles(asked: Asked) throws { try asked.check(on: Self.patient) }

    static let narratives = [
        Asked("text.`div`.htmlChecks()", "true"), Asked("contained.text.`div`.htmlChecks()", "false"),
        Asked("language.htmlChecks()"),
    ]

    @Test("A narrative is held to the markup that FHIR allows", arguments: narratives)
    func markup(asked: Asked) throws { try asked.check(on: Self.patient) }
}
