// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareRecord
internal import CareTypes

/// A record in the order of time: the latest years whole, and a page for each other year.
package enum TimelinePage {
    /// From how many entries on no further year is added to the first page.
    private static let enough = 100

    /// The page of the latest years.
    package static func html(_ view: RecordView) -> [UInt8] {
        let years = view.record.timeline.years
        var shown: [TimelineYear] = []
        for year in years where shown.map(\.entries.count).reduce(0, +) < enough { shown.append(year) }
        return page(view, shown, of: years)
    }

    /// The page of one year; nil where nothing happened in it.
    package static func html(_ view: RecordView, year: String) -> [UInt8]? {
        let years = view.record.timeline.years
        return years.first { $0.pageName == year }.map { page(view, [$0], of: years) }
    }

    private static func page(_ view: RecordView, _ shown: [TimelineYear], of years: [TimelineYear]) -> [UInt8] {
        let words = view.style.words.timeline
        let links = TimelineLinks(view)
        return RecordFrame(view: view, title: words.title, isTimeline: true).page { html in
            html.pageHeading(words.title, lede: words.lede)
            // Staff have it above on every page.
            if view.reader == .person { CoverageStrip(view: view).add(to: &html) }
            if view.record.visibleSections != RecordSection.all { html(.p, words.sectionsLeftOut) }
            if shown.isEmpty { html(.p, .class("empty"), text: words.empty) }
            for year in shown {
                html.section(name(of: year, words), id: "y-\(year.pageName)", class: "record-section whole") { html in
                    html(.ul, .class("rows")) { html in
                        for entry in year.entries { html(.li) { TimelineEntryText(entry, links).add(to: &$0) } }
                    }
                }
            }
            others(years.filter { !shown.contains($0) }, view, &html)
        }
    }

    private static func name(of year: TimelineYear, _ words: TimelineWords) -> String {
        year.year.map(String.init) ?? words.undated
    }

    private static func others(_ years: [TimelineYear], _ view: RecordView, _ html: inout HTML) {
        guard !years.isEmpty else { return }
        let words = view.style.words.timeline
        html.section(words.otherYears) { html in
            html(.ul, .class("contents")) { html in
                for year in years {
                    let text = words.count(name(of: year, words), year.entries.count)
                    html(.li) { $0(.a, .href(view.address(of: year)), text: text) }
                }
            }
        }
    }
}

/// Where the entries of a timeline lead.
struct TimelineLinks {
    let view: RecordView
    private let encounters: [EncounterRow.ID: EncounterRow]
    private let documents: [DocumentRow.ID: DocumentRow]
    /// The trend of each result.
    private let trends: [ResultRow.ID: ResultTrend]

    init(_ view: RecordView) {
        self.view = view
        let record = view.record
        encounters = Dictionary(record.encounters.rows.map { ($0.id, $0) }) { first, _ in first }
        documents = Dictionary(record.documents.rows.map { ($0.id, $0) }) { first, _ in first }
        trends = Dictionary(
            record.results.trends.flatMap { trend in trend.results.map { ($0.id, trend) } }
        ) { first, _ in first }
    }

    /// The page of the entry's row, or of its section.
    func address(of entry: TimelineEntry) -> PageAddress {
        switch entry.kind {
        case .encounter: encounters[entry.row].map(view.address) ?? view.address(of: .encounters)
        case .document: documents[entry.row].map(view.address) ?? view.address(of: .documents)
        case .result: trends[entry.row].map(view.address) ?? view.address(of: .results)
        case .medicine: view.address(of: .medicines)
        case .procedure: view.address(of: .procedures)
        case .vaccination: view.address(of: .vaccinations)
        case .problem: view.address(of: .problems)
        case .carePlan: view.address(of: .carePlans)
        case .supportAtHome: view.address(of: .supportAtHome)
        case .decision: view.address(of: .resuscitation)
        case .appointment: view.address(of: .appointments)
        }
    }
}

/// One event: when, what kind, what, and from where.
struct TimelineEntryText {
    private let entry: TimelineEntry
    private let links: TimelineLinks

    init(_ entry: TimelineEntry, _ links: TimelineLinks) {
        self.entry = entry
        self.links = links
    }

    func add(to html: inout HTML) {
        let style = links.view.style
        html(.p, .class("item")) { html in
            html.text((style.date(entry.date) ?? SharedWords.english.notRecorded) + " ")
            html(.span, .class("tag"), text: style.words.timeline.kind(entry.kind))
            html(.a, .href(links.address(of: entry))) { $0(.bdi, entry.title) }
        }
        let detail = [entry.medicineStatus.map(style.words.medicines.statusText), detail(style)].compactMap(\.self)
        if !detail.isEmpty { html(.p) { $0.verbatim(detail.joined(separator: ": ")) } }
        SourceNotes(notes: entry.sources, style: style).line(to: &html)
    }

    /// The second line; an appointment's is a status, which has words of its own.
    private func detail(_ style: RecordStyle) -> String? {
        entry.kind == .appointment ? entry.detail.map(style.words.lists.statusText) : entry.detail
    }
}
