// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareRecord
import CareTypes
import Exchange
import Terminology
import Testing

/// A condition as one source sends it.
private func condition(
    _ id: String, _ concept: String, clinical: String? = "active", verification: String = "confirmed",
    onset: String? = "2015-04-01", more: String = "", from source: TestSource = .gp
) throws -> RecordItem {
    let status = clinical.map { #""clinicalStatus":\#(coded($0)),"# } ?? ""
    let start = onset.map { #","onsetDateTime":"\#($0)""# } ?? ""
    return try item(
        "Condition", id,
        status + #""verificationStatus":\#(coded(verification)),"code":\#(concept)"# + start + more, from: source)
}

private let asthma = snomed("195967001", "Asthma")
private let hospitalAsthma =
    #"{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"J45.9"}],"text":"Asthma, unspecified"}"#

@Suite("Problems")
struct ProblemTests {
    @Test("Twins that agree in all five are one row seen in 2 sources")
    func twins() throws {
        let section = try record([
            condition("1", asthma), condition("2", hospitalAsthma, from: .hospital),
        ]).problems
        #expect(section.active.count == 1)
        #expect(section.active[0].rows.count == 1)
        #expect(section.active[0].rows[0].sources.sourceCount == 2)
        #expect(Set(section.active[0].rows[0].sources.map(\.asRecorded)) == ["Asthma", "Asthma, unspecified"])
    }

    @Test(
        "Twins that differ stay two rows under one heading: nobody has asthma twice",
        arguments: [
            ("clinical status", #""clinicalStatus":{"coding":[{"code":"inactive"}]}"#),
            ("verification", #""verificationStatus":{"coding":[{"code":"provisional"}]}"#),
            ("date", #""onsetDateTime":"2016""#), ("no date", #""note":[{"text":"no date"}]"#),
        ])
    func differing(name: String, member: String) throws {
        var members = [
            #""clinicalStatus":\#(coded("active"))"#, #""verificationStatus":\#(coded("confirmed"))"#,
            #""onsetDateTime":"2015-04-01""#,
        ]
        let key = member.prefix { $0 != ":" }
        members.removeAll { $0.hasPrefix(key) || name == "no date" && $0.contains("onset") }
        let other = try item(
            "Condition", "2", (members + [member, #""code":\#(asthma)"#]).joined(separator: ","), from: .hospital)
        let section = try record([condition("1", asthma), other]).problems
        #expect(section.active.count == 1)
        #expect(section.past.isEmpty)
        #expect(section.active[0].rows.count == 2)
    }

    @Test("Left and right are two problems")
    func sides() throws {
        let knee = snomed("239873007", "Osteoarthritis of knee")
        let section = try record([
            condition("1", knee, more: #","bodySite":[{"text":"Left knee"}]"#),
            condition("2", knee, more: #","bodySite":[{"text":"Right knee"}]"#, from: .hospital),
        ]).problems
        #expect(section.active.count == 2)
        #expect(Set(section.active.flatMap(\.rows).map(\.laterality)) == [.left, .right])
    }

    @Test("A problem without a code never joins another, whatever its words")
    func wordsOnly() throws {
        let words = #"{"text":"Asthma"}"#
        let section = try record([condition("1", words), condition("2", words, from: .hospital)]).problems
        #expect(section.active.count == 2)
    }

    @Test(
        "What is over stands among the past",
        arguments: [
            (#""clinicalStatus":{"coding":[{"code":"resolved"}]}"#, ProblemGroup.Standing.past),
            (#""clinicalStatus":{"coding":[{"code":"remission"}]}"#, .past),
            (#""clinicalStatus":{"coding":[{"code":"active"}]},"abatementDateTime":"2020""#, .past),
            (#""abatementString":"in childhood""#, .past),
        ])
    func past(members: String, standing: ProblemGroup.Standing) throws {
        let section = try record([item("Condition", "1", members + #","code":\#(asthma)"#)]).problems
        #expect(section.active.isEmpty)
        #expect(section.past.map(\.standing) == [standing])
    }

    @Test("An entry that ends a condition moves it to the past, and both stay visible")
    func endedByEntry() throws {
        let section = try record([
            condition("1", asthma),
            condition("2", snomed("162660004", "Asthma resolved"), onset: "2021-05-05", from: .hospital),
        ]).problems
        #expect(section.active.isEmpty)
        #expect(section.past.map(\.standing) == [.endedByEntry])
        #expect(section.past[0].title == "Asthma")
        #expect(Set(section.past[0].rows.map(\.title)) == ["Asthma", "Asthma resolved"])
    }

    @Test("A condition that came back after it was resolved is active, and the group says that sources differ")
    func cameBack() throws {
        let section = try record([
            condition("1", asthma, onset: "2023-01-01"),
            condition("2", snomed("162660004", "Asthma resolved"), onset: "2021-05-05", from: .hospital),
        ]).problems
        #expect(section.active.map(\.standing) == [.active])
        #expect(section.active[0].hasConflict)
    }

    @Test("History-of entries stand in the past, beside the condition where there is one")
    func historyOf() throws {
        let history = snomed("161445009", "H/O: diabetes mellitus")
        let alone = try record([condition("1", history)]).problems
        #expect(alone.active.isEmpty)
        #expect(alone.past.map(\.standing) == [.historyOnly])
        let beside = try record([condition("1", history), condition("2", snomed("73211009", "Diabetes mellitus"))])
            .problems
        #expect(beside.active.count == 1)
        #expect(beside.active[0].rows.count == 2)
        #expect(beside.past.isEmpty)
    }

    @Test(
        "What looks like a problem and is none never stands among the problems",
        arguments: [
            ("160303001", "FH: Diabetes mellitus", StatementRow.Kind.familyHistory),
            ("160266009", "No significant family history", .noFamilyHistory),
            ("162573006", "Suspected lung cancer", .suspected),
            ("713071004", "Alcohol misuser in household", .aboutSomeoneElse),
            ("417425009", "Hemoglobin SS disease with crisis", .episode),
        ])
    func elsewhere(code: String, term: String, kind: StatementRow.Kind) throws {
        for members in [#""code":\#(snomed(code, term))"#, #""status":"final","code":\#(snomed(code, term))"#] {
            let isObservation = members.hasPrefix(#""status""#)
            guard !(isObservation && kind == .episode) else { continue }
            let section = try record([item(isObservation ? "Observation" : "Condition", "1", members)]).problems
            #expect(section.active.isEmpty && section.past.isEmpty)
            let statements = section.familyHistory + section.otherStatements
            #expect(statements.map(\.kind) == [kind])
            #expect(statements.map(\.title) == [term])
        }
    }

    @Test("Family history names the relative")
    func familyMember() throws {
        let members =
            #""status":"partial","relationship":{"text":"Mother"},"condition":[{"code":\#(snomed("275121006", "Family history: Angina"))}]"#
        let section = try record([item("FamilyMemberHistory", "1", members)]).problems
        #expect(section.familyHistory.map(\.about) == ["Mother"])
        #expect(section.active.isEmpty)
    }

    @Test("A later stage is progression: two rows, linked both ways")
    func progression() throws {
        let section = try record([
            condition("1", snomed("433144002", "CKD stage 3"), onset: "2018"),
            condition("2", snomed("700379002", "CKD stage 3B"), onset: "2023", from: .hospital),
        ]).problems
        #expect(section.active.count == 2)
        let early = try #require(section.active.first { $0.title == "CKD stage 3" })
        let late = try #require(section.active.first { $0.title == "CKD stage 3B" })
        #expect(early.progression == [.init(group: late.id, title: late.title, isLater: true)])
        #expect(late.progression == [.init(group: early.id, title: early.title, isLater: false)])
    }

    @Test("Withdrawn rows appear in history only", arguments: ["refuted", "entered-in-error"])
    func withdrawn(verification: String) throws {
        let section = try record([condition("1", asthma, clinical: nil, verification: verification)]).problems
        #expect(section.active.isEmpty && section.past.isEmpty)
        #expect(section.history.map(\.title) == ["Asthma"])
    }

    @Test("A term that hurts is marked, so that a page hides it behind \"as recorded\"")
    func offensiveTerm() throws {
        let section = try record([condition("1", snomed("110359009", "Intellectual disability"))]).problems
        #expect(section.active.map(\.isTermAsRecordedOnly) == [true])
        #expect(try record([condition("1", asthma)]).problems.active.map(\.isTermAsRecordedOnly) == [false])
    }

    @Test(
        "An old pregnancy without an end is no present fact", arguments: [("2024-01-01", true), ("2026-08-01", false)])
    func pregnancy(onset: String, isOver: Bool) throws {
        let section = try record([condition("1", snomed("77386006", "Pregnant"), onset: onset)]).problems
        #expect(section.active.isEmpty == isOver)
        #expect(section.past.map(\.standing) == (isOver ? [.timeOver] : []))
    }

    @Test("An unknown code stays among the problems")
    func unknownCode() throws {
        #expect(try record([condition("1", snomed("123456789", "Something rare"))]).problems.active.count == 1)
    }
}
