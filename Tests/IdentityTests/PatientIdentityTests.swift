// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import Identity
import Testing

@Suite("What a Patient says about who someone is")
struct PatientIdentityTests {
    private func number(_ identifiers: String...) throws -> PatientIdentity.Number {
        try PatientText(identifiers: identifiers).identity().number
    }

    @Test("A valid number counts, in the ways systems write it", arguments: ["%", "%%%-%%%-%%%%", "%%% %%% %%%%"])
    func usable(form: String) throws {
        let own = try IdentityTests.number(1)
        var digits = Array(own.digits)[...]
        let text = form == "%" ? own.digits : String(form.map { $0 == "%" ? digits.removeFirst() : $0 })
        #expect(try number(PatientText.nhsNumber(text)) == .usable(own))
    }

    @Test(
        "Placeholders and numbers with a wrong check digit are there and no evidence",
        arguments: (0...9).map { String(repeating: String($0), count: 10) } + [
            "1234567890", "9990000010", "99900000", "",
        ])
    func unusable(text: String) throws {
        #expect(try number(PatientText.nhsNumber(text)) == .unusable)
    }

    @Test("Without a number of the national system there is none")
    func absent() throws {
        let own = try IdentityTests.number(1)
        #expect(try number() == .absent)
        #expect(try number(#"{"system":"https://council.example/id","value":"\#(own.digits)"}"#) == .absent)
        #expect(try number(#"{"value":"\#(own.digits)"}"#) == .absent)
        #expect(try number(#"{"system":"https://fhir.nhs.uk/Id/nhs-number"}"#) == .absent)
    }

    @Test(
        "A number counts with the statuses verified and not yet traced only",
        arguments: [
            ("01", true), ("02", true), ("03", false), ("04", false), ("05", false), ("06", false), ("07", false),
            ("08", false), ("", false), ("number-present-and-verified", false),
        ])
    func status(code: String, counts: Bool) throws {
        let own = try IdentityTests.number(2)
        let found = try number(PatientText.nhsNumber(own.digits, status: code))
        #expect(found == (counts ? .usable(own) : .unusable))
    }

    @Test("A status that holds no code, or comes in an older form, does not let a number count")
    func unreadableStatus() throws {
        let own = try IdentityTests.number(2)
        let textOnly =
            #""extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/"#
            + #"Extension-UKCore-NHSNumberVerificationStatus","valueCodeableConcept":{"text":"traced"}}],"#
        #expect(try number(PatientText.nhsNumber(own.digits, more: textOnly)) == .unusable)
        let older =
            #""extension":[{"url":"https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-"#
            + #"NHSNumberVerificationStatus-1","valueCodeableConcept":{"coding":[{"code":"04"}]}}],"#
        #expect(try number(PatientText.nhsNumber(own.digits, more: older)) == .unusable)
        let other = #""extension":[{"url":"https://example.org/colour","valueString":"blue"}],"#
        #expect(try number(PatientText.nhsNumber(own.digits, more: other)) == .usable(own))
    }

    @Test("Two different numbers that would both count contradict each other, and neither counts")
    func contradiction() throws {
        let (one, other) = (try IdentityTests.number(3), try IdentityTests.number(400))
        let both = [PatientText.nhsNumber(one.digits), PatientText.nhsNumber(other.digits)]
        #expect(try number(both[0], both[1]) == .unusable)
        #expect(try number(both[1], both[0]) == .unusable)
        #expect(try number(both[0], both[1], both[0]) == .unusable)
        #expect(try number(both[0], both[0]) == .usable(one))
        #expect(try number(both[0], PatientText.nhsNumber(other.digits, status: "05")) == .usable(one))
        #expect(try number(PatientText.nhsNumber("9999999999"), both[0]) == .usable(one))
    }

    @Test("A former number is never the person's", arguments: [#""use":"old","#, #""period":{"end":"2019-04-01"},"#])
    func former(mark: String) throws {
        let (own, former) = (try IdentityTests.number(5), try IdentityTests.number(600))
        let old = PatientText.nhsNumber(former.digits, more: mark)
        #expect(try number(old) == .unusable)
        #expect(try number(old, PatientText.nhsNumber(own.digits)) == .usable(own))
        #expect(try number(PatientText.nhsNumber(own.digits), old) == .usable(own))
    }

    @Test("Names are compared without case, accents and marks, previous ones included")
    func names() throws {
        let identity = try PatientText(families: ["O'Brien", "MÜLLER-Ó Sé", "'"]).identity()
        #expect(identity.families == ["obrien", "mullerose"])
    }

    @Test("Postcodes are compared in capitals without spaces")
    func postcodes() throws {
        #expect(try PatientText(postcodes: ["se1 4kv", "N1\u{A0}9GU"]).identity().postcodes == ["SE14KV", "N19GU"])
    }

    @Test("A date of birth that is not a whole day is none", arguments: ["1961", "1961-02", "1961-02-30"])
    func partialBirthDate(text: String) throws {
        #expect(try PatientText(birthDate: text).identity().birthDate == nil)
    }

    @Test("What it holds does not print")
    func hidden() throws {
        let own = try IdentityTests.number(9)
        let identity = try PatientText(identifiers: [PatientText.nhsNumber(own.digits)]).identity()
        let person = TracedPerson(number: own, birthDate: try #require(identity.birthDate))
        for text in ["\(identity)", "\(identity.likeness)", "\(person)", String(reflecting: person)] {
            for secret in [own.digits, "okafor", "1961", "SE14KV"] { #expect(!text.contains(secret)) }
        }
    }
}
