// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareRecord
import CareTypes
import Exchange
import Terminology
import Testing

private func dmd(_ code: String, _ text: String) -> String {
    #"{"coding":[{"system":"https://dmd.nhs.uk","code":"\#(code)","display":"\#(text)"}],"text":"\#(text)"}"#
}

/// A prescription as one source sends it.
private func request(
    _ id: String, _ concept: String, status: String = "active", intent: String = "plan",
    category: String? = "community",
    authored: String = "2026-09-01", dose: String = "ONE to be taken each morning", more: String = "",
    from source: TestSource = .gp
) throws -> RecordItem {
    let kind = category.map { #","category":[\#(coded($0))]"# } ?? ""
    let instruction = #","dosageInstruction":[{"text":"\#(dose)"}]"#
    return try item(
        "MedicationRequest", id,
        #""status":"\#(status)","intent":"\#(intent)","medicationCodeableConcept":\#(concept),"authoredOn":"\#(authored)""#
            + kind + (more.contains("dosageInstruction") ? "" : instruction) + more, from: source)
}

private let ramipril = dmd("318902004", "Ramipril 5mg capsules")
private let newRamipril = dmd("42381611000001104", "Ramipril 5mg capsules")

@Suite("The one list of medicines")
struct MedicineTests {
    @Test("A superseded and a current id of one product are one row with two sources")
    func supersededID() throws {
        let section = try record([
            request("1", ramipril),
            request("2", newRamipril, intent: "order", category: "discharge", from: .pharmacySystem),
        ]).medicines
        #expect(section.groups.count == 1)
        #expect(section.groups[0].title == "ramipril")
        #expect(section.groups[0].products.count == 1)
        #expect(section.groups[0].products[0].rows.count == 2)
        #expect(section.groups[0].products[0].sourceCount == 2)
        #expect(section.groups[0].products[0].strength == "5mg")
    }

    @Test(
        "What is in one group stays in rows of its own where strength, form or release differ",
        arguments: [
            (("319733000", "Warfarin 1mg tablets"), ("319734006", "Warfarin 3mg tablets")),
            (("325278007", "Metformin 500mg tablets"), ("386047000", "Metformin 500mg modified-release tablets")),
            (("318902004", "Ramipril 5mg capsules"), ("408051007", "Ramipril 5mg tablets")),
            (("326874007", "Methotrexate 2.5mg tablets"), ("326875008", "Methotrexate 10mg tablets")),
        ])
    func neverFolded(one: (String, String), other: (String, String)) throws {
        let section = try record([
            request("1", dmd(one.0, one.1)), request("2", dmd(other.0, other.1), from: .pharmacySystem),
        ]).medicines
        #expect(section.groups.count == 1)
        #expect(section.groups[0].products.map(\.title).sorted() == [one.1, other.1].sorted())
        #expect(section.duplicateIngredients.isEmpty)
    }

    @Test("Medicines in words stand alone, even beside the same words, and are counted as unchecked")
    func wordsOnly() throws {
        let words = #"{"text":"Methotrexate 2.5mg tablets"}"#
        let record = try record([request("1", words), request("2", words, from: .pharmacySystem)])
        #expect(record.medicines.groups.count == 2)
        #expect(record.medicines.unchecked.count == 2)
        #expect(record.header.uncheckedMedicines == 2)
    }

    @Test("An unlisted id groups with itself only")
    func unlisted() throws {
        let section = try record([
            request("1", dmd("999000011000001104", "Rare 1mg tablets")),
            request("2", dmd("999000011000001104", "Rare 1 mg tablet"), from: .pharmacySystem),
            request("3", dmd("999000021000001105", "Rare 1mg tablets")),
        ]).medicines
        #expect(section.groups.map { $0.rows.count }.sorted() == [1, 2])
    }

    @Test(
        "Dose text is verbatim: never cut, with its signs and line breaks",
        arguments: [
            #"ONE each morning if weight > 72kg & ankles swollen;\nTWO if > 74kg; none if systolic < 100"#,
            String(repeating: "Take EIGHT tablets (40mg) each morning with food for 7 days, then reduce. ", count: 8),
            "1 drop(s) right eye BD",
        ])
    func doseText(dose: String) throws {
        let row = try #require(try record([request("1", ramipril, dose: dose)]).medicines.groups.first?.rows.first)
        #expect(row.doseTexts == [dose.split(separator: #"\n"#).joined(separator: "\n")])
    }

    /// A resource, and the words for its standing.
    static let statuses: [(type: String, members: String, status: MedicineRow.Status, isCurrent: Bool)] = [
        ("MedicationRequest", #""status":"active","intent":"plan""#, .authorisedRepeat, true),
        ("MedicationRequest", #""status":"active","intent":"order""#, .issued, true),
        (
            "MedicationRequest", #""status":"active","intent":"order","category":[{"coding":[{"code":"discharge"}]}]"#,
            .discharge, true
        ),
        (
            "MedicationRequest", #""status":"active","intent":"order","category":[{"coding":[{"code":"inpatient"}]}]"#,
            .hospitalInpatient, true
        ),
        (
            "MedicationRequest", #""status":"active","intent":"order","category":[{"coding":[{"code":"outpatient"}]}]"#,
            .hospitalOutpatient, true
        ),
        (
            "MedicationRequest", #""status":"active","intent":"order","reportedBoolean":true"#, .prescribedElsewhere,
            true
        ),
        ("MedicationRequest", #""status":"on-hold","intent":"plan""#, .suspended, true),
        ("MedicationRequest", #""status":"stopped","intent":"plan""#, .stopped, false),
        ("MedicationRequest", #""status":"completed","intent":"order""#, .completed, false),
        ("MedicationRequest", #""status":"cancelled","intent":"order""#, .cancelled, false),
        ("MedicationStatement", #""status":"active""#, .listed, true),
        ("MedicationStatement", #""status":"not-taken""#, .notTaken, false),
        ("MedicationStatement", #""status":"active","effectivePeriod":{"start":"2019","end":"2020"}"#, .listed, false),
        ("MedicationDispense", #""status":"completed","whenHandedOver":"2026-11-01""#, .dispensed, false),
        (
            "MedicationAdministration", #""status":"completed","effectiveDateTime":"2026-11-01T08:00:00Z""#,
            .administered, false
        ),
    ]

    @Test(
        "Authorised, issued, dispensed, administered, discharge and prescribed elsewhere are told apart",
        arguments: statuses)
    func status(row: (type: String, members: String, status: MedicineRow.Status, isCurrent: Bool)) throws {
        let section = try record([
            item(row.type, "1", row.members + #","medicationCodeableConcept":\#(ramipril)"#)
        ]).medicines
        #expect(section.groups.flatMap(\.rows).map(\.status) == [row.status])
        #expect(section.groups.flatMap(\.rows).map(\.isCurrent) == [row.isCurrent])
        #expect(!row.status.words.lowercased().contains("active") && !row.status.words.lowercased().contains("taking"))
    }

    @Test("Issues, list entries and supplies stand under the repeat they belong to, and none is lost")
    func courses() throws {
        let section = try record([
            request("1", ramipril, authored: "2026-01-01"),
            request(
                "2", ramipril, status: "completed", intent: "order", authored: "2026-10-01",
                more: #","basedOn":[{"reference":"MedicationRequest/1"}]"#),
            request(
                "3", ramipril, status: "completed", intent: "order", authored: "2026-10-29",
                more: #","basedOn":[{"reference":"MedicationRequest/1"}]"#),
            item(
                "MedicationDispense", "4",
                #""status":"completed","medicationCodeableConcept":\#(ramipril),"authorizingPrescription":[{"reference":"MedicationRequest/3"}],"whenHandedOver":"2026-10-30""#
            ),
            item(
                "MedicationStatement", "5",
                #""status":"active","medicationCodeableConcept":\#(newRamipril),"basedOn":[{"reference":"MedicationRequest/1"}],"effectivePeriod":{"start":"2019-05-01"}"#
            ),
        ]).medicines
        let row = try #require(section.groups.first?.rows.first)
        #expect(section.groups.flatMap(\.rows).count == 1)
        #expect(row.events.map(\.kind) == [.dispensed, .issued, .issued, .listed])
        #expect(row.lastIssued?.text == "2026-10-30")
        #expect(row.start?.text == "2019-05-01")
        #expect(Set(row.sources.map(\.item.reference)).count == 5)
    }

    @Test("References in a circle, or to another product, lose nothing")
    func circles() throws {
        let section = try record([
            request("1", ramipril, more: #","basedOn":[{"reference":"MedicationRequest/2"}]"#),
            request("2", ramipril, more: #","basedOn":[{"reference":"MedicationRequest/1"}]"#),
            request("3", ramipril, more: #","basedOn":[{"reference":"MedicationRequest/1"}]"#),
            request(
                "4", dmd("319733000", "Warfarin 1mg tablets"),
                more: #","basedOn":[{"reference":"MedicationRequest/1"}]"#),
        ]).medicines
        #expect(Set(section.groups.flatMap { $0.rows.flatMap(\.sources) }.map(\.item.reference)).count == 4)
        #expect(section.groups.count == 2)
    }

    @Test(
        "A repeat that was not issued for six months says so",
        arguments: [("2026-05-22", true), ("2026-05-23", false), ("2026-11-01", false), ("2024-01-01", true)])
    func notIssued(last: String, isFlagged: Bool) throws {
        let row = try record([
            request("1", ramipril, authored: "2024-01-01"),
            item(
                "MedicationStatement", "2",
                #""extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-MedicationStatementLastIssueDate","valueDateTime":"\#(last)"}],"status":"active","medicationCodeableConcept":\#(ramipril),"basedOn":[{"reference":"MedicationRequest/1"}]"#
            ),
        ]).medicines.groups.first?.rows.first
        #expect(row?.lastIssued?.text == last)
        #expect(row?.isNotIssuedForSixMonths == isFlagged)
    }

    @Test("Stopped in hospital beside a repeat that goes on is a conflict with date and reason")
    func stopped() throws {
        let stop = try request(
            "2", newRamipril, status: "stopped", intent: "order", category: "discharge", authored: "2026-10-16",
            more: #","statusReason":{"text":"Acute kidney injury"}"#, from: .hospital)
        let entry = try #require(
            try record([request("1", ramipril, authored: "2024-09-01"), stop]).medicines.groups.first)
        #expect(entry.standing == .current)
        #expect(entry.conflicts.map(\.kind) == [.stoppedButCurrent])
        #expect(entry.conflicts[0].reason == "Acute kidney injury")
        #expect(entry.conflicts[0].date?.text == "2026-10-16")
        #expect(entry.conflicts[0].rows.count == 2)
        let restarted = try record([request("1", ramipril, authored: "2026-11-01"), stop]).medicines.groups.first
        #expect(restarted?.conflicts.isEmpty == true)
    }

    @Test("A change of strength inside one source is no conflict")
    func sameSourceChange() throws {
        let entry = try record([
            request("1", ramipril, authored: "2026-01-01"),
            request("2", dmd("318901006", "Ramipril 2.5mg capsules"), status: "stopped", authored: "2025-01-01"),
        ]).medicines.groups.first
        #expect(entry?.conflicts.isEmpty == true)
    }

    @Test(
        "Text and structured timing that disagree are both kept and marked",
        arguments: [
            ("ONE tablet ONCE A WEEK on Friday", 1, "d", true), ("ONE tablet ONCE A WEEK on Friday", 1, "wk", false),
            ("ONE to be taken each morning", 1, "d", false), ("ONE twice a day", 1, "d", true),
            ("as directed", 1, "wk", false),
            ("ONE daily, or TWO weekly", 1, "d", false), ("ONE in the morning and TWO at night", 1, "d", false),
            ("10mg 3 times a week", 1, "d", true),
        ])
    func doseConflict(text: String, frequency: Int, unit: String, isConflict: Bool) throws {
        let dosage =
            #","dosageInstruction":[{"text":"\#(text)","timing":{"repeat":{"frequency":\#(frequency),"period":1,"periodUnit":"\#(unit)"}}}]"#
        let entry = try record([request("1", ramipril, more: dosage)]).medicines.groups.first
        #expect(entry?.rows.first?.hasDoseConflict == isConflict)
        #expect(entry?.conflicts.map(\.kind) == (isConflict ? [.doseTextAndTiming] : []))
        #expect(entry?.rows.first?.doseTexts == [text])
        #expect(entry?.rows.first?.structuredDose?.contains("1 time every 1") == true)
    }

    @Test("Co-codamol and paracetamol are two groups with a warning about paracetamol")
    func duplicateIngredient() throws {
        let section = try record([
            request("1", dmd("322341003", "Co-codamol 30mg/500mg tablets")),
            request("2", dmd("322236009", "Paracetamol 500mg tablets"), from: .pharmacySystem),
        ]).medicines
        #expect(section.groups.count == 2)
        #expect(section.duplicateIngredients.map(\.ingredient) == ["paracetamol"])
        #expect(section.duplicateIngredients[0].groups.count == 2)
    }

    @Test("The header lists high-risk medicines in use or lately supplied, never past ones")
    func highRisk() throws {
        let section = try record([
            request("1", dmd("319733000", "Warfarin 1mg tablets")),
            request("2", dmd("326874007", "Methotrexate 2.5mg tablets"), status: "stopped", authored: "2020-01-01"),
            item(
                "MedicationDispense", "3",
                #""status":"completed","medicationCodeableConcept":\#(dmd("321574000", "Clozapine 100mg tablets")),"whenHandedOver":"2026-11-02""#,
                from: .pharmacySystem),
            request("4", ramipril),
        ]).medicines
        #expect(section.highRisk.map(\.title) == ["warfarin", "clozapine"])
        #expect(section.groups.first { $0.title == "clozapine" }?.standing == .recentlySupplied)
        #expect(section.groups.first { $0.title == "clozapine" }?.isHospitalOnly == true)
        #expect(section.groups.first { $0.title == "warfarin" }?.isHospitalOnly == false)
    }

    @Test(
        "A hospital feed that failed or is late is named; an empty list never says none",
        arguments: [SourceLine.State.failed, .late, .partial])
    func hospitalMissing(state: SourceLine.State) throws {
        let record = try record([], states: ["epma-r99x1": state])
        #expect(record.medicines.hospitalNotReceived.map(\.feed) == ["epma-r99x1"])
        #expect(record.header.isHospitalMedicinesMissing)
        #expect(record.medicines.coverage.emptiness != .noneRecorded)
        let complete = try CareRecordTests.record([])
        #expect(complete.medicines.hospitalNotReceived.isEmpty)
        #expect(complete.medicines.coverage.emptiness == .noneRecorded)
    }

    @Test("A practice that does not answer is no hospital")
    func practiceMissing() throws {
        let section = try record([], states: ["gp-y99001": .failed]).medicines
        #expect(section.hospitalNotReceived.isEmpty)
        #expect(section.coverage.missing.map(\.name) == ["Marsh Lane Surgery"])
    }

    @Test("No known medicines is an assertion, and a lost entry keeps its words")
    func assertions() throws {
        let section = try record([
            item("Condition", "1", #""code":\#(snomed("787481004", "No known medications"))"#),
            item(
                "MedicationStatement", "2",
                #""status":"completed","medicationCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"196421000000109"}],"text":"Trimethoprim 200mg (from old record)"}"#
            ),
        ]).medicines
        #expect(section.noneKnown.map(\.title) == ["No known medications"])
        #expect(section.groups.map(\.title) == ["Trimethoprim 200mg (from old record)"])
        #expect(section.groups.flatMap(\.rows).map(\.isTransferDegraded) == [true])
    }

    @Test("A medicine behind a reference is read from its own resource")
    func reference() throws {
        let medication = try item("Medication", "m", #""code":\#(ramipril)"#)
        let section = try record(
            [
                item(
                    "MedicationRequest", "1",
                    #""status":"active","intent":"plan","medicationReference":{"reference":"Medication/m"}"#)
            ],
            context: [medication]
        ).medicines
        #expect(section.groups.map(\.title) == ["ramipril"])
    }

    @Test("Rows entered in error appear in history only")
    func enteredInError() throws {
        let section = try record([request("1", ramipril, status: "entered-in-error")]).medicines
        #expect(section.groups.isEmpty)
        #expect(section.history.map(\.title) == ["Ramipril 5mg capsules"])
    }
}
