// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import CareRecord
import CareTypes
import Exchange
import FHIRModel
import Terminology
import WebUI

extension Sample {
    /// The dose text that nobody may cut or change: signs, a line break, 300 characters and more.
    static let hardDose =
        "Take <ONE> tablet & ONLY one\nonce a WEEK on Monday (\"never\" daily). "
        + String(repeating: "Stop and call the clinic if you have a fever. ", count: 6) + "END-OF-DOSE"

    /// A full record.
    static let record = CareRecord(
        person: person, alerts: alerts, resuscitation: resuscitation, allergies: allergies, problems: problems,
        medicines: medicines, results: results, encounters: encounters, documents: documents,
        appointments: AppointmentSection(
            future: [
                AppointmentRow(
                    id: "ap1", title: "Anticoagulation clinic", status: "booked", start: date("2026-12-02T10:20:00"),
                    place: hospital, sources: [note(hospital)])
            ], coverage: coverage(.appointments)),
        carePlans: CarePlanSection(
            current: [
                CarePlanRow(
                    id: "cp1", title: "Universal Care Plan", text: "Prefers to be cared for at home.\nHas a cat.",
                    status: "active", isCurrent: true, start: date("2026-05-04"),
                    goals: [.init(text: "Walk to the shop", sources: [note(practice)])], sources: [note(practice)])
            ], coverage: coverage(.carePlans)),
        supportAtHome: SupportAtHomeSection(
            current: [], past: [], teams: [], history: [], coverage: coverage(.supportAtHome)),
        vaccinations: VaccinationSection(
            given: [
                VaccinationRow(
                    id: "v1", title: "Influenza", isGiven: true, date: date("2026-10-09"), dose: 1, batch: "FL-9",
                    sources: [note(practice)])
            ], coverage: coverage(.vaccinations)),
        procedures: ProcedureSection(
            rows: [
                ProcedureRow(
                    id: "pr1", title: "Total replacement of hip", status: "completed", start: date("2019-06"),
                    laterality: .left, sources: [note(hospital)])
            ], coverage: coverage(.procedures)),
        sources: sources, possibleOtherRecords: 1, hiddenItems: 2, gatheredAt: now,
        correlationID: "corr-1")

    static let allergies = AllergySection(
        state: .known,
        current: [
            AllergyRow(
                id: "al1", title: "Penicillin", clinicalStatus: .active, verification: .confirmed, criticality: .high,
                reactions: [.init(manifestations: ["Anaphylaxis"], severity: "severe")], onset: date("1987"),
                sources: [
                    note(practice, "2019-03-12", as: "Allergy to penicillin", codes: [RecordedCode(code: "91936005")]),
                    note(hospital, "2024-08-02", as: "PENICILLINS"),
                ]),
            AllergyRow(
                id: "al2", title: "Peanut", clinicalStatus: .active,
                sources: [note(practice, nil, as: "Peanut allergy")]),
        ],
        noneKnown: [
            NoKnownAllergyRow(id: "nk1", title: "No known allergies", scope: .all, sources: [note(trust, state: .late)])
        ],
        conflicts: [AllergyConflict(kind: .noneKnownButRecorded, current: "al1", other: "nk1")],
        coverage: coverage(.allergies))

    static let resuscitation = ResuscitationSection(
        state: .recorded,
        decisions: [
            ResuscitationRow(
                id: "r1", title: "Not for attempted cardiopulmonary resuscitation", meaning: .notForResuscitation,
                decided: date("2026-09-14"), reviewDue: date("2026-10-14"), isReviewOverdue: true,
                author: StaffNote(role: "Consultant geriatrician"),
                form: .attached(ItemReference(node: "nel-node-secret", reference: "DocumentReference/d1")),
                sources: [note(hospital, "2026-09-14")]),
            ResuscitationRow(
                id: "r2", title: "For attempted cardiopulmonary resuscitation", meaning: .forResuscitation,
                decided: date("2023-02-01"), sources: [note(practice, "2023-02-01")]),
        ],
        isConflicting: true, coverage: coverage(.resuscitation))

    static let alerts = AlertSection(
        current: [
            AlertRow(
                id: "f1", title: "Adult safeguarding plan", category: .safeguarding, start: date("2026-08-01"),
                isForProfessionalsOnly: true, mayBePrinted: false, sources: [note(trust, state: .late, minutes: 1_300)]),
            AlertRow(
                id: "f2", title: "Lives alone, key safe", category: .access, start: date("2024-01-15"),
                sources: [note(practice)]),
        ], coverage: coverage(.alerts))

    static let problems = ProblemSection(
        active: [
            problem("p1", "Atrial fibrillation", "2016-05-09"), problem("p2", "Rheumatoid arthritis", "2009"),
            problem("p3", "Chronic kidney disease stage 3B", "2021-11"),
        ],
        past: [problem("p4", "Fracture of neck of femur", "2019-06-02")],
        familyHistory: [
            StatementRow(id: "fh", kind: .familyHistory, title: "Diabetes", about: "Mother", sources: [note(practice)])
        ],
        coverage: coverage(.problems))

