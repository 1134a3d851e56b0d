// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareRecord
import CareTypes
import Exchange
import Terminology
import Testing

/// A Patient record; the practice's own names itself as the registered practice.
private func patient(
    _ id: String, _ members: String, isPractice: Bool = false, from source: TestSource = .gp,
    received: String = "2026-11-20T10:00:00Z"
) throws -> RecordItem {
    let managing = isPractice ? "Organization/own" : "Organization/other"
    let references =
        #","managingOrganization":{"reference":"\#(managing)"},"generalPractitioner":[{"reference":"Organization/own","display":"Marsh Lane Surgery"}]"#
    return try item("Patient", id, members + references, from: source, received: received)
}

private func notice(_ code: String, _ date: String = "2026-10-02") -> String {
    #"{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-DeathNotificationStatus","extension":[{"url":"deathNotificationStatus","valueCodeableConcept":{"coding":[{"system":"https://fhir.hl7.org.uk/CodeSystem/UKCore-DeathNotificationStatus","code":"\#(code)"}]}},{"url":"systemEffectiveDate","valueDateTime":"\#(date)"}]}"#
}

private func ethnicity(_ code: String, _ text: String) -> String {
    #""extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory","valueCodeableConcept":{"coding":[{"system":"https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland","code":"\#(code)"}],"text":"\#(text)"}}]"#
}

