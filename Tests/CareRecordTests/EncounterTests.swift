// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareRecord
import CareTypes
import Exchange
import Testing

private func encounter(
    _ id: String, start: String, end: String? = nil, status: String = "finished", act: String = "AMB",
    more: String = "",
    from source: TestSource = .hospital
) throws -> RecordItem {
    let period = #"{"start":"\#(start)"\#(end.map { #","end":"\#($0)""# } ?? "")}"#
    return try item(
        "Encounter", id,
        #""status":"\#(status)","class":{"code":"\#(act)"},"type":[{"text":"Visit \#(id)"}],"period":\#(period)"#
            + more,
        from: source)
}

private func legal(_ context: String, _ code: String, _ text: String) -> String {
    #"{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-LegalStatus","extension":[{"url":"legalStatusContext","valueCodeableConcept":\#(coded(context))},{"url":"legalStatusClassification","valueCodeableConcept":{"coding":[{"code":"\#(code)"}],"text":"\#(text)"}}]}"#
}

@Suite("Encounters")
struct EncounterTests {
    @Test("The newest stands first, also in the hour that October has twice, and three are in the header")
    func order() throws {
        let record = try record([
            encounter("a", start: "2026-10-25T01:30:00+01:00"), encounter("b", start: "2026-10-25T01:30:00+00:00"),
            encounter("c", start: "2026-10-24T23:50:00+01:00"), encounter("d", start: "2026-10-25"),
            encounter("e", start: "2026-12-24T10:00:00Z", status: "planned"),
        ])
        #expect(record.encounters.rows.map(\.title) == ["Visit b", "Visit a", "Visit d", "Visit c"])
        #expect(record.encounters.planned.map(\.title) == ["Visit e"])
        #expect(record.header.lastEncounters.map(\.title) == ["Visit b", "Visit a", "Visit d"])
    }

    /// The end of a stay, the statuses sent, and whether any is in force.
    static let stays: [(end: String?, status: String, codes: [(String, String)], inForce: [Bool])] = [
        ("2026-04-01T10:00:00Z", "finished", [("admission", "02"), ("discharge", "01")], [false, false]),
        ("2026-04-01T10:00:00Z", "finished", [("admission", "02")], [false]),
        (nil, "finished", [("admission", "03")], [false]), (nil, "in-progress", [("admission", "03")], [true]),
        (nil, "in-progress", [("admission", "01")], [false]),
        ("2026-12-24T10:00:00Z", "in-progress", [("admission", "02")], [true]),
    ]

    @Test("A Mental Health Act status shows its period and is in force until its end only", arguments: stays)
    func legalStatus(row: (end: String?, status: String, codes: [(String, String)], inForce: [Bool])) throws {
        let list = row.codes.map { legal($0.0, $0.1, "Status \($0.1)") }.joined(separator: ",")
        let stay = try encounter(
            "1", start: "2026-03-01T22:00:00Z", end: row.end, status: row.status, act: "IMP",
            more: #","extension":[\#(list)]"#)
        let record = try record([stay])
        let shown = try #require(record.encounters.rows.first)
        let flags = record.alerts.current.filter { $0.category == .mentalHealthAct }
        #expect(flags.count == row.inForce.count { $0 })
        #expect(flags.allSatisfy { $0.isForProfessionalsOnly })
        #expect(shown.legalStatuses.map(\.isInForce) == row.inForce)
        #expect(shown.legalStatuses.allSatisfy { $0.start?.text == "2026-03-01T22:00:00Z" && $0.end?.text == row.end })
    }

    @Test("An encounter tells reason, diagnosis, staff, place, how it began and ended, and its documents")
    func details() throws {
        let more = """
            ,"reasonCode":[{"text":"Fall"}],"diagnosis":[{"condition":{"reference":"Condition/c"}}],\
            "participant":[{"type":[{"text":"Registrar"}],"individual":{"display":"Dr C. Lane"}}],\
            "location":[{"location":{"display":"Ward 5"}}],"serviceProvider":{"display":"Riverside Hospital"},\
            "hospitalization":{"extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-DischargeMethod",\
            "valueCodeableConcept":{"text":"On clinical advice"}}],"admitSource":{"text":"Own home"}}
            """
        let record = try record([
            encounter("1", start: "2026-10-01", end: "2026-10-04", act: "IMP", more: more),
            item("Condition", "c", #""code":{"text":"Fractured wrist"}"#, from: .hospital),
            item(
                "DocumentReference", "d",
                #""status":"current","description":"Discharge summary","context":{"encounter":[{"reference":"Encounter/1"}]}"#,
                from: .hospital),
        ])
        let row = try #require(record.encounters.rows.first)
        #expect(row.setting == .inpatient)
        #expect(row.reasons == ["Fall"])
        #expect(row.diagnoses == ["Fractured wrist"])
        #expect(row.staff == [StaffNote(name: "Dr C. Lane", role: "Registrar")])
        #expect(row.places == ["Ward 5"])
        #expect(row.provider == "Riverside Hospital")
        #expect(row.admission == "Own home")
        #expect(row.discharge == "On clinical advice")
        #expect(row.documents == record.documents.rows.map(\.id))
        #expect(record.documents.rows.map(\.encounter) == [row.id])
    }

    @Test("Encounters entered in error appear in history only")
    func enteredInError() throws {
        let section = try record([encounter("1", start: "2026-10-01", status: "entered-in-error")]).encounters
        #expect(section.rows.isEmpty && section.history.count == 1)
    }
}

@Suite("The timeline")
struct TimelineTests {
    @Test(
        "An event stands in its year in London",
        arguments: [
            ("2025-12-31T23:59:59Z", 2025), ("2026-01-01T00:00:00Z", 2026), ("2026-01-01T00:30:00+01:00", 2025),
            ("2025-12-31", 2025), ("2024", 2024),
        ])
    func year(date: String, year: Int) throws {
        #expect(try record([encounter("1", start: date)]).timeline.years.map(\.year) == [year])
    }

    @Test("Events of all kinds stand in one order, by year, and none is lost")
    func merged() throws {
        let record = try record([
            encounter("1", start: "2026-10-01T10:00:00Z"),
            item(
                "DocumentReference", "2", #""status":"current","description":"Letter","date":"2026-10-02""#,
                from: .hospital),
            item(
                "Procedure", "3",
                #""status":"completed","code":{"text":"Colonoscopy"},"performedDateTime":"2026-09-01""#, from: .hospital
            ),
            item(
                "DiagnosticReport", "4", #""status":"final","code":{"text":"Bloods"},"effectiveDateTime":"2026-10-03""#),
            item(
                "MedicationRequest", "5",
                #""status":"stopped","intent":"order","medicationCodeableConcept":{"text":"Ramipril"},"authoredOn":"2026-10-04","statusReason":{"text":"Kidney injury"}"#,
                from: .hospital),
            item(
                "CarePlan", "6", #""status":"active","intent":"plan","title":"Plan","period":{"start":"2026-08-01"}"#,
                from: .plans),
            item("Condition", "7", #""code":{"text":"Gout"}"#),
        ])
        #expect(
            record.timeline.entries.map(\.title) == [
                "Ramipril", "Bloods", "Letter", "Visit 1", "Colonoscopy", "Plan", "Gout",
            ])
        #expect(record.timeline.entries[0].detail == "Kidney injury")
        #expect(record.timeline.entries[0].medicineStatus == .stopped)
        #expect(record.timeline.years.map(\.year) == [2026, nil])
        #expect(record.timeline.years.map(\.entries.count) == [6, 1])
    }
}