    static func problem(_ id: String, _ title: String, _ onset: String, isTermAsRecordedOnly: Bool = false)
        -> ProblemGroup
    {
        ProblemGroup(
            id: id, title: title, isTermAsRecordedOnly: isTermAsRecordedOnly, standing: .active,
            rows: [
                ProblemRow(
                    id: id + "r", title: title, isTermAsRecordedOnly: isTermAsRecordedOnly, clinicalStatus: .active,
                    onset: date(onset),
                    sources: [note(practice, onset, as: title), note(hospital, "2024-08-02", as: title.uppercased())])
            ])
    }

    static let encounters = EncounterSection(
        rows: [
            EncounterRow(
                id: "nel|Encounter/e1", title: "Emergency department attendance", setting: .emergency,
                status: "in-progress",
                start: date("2026-11-23T01:12:00Z"), isOngoing: true, reasons: ["Fall, head injury"],
                provider: hospital,
                sources: [note(hospital, "2026-11-23T01:14:00Z", minutes: 4, item: "Encounter/e1")]),
            EncounterRow(
                id: "nel|Encounter/e2", title: "Ambulance call", setting: .emergency, status: "finished",
                start: date("2026-11-23T00:20:00Z"), end: date("2026-11-23T01:10:00Z"), reasons: ["Fall at home"],
                sources: [
                    note("London Ambulance Service", "2026-11-23T01:10:00Z", minutes: 12, item: "Encounter/e2")
                ]),
            EncounterRow(
                id: "nel|Encounter/e3", title: "Practice nurse appointment", setting: .outpatient, status: "finished",
                start: date("2026-10-09"), reasons: ["Influenza vaccination"], provider: practice,
                sources: [note(practice, "2026-10-09", item: "Encounter/e3")]),
            EncounterRow(
                id: "nel|Encounter/e4", title: "Inpatient stay", setting: .inpatient, status: "finished",
                start: date("2026-09-08"), end: date("2026-09-15"), diagnoses: ["Acute kidney injury"],
                provider: hospital,
                legalStatuses: [
                    .init(title: "Informal", start: date("2026-09-08"), end: date("2026-09-15"), isInForce: false)
                ],
                documents: ["nel|DocumentReference/d1"], sources: [note(hospital, "2026-09-15", item: "Encounter/e4")]),
        ], coverage: coverage(.encounters))

    static let documents = DocumentSection(
        rows: [
            DocumentRow(
                id: "nel|DocumentReference/d1", title: "Discharge summary", type: "Discharge summary",
                date: date("2026-09-15T16:40:00+01:00"),
                authors: [StaffNote(name: "Dr P Shah", role: "Consultant geriatrician")], custodian: hospital,
                status: "current",
                content: [
                    .text(
                        "Admitted with a fall.\nStopped ramipril: acute kidney injury.\nPlease recheck U&E in <1 week."),
                    .file(
                        contentType: "application/pdf",
                        item: ItemReference(node: "nel-node-secret", reference: "Binary/b1"), byteCount: 240_000,
                        title: "Scan"),
                ],
                sources: [note(hospital, "2026-09-15", item: "DocumentReference/d1")]),
            DocumentRow(
                id: "nel|DocumentReference/d2", title: "Letter about a relative", status: "current",
                content: [.unreadable],
                isAboutThirdParty: true, sources: [note(practice, item: "DocumentReference/d2")]),
            DocumentRow(
                id: "nel|Composition/c1", title: "Discharge summary in sections", type: "Discharge summary",
                date: date("2026-09-15T16:50:00+01:00"), status: "final", content: [.parts(parts)],
                sources: [note(hospital, "2026-09-15", item: "Composition/c1")]),
        ], coverage: coverage(.documents))

    static let parts = [
        DocumentPart(blocks: [.paragraph("Read <all> of it.")]),
        DocumentPart(
            title: "Medicines",
            blocks: [
                .heading("On discharge"), .paragraph("[deleted: Ramipril 5 mg]"),
                .item(NarrativeItem(text: "Stopped: ramipril")),
                .item(NarrativeItem(level: 1, number: 1, text: "recheck U&E in <1 week")),
                .table(
                    NarrativeTable(
                        header: ["Medicine", "Dose"],
                        rows: [NarrativeTable.Row(hasName: true, ["Furosemide", "40 mg\nin the <morning>"])])),
            ], parts: [DocumentPart(title: "Supplied", entriesWithoutText: 2)]),
        DocumentPart(title: "Allergies", emptyReason: "Not asked"), DocumentPart(title: "Diet"),
    ]
}
