// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareRecord

/// What stands under one heading of a record, whole or shortened.
struct SectionBody {
    var view: RecordView
    /// How many rows of each list are shown; nil for all.
    var limit: Int?
    /// Whether only what may leave the screen is shown.
    var isForPaper = false

    var record: CareRecord { view.record }
    var style: RecordStyle { view.style }
    var words: RecordWords { view.style.words }

    func add(_ section: RecordSection, to html: inout HTML) {
        guard record.visibleSections.contains(section) else {
            return html(.p, .class("empty empty-hidden"), text: words.coverage.notShown)
        }
        switch section {
        case .person: identity(&html)
        case .contacts: contacts(&html)
        case .gp: practice(&html)
        case .alerts: alerts(&html)
        case .resuscitation: resuscitation(&html)
        case .allergies: allergies(&html)
        case .problems: problems(&html)
        case .medicines: medicines(&html)
        case .results: results(&html)
        case .encounters: encounters(&html)
        case .documents: documents(&html)
        case .appointments: appointments(&html)
        case .carePlans: plans(PlanLists(record.carePlans), section, &html)
        case .supportAtHome: plans(PlanLists(record.supportAtHome), section, &html)
        case .vaccinations: vaccinations(&html)
        case .procedures: procedures(&html)
        }
    }

    /// Rows of one list, at most `limit`; says when some are not shown and how to see them.
    func rows<Row>(_ rows: [Row], of section: RecordSection, _ html: inout HTML, row: (Row, inout HTML) -> Void) {
        guard !rows.isEmpty else { return }
        let shown = limit.map { rows.prefix($0) } ?? rows[...]
        html(.ul, .class("rows")) { html in
            for each in shown { html(.li) { row(each, &$0) } }
        }
        notAll(shown.count, rows.count, section, &html)
    }

    /// Says that a list is shortened.
    func notAll(_ shown: Int, _ all: Int, _ section: RecordSection, _ html: inout HTML) {
        guard shown < all else { return }
        html(.p, .class("not-all")) { html in
            html.text(words.page.showing(shown, all) + " ")
            html(.a, .href(view.address(of: section)), text: words.page.showAll(all))
        }
    }

    /// What is missing, or what it means that there is nothing.
    func coverage(_ coverage: SectionCoverage, isEmpty: Bool, _ html: inout HTML) {
        let notice = CoverageNotice(coverage: coverage, view: view)
        if isEmpty {
            notice.empty(to: &html)
        } else {
            notice.gaps(to: &html)
        }
    }

    /// A list under a heading of its own; nothing where it is empty.
    func group(_ heading: String, isEmpty: Bool, _ html: inout HTML, content: (inout HTML) -> Void) {
        guard !isEmpty else { return }
        // On a page of its own the section's name is the h1, elsewhere an h2.
        html(limit == nil && !isForPaper ? .h2 : .h3, .class("group"), text: heading)
        content(&html)
    }

    func sources(_ notes: [SourceNote], _ html: inout HTML) {
        let text = SourceNotes(notes: notes, style: style)
        if isForPaper {
            text.line(to: &html)
        } else {
            text.full(to: &html)
        }
    }

    func notes(_ texts: [String], _ html: inout HTML) {
        for text in texts where !text.isEmpty { html(.p, .class("note")) { $0.verbatim(text) } }
    }

    /// Dates from and until, as far as they are known.
    func period(_ start: String?, _ end: String?) -> String? {
        let parts = [start.map(words.lists.started), end.map(words.lists.ended)].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// Rows that were taken back, behind a line that counts them.
    func withdrawn(_ texts: [(title: String, sources: [SourceNote])], _ html: inout HTML) {
        guard !texts.isEmpty, limit == nil, !isForPaper else { return }
        html(.details, .class("withdrawn")) { html in
            html(.summary, words.page.withdrawn(texts.count))
            html(.p, words.page.withdrawnNote)
            html(.ul, .class("rows")) { html in
                for each in texts {
                    html(.li) { html in
                        html(.p, .class("item")) { $0.verbatim(each.title) }
                        SourceNotes(notes: each.sources, style: style).line(to: &html)
                    }
                }
            }
        }
    }

    /// "a; b; c" of what is known.
    func joined(_ parts: [String?]) -> String {
        parts.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "; ")
    }
}
