// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Terminology
import Testing

@Suite("Allergies")
struct AllergyTests {
    private static func fact(_ code: String, _ system: String = CodeSystemURI.snomed) throws -> AllergyFact {
        try #require(AllergyFact.lookup(system: system, code: code), "\(code)")
    }

    @Test(
        "An allergy sent as a condition or diagnosis reaches the allergies",
        arguments: [
            (CodeSystemURI.snomed, "91936005", "penicillin"), (CodeSystemURI.icd10, "Z880", "penicillin"),
            (CodeSystemURI.icd10, "Z88.0", "penicillin"), (CodeSystemURI.snomed, "91935009", "peanut"),
            (CodeSystemURI.icd10, "Z888", nil),
        ])
    func findsMisplacedAllergies(system: String, code: String, substance: String?) throws {
        let fact = try Self.fact(code, system)
        #expect(fact.kind == .allergy)
        #expect(fact.substance?.name == substance)
        #expect(ConditionMeaning.kind(system: system, code: code) == .allergy(fact))
        #expect(ConditionMeaning.kind(system: system, code: code).place == .elsewhere)
    }

    @Test(
        "A history and a reaction are not the same as an allergy",
        arguments: [
            ("161591004", AllergyFact.Kind.history, "penicillin"), ("241933001", .reaction, "peanut"),
        ])
    func tellsKindsApart(code: String, kind: AllergyFact.Kind, substance: String) throws {
        #expect(try Self.fact(code).kind == kind)
        #expect(try Self.fact(code).substance?.name == substance)
    }

    @Test("Twin codes of one substance are one substance")
    func joinsTwins() throws {
        let peanut = AllergySubstance.lookup(system: CodeSystemURI.snomed, code: "762952008")
        #expect(peanut != nil)
        #expect(AllergySubstance.lookup(system: CodeSystemURI.snomed, code: "256349002") == peanut)
        #expect(try Self.fact("91935009").substance == peanut)
    }

    @Test("Amoxicillin and other penicillins keep rows of their own")
    func keepsFamilyMembers() throws {
        let members = try ["372687004", "373270004", "764146007"].map {
            try #require(AllergySubstance.lookup(system: CodeSystemURI.snomed, code: $0))
        }
        #expect(Set(members).count == 3)
    }

    @Test(
        "'None known' says only what it says",
        arguments: [
            ("716186003", "91936005", true), ("716186003", "91935009", true), ("160244002", "91935009", true),
            ("409137002", "91936005", true), ("409137002", "91935009", false), ("429625007", "91935009", true),
            ("429625007", "91936005", false), ("428607008", "288328004", true), ("428607008", "91935009", false),
            ("716184000", "111088007", true), ("716184000", "91936005", false), ("716186003", "161591004", false),
            ("91936005", "91935009", false), ("409137002", "196461000000101", true),
            ("409137002", "196471000000108", false),
        ])
    func respectsScope(statement: String, allergy: String, denies: Bool) throws {
        #expect(try Self.fact(statement).denies(Self.fact(allergy)) == denies)
    }

    @Test(
        "'None known' is an assertion with a scope",
        arguments: [
            ("716186003", AllergyScope.all), ("160244002", .all), ("409137002", .drug), ("429625007", .food),
            ("428607008", .environment), ("716184000", .latex),
        ])
    func knowsScopes(code: String, scope: AllergyScope) throws {
        #expect(try Self.fact(code).kind == .noneKnown)
        #expect(try Self.fact(code).scope == scope)
    }

    @Test(
        "An allergy lost but for its text still counts",
        arguments: [
            ("196461000000101", AllergyScope.drug), ("196471000000108", nil),
        ])
    func keepsDegradedEntries(code: String, scope: AllergyScope?) throws {
        #expect(try Self.fact(code).kind == .degraded)
        #expect(try Self.fact(code).scope == scope)
    }

    @Test(
        "Codes about something else are no allergy facts",
        arguments: [
            "195967001", "39579001", "787481004", "160303001", "445528004", "39733011000001106",
        ])
    func leavesOtherCodes(code: String) {
        #expect(AllergyFact.lookup(system: CodeSystemURI.snomed, code: code) == nil)
    }
}
