// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Terminology
import Testing

@Suite("Conditions")
struct ConditionTests {
    private static func family(_ code: String, _ system: String = CodeSystemURI.snomed) -> ConditionFamily {
        ConditionFamily.key(system: system, code: code)
    }

    @Test(
        "Codes of one condition are one family",
        arguments: [
            ("59621000", CodeSystemURI.snomed, "38341003"),
            ("59621000", CodeSystemURI.icd10, "I10X"),
            ("59621000", CodeSystemURI.icd10, "I10"),
            ("110359009", CodeSystemURI.snomed, "931001000000105"),
            ("195967001", CodeSystemURI.icd10, "J45.9"),
            ("44054006", CodeSystemURI.icd10, "E119"),
            ("433144002", CodeSystemURI.icd10, "N183"),
        ])
    func joinsTwins(one: String, system: String, other: String) {
        #expect(Self.family(one) == Self.family(other, system))
    }

    @Test(
        "Types, stages, subtypes and wider terms stay apart",
        arguments: [
            ("73211009", CodeSystemURI.snomed, "44054006"), ("73211009", CodeSystemURI.snomed, "46635009"),
            ("44054006", CodeSystemURI.snomed, "46635009"), ("44054006", CodeSystemURI.snomed, "700449008"),
            ("433144002", CodeSystemURI.snomed, "700379002"), ("700378005", CodeSystemURI.snomed, "700379002"),
            ("709044004", CodeSystemURI.snomed, "433144002"), ("52448006", CodeSystemURI.snomed, "26929004"),
            ("127040003", CodeSystemURI.snomed, "35434009"), ("127040003", CodeSystemURI.snomed, "417425009"),
            ("49436004", CodeSystemURI.icd10, "I489"), ("35489007", CodeSystemURI.icd10, "F329"),
            ("22298006", CodeSystemURI.icd10, "I252"), ("195967001", CodeSystemURI.snomed, "13645005"),
        ])
    func keepsApart(one: String, system: String, other: String) {
        #expect(Self.family(one) != Self.family(other, system))
    }

    @Test("A code not listed is a family of its own, the same in every spelling of its system")
    func keepsUnknownCodes() {
        #expect(Self.family("1726491000006101") == Self.family("1726491000006101", CodeSystemURI.dmd))
        #expect(Self.family("Q87.4", CodeSystemURI.icd10) == Self.family("Q874", "http://hl7.org/fhir/sid/icd-10-uk"))
        #expect(Self.family("1726491000006101") != Self.family("1726501000006109"))
        #expect(Self.family("H33..", "http://read.info/ctv3") != Self.family("H33..", "http://read.info/readv2"))
    }

    @Test(
        "CKD and frailty move through stages instead of repeating",
        arguments: [
            ("709044004", "433144002", true), ("433144002", "700378005", true), ("433144002", "700379002", true),
            ("700378005", "700379002", true), ("700379002", "431857002", true), ("431857002", "433144002", false),
            ("433144002", "433144002", false), ("925791000000100", "925861000000102", true),
            ("433144002", "925861000000102", false),
        ])
    func progresses(from: String, to: String, isProgression: Bool) throws {
        let earlier = try #require(ConditionStage.lookup(system: CodeSystemURI.snomed, code: from))
        let later = try #require(ConditionStage.lookup(system: CodeSystemURI.snomed, code: to))
        #expect(earlier.progresses(to: later) == isProgression)
    }

