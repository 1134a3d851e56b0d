// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Terminology
import Testing

@Suite("Plans, decisions and flags")
struct PlanTests {
    @Test(
        "A resuscitation code says exactly what it says",
        arguments: [
            ("450475007", ResuscitationDecision.Meaning.forResuscitation, false),
            ("450476008", .notForResuscitation, false), ("304252001", .forResuscitation, false),
            ("304253006", .notForResuscitation, false), ("143021000119109", .notForResuscitation, true),
            ("1107891000000106", .planExists, false),
        ])
    func readsDecisions(
        code: String, meaning: ResuscitationDecision.Meaning, isDocumented: Bool
    ) throws {
        let decision = try #require(ResuscitationDecision.lookup(system: CodeSystemURI.snomed, code: code))
        #expect(decision.meaning == meaning)
        #expect(decision.hasSupportingDocument == isDocumented)
    }

    @Test(
        "No other code is ever read as a decision, least of all as 'for'",
        arguments: [
            "445528004", "1382601000000107", "736366004", "1095151000000107", "526631000000108", "", "1726491000006101",
        ])
    func readsNothingElse(code: String) {
        #expect(ResuscitationDecision.lookup(system: CodeSystemURI.snomed, code: code) == nil)
    }

    @Test(
        "'For' and 'not for' conflict; the existence of a plan conflicts with neither",
        arguments: [
            ("450475007", "450476008", true), ("304252001", "143021000119109", true), ("450476008", "304253006", false),
            ("1107891000000106", "450476008", false), ("450475007", "1107891000000106", false),
        ])
    func findsConflicts(one: String, other: String, isConflict: Bool) throws {
        let first = try #require(ResuscitationDecision.lookup(system: CodeSystemURI.snomed, code: one))
        let second = try #require(ResuscitationDecision.lookup(system: CodeSystemURI.snomed, code: other))
        #expect(first.conflicts(with: second) == isConflict)
        #expect(second.conflicts(with: first) == isConflict)
    }

    @Test(
        "Document types come with the category the record locator pairs them with",
        arguments: [
            ("1382601000000107", DocumentType.Kind.respectForm, "734163000", true),
            ("736253002", .mentalHealthCrisisPlan, "734163000", false),
            ("735324008", .treatmentEscalationPlan, "734163000", true),
            ("1363501000000100", .news2Chart, "1102421000000108", false),
            ("824321000000109", .summaryRecord, "823651000000106", false),
            ("749001000000101", .appointment, "419891008", false),
            ("887181000000106", .clinicalSummary, "716931000000107", false),
            ("373942005", .dischargeSummary, nil, false),
        ] as [(String, DocumentType.Kind, String?, Bool)])
    func readsDocumentTypes(code: String, kind: DocumentType.Kind, category: String?, isUrgent: Bool) throws {
        let type = try #require(DocumentType.lookup(system: CodeSystemURI.snomed, code: code))
        #expect(type.kind == kind)
        #expect(type.category == category)
        #expect(type.isAboutEmergencyTreatment == isUrgent)
    }

    @Test("Categories and other codes are no document types", arguments: ["734163000", "59621000", "825"])
    func readsNoOtherDocumentTypes(code: String) {
        #expect(DocumentType.lookup(system: CodeSystemURI.snomed, code: code) == nil)
    }

    @Test("Every listed document and flag is read")
    func readsAllRows() {
        for row in ListedCodes.group(.document) {
            #expect(DocumentType.lookup(system: row.system, code: row.code) != nil, "\(row.code)")
        }
        for row in ListedCodes.group(.flag) {
            #expect(PersonFlag.lookup(system: row.system, code: row.code) != nil, "\(row.code)")
        }
        for row in ListedCodes.group(.decision) {
            #expect(ResuscitationDecision.lookup(system: row.system, code: row.code) != nil, "\(row.code)")
        }
    }

    @Test(
        "Child protection facts stay visible to staff for their set time and are for professionals only",
        arguments: [
            ("342191000000101", PersonFlag.Kind.childProtectionPlan, 364), ("764841000000100", .lookedAfterChild, 364),
            ("818901000000100", .unbornChildProtectionPlan, 28),
        ])
    func protectsChildren(code: String, kind: PersonFlag.Kind, days: Int) throws {
        let flag = try #require(PersonFlag.lookup(system: CodeSystemURI.snomed, code: code))
        let end = try #require(CivilDate(year: 2026, month: 1, day: 10))
        #expect(flag.kind == kind)
        #expect(flag.certainty == .oneFile)
        #expect(flag.labels.isSuperset(of: [.safeguarding, .professionalsOnly]))
        #expect(flag.isShown(on: end.adding(days: days), end: end))
        #expect(!flag.isShown(on: end.adding(days: days + 1), end: end))
        #expect(flag.isShown(on: end.adding(days: 9999), end: nil))
    }

    @Test(
        "Other flags end with their end",
        arguments: [
            ("248171000000108", PersonFlag.Kind.livesInCareHome), ("526631000000108", .endOfLifeRegister),
            ("943001000000107", .adultSafeguardingPlan), ("229774002", .carer),
        ])
    func endsFlags(code: String, kind: PersonFlag.Kind) throws {
        let flag = try #require(PersonFlag.lookup(system: CodeSystemURI.snomed, code: code))
        let end = try #require(CivilDate(year: 2026, month: 1, day: 10))
        #expect(flag.kind == kind)
        #expect(flag.isShown(on: end, end: end))
        #expect(!flag.isShown(on: end.adding(days: 1), end: end))
    }
}
