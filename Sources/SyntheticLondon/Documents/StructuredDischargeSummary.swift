// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

extension PersonBuilder {
    /// Whether hospitals write this person's discharge summaries in sections.
    var hasStructuredSummaries: Bool { plan.scenario?.isLead == true || plan.index % 4 == 3 }

    /// The summary of a stay as a Composition, its sections under the headings of the PRSB's discharge standard.
    @discardableResult
    func structuredDischargeSummary(
        _ record: HeldRecord, _ visit: PersonPlan.HospitalVisit, encounter: String, until end: Moment,
        changes: [String], actions: [String]
    ) -> String {
        let author = record.organisation.member(.wardDoctor)
        let sections = dischargeSections(record, visit, until: end, changes: changes, actions: actions)
        return add(
            "Composition", to: record.organisation.feed(.epr), profile: "UKCore-Composition",
            labels: visit.reason.labels, fact: Fact(kind: .document, code: "discharge", day: end.day)
        ) { writer in
            writer.member("status", "final")
            writer.concept("type", .snomed, "373942005")
            writer.concepts("category", .snomed, "823651000000106")
            writer.reference("subject", record.reference)
            writer.reference("encounter", encounter)
            writer.member("date", end.text)
            writer.references("author", author.reference, display: author.name)
            writer.member("title", "Discharge summary")
            writer.reference("custodian", record.organisation.reference, display: record.organisation.name)
            writer.array("section") { list in
                for section in sections {
                    list.object { item in
                        item.member("title", section.title)
                        item.object("text") { text in
                            text.member("status", "additional")
                            text.member("div", Narrative(blocks: section.blocks).xhtml)
                        }
                    }
                }
            }
        }
    }

    private func dischargeSections(
        _ record: HeldRecord, _ visit: PersonPlan.HospitalVisit, until end: Moment, changes: [String],
        actions: [String]
    ) -> [(title: String, blocks: [NarrativeBlock])] {
        let conditions = conditionsHeld(on: end.day).map(\.problem.text)
        let medicines = medicinesTaken(on: end.day).map {
            NarrativeTable.Row(hasName: true, [$0.medicine.name, $0.medicine.dose])
        }
        let isBirth = visit.reason.clinic == .maternity
        let table = NarrativeTable(header: ["Medicine", "Dose"], rows: medicines)
        return [
            (
                "Admission details",
                [
                    .paragraph(
                        "Admitted \(Moment.longText(visit.arrival.day)) \(isBirth ? "in labour" : "as an emergency")"),
                    .paragraph("Reason for admission: \(visit.reason.complaint)"),
                ]
            ),
            (
                "Discharge details",
                [
                    .paragraph("Discharged \(Moment.longText(end.day))"),
                    .paragraph("Consultant: \(record.organisation.member(visit.reason.clinic).name)"),
                ]
            ),
            (
                "Diagnoses",
                [.paragraph(visit.reason.diagnosis), .heading("Other conditions")]
                    + Self.entries(conditions, ifNone: "No long-term conditions")
            ),
            ("Clinical summary", [.paragraph(course(visit, until: end))]),
            (
                "Medications and medical devices",
                [.heading("Changed")] + Self.entries(changes, ifNone: "No changes") + [.heading("On discharge")]
                    + (medicines.isEmpty ? [.paragraph("No regular medicines")] : [.table(table)])
            ),
            ("Allergies and adverse reactions", [.paragraph(allergyLine)]),
            ("Plan and requested actions", Self.entries(actions, ifNone: "None")),
            ("Person completing record", [.paragraph(record.organisation.member(.wardDoctor).signature)]),
        ]
    }

    private static func entries(_ texts: [String], ifNone: String) -> [NarrativeBlock] {
        texts.isEmpty ? [.paragraph(ifNone)] : texts.map { .item(NarrativeItem(text: $0)) }
    }
}
