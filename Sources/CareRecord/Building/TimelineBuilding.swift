// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// Merges the sections' events in one order.
struct TimelineBuilder {
    private var entries: [TimelineEntry] = []

    init(_ record: CareRecord) {
        encounters(record.encounters)
        for row in record.documents.rows {
            add(.document, row.date, row.title, row.type == row.title ? nil : row.type, row.id, row.sources)
        }
        for row in record.results.panels {
            add(.result, row.taken ?? row.issued, row.title, row.conclusion, row.id, row.sources)
        }
        singleResults(record.results)
        medicines(record.medicines)
        for row in record.procedures.rows { add(.procedure, row.start, row.title, row.outcome, row.id, row.sources) }
        for row in record.vaccinations.given {
            add(.vaccination, row.date, row.title, row.vaccine, row.id, row.sources)
        }
        for row in record.vaccinations.notGiven {
            add(.vaccination, row.date, row.title, "Not given", row.id, row.sources)
        }
        for group in record.problems.active + record.problems.past {
            for row in group.rows {
                let title = row.isTermAsRecordedOnly ? "A problem, in words as recorded" : row.title
                add(.problem, row.onset ?? row.sources.first?.recorded, title, nil, row.id, row.sources)
            }
        }
        plans(.carePlan, record.carePlans.current + record.carePlans.past)
        plans(.supportAtHome, record.supportAtHome.current + record.supportAtHome.past)
        for row in record.resuscitation.decisions + record.resuscitation.earlier {
            add(.decision, row.time, row.title, row.author?.name, row.id, row.sources)
        }
        for row in record.appointments.past { add(.appointment, row.start, row.title, row.status, row.id, row.sources) }
    }

    /// The timeline, newest first.
    func section() -> TimelineSection {
        TimelineSection(
            entries: entries.newestFirst({ $0.date }, tie: { "\($0.kind.rawValue) \($0.row)" })
                .numbered("event", \.id))
    }

    private mutating func add(
        _ kind: TimelineEntry.Kind, _ date: PartialDate?, _ title: String, _ detail: String?, _ row: String,
        _ sources: [SourceNote]
    ) {
        entries.append(
            TimelineEntry(id: "", kind: kind, date: date, title: title, detail: detail, row: row, sources: sources))
    }

    private mutating func plans(_ kind: TimelineEntry.Kind, _ rows: [CarePlanRow]) {
        for row in rows {
            add(kind, row.start, row.title, row.category == row.title ? nil : row.category, row.id, row.sources)
        }
    }

    private mutating func encounters(_ section: EncounterSection) {
        for row in section.rows {
            let reasons = (row.reasons + row.diagnoses).joined(separator: "; ")
            add(.encounter, row.start, row.title, reasons.isEmpty ? nil : reasons, row.id, row.sources)
        }
    }

    /// Results that belong to no report.
    private mutating func singleResults(_ section: ResultSection) {
        for trend in section.trends {
            for row in trend.results where row.panels.isEmpty {
                add(.result, row.taken ?? row.issued, row.title, row.value.textWithUnit, row.id, row.sources)
            }
        }
    }

    /// Starts and stops; issues and supplies stay with the medicine.
    private mutating func medicines(_ section: MedicineSection) {
        for row in section.groups.flatMap(\.rows) {
            let date = row.status == .stopped ? row.stop ?? row.start : row.start ?? row.source.happened
            entries.append(
                TimelineEntry(
                    id: "", kind: .medicine, date: date, title: row.title, detail: row.reasonStopped,
                    medicineStatus: row.status, row: row.id, sources: row.sources))
        }
    }
}
