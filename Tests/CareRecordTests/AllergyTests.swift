// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareRecord
import CareTypes
import Exchange
import Terminology
import Testing

/// An allergy as one source sends it.
private func allergy(
    _ id: String, _ concept: String, clinical: String? = "active", verification: String = "confirmed",
    recorded: String = "2019-03-07", more: String = "", from source: TestSource = .gp
) throws -> RecordItem {
    let status = clinical.map { #""clinicalStatus":\#(coded($0)),"# } ?? ""
    return try item(
        "AllergyIntolerance", id,
        status + #""verificationStatus":\#(coded(verification)),"code":\#(concept),"recordedDate":"\#(recorded)""#
            + more,
        from: source)
}

private let penicillin = snomed("764146007", "Penicillin")
private let noKnown = snomed("716186003", "No known allergies")
private let noDrug = snomed("409137002", "No known drug allergy")
private let noFood = snomed("429625007", "No known food allergy")

@Suite("Allergies")
struct AllergyTests {
    /// What sources say, and the one state that follows.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var items: @Sendable () throws -> [RecordItem]
        var states: [String: SourceLine.State] = [:]
        var state: AllergySection.State

        var testDescription: String { name }
    }

    private static let silent: [String: SourceLine.State] = [
        "gp-y99001": .failed, "epr-r99x1": .failed, "epr-r99x2": .notConnected,
    ]

    static let cases: [Case] = [
        Case(name: "an allergy is known", items: { [try allergy("1", penicillin)] }, state: .known),
        Case(
            name: "an allergy in words only is known", items: { [try allergy("1", #"{"text":"Plasters"}"#)] },
            state: .known),
        Case(
            name: "none known in one source and penicillin in another is known",
            items: { [try allergy("1", noKnown), try allergy("2", penicillin, from: .hospital)] }, state: .known),
        Case(
            name: "asserted by code for all allergies", items: { [try allergy("1", noKnown)] }, state: .noKnown(.all)),
        Case(
            name: "asserted as a GP problem",
            items: { [try item("Condition", "1", #""code":\#(noKnown),"recordedDate":"2020-01-01""#)] },
            state: .noKnown(.all)),
        Case(
            name: "asserted for medicines only", items: { [try allergy("1", noDrug)] },
            state: .noKnown(.medicinesOnly)),
        Case(
            name: "asserted for food only says too little", items: { [try allergy("1", noFood)] }, state: .notRecorded),
        Case(
            name: "words without a code assert nothing and are no allergy",
            items: { [try allergy("1", #"{"text":"No known allergies"}"#)] }, state: .notRecorded),
        Case(name: "nothing is recorded", items: { [] }, state: .notRecorded),
        Case(
            name: "an assertion that was taken back asserts nothing",
            items: { [try allergy("1", noKnown, clinical: nil, verification: "entered-in-error")] },
            state: .notRecorded),
        Case(
            name: "an assertion that is over asserts nothing",
            items: { [try allergy("1", noKnown, clinical: "resolved")] }, state: .notRecorded),
        Case(
            name: "a refuted allergy is none", items: { [try allergy("1", penicillin, verification: "refuted")] },
            state: .notRecorded),
        Case(
            name: "a resolved allergy is none now", items: { [try allergy("1", penicillin, clinical: "resolved")] },
            state: .notRecorded),
        Case(name: "no source that could know answered", items: { [] }, states: silent, state: .unavailable),
        Case(
            name: "one source that could know did not answer", items: { [] }, states: ["gp-y99001": .failed],
            state: .unavailable),
        Case(
            name: "a source keeps information back", items: { [] }, states: ["gp-y99001": .withheld],
            state: .unavailable),
        Case(
            name: "a late source has told what it knew", items: { [] }, states: ["gp-y99001": .late],
            state: .notRecorded),
        Case(
            name: "an allergy stays known when a source is silent", items: { [try allergy("1", penicillin)] },
            states: silent, state: .known),
    ]

    @Test("The banner has exactly one of four states", arguments: cases)
    func state(_ row: Case) throws {
        let section = try record(row.items(), states: row.states).allergies
        #expect(section.state == row.state)
    }

    @Test(
        "Allergies reach the section wherever they were sent",
        arguments: [
            ("Condition", #""code":\#(snomed("91936005", "Allergy to penicillin"))"#, AllergyRow.Form.condition),
            ("Condition", #""code":\#(snomed("161591004", "H/O: penicillin allergy"))"#, .historyOf),
            ("Condition", #""code":\#(snomed("241933001", "Peanut-induced anaphylaxis"))"#, .reaction),
            (
                "Condition",
                #""code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"Z88.0"}],"text":"Z88.0"}"#,
                .condition
            ),
            ("Observation", #""status":"final","code":\#(snomed("91935009", "Allergy to peanut"))"#, .condition),
        ])
    func elsewhere(type: String, members: String, form: AllergyRow.Form) throws {
        let record = try record([item(type, "1", members)])
        #expect(record.allergies.state == .known)
        #expect(record.allergies.current.map(\.form) == [form])
        #expect(record.problems.active.isEmpty && record.problems.past.isEmpty && record.results.trends.isEmpty)
    }

    @Test("The diagnosis of a finished visit does not end the allergy it names")
    func visitDiagnosis() throws {
        let members = """
            "clinicalStatus":\(coded("resolved")),"category":[\(coded("encounter-diagnosis"))],
            "code":\(snomed("91936005", "Allergy to penicillin")),"abatementDateTime":"2024-01-05"
            """
        #expect(try record([item("Condition", "1", members)]).allergies.state == .known)
    }

    @Test("Resolved in one source and active in another: both are shown and active leads")
    func resolvedAndActive() throws {
        let section = try record([
            allergy("1", penicillin, clinical: "resolved"), allergy("2", penicillin, from: .hospital),
        ]).allergies
        #expect(section.state == .known)
        #expect(section.current.map(\.sources.first?.name) == ["Riverside Hospital"])
        #expect(section.ended.map(\.sources.first?.name) == ["Marsh Lane Surgery"])
        #expect(
            section.conflicts
                == [AllergyConflict(kind: .endedButCurrent, current: section.current[0].id, other: section.ended[0].id)]
        )
    }

    @Test("Refuted rows and rows entered in error appear in history only", arguments: ["refuted", "entered-in-error"])
    func withdrawn(verification: String) throws {
        let record = try record([
            allergy("1", penicillin, clinical: nil, verification: verification),
            allergy("2", snomed("111088007", "Latex"), from: .hospital),
        ])
        #expect(record.allergies.current.map(\.title) == ["Latex"])
        #expect(record.allergies.ended.isEmpty)
        #expect(record.header.currentAllergies.count == 1)
        #expect(record.allergies.history.map(\.title) == ["Penicillin"])
        #expect(record.allergies.history[0].sources.map(\.item.reference) == ["AllergyIntolerance/1"])
    }

    @Test("A statement that denies an allergy is listed as a conflict, within its scope only")
    func conflicts() throws {
        let peanut = snomed("762952008", "Peanut")
        let section = try record([
            allergy("1", noDrug), allergy("2", peanut, from: .hospital), allergy("3", penicillin, from: .otherHospital),
        ]).allergies
        let penicillinRow = try #require(section.current.first { $0.title == "Penicillin" })
        #expect(section.conflicts.map(\.current) == [penicillinRow.id])
        #expect(section.conflicts.map(\.kind) == [.noneKnownButRecorded])
    }

    @Test("Twin codes of a substance from two sources are one row seen in 2 sources")
    func twins() throws {
        let section = try record([
            allergy("1", snomed("762952008", "Peanut"), more: #","reaction":[{"manifestation":[{"text":"Hives"}]}]"#),
            allergy(
                "2", snomed("256349002", "Peanut - dietary"),
                more: #","reaction":[{"manifestation":[{"text":"Wheeze"}]}]"#, from: .hospital),
        ]).allergies
        #expect(section.current.count == 1)
        #expect(section.current[0].sources.sourceCount == 2)
        #expect(section.current[0].reactions.map(\.manifestations).sorted { $0[0] < $1[0] } == [["Hives"], ["Wheeze"]])
        #expect(Set(section.current[0].sources.map(\.asRecorded)) == ["Peanut", "Peanut - dietary"])
    }

    @Test("A class and its member keep rows of their own")
    func familyIsNotSame() throws {
        let section = try record([
            allergy("1", penicillin), allergy("2", snomed("372687004", "Amoxicillin"), from: .hospital),
        ]).allergies
        #expect(section.current.count == 2)
    }

    @Test(
        "Words that say none is known keep what they speak of, and assert nothing for the banner",
        arguments: [
            ("No known allergies", .all), ("NKA", .all), ("Nil known", .all), ("No allergies recorded", .all),
            ("No known drug allergies", .drug), ("NKDA", .drug), ("No known allergies to medicines", .drug),
            ("No drug allergies", .drug), ("no known food allergies", .food), ("No known allergy to latex", .latex),
            ("No known allergy to penicillin", nil),
        ] as [(String, AllergyScope?)])
    func wordsOnly(text: String, scope: AllergyScope?) throws {
        let section = try record([allergy("1", #"{"text":"\#(text)"}"#)]).allergies
        #expect(section.noneKnown.map(\.title) == [text])
        #expect(section.noneKnown.map(\.scope) == [scope])
        #expect(section.noneKnown.map(\.isCoded) == [false])
        #expect(section.current.isEmpty && section.state == .notRecorded)
    }

    @Test(
        "Words that go on to name an allergy are an allergy",
        arguments: ["No known allergies except penicillin", "No known drug allergies, but hives with ibuprofen"])
    func wordsWithException(text: String) throws {
        let section = try record([allergy("1", #"{"text":"\#(text)"}"#)]).allergies
        #expect(section.current.map(\.title) == [text] && section.noneKnown.isEmpty)
        #expect(section.state == .known)
    }

    @Test("A code for medicines alone says so in state and row")
    func medicinesOnly() throws {
        let section = try record([allergy("1", noDrug)]).allergies
        #expect(section.state == .noKnown(.medicinesOnly))
        #expect(section.noneKnown.map(\.scope) == [.drug] && section.noneKnown.map(\.isCoded) == [true])
    }

    @Test("Severe allergies lead, and each shows when it was last recorded")
    func order() throws {
        let section = try record([
            allergy("1", penicillin, recorded: "2024-05-01"),
            allergy("2", snomed("111088007", "Latex"), recorded: "2010-05-01", more: #","criticality":"high""#),
        ]).allergies
        #expect(section.current.map(\.title) == ["Latex", "Penicillin"])
        #expect(section.current.map { $0.lastUpdated?.text } == ["2010-05-01", "2024-05-01"])
    }

    @Test("An allergy that got lost but for its text asks for a look before prescribing")
    func degraded() throws {
        let text =
            #"{"coding":[{"system":"http://snomed.info/sct","code":"196461000000101"}],"text":"Septrin - rash <1989>"}"#
        let section = try record([allergy("1", text)]).allergies
        #expect(section.needsLookBeforePrescribing)
        #expect(section.current[0].title == "Septrin - rash <1989>")
    }

    @Test("Why and when an allergy ended is kept")
    func ended() throws {
        let extensions = """
            ,"extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-AllergyIntoleranceEnd",
            "extension":[{"url":"endDate","valueDateTime":"2021-06-01"},{"url":"reasonEnded","valueString":"Challenge negative"}]}]
            """
        let section = try record([allergy("1", penicillin, clinical: "resolved", more: extensions)]).allergies
        #expect(section.ended.map { $0.ended?.text } == ["2021-06-01"])
        #expect(section.ended.map(\.reasonEnded) == ["Challenge negative"])
    }
}
