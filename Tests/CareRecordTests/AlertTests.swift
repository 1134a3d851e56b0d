// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareRecord
import CareTypes
import Exchange
import Terminology
import Testing

private func flag(
    _ id: String, _ concept: String, heading: String = "safety-alerts", from start: String = "2025-01-01",
    to end: String? = nil,
    status: String = "active", labels: [String] = [], source: TestSource = .council
) throws -> RecordItem {
    let security = labels.map { #"{"system":"https://fhir.onelondon.example/CodeSystem/sensitivity","code":"\#($0)"}"# }
    let period = #"{"start":"\#(start)"\#(end.map { #","end":"\#($0)""# } ?? "")}"#
    return try item(
        "Flag", id,
        #""meta":{"security":[\#(security.joined(separator: ","))]},"status":"\#(status)","category":[\#(coded(heading))],"code":\#(concept),"period":\#(period)"#,
        from: source)
}

@Suite("Flags")
struct AlertTests {
    @Test(
        "Flags are shown after their end for as long as the rules say",
        arguments: [
            ("342191000000101", "2025-11-24", true), ("342191000000101", "2025-11-23", false),
            ("764841000000100", "2025-11-24", true), ("818901000000100", "2026-10-26", true),
            ("818901000000100", "2026-10-25", false), ("943001000000107", "2026-11-22", false),
            ("943001000000107", "2026-11-23", true),
        ])
    func afterEnd(code: String, end: String, isShown: Bool) throws {
        let section = try record([flag("1", snomed(code, "Plan"), to: end, status: "inactive")]).alerts
        #expect(section.current.isEmpty != isShown)
        #expect(section.ended.isEmpty == isShown)
        if isShown, end < "2026-11-23" { #expect(section.current[0].isShownAfterEnd) }
    }

    @Test("An ended detention is no flag; its period stays readable")
    func endedDetention() throws {
        let section = try record([
            flag(
                "1", #"{"text":"Detained under section 2, ended"}"#, heading: "risks-to-self", from: "2026-03-01",
                to: "2026-04-01", status: "inactive")
        ]).alerts
        #expect(section.current.isEmpty)
        #expect(section.ended.map { $0.end?.text } == ["2026-04-01"])
    }

    @Test(
        "Facts that are flags are found as problems and observations, too",
        arguments: [
            ("Condition", "526631000000108", AlertRow.Category.endOfLife),
            ("Observation", "248171000000108", .residence),
            ("Observation", "229774002", .carer), ("Condition", "943001000000107", .safeguarding),
        ])
    func elsewhere(type: String, code: String, category: AlertRow.Category) throws {
        let record = try record([item(type, "1", #""code":\#(snomed(code, "A fact"))"#)])
        #expect(record.alerts.current.map(\.category) == [category])
        #expect(record.problems.active.isEmpty && record.results.trends.isEmpty)
    }

    @Test("A question with a coded answer is titled by the answer")
    func answer() throws {
        let members =
            #""status":"final","code":{"text":"Residence"},"valueCodeableConcept":\#(snomed("248171000000108", "Lives in care home"))"#
        #expect(try record([item("Observation", "1", members)]).alerts.current.map(\.title) == ["Lives in care home"])
    }

    @Test("Child protection is for professionals only, whatever labels its source sent, and leads")
    func childProtection() throws {
        let section = try record([
            flag("1", #"{"text":"Falls risk"}"#),
            flag("2", snomed("818901000000100", "Unborn child subject to child protection plan")),
        ]).alerts
        #expect(section.current.map(\.category) == [.childProtection, .safety])
        #expect(section.current.map(\.isForProfessionalsOnly) == [true, false])
    }

    @Test(
        "A key-safe code never prints, and goes when the address changes",
        arguments: [("2024-01-01", true), ("2025-06-01", false)])
    func keySafe(movedIn: String, isShown: Bool) throws {
        let home = try item(
            "Patient", "p", #""address":[{"use":"home","line":["1 Marsh Lane"],"period":{"start":"\#(movedIn)"}}]"#)
        let key = try flag(
            "1", #"{"text":"Key safe, code 1234"}"#, heading: "services-and-care", labels: ["professionals-only"])
        let section = try record([home, key]).alerts
        #expect(section.current.isEmpty != isShown)
        #expect((section.current + section.ended).allSatisfy { !$0.mayBePrinted && $0.isForProfessionalsOnly })
    }

    @Test(
        "How to get into a home is for professionals and never prints, under any heading and without a label",
        arguments: [
            ("services-and-care", "Two carers needed", true), ("services-and-care", "Key safe, code 1234", true),
            ("safety-alerts", "KEY-SAFE by the back door 1234", true), ("none", "Keysafe 1234", true),
            ("none", "Door code 44X", true), ("safety-alerts", "Falls risk", false), ("none", "Hearing aids", false),
        ])
    func entry(heading: String, text: String, isHidden: Bool) throws {
        let row = try #require(
            try record([flag("1", #"{"text":"\#(text)"}"#, heading: heading)]).alerts.current.first)
        #expect(row.isForProfessionalsOnly == isHidden)
        #expect(row.mayBePrinted == !isHidden)
    }

    @Test("A flag entered in error appears in history only")
    func enteredInError() throws {
        let section = try record([flag("1", #"{"text":"Falls risk"}"#, status: "entered-in-error")]).alerts
        #expect(section.current.isEmpty && section.ended.isEmpty)
        #expect(section.history.count == 1)
    }

    @Test("The same flag from two sources is one row")
    func twoSources() throws {
        let code = snomed("526631000000108", "On end of life care register")
        let section = try record([flag("1", code), flag("2", code, source: .gp)]).alerts
        #expect(section.current.map(\.sources.sourceCount) == [2])
    }
}
