// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareRecord
internal import CareTypes
internal import Terminology

/// What must be seen without scrolling at 1366 × 768: six cards, each with sources, times and what may be missing.
struct SummaryCards {
    var view: RecordView

    private var record: CareRecord { view.record }
    private var style: RecordStyle { view.style }
    private var words: RecordWords { view.style.words }
    private var header: RecordHeader { view.record.header }

    func add(to html: inout HTML) {
        html(.div, .class("cards")) { html in
            html(.div) { html in
                allergies(&html)
                highRiskMedicines(&html)
            }
            html(.div) { html in
                resuscitation(&html)
                flags(&html)
            }
            html(.div) { html in
                results(&html)
                encounters(&html)
            }
        }
    }

    private func card(
        _ heading: String, _ section: RecordSection, _ coverage: SectionCoverage, _ html: inout HTML,
        style name: String = "", content: (inout HTML) -> Void
    ) {
        html(.section, .class("card \(name)")) { html in
            html(.h2) { $0(.a, .href(view.address.at(section.pageName)), text: heading) }
            guard coverage.state != .notShown else {
                return html(.p, .class("empty empty-hidden"), text: words.coverage.notShown)
            }
            content(&html)
        }
    }

    /// Gaps in few words; the section below has them in full.
    private func gaps(_ coverage: SectionCoverage, _ html: inout HTML) {
        guard !coverage.missing.isEmpty || coverage.state == .noSource else { return }
        html(.p, .class("card-gaps")) { html in
            if coverage.state == .noSource {
                StateSymbol.off.add(to: &html)
                return html.text(words.coverage.noSource)
            }
            let entries = SourceGaps(coverage.missing).entries
            for entry in entries.prefix(2) {
                html(.span) { SourceGapText(entry: entry, style: style, isShort: true).add(to: &$0) }
            }
            if entries.count > 2 { html(.span, words.summary.more(entries.count - 2)) }
        }
    }

    // MARK: Allergies

    private func allergies(_ html: inout HTML) {
        let section = record.allergies
        let heading = AllergyHeading(state: section.state, words: words.allergies)
        html(.section, .class("card card-allergies")) { html in
            guard section.coverage.state != .notShown else {
                html(.h2, style.sections[.allergies])
                return html(.p, .class("empty empty-hidden"), text: words.coverage.notShown)
            }
            html(.h2) { html in
                html(.a, .href(view.address.at("allergies"))) { heading.add(to: &$0) }
            }
            switch section.state {
            case .known: break
            case .noKnown(let scope):
                if scope == .medicinesOnly { html(.p, words.allergies.medicinesOnly) }
                if let row = section.noneKnown.first { SourceNotes(notes: row.sources, style: style).brief(to: &html) }
            case .notRecorded: html(.p, words.allergies.notRecordedWhy)
            case .unavailable: html(.p, words.allergies.unavailableWhy)
            }
            list(section.current, limit: 4, more: .allergies, &html) { row, html in
                html(.p, .class("item")) { html in
                    html(.strong) { $0(.bdi, row.title) }
                    if row.criticality == .high { html(.span, .class("tag tag-stop"), text: words.allergies.high) }
                    let reactions = row.reactions.flatMap(\.manifestations)
                    if !reactions.isEmpty { html.text(" " + reactions.joined(separator: ", ")) }
                }
                SourceNotes(notes: row.sources, style: style).brief(to: &html)
            }
            if !section.conflicts.isEmpty { alert(words.allergies.conflicts(section.conflicts.count), &html) }
            if section.needsLookBeforePrescribing { alert(words.allergies.degraded, &html) }
            gaps(section.coverage, &html)
        }
    }

    private func alert(_ text: String, _ html: inout HTML) {
        html(.p, .class("card-alert")) { html in
            StateSymbol.missing.add(to: &html)
            html.text(text)
        }
    }

    private func list<Row>(
        _ rows: [Row], limit: Int, more section: RecordSection, _ html: inout HTML,
        row: (Row, inout HTML) -> Void
    ) {
        guard !rows.isEmpty else { return }
        html(.ul, .class("items")) { html in
            for each in rows.prefix(limit) { html(.li) { row(each, &$0) } }
        }
        if rows.count > limit {
            html(.p) {
                $0(.a, .href(view.address.at(section.pageName)), text: words.summary.more(rows.count - limit))
            }
        }
    }

    // MARK: Resuscitation

    private func resuscitation(_ html: inout HTML) {
        let section = record.resuscitation
        let own = words.resuscitation
        card(own.heading, .resuscitation, section.coverage, &html) { html in
            switch section.state {
            case .recorded:
                if section.isConflicting { alert(own.conflict, &html) }
                list(section.decisions, limit: 3, more: .resuscitation, &html) { row, html in
                    ResuscitationText(row: row, view: view, isShort: true).add(to: &html)
                    SourceNotes(notes: row.sources, style: style).brief(shown: style.day(row.decided), to: &html)
                }
            case .noneRecorded:
                html(.p, .class("item")) { $0(.strong, own.none) }
                html(.p, own.noneWhy)
            case .unavailable:
                html(.p, .class("item")) { $0(.strong, own.unavailable) }
                html(.p, own.unavailableWhy)
            }
            gaps(section.coverage, &html)
        }
    }

    // MARK: Flags

