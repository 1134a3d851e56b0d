// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareRecord
import CareTypes
import Exchange
import Terminology
import Testing

private let not = snomed("450476008", "Not for attempted cardiopulmonary resuscitation")
private let attempt = snomed("450475007", "For attempted cardiopulmonary resuscitation")

private func decision(
    _ id: String, _ concept: String, on date: String = "2026-05-01T14:00:00Z", more: String = "",
    from source: TestSource = .plans
) throws -> RecordItem {
    try item(
        "Observation", id, #""status":"final","code":\#(concept),"effectiveDateTime":"\#(date)""# + more, from: source)
}

private func form(_ id: String, from source: TestSource = .plans) throws -> RecordItem {
    try item(
        "DocumentReference", id,
        #""status":"current","type":\#(snomed("1382601000000107", "ReSPECT form")),"date":"2026-05-01""#,
        from: source)
}

@Suite("Resuscitation decisions")
struct ResuscitationTests {
    @Test("A decision shows date, author with role, review date, source and whether the form is attached")
    func whole() throws {
        let more =
            #","extension":[{"url":"https://fhir.onelondon.example/StructureDefinition/review-date","valueDate":"2027-05-01"}],"performer":[{"reference":"PractitionerRole/r","display":"Dr B. Osei"}],"derivedFrom":[{"reference":"DocumentReference/d"}]"#
        let role = try item("PractitionerRole", "r", #""code":[{"text":"Palliative care consultant"}]"#, from: .plans)
        let section = try record([decision("1", not, more: more), form("d")], context: [role]).resuscitation
        let row = try #require(section.decisions.first)
        #expect(section.state == .recorded)
        #expect(row.meaning == .notForResuscitation)
        #expect(row.decided?.text == "2026-05-01T14:00:00Z")
        #expect(row.author == StaffNote(name: "Dr B. Osei", role: "Palliative care consultant"))
        #expect(row.reviewDue?.text == "2027-05-01")
        #expect(!row.isReviewOverdue)
        #expect(row.form == .attached(ItemReference(node: "swl", reference: "DocumentReference/d")))
        #expect(row.sources.map(\.name) == ["Shared care plans"])
        #expect(section.documents.count == 1)
    }

    @Test("Decisions that contradict each other are both shown")
    func conflict() throws {
        let section = try record([
            decision("1", not), decision("2", attempt, on: "2026-10-01", from: .hospital),
        ]).resuscitation
        #expect(section.isConflicting)
        #expect(section.decisions.map(\.meaning) == [.forResuscitation, .notForResuscitation])
    }

    @Test("A source that changed its mind does not contradict itself; the earlier decision stays readable")
    func earlier() throws {
        let section = try record([decision("1", attempt, on: "2024-01-01"), decision("2", not)]).resuscitation
        #expect(!section.isConflicting)
        #expect(section.decisions.map(\.meaning) == [.notForResuscitation])
        #expect(section.earlier.map(\.meaning) == [.forResuscitation])
    }

    @Test(
        "A later decision counts by the day it was written down where its own day is missing",
        arguments: [
            ("Condition", #""recordedDate":"2026-05-01""#),
            ("Observation", #""status":"final","issued":"2026-05-01T10:00:00Z""#),
        ])
    func recordedOnly(type: String, members: String) throws {
        let section = try record([
            decision("1", attempt, on: "2024-01-01"), item(type, "2", #""code":\#(not),"# + members, from: .plans),
        ]).resuscitation
        #expect(section.decisions.map(\.meaning) == [.notForResuscitation])
        #expect(section.earlier.map(\.meaning) == [.forResuscitation])
    }

    @Test(
        "Decisions of one source that nothing puts in order are all shown, and contradict each other",
        arguments: [
            ("2026-05-01", "2026-05-01"), ("2026-05-01T14:00:00Z", "2026-05-01"), ("2026-05-01", "2026-05"),
            ("2026-05-01T14:00:00Z", "2026-05-01T14:00:00Z"), ("2026-05-01", nil), (nil, nil),
        ] as [(String?, String?)])
    func undecided(one: String?, other: String?) throws {
        func undated(_ id: String, _ concept: String, _ date: String?) throws -> RecordItem {
            try date.map { try decision(id, concept, on: $0) }
                ?? item("Observation", id, #""status":"final","code":\#(concept)"#, from: .plans)
        }
        for (first, second) in [(not, attempt), (attempt, not)] {
            let section = try record([undated("1", first, one), undated("2", second, other)]).resuscitation
            #expect(Set(section.decisions.map(\.meaning)) == [.notForResuscitation, .forResuscitation])
            #expect(section.isConflicting)
            #expect(section.earlier.isEmpty)
        }
    }

    @Test("What was not done is no decision that stands")
    func notDone() throws {
        let section = try record([
            item("Procedure", "1", #""status":"not-done","code":\#(not)"#, from: .plans)
        ]).resuscitation
        #expect(section.decisions.isEmpty)
        #expect(section.state == .noneRecorded)
        #expect(section.earlier.count == 1)
    }

    @Test(
        "No decision never reads as for: it is none recorded, or unavailable",
        arguments: [
            ([:], ResuscitationSection.State.noneRecorded), (["ucp-1": .failed], .unavailable),
            (["ucp-1": .withheld], .unavailable), (["ucp-1": .late], .noneRecorded),
            (["gp-y99001": .failed], .unavailable),
        ] as [([String: SourceLine.State], ResuscitationSection.State)])
    func none(states: [String: SourceLine.State], expected: ResuscitationSection.State) throws {
        let section = try record([], states: states).resuscitation
        #expect(section.state == expected)
        #expect(section.decisions.isEmpty)
    }

    @Test("A form without a coded decision is recorded, and says nothing of its content")
    func formOnly() throws {
        let section = try record([form("d")]).resuscitation
        #expect(section.state == .recorded)
        #expect(section.decisions.isEmpty)
        #expect(section.documents.count == 1)
    }

    @Test(
        "Decisions are found in any coded form",
        arguments: [
            ("Condition", #""code":\#(not)"#), ("Flag", #""status":"active","code":\#(not)"#),
            ("Observation", #""status":"final","code":{"text":"CPR status"},"valueCodeableConcept":\#(not)"#),
            ("Procedure", #""status":"completed","code":\#(not)"#),
        ])
    func anywhere(type: String, members: String) throws {
        let record = try record([item(type, "1", members)])
        #expect(record.resuscitation.decisions.map(\.meaning) == [.notForResuscitation])
        #expect(record.problems.active.isEmpty && record.alerts.current.isEmpty && record.results.trends.isEmpty)
    }

    @Test("A code that speaks of a document says that one exists")
    func documented() throws {
        let row = try record([decision("1", snomed("143021000119109", "DNACPR with form"))]).resuscitation.decisions
            .first
        #expect(row?.form == .saidToExist)
    }

    @Test(
        "An overdue review is marked", arguments: [("2026-11-22", true), ("2026-11-23", false), ("2026-11-24", false)])
    func overdue(review: String, isOverdue: Bool) throws {
        let more =
            #","extension":[{"url":"https://fhir.onelondon.example/StructureDefinition/review-date","valueDate":"\#(review)"}]"#
        #expect(
            try record([decision("1", not, more: more)]).resuscitation.decisions.first?.isReviewOverdue == isOverdue)
    }

    @Test("A decision entered in error appears in history only")
    func enteredInError() throws {
        let wrong = try item("Observation", "1", #""status":"entered-in-error","code":\#(not)"#, from: .plans)
        let section = try record([wrong]).resuscitation
        #expect(section.state == .noneRecorded)
        #expect(section.history.count == 1)
    }
}
