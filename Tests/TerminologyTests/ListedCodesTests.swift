// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Terminology
import Testing

@Suite("The listed codes")
struct ListedCodesTests {
    @Test("The shipped tables have no fault")
    func shippedTablesAreSound() {
        #expect(ListedCodes.faults().map(\.diagnostics) == [])
    }

    @Test("Every group has rows")
    func groupsHaveRows() {
        for group in ListedCode.Group.allCases {
            #expect(!ListedCodes.group(group).isEmpty, "\(group)")
        }
    }

    @Test(
        "Codes are found under each spelling of their system, and only there",
        arguments: [
            (CodeSystemURI.snomed, "59621000", "Essential hypertension"),
            (CodeSystemURI.snomed, "39733011000001106", "Atorvastatin 20mg tablets"),
            (CodeSystemURI.dmd, "39733011000001106", "Atorvastatin 20mg tablets"),
            (CodeSystemURI.dmd, "320030001", "Atorvastatin 20mg tablets"),
            (CodeSystemURI.icd10, "Z88.0", "Personal history of allergy to penicillin"),
            (CodeSystemURI.opcs4, "U21.2", "CT NEC"), (CodeSystemURI.loinc, "8867-4", "Heart rate"),
            (CodeSystemURI.ethnicCategory, "Z", "Not stated"), (CodeSystemURI.deathNotification, "U", "Removed"),
            (CodeSystemURI.snomed, "8867-4", nil), (CodeSystemURI.loinc, "59621000", nil),
            (CodeSystemURI.ethnicCategory, "U", nil), ("", "59621000", nil),
        ])
    func finds(system: String, code: String, term: String?) {
        #expect(ListedCodes.find(system: system, code: code)?.term == term)
    }

    @Test("Medicines are sent under dm+d, conditions under SNOMED CT")
    func keepsSystemsToSend() {
        #expect(ListedCodes.find(system: CodeSystemURI.snomed, code: "320030001")?.system == CodeSystemURI.dmd)
        #expect(ListedCodes.find(system: CodeSystemURI.snomed, code: "59621000")?.system == CodeSystemURI.snomed)
    }

    @Test(
        "A code that is two kinds of thing is one row in both groups",
        arguments: [
            ("39579001", [ListedCode.Group.condition, .allergyReaction]),
            ("777067000", [.allergySubstance, .medicine]),
        ])
    func sharesRows(code: String, groups: [ListedCode.Group]) {
        let row = ListedCodes.find(system: CodeSystemURI.snomed, code: code)
        #expect(row?.groups == groups)
        for group in groups {
            #expect(ListedCodes.group(group).contains { $0.code == code })
        }
    }

    @Test(
        "Codes remembered but not confirmed are marked, and no lookup says what they mean",
        arguments: [
            "165581004", "993381000000106", "313835008",
        ])
    func assertsNothingUnconfirmed(code: String) throws {
        let row = try #require(ListedCodes.find(system: CodeSystemURI.snomed, code: code))
        #expect(row.certainty == .fromMemory)
        #expect(!row.hasConfirmedMeaning)
        #expect(row.labels == [])
        #expect(Analyte.lookup(row.key) == nil)
        #expect(ConditionMeaning.kind(row.key) == .unknownMeaning)
        #expect(AllergyFact.lookup(row.key) == nil)
        #expect(MedicineProduct.lookup(row.key) == nil)
        #expect(VaccinationMeaning.lookup(row.key) == nil)
        #expect(PersonFlag.lookup(system: row.system, code: code) == nil)
    }

    @Test(
        "Codes that memory gets wrong do not mean what is often believed",
        arguments: [
            "445528004", "61261009", "387170002", "408036003", "35919005", "1028131000000104",
        ])
    func knowsWrongBeliefs(code: String) {
        #expect(SNOMEDIdentifier(code) != nil, "A right check digit is not a right meaning.")
        #expect(ListedCodes.find(system: CodeSystemURI.snomed, code: code) == nil)
        #expect(ResuscitationDecision.lookup(system: CodeSystemURI.snomed, code: code) == nil)
        #expect(ConditionMeaning.kind(system: CodeSystemURI.snomed, code: code) == .unknownMeaning)
        #expect(MedicineProduct.lookup(system: CodeSystemURI.snomed, code: code) == nil)
        #expect(Analyte.lookup(system: CodeSystemURI.snomed, code: code) == nil)
    }

    @Test(
        "A term that hurts stays behind 'as recorded'",
        arguments: [
            (CodeSystemURI.icd10, "R54X", true), (CodeSystemURI.snomed, "310120006", true),
            (CodeSystemURI.icd10, "I10X", false),
        ])
    func marksHurtfulTerms(system: String, code: String, isMarked: Bool) {
        #expect(ListedCodes.find(system: system, code: code)?.isTermOnlyAsRecorded == isMarked)
    }
}