    @Test("ICD-10 stages join the same course, and other conditions have no stage")
    func knowsStages() {
        #expect(
            ConditionStage.lookup(system: CodeSystemURI.icd10, code: "N18.3")
                == ConditionStage.lookup(system: CodeSystemURI.snomed, code: "433144002"))
        #expect(ConditionStage.lookup(system: CodeSystemURI.snomed, code: "195967001") == nil)
    }

    @Test(
        "'Resolved' ends its condition, both types of diabetes included",
        arguments: [
            ("162660004", ["195967001"]), ("196381000000100", ["35489007"]),
            ("315051004", ["46635009", "44054006", "73211009"]),
        ])
    func resolves(code: String, ended: [String]) throws {
        let meaning = ConditionMeaning.kind(system: CodeSystemURI.snomed, code: code)
        guard case .resolves(let families) = meaning else {
            Issue.record("\(code) does not resolve anything")
            return
        }
        #expect(Set(families) == Set(ended.map { Self.family($0) }))
        #expect(meaning.place == .pastProblems)
    }

    @Test(
        "'History of' goes to the past",
        arguments: [
            (CodeSystemURI.snomed, "161445009", "73211009"), (CodeSystemURI.icd10, "I252", "22298006"),
        ])
    func goesToThePast(system: String, code: String, condition: String) {
        let meaning = ConditionMeaning.kind(system: system, code: code)
        #expect(meaning == .historyOf([Self.family(condition)]))
        #expect(meaning.place == .pastProblems)
    }

    @Test(
        "Facts about relatives, the household and mere suspicion never become problems",
        arguments: [
            ("160303001", ConditionMeaning.familyHistory([family("73211009")])),
            ("275121006", .familyHistory([family("194828000")])), ("430678008", .familyHistory([family("46635009")])),
            ("160266009", .noFamilyHistory), ("162573006", .suspected([family("363358000")])),
            ("473126001", .suspected([family("35489007")])), ("413759008", .aboutSomeoneElse),
            ("713071004", .aboutSomeoneElse), ("787481004", .noKnownMedicines), ("196421000000109", .degradedMedicine),
            ("1103671000000101", .listedAs(.notACondition)),
        ])
    func neverBecomesAProblem(code: String, meaning: ConditionMeaning) {
        #expect(ConditionMeaning.kind(system: CodeSystemURI.snomed, code: code) == meaning)
        #expect(meaning.place == .elsewhere)
    }

    @Test("Every code listed as no condition stays off the active problems")
    func keepsNonConditionsOut() {
        for row in ListedCodes.group(.notACondition) {
            #expect(ConditionMeaning.kind(row.key).place != .problems, "\(row.code)")
        }
    }

    @Test("Every listed condition is a problem, but for the crisis, which is an episode")
    func acceptsConditions() {
        for row in ListedCodes.group(.condition) {
            let expected: ConditionMeaning = row.code == "417425009" ? .episode(of: Self.family("127040003")) : .problem
            #expect(ConditionMeaning.kind(row.key) == expected, "\(row.code)")
        }
    }

    @Test(
        "Hospital diagnoses are problems unless they are a status, a history or an allergy",
        arguments: [
            ("I10X", ConditionMeaning.Place.problems), ("R54X", .problems), ("N179", .problems), ("Z921", .elsewhere),
            ("Z370", .elsewhere), ("Z880", .elsewhere), ("I252", .pastProblems),
        ])
    func placesDiagnoses(code: String, place: ConditionMeaning.Place) {
        #expect(ConditionMeaning.kind(system: CodeSystemURI.icd10, code: code).place == place)
    }

    @Test(
        "Listed codes of other kinds are told as such",
        arguments: [
            ("248171000000108", ListedCode.Group.flag), ("450476008", .decision), ("304253006", .decision),
            ("80146002", .procedure),
        ])
    func knowsOtherKinds(code: String, group: ListedCode.Group) {
        #expect(ConditionMeaning.kind(system: CodeSystemURI.snomed, code: code) == .listedAs(group))
    }

    @Test("An unknown code is shown among the problems, not hidden")
    func showsUnknownCodes() {
        let meaning = ConditionMeaning.kind(system: CodeSystemURI.snomed, code: "1726491000006101")
        #expect(meaning == .unknownMeaning)
        #expect(meaning.place == .problems)
    }

    @Test("A child protection plan sent as a condition is a flag, with a flag's protection, and no problem")
    func keepsChildProtectionOffTheProblems() {
        let meaning = ConditionMeaning.kind(system: CodeSystemURI.snomed, code: "342191000000101")
        #expect(meaning == .listedAs(.flag))
        #expect(meaning.place == .elsewhere)
    }

    @Test("Pregnancy ends by itself, asthma does not")
    func knowsTimeLimits() {
        #expect(ConditionMeaning.isTimeLimited(system: CodeSystemURI.snomed, code: "77386006"))
        #expect(!ConditionMeaning.isTimeLimited(system: CodeSystemURI.snomed, code: "195967001"))
    }
}
