// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareRecord
import CareTypes
import Exchange
import FHIRModel
import Testing

/// A row for the merge rule alone: its identity and which resource it is.
private struct Row: Hashable {
    let number: Int
    let identity: RowIdentity
}

@Suite("The merge rule")
struct RowMergeTests {
    private static func rows(seed: UInt64, count: Int) -> [Row] {
        var random = SeededGenerator(seed: seed)
        func pick(_ values: [String?]) -> String? { values.randomElement(using: &random) ?? nil }
        return (0..<count).map { number in
            Row(
                number: number,
                identity: RowIdentity(
                    family: pick(["asthma", "copd", nil]), clinicalStatus: pick(["active", "resolved"]) ?? "",
                    verification: pick(["confirmed", "provisional"]) ?? "", laterality: pick(["", "left"]) ?? "",
                    date: pick(["2019", "2019-03-07", nil]), detail: pick(["", "x"]) ?? ""))
        }
    }

    @Test("Random rows: none is lost, none is in two sets", arguments: UInt64(1)...40)
    func nothingLost(seed: UInt64) {
        let rows = Self.rows(seed: seed, count: 60)
        let sets = RowMerge.sets(rows, identity: \.identity)
        #expect(sets.flatMap(\.self).map(\.number).sorted() == rows.map(\.number))
    }

    @Test(
        "Random rows: two share a set exactly when all five agree and there is something to agree in",
        arguments: UInt64(1)...40)
    func agreement(seed: UInt64) {
        let rows = Self.rows(seed: seed, count: 40)
        let sets = RowMerge.sets(rows, identity: \.identity)
        func set(_ row: Row) -> Int? { sets.firstIndex { $0.contains(row) } }
        for (place, left) in rows.enumerated() {
            for right in rows[(place + 1)...] {
                let (one, two) = (left.identity, right.identity)
                let mayMerge = one.family != nil && one.date != nil
                let agree =
                    one.family == two.family && one.clinicalStatus == two.clinicalStatus
                    && one.verification == two.verification && one.laterality == two.laterality && one.date == two.date
                    && one.detail == two.detail
                #expect((set(left) == set(right)) == (mayMerge && agree))
            }
        }
    }

    @Test("Random rows: the sets do not depend on their order", arguments: UInt64(1)...40)
    func order(seed: UInt64) {
        let rows = Self.rows(seed: seed, count: 50)
        var random = SeededGenerator(seed: seed, stream: 9)
        let shuffled = rows.shuffled(using: &random)
        let one = Set(RowMerge.sets(rows, identity: \.identity).map { Set($0) })
        let other = Set(RowMerge.sets(shuffled, identity: \.identity).map { Set($0) })
        #expect(one == other)
    }

    @Test(
        "Dates agree only as precisely as they were written",
        arguments: [
            ("2019", "2019", true), ("2019", "2019-03", false), ("2019-03", "2019-03-01", false),
            ("2019-03-07T09:00:00Z", "2019-03-07T09:00:00+00:00", true),
            ("2019-07-07T09:00:00Z", "2019-07-07T10:00:00+01:00", true), ("2019-03-07T09:00:00Z", "2019-03-07", false),
        ])
    func dates(left: String, right: String, agree: Bool) throws {
        #expect((RowIdentity.dateKey(try partial(left)) == RowIdentity.dateKey(try partial(right))) == agree)
    }

    @Test("Random records: every item is somewhere in the record, in any order of arrival", arguments: UInt64(1)...25)
    func wholeRecords(seed: UInt64) throws {
        let items = try RandomItems.make(seed: seed, count: 40)
        var random = SeededGenerator(seed: seed, stream: 3)
        let one = try record(items)
        let other = try record(items.shuffled(using: &random))
        #expect(one == other)
        let drawn = Set(one.sourceNotes.map(\.item))
        let sent = Set(items.map { ItemReference(node: $0.node, reference: $0.resource.reference ?? "") })
        #expect(drawn == sent)
    }
}

/// Items of many kinds with random codes, states and dates.
enum RandomItems {
    private static let codes = [
        snomed("195967001", "Asthma"), snomed("162660004", "Asthma resolved"),
        snomed("91936005", "Allergy to penicillin"),
        snomed("160303001", "FH: Diabetes mellitus"), snomed("342191000000101", "Subject to child protection plan"),
        snomed("450476008", "Not for attempted cardiopulmonary resuscitation"), snomed("73761001", "Colonoscopy"),
        snomed("1324781000000109", "COVID-19 vaccination first dose not given"),
        snomed("787481004", "No known medications"),
        snomed("1000651000000109", "Potassium"), snomed("716186003", "No known allergies"),
        #"{"text":"In words only"}"#,
        snomed("319733000", "Warfarin 1mg tablets"), snomed("196421000000109", "Degraded"),
        snomed("734163000", "Care plan"),
    ]

    static func make(seed: UInt64, count: Int) throws -> [RecordItem] {
        var random = SeededGenerator(seed: seed)
        func pick<Value>(_ values: [Value]) throws -> Value { try #require(values.randomElement(using: &random)) }
        return try (0..<count).map { number in
            let code = try pick(codes)
            let type = try pick([
                "Condition", "Observation", "AllergyIntolerance", "Flag", "Procedure", "Immunization",
                "MedicationRequest",
                "MedicationStatement", "Encounter", "DocumentReference", "Appointment", "CarePlan", "ServiceRequest",
                "DiagnosticReport", "QuestionnaireResponse", "FamilyMemberHistory", "EpisodeOfCare", "CareTeam",
                "Consent",
            ])
            let status = try pick(["active", "resolved", "inactive"])
            let verification = try pick(["confirmed", "refuted", "entered-in-error"])
            let date = try pick(["2019-03-07", "2021", "2026-11-01T10:00:00Z"])
            let plain = try pick(["active", "completed", "final", "entered-in-error", "stopped"])
            let dates = "\"onsetDateTime\":\"\(date)\",\"effectiveDateTime\":\"\(date)\",\"authoredOn\":\"\(date)\""
            let isStated = type == "Condition" || type == "AllergyIntolerance"
            let state =
                isStated
                ? "\"clinicalStatus\":\(coded(status)),\"verificationStatus\":\(coded(verification))"
                : "\"status\":\"\(plain)\""
            let concept = type.hasPrefix("Medication") ? "\"medicationCodeableConcept\":\(code)" : "\"code\":\(code)"
            return try item(type, "\(number)", "\(state),\(concept),\(dates)", from: pick(TestSource.all))
        }
    }
}