@Suite("The person")
struct PersonTests {
    @Test(
        "A name is shown as FAMILY, Given (Title), and never cut",
        arguments: [
            (#"{"family":"Ashdown","given":["Margaret","Rose"],"prefix":["Mrs."]}"#, "ASHDOWN, Margaret Rose (Mrs)"),
            (#"{"family":"O'Neill-Świątek","given":["Ann"]}"#, "O'NEILL-ŚWIĄTEK, Ann"),
            (#"{"given":["Prince"]}"#, "Prince"),
            (#"{"text":"Margaret Ashdown"}"#, "Margaret Ashdown"), (#"{"family":"Ashdown"}"#, "ASHDOWN"),
        ])
    func name(json: String, shown: String) throws {
        #expect(try record([patient("1", #""name":[\#(json)]"#)]).person.name.display == shown)
    }

    @Test("A preferred name is shown beside, an old one nowhere")
    func preferredName() throws {
        let names =
            #""name":[{"use":"old","family":"Smith","given":["Mark"]},{"use":"official","family":"Ash","given":["Maria"]},{"use":"nickname","given":["Ria"]}]"#
        let record = try record([patient("1", names)])
        #expect(record.person.name.display == "ASH, Maria")
        #expect(record.person.name.preferred == "Ria")
        #expect(!"\(record)".lowercased().contains("smith"))
    }

    @Test("Demographics are the registered practice's; without one the newest source's; differences are listed")
    func chosen() throws {
        let practice = try patient(
            "1", #""name":[{"family":"Ashdown"}],"gender":"female""#, isPractice: true, received: "2020-01-01T00:00:00Z"
        )
        let newer = try patient(
            "2", #""name":[{"family":"Ashdowne"}],"gender":"female""#, from: .hospital, received: "2026-11-01T00:00:00Z"
        )
        let older = try patient(
            "3", #""name":[{"family":"Ashdon"}]"#, from: .otherHospital, received: "2019-01-01T00:00:00Z")
        let one = try record([older, newer, practice]).person
        #expect(one.name.display == "ASHDOWN")
        #expect(one.chosenFrom?.name == "Marsh Lane Surgery")
        let names = try #require(one.differences.first { $0.field == .name })
        #expect(names.answers.map(\.text) == ["ASHDOWN", "ASHDOWNE", "ASHDON"])
        #expect(one.differences.contains { $0.field == .gender } == false)
        #expect(try record([older, newer]).person.name.display == "ASHDOWNE")
        #expect(PersonSection.rule.contains("GP practice"))
    }

    @Test(
        "Age counts London days: the birthday begins at midnight there",
        arguments: [
            ("2026-06-14T22:59:59Z", 77), ("2026-06-14T23:00:00Z", 78), ("2026-06-15T00:30:00Z", 78),
            ("2026-02-28T12:00:00Z", 77),
        ])
    func age(at: String, years: Int) throws {
        let answer = try gathered([], at: at, born: CivilDate("1948-06-15"))
        #expect(CareRecord(answer).person.age == years)
    }

    @Test(
        "Gender is said in the words of the standard, and never inferred",
        arguments: [
            ("male", .male), ("female", .female), ("other", .other), ("unknown", .notKnown),
            (nil, .notSpecified),
        ] as [(String?, AdministrativeGender)])
    func gender(code: String?, expected: AdministrativeGender) throws {
        let member = code.map { #""gender":"\#($0)""# } ?? #""active":true"#
        let person = try record([patient("1", member)]).person
        #expect(person.gender == expected)
        #expect(person.birthSex == nil)
    }

    /// Notices of death of two sources, and what follows.
    static let deaths: [(String, String, DeathStatement.State, String?)] = [
        (#""active":true"#, #""active":true"#, .notRecorded, nil),
        (#""deceasedDateTime":"2026-10-01""#, #""active":true"#, .died, "2026-10-01"),
        (
            #""extension":[\#(notice("1"))],"deceasedDateTime":"2026-09-30""#,
            #""extension":[\#(notice("2"))],"deceasedDateTime":"2026-10-01""#, .died, "2026-10-01"
        ),
        (#""extension":[\#(notice("U"))],"deceasedBoolean":false"#, #""active":true"#, .noticeRemoved, nil),
        (
            #""extension":[\#(notice("U"))],"deceasedBoolean":false"#, #""deceasedDateTime":"2026-10-01""#,
            .sourcesDisagree, "2026-10-01"
        ),
        (#""deceasedBoolean":false"#, #""deceasedBoolean":true"#, .sourcesDisagree, nil),
        (#""deceasedBoolean":false"#, #""active":true"#, .notRecorded, nil),
    ]

    @Test("A notice of death comes into the banner and goes out again", arguments: deaths)
    func death(one: String, other: String, state: DeathStatement.State, date: String?) throws {
        let death = try record([patient("1", one), patient("2", other, from: .hospital)]).person.death
        #expect(death.state == state)
        #expect(death.date?.text == date)
        if state == .sourcesDisagree { #expect(death.statements.count == 2) }
    }

    @Test("Different dates of death are both kept, and age stops at death")
    func deathDates() throws {
        let person = try record([
            patient("1", #""deceasedDateTime":"2020-01-10""#),
            patient("2", #""deceasedDateTime":"2020-01-12""#, from: .hospital),
        ]).person
        #expect(person.death.hasDifferentDates)
        #expect(person.age == 71)
        let agreeing = try record([
            patient("1", #""deceasedDateTime":"2020-01""#),
            patient("2", #""deceasedDateTime":"2020-01-12""#, from: .hospital),
        ]).person
        #expect(!agreeing.death.hasDifferentDates)
    }

    @Test("A real ethnic category leads; not stated and not known stay apart")
    func ethnic() throws {
        let person = try record([
            patient("1", ethnicity("Z", "Not stated")), patient("2", ethnicity("M", "Caribbean"), from: .hospital),
            patient("3", ethnicity("99", "Not known"), from: .otherHospital),
        ]).person
        #expect(person.ethnicity?.answer == .stated("M"))
        #expect(
            person.differences.first { $0.field == .ethnicity }?.answers.map(\.text) == [
                "Caribbean", "Not stated", "Not known",
            ])
    }

    @Test("Different addresses of two sources are both shown")
    func addresses() throws {
        func home(_ line: String) -> String {
            #""address":[{"use":"home","line":["\#(line)"],"postalCode":"ZZ99 3VZ"}]"#
        }
        let person = try record([
            patient("1", home("1 Marsh Lane"), isPractice: true), patient("2", home("9 Hill Road"), from: .hospital),
            patient("3", home("1 marsh lane"), from: .otherHospital),
        ]).person
        #expect(person.addresses.map(\.lines) == [["1 Marsh Lane"], ["9 Hill Road"]])
        #expect(person.addresses.map(\.sources.count) == [2, 1])
        #expect(person.differences.contains { $0.field == .address })
    }

    @Test("Contacts of records and plans are one list, the one to call first on top")
    func contacts() throws {
        let contact =
            #""contact":[{"relationship":[\#(coded("N"))],"name":{"text":"Helen Ashdown"},"telecom":[{"value":"07700 900123"}],"extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-ContactRank","valuePositiveInt":1}]}]"#
        let person = try record([
            patient("1", contact),
            item(
                "RelatedPerson", "2",
                #""relationship":[{"text":"Daughter, main carer"}],"name":[{"text":"Helen Ashdown"}],"telecom":[{"value":"07700 900123"}]"#,
                from: .council),
            item("RelatedPerson", "3", #""name":[{"text":"Neighbour"}]"#, from: .council),
        ]).person
        #expect(person.contacts.map(\.name) == ["Helen Ashdown", "Neighbour"])
        #expect(person.contacts[0].relationship?.contains("Daughter, main carer") == true)
        #expect(person.contacts[0].isNextOfKin)
        #expect(person.contacts[0].sources.count == 2)
    }

    @Test(
        "Somebody who is no longer to be called stands last, and a number out of use nowhere",
        arguments: [
            ("RelatedPerson", #""active":false"#, false), ("RelatedPerson", #""period":{"end":"2026-01-01"}"#, false),
            ("RelatedPerson", #""active":true,"period":{"start":"2020","end":"2027"}"#, true),
            ("Patient", #""period":{"end":"2026-11-22"}"#, false), ("Patient", #""period":{"start":"2020"}"#, true),
        ])
    func formerContacts(type: String, members: String, isCurrent: Bool) throws {
        let phones =
            #""telecom":[{"value":"1","use":"old"},{"value":"2","period":{"end":"2020-01-01"}},{"value":"3"}]"#
        let someone =
            type == "Patient"
            ? try patient("1", #""contact":[{"name":{"text":"Ann"},\#(phones),\#(members)}]"#)
            : try item(type, "1", #""name":[{"text":"Ann"}],\#(phones),\#(members)"#)
        let person = try record([
            someone, item("RelatedPerson", "2", #""name":[{"text":"Bea"}]"#, from: .council),
            patient("3", phones, from: .hospital),
        ]).person
        #expect(person.contacts.map(\.name).sorted() == ["Ann", "Bea"])
        let ann = try #require(person.contacts.first { $0.name == "Ann" })
        #expect(ann.isCurrent == isCurrent)
        #expect(ann.telecoms == ["3"])
        #expect(isCurrent || person.contacts.last == ann)
        #expect(person.telecoms.map(\.value) == ["3"])
    }

    @Test("Languages, interpreters, formats and adjustments are gathered from all sources")
    func needs() throws {
        let members =
            #""communication":[{"language":{"text":"Bengali"},"extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSCommunication","extension":[{"url":"interpreterRequired","valueBoolean":true}]}]}]"#
        let format =
            #"{"coding":[{"system":"https://fhir.hl7.org.uk/CodeSystem/UKCore-PreferredWrittenCommunicationFormat","code":"11"}],"text":"Large print letters"}"#
        let heading = #"[{"coding":[{"code":"reasonable-adjustments-for-health-and-care-access"}]}]"#
        let person = try record([
            patient("1", members), item("Flag", "2", #""status":"active","category":\#(heading),"code":\#(format)"#),
            item("Flag", "3", #""status":"active","category":\#(heading),"code":{"text":"Longer appointments"}"#),
        ]).person
        let kinds = Set(person.communicationNeeds.map { "\($0.kind.rawValue): \($0.text)" })
        #expect(
            kinds == [
                "language: Bengali", "interpreter: Bengali", "written-format: Large print letters",
                "adjustment: Longer appointments",
            ])
    }

    @Test("The practice is named with the day of registration")
    func practice() throws {
        let own = try patient("1", #""active":true"#, isPractice: true)
        let registration = try item(
            "EpisodeOfCare", "e",
            #""status":"active","type":[{"text":"Registration"}],"managingOrganization":{"reference":"Organization/own"},"period":{"start":"2015-04-01"}"#
        )
        let practice = try #require(try record([own, registration]).person.practice)
        #expect(practice.name == "Marsh Lane Surgery")
        #expect(practice.organisation?.text == "Y99001")
        #expect(practice.since?.text == "2015-04-01")
    }
}
