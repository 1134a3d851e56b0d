// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareRecord

extension SectionBody {
    func encounters(_ html: inout HTML) {
        let section = record.encounters
        let own = words.lists
        coverage(section.coverage, isEmpty: section.rows.isEmpty, &html)
        rows(section.rows, of: .encounters, &html) { row, html in encounter(row, &html) }
        group(own.planned, isEmpty: section.planned.isEmpty, &html) { html in
            rows(section.planned, of: .encounters, &html) { row, html in encounter(row, &html) }
        }
        guard limit == nil else { return }
        group(own.episodes, isEmpty: section.episodes.isEmpty, &html) { html in
            rows(section.episodes, of: .encounters, &html) { row, html in
                html(.p, .class("item")) { $0(.strong) { $0(.bdi, row.title) } }
                html(.p, joined([period(style.day(row.start), style.day(row.end)), row.provider, row.team]))
                sources(row.sources, &html)
            }
        }
        withdrawn(
            section.history.map { ($0.title, $0.sources) }
                + section.withdrawnEpisodes.map { ($0.title, $0.sources) }, &html)
    }

    private func encounter(_ row: EncounterRow, _ html: inout HTML) {
        html(.p, .class("item")) { html in
            html.text((style.date(row.start) ?? SharedWords.english.notRecorded) + " ")
            html(.a, .href(view.address(of: row))) { $0(.bdi, row.title) }
            if row.isOngoing { html(.span, .class("tag"), text: words.summary.ongoing) }
        }
        let facts = joined([
            row.reasons.joined(separator: ", "), row.diagnoses.joined(separator: ", "), row.provider,
            row.isOngoing ? nil : style.date(row.end).map(words.lists.ended),
        ])
        if !facts.isEmpty { html(.p) { $0.verbatim(facts) } }
        legal(row, &html)
        sources(row.sources, &html)
    }

    /// Periods under the Mental Health Act; only one that is in force is marked.
    private func legal(_ row: EncounterRow, _ html: inout HTML) {
        for status in row.legalStatuses {
            html(.p) { html in
                html(.span, .class("label"), text: words.lists.legal)
                html(.bdi, status.title)
                if let period = period(style.day(status.start), style.day(status.end)) { html.text(", \(period)") }
                if status.isInForce { html(.span, .class("tag tag-look"), text: words.lists.inForce) }
            }
        }
    }

    /// Everything about one encounter.
    func whole(_ row: EncounterRow, _ html: inout HTML) {
        let own = words.lists
        let staff = row.staff.compactMap(\.text).joined(separator: "; ")
        let facts: [(String, String?)] = [
            (own.begin, style.date(row.start)), (own.end, style.date(row.end)),
            (own.status, own.statusText(row.status)), (own.reasons, row.reasons.joined(separator: "\n")),
            (own.diagnoses, row.diagnoses.joined(separator: "\n")), (own.staff, staff), (own.provider, row.provider),
            (own.place, row.places.joined(separator: ", ")), (own.admission, row.admission),
            (own.discharge, row.discharge),
        ]
        html.summaryList(facts.map { (name: $0.0, value: style.orNotRecorded($0.1)) })
        legal(row, &html)
        sources(row.sources, &html)
        let documents = record.documents.rows.filter { row.documents.contains($0.id) || $0.encounter == row.id }
        group(own.letters, isEmpty: documents.isEmpty, &html) { html in
            SectionBody(view: view).documentRows(documents, &html)
        }
    }
}

extension String {
    /// Without spaces at its ends.
    var trimmed: String { split(separator: " ").joined(separator: " ") }

    var capitalisedInitial: String { prefix(1).uppercased() + dropFirst() }
}
