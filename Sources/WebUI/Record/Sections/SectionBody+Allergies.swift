// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareRecord

extension SectionBody {
    func allergies(_ html: inout HTML) {
        let section = record.allergies
        let own = words.allergies
        html(.p, .class("state-heading")) {
            AllergyHeading(state: section.state, words: own).add(to: &$0)
        }
        switch section.state {
        case .known: break
        case .noKnown(let scope): if scope == .medicinesOnly { html(.p, own.medicinesOnly) }
        case .notRecorded: html(.p, own.notRecordedWhy)
        case .unavailable: html(.p, own.unavailableWhy)
        }
        CoverageNotice(coverage: section.coverage, view: view).gaps(to: &html)
        if section.needsLookBeforePrescribing { html.warning(own.degraded) }
        rows(section.current, of: .allergies, &html) { row, html in
            allergy(row, &html)
            for conflict in section.conflicts where conflict.current == row.id {
                html.warning(own.conflict(conflict.kind))
            }
        }
        group(own.saysNone, isEmpty: section.noneKnown.isEmpty, &html) { html in
            rows(section.noneKnown, of: .allergies, &html) { row, html in
                html(.p, .class("item")) { $0.verbatim(row.title) }
                sources(row.sources, &html)
            }
        }
        group(own.ended, isEmpty: section.ended.isEmpty, &html) { html in
            rows(section.ended, of: .allergies, &html) { row, html in allergy(row, &html) }
        }
        withdrawn(section.history.map { ($0.title, $0.sources) }, &html)
    }

    private func allergy(_ row: AllergyRow, _ html: inout HTML) {
        let own = words.allergies
        html(.p, .class("item")) { html in
            html(.strong) { $0(.bdi, row.title) }
            switch row.criticality {
            case .high: html(.span, .class("tag tag-stop"), text: own.high)
            case .low: html(.span, .class("tag"), text: own.low)
            case .unableToAssess: html(.span, .class("tag"), text: own.unableToAssess)
            case nil: break
            }
        }
        let form: String? =
            switch row.form {
            case .allergy: nil
            case .condition: own.asProblem
            case .reaction: own.asReaction
            case .historyOf: own.asHistory
            }
        let facts = joined([
            form, words.lists.verification(row.verification), style.day(row.onset).map(words.lists.onset),
            style.day(row.ended).map(own.endedOn), row.reasonEnded,
        ])
        if !facts.isEmpty { html(.p, facts) }
        for reaction in row.reactions {
            let text = joined([
                reaction.manifestations.joined(separator: ", "), reaction.severity, reaction.text,
                style.day(reaction.onset),
            ])
            guard !text.isEmpty else { continue }
            html(.p) { html in
                html(.span, .class("label"), text: own.reaction)
                html.verbatim(text)
            }
        }
        notes(row.notes, &html)
        sources(row.sources, &html)
    }
}

extension HTML {
    /// Adds a warning: sign, words, and a frame.
    mutating func warning(_ text: String) {
        self(.div, .class("warning")) { html in
            html(.p) { html in
                StateSymbol.missing.add(to: &html)
                html.text(text)
            }
        }
    }
}
