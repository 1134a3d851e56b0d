// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareRecord
import CareTypes
import Exchange
import Testing

private let ramipril =
    #""medicationCodeableConcept":{"coding":[{"system":"https://dmd.nhs.uk","code":"318902004"}],"text":"Ramipril 5mg capsules"}"#

private func resource(
    _ type: String, _ id: String, _ status: String, _ members: String, from source: TestSource = .gp
) throws -> RecordItem {
    try item(type, id, #""status":"\#(status)",\#(ramipril),\#(members)"#, from: source)
}

private func order(
    _ id: String, _ status: String, authored: String, intent: String = "order", _ more: String = ""
) throws -> RecordItem {
    try resource("MedicationRequest", id, status, #""intent":"\#(intent)","authoredOn":"\#(authored)""# + more)
}

private func basedOn(_ id: String) -> String { #","basedOn":[{"reference":"MedicationRequest/\#(id)"}]"# }

@Suite("What is in use, and what only happened")
struct MedicineStandingTests {
    @Test("A prescription that renews an old one stands for itself: it is current, the old one is not")
    func renewal() throws {
        let section = try record([
            order("old", "stopped", authored: "2025-01-01", intent: "plan"),
            order(
                "new", "active", authored: "2026-10-01", intent: "plan",
                #","priorPrescription":{"reference":"MedicationRequest/old"}"#),
        ]).medicines
        let entry = try #require(section.groups.first)
        #expect(entry.standing == .current)
        #expect(entry.rows.map(\.isCurrent) == [true, false])
        #expect(entry.rows.map(\.source.item.reference) == ["MedicationRequest/new", "MedicationRequest/old"])
        #expect(entry.rows[0].authorised?.text == "2026-10-01")
    }

    @Test(
        "What is in use never hides under what is not",
        arguments: ["completed", "stopped", "cancelled", "draft"])
    func currentUnderPast(status: String) throws {
        let section = try record([
            order("plan", status, authored: "2025-01-01", intent: "plan"),
            order("issue", "active", authored: "2026-10-01", basedOn("plan")),
            resource(
                "MedicationDispense", "supply", "completed",
                #""whenHandedOver":"2026-10-02","authorizingPrescription":[{"reference":"MedicationRequest/issue"}]"#),
        ]).medicines
        let entry = try #require(section.groups.first)
        #expect(entry.standing == .current)
        #expect(entry.rows.map(\.isCurrent) == [true, false])
        // The supply stands with the order it was made for.
        #expect(entry.rows[0].events.map(\.kind) == [.dispensed])
        #expect(Set(entry.rows.flatMap(\.sources).map(\.item.reference)).count == 3)
    }

    @Test("An entry in use belongs to one that is in use at the end of the chain")
    func currentUnderCurrent() throws {
        let section = try record([
            order("plan", "active", authored: "2025-01-01", intent: "plan"),
            order("issue", "completed", authored: "2026-10-01", basedOn("plan")),
            resource("MedicationStatement", "list", "active", #""dateAsserted":"2026-10-01""# + basedOn("issue")),
        ]).medicines
        #expect(section.groups.first?.rows.map(\.source.item.reference) == ["MedicationRequest/plan"])
        #expect(section.groups.first?.rows.first?.events.count == 2)
    }

    static let supplies: [(type: String, members: String, status: String, isSupply: Bool)] = [
        ("MedicationDispense", #""whenHandedOver":"2026-11-01""#, "completed", true),
        ("MedicationDispense", #""whenHandedOver":"2026-11-01""#, "in-progress", true),
        ("MedicationDispense", #""whenPrepared":"2026-11-01""#, "preparation", false),
        ("MedicationDispense", #""whenPrepared":"2026-11-01""#, "cancelled", false),
        ("MedicationDispense", #""whenPrepared":"2026-11-01""#, "declined", false),
        ("MedicationDispense", #""whenPrepared":"2026-11-01""#, "on-hold", false),
        ("MedicationAdministration", #""effectiveDateTime":"2026-11-01""#, "completed", true),
        ("MedicationAdministration", #""effectiveDateTime":"2026-11-01""#, "not-done", false),
        ("MedicationAdministration", #""effectiveDateTime":"2026-11-01""#, "on-hold", false),
        ("MedicationRequest", #""intent":"order","authoredOn":"2026-11-01""#, "completed", true),
        ("MedicationRequest", #""intent":"order","authoredOn":"2026-11-01""#, "cancelled", false),
        ("MedicationRequest", #""intent":"order","authoredOn":"2026-11-01""#, "draft", false),
    ]

    @Test("Only what was issued, handed over or given counts as a supply", arguments: supplies)
    func supply(row: (type: String, members: String, status: String, isSupply: Bool)) throws {
        let alone = try record([resource(row.type, "1", row.status, row.members)]).medicines
        #expect(alone.groups.map(\.standing) == [row.isSupply ? .recentlySupplied : .past])
        let link = row.type == "MedicationDispense" ? "authorizingPrescription" : "basedOn"
        let parent = row.type == "MedicationAdministration" ? #""request":{"reference":"MedicationRequest/plan"}"# : nil
        let reference = parent ?? #""\#(link)":[{"reference":"MedicationRequest/plan"}]"#
        let course = try record([
            order("plan", "active", authored: "2025-01-01", intent: "plan"),
            resource(row.type, "1", row.status, row.members + "," + reference),
        ]).medicines
        let repeated = try #require(course.groups.first?.rows.first)
        #expect(repeated.events.map(\.isSupply) == [row.isSupply])
        let isIssue = row.isSupply && row.type != "MedicationAdministration"
        #expect(repeated.lastIssued?.text == (isIssue ? "2026-11-01" : nil))
        #expect(repeated.isNotIssuedForSixMonths == !isIssue)
    }

    @Test(
        "An entry that lost its code and was taken back is in history only",
        arguments: [("refuted", 0, 1), ("entered-in-error", 0, 1), ("confirmed", 1, 0)])
    func lostEntry(verification: String, groups: Int, history: Int) throws {
        let section = try record([
            item(
                "Condition", "1",
                #""code":\#(snomed("196421000000109", "Trimethoprim 200mg")),"verificationStatus":\#(coded(verification))"#
            )
        ]).medicines
        #expect(section.groups.count == groups)
        #expect(section.history.count == history)
    }

    @Test(
        "That no medicines are known is shown while it stands, and kept in history when it was taken back",
        arguments: [
            ("Condition", #""verificationStatus":{"coding":[{"code":"refuted"}]}"#, false),
            ("Condition", #""verificationStatus":{"coding":[{"code":"entered-in-error"}]}"#, false),
            ("Condition", #""verificationStatus":{"coding":[{"code":"confirmed"}]}"#, true),
            ("Observation", #""status":"entered-in-error""#, false), ("Observation", #""status":"final""#, true),
            ("MedicationStatement", #""status":"entered-in-error""#, false),
            ("MedicationStatement", #""status":"active""#, true),
        ])
    func noneKnown(type: String, members: String, stands: Bool) throws {
        let name = type == "MedicationStatement" ? "medicationCodeableConcept" : "code"
        let record = try record([
            item(type, "1", members + #","\#(name)":\#(snomed("787481004", "No known medications"))"#)
        ])
        #expect(record.medicines.noneKnown.map(\.title) == (stands ? ["No known medications"] : []))
        #expect(record.medicines.history.count == (stands ? 0 : 1))
        #expect(record.otherItems.isEmpty && record.medicines.groups.isEmpty)
    }
}
