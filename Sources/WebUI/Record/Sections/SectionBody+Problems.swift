// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareRecord

extension SectionBody {
    func problems(_ html: inout HTML) {
        let section = record.problems
        let own = words.lists
        coverage(section.coverage, isEmpty: section.active.isEmpty && section.past.isEmpty, &html)
        group(own.active, isEmpty: section.active.isEmpty, &html) { html in
            rows(section.active, of: .problems, &html) { group, html in problem(group, &html) }
        }
        group(own.past, isEmpty: section.past.isEmpty, &html) { html in
            rows(section.past, of: .problems, &html) { group, html in problem(group, &html) }
        }
        guard limit == nil else { return }
        group(own.familyHistory, isEmpty: section.familyHistory.isEmpty, &html) { html in
            statements(section.familyHistory, .problems, &html)
        }
        group(own.otherStatements, isEmpty: section.otherStatements.isEmpty, &html) { html in
            statements(section.otherStatements, .problems, &html)
        }
        withdrawn(section.history.map { ($0.title, $0.sources) }, &html)
    }

    private func problem(_ group: ProblemGroup, _ html: inout HTML) {
        let own = words.lists
        html(.p, .class("item")) { html in
            if group.isTermAsRecordedOnly {
                html(.strong, own.sourceTerm)
            } else {
                html(.strong) { $0(.bdi, group.title) }
            }
            if group.rows.contains(where: { $0.significance == .major }), !style.isPlain {
                html(.span, .class("tag"), text: "major")
            }
        }
        let newest = group.rows.first { $0.form == .problem } ?? group.rows.first
        if let newest { html.datedParagraph(facts(newest, group.standing)) }
        for step in group.progression {
            html(.p, step.isLater ? own.progressionLater(step.title) : own.progressionEarlier(step.title))
        }
        if group.hasConflict { html.warning(own.problemConflict) }
        for row in group.rows { notes(row.notes, &html) }
        sources(group.rows.flatMap(\.sources), &html)
    }

    private func facts(_ row: ProblemRow, _ standing: ProblemGroup.Standing) -> String {
        let own = words.lists
        let why: String? =
            switch standing {
            case .active, .past: nil
            case .endedByEntry: own.endedByEntry
            case .historyOnly: own.historyOnly
            case .timeOver: own.timeOver
            }
        return joined([
            style.day(row.onset).map(own.onset) ?? own.onsetUnknown, row.laterality.map(own.side), row.bodySite,
            row.severity, own.verification(row.verification), (style.day(row.ended) ?? row.endedText).map(own.ended),
            why,
        ])
    }

    func statements(_ statements: [StatementRow], _ section: RecordSection, _ html: inout HTML) {
        rows(statements.filter { !$0.isWithdrawn }, of: section, &html) { row, html in
            html(.p, .class("item")) { html in
                html.verbatim(row.title)
                if let about = row.about { html.text(" (\(words.lists.about(about)))") }
            }
            notes(row.notes, &html)
            sources(row.sources, &html)
        }
    }
}