    private func flags(_ html: inout HTML) {
        let section = record.alerts
        card(words.summary.flags, .alerts, section.coverage, &html) { html in
            if section.current.isEmpty, section.coverage.state == .complete {
                html(.p, .class("empty"), text: words.summary.noFlags)
            } else if section.current.isEmpty {
                CoverageNotice(coverage: section.coverage, view: view).empty(to: &html)
                return
            }
            list(section.current, limit: 4, more: .alerts, &html) { row, html in
                FlagText(row: row, style: style).add(to: &html)
                SourceNotes(notes: row.sources, style: style).brief(
                    shown: style.day(row.end) ?? style.day(row.start), to: &html)
            }
            gaps(section.coverage, &html)
        }
    }

    // MARK: Medicines

    private func highRiskMedicines(_ html: inout HTML) {
        let section = record.medicines
        card(words.summary.highRisk, .medicines, section.coverage, &html) { html in
            if section.highRisk.isEmpty, section.coverage.state == .complete || section.coverage.state == .incomplete {
                html(.p, .class("empty"), text: words.summary.noHighRisk)
            } else if section.highRisk.isEmpty {
                CoverageNotice(coverage: section.coverage, view: view).empty(to: &html)
                return
            }
            list(section.highRisk, limit: 5, more: .medicines, &html) { row, html in
                html(.p, .class("item")) { html in
                    html(.strong) { $0(.bdi, row.title.lowercased()) }
                    html.text(" " + words.medicines.flags.names(of: row.flags).joined(separator: ", "))
                    if row.standing == .recentlySupplied { html.text(". " + words.medicines.recent) }
                    if row.hasConflict { html(.span, .class("tag tag-stop"), text: words.summary.sourcesDisagree) }
                }
                SourceNotes(notes: row.sources, style: style).brief(to: &html)
            }
            if !section.hospitalNotReceived.isEmpty {
                alert(
                    words.summary.hospitalMissing(SourceGaps(section.hospitalNotReceived).names(words.coverage)), &html)
            }
            if header.uncheckedMedicines > 0 {
                html(.p, .class("card-note")) { html in
                    StateSymbol.partial.add(to: &html)
                    html.text(words.summary.unchecked(header.uncheckedMedicines))
                }
            }
            gaps(section.coverage.without(section.hospitalNotReceived), &html)
        }
    }

    // MARK: Results

    private func results(_ html: inout HTML) {
        let section = record.results
        card(words.summary.lastResults, .results, section.coverage, &html) { html in
            html(.div, .class("last-results")) { html in
                lastResult(header.potassium, words.summary.potassium, &html)
                lastResult(header.eGFR, words.summary.eGFR, &html)
            }
            // Both of one blood sample, as is usual, have one line.
            if haveOneSource, let result = header.potassium {
                SourceNotes(notes: result.latest.sources, style: style)
                    .brief(shown: style.day(result.latest.taken), to: &html)
            }
            gaps(section.coverage, &html)
        }
    }

    private var haveOneSource: Bool {
        guard let one = header.potassium?.latest.sources, let other = header.eGFR?.latest.sources else { return false }
        let keys = [one, other].map {
            $0.map { "\($0.sourceKey)|\($0.recorded?.text ?? "")|\($0.received.microseconds)" }
        }
        return keys[0] == keys[1]
    }

    private func lastResult(_ result: HeaderResult?, _ name: String, _ html: inout HTML) {
        html(.div) { html in
            guard let result else { return html(.p, .class("empty"), text: words.summary.noResult(name)) }
            html(.h3) { html in
                guard let trend = record.results.trends.first(where: { $0.id == result.trend }) else {
                    return html.text(name)
                }
                html(.a, .href(view.address(of: trend))) { html in
                    html.text(name)
                    html.unseen(words.summary.trend)
                }
            }
            html(.p, .class("big-value")) { ResultValueText(row: result.latest, style: style).add(to: &$0) }
            html.datedParagraph(style.date(result.latest.taken) ?? words.results.takenUnknown)
            if let previous = result.previous, let value = previous.value.text {
                let day = style.day(previous.taken) ?? SharedWords.english.notRecorded
                html.datedParagraph(words.summary.previous(value, day), class: "quiet")
            }
            if !haveOneSource {
                SourceNotes(notes: result.latest.sources, style: style)
                    .brief(shown: style.day(result.latest.taken), to: &html)
            }
        }
    }

    // MARK: Encounters

    private func encounters(_ html: inout HTML) {
        let section = record.encounters
        card(words.summary.encounters, .encounters, section.coverage, &html) { html in
            guard !section.rows.isEmpty else {
                return CoverageNotice(coverage: section.coverage, view: view).empty(to: &html)
            }
            list(Array(section.rows.prefix(3)), limit: 3, more: .encounters, &html) { row, html in
                html(.p, .class("item")) { html in
                    html.dated((style.day(row.start) ?? SharedWords.english.notRecorded) + " ")
                    html(.a, .href(view.address(of: row))) { $0(.bdi, row.title) }
                    if let reason = row.reasons.first ?? row.diagnoses.first {
                        html.text(": ")
                        html(.bdi, reason)
                    }
                    if row.isOngoing { html(.span, .class("tag"), text: words.summary.ongoing) }
                }
                SourceNotes(notes: row.sources, style: style).brief(shown: style.day(row.start), to: &html)
            }
            gaps(section.coverage, &html)
        }
    }
}
