// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareRecord

extension SectionBody {
    func results(_ html: inout HTML) {
        let section = record.results
        let own = words.results
        coverage(section.coverage, isEmpty: section.trends.isEmpty && section.panels.isEmpty, &html)
        if !section.trends.isEmpty {
            let shown = limit.map { Array(section.trends.prefix($0)) } ?? section.trends
            let columns =
                style.isPlain
                ? [own.test, own.latest, own.taken, own.previous]
                : [own.test, own.latest, own.range, own.taken, own.previous, words.sources.from]
            DataTable(
                caption: style.sections[.results], columns: columns, captionIsUnseen: true,
                style: "stacked results latest-results"
            ).add(to: &html) { html in
                for trend in shown { row(trend, &html) }
            }
            notAll(shown.count, section.trends.count, .results, &html)
        }
        group(own.reports, isEmpty: section.panels.isEmpty || limit != nil, &html) { html in
            rows(section.panels, of: .results, &html) { panel, html in self.panel(panel, &html) }
        }
        withdrawn(
            section.history.map { ("\($0.title) \($0.value.textWithUnit ?? "")", $0.sources) }
                + section.withdrawnPanels.map { ($0.title, $0.sources) }, &html)
    }

    /// A test's last results: for staff a column for each fact, for the person fewer and wider ones.
    private func row(_ trend: ResultTrend, _ html: inout HTML) {
        let own = words.results
        html(.tr) { html in
            guard let latest = trend.latest ?? trend.results.first else {
                html(.th, .rowHeader) { $0(.bdi, trend.title) }
                return html(.td, .colspan(style.isPlain ? 3 : 5), text: own.noValue)
            }
            html(.th, .rowHeader) { html in
                html(.a, .href(view.address(of: trend))) { $0(.bdi, trend.title) }
            }
            html(.td) { html in
                html(.span, .class("cell-label"), text: own.latest)
                ResultValueText(row: latest, style: style).add(to: &html)
                if style.isPlain {
                    html(.p, .class("quiet"), text: "\(own.range): \(latest.rangeText(own))")
                    sources(latest.sources, &html)
                }
            }
            if !style.isPlain { html(.td) { $0.labelled(own.range, latest.rangeText(own)) } }
            html(.td) { html in
                html(.span, .class("cell-label"), text: own.taken)
                html.dated(style.date(latest.taken) ?? own.takenUnknown)
            }
            html(.td) { before(trend.lastButOne, &$0) }
            guard !style.isPlain else { return }
            html(.td) { html in
                html(.span, .class("cell-label"), text: words.sources.from)
                sources(latest.sources, &html)
            }
        }
    }

    private func before(_ result: ResultRow?, _ html: inout HTML) {
        let own = words.results
        html(.span, .class("cell-label"), text: own.previous)
        guard let result else { return html(.span, .class("quiet"), text: own.noPrevious) }
        ResultValueText(row: result, style: style).add(to: &html)
        html.datedParagraph(style.day(result.taken) ?? own.takenUnknown, class: "quiet")
    }

    private func panel(_ panel: ResultPanel, _ html: inout HTML) {
        let own = words.results
        html(.p, .class("item")) { html in
            html.text((style.day(panel.taken ?? panel.issued) ?? own.takenUnknown) + " ")
            html(.strong) { $0(.bdi, panel.title) }
            if panel.status != .final { html(.span, .class("tag"), text: own.statusText(panel.status)) }
        }
        let found = panel.results.compactMap { id in
            record.results.trends.lazy.flatMap(\.results).first { $0.id == id }
        }
        if !found.isEmpty {
            html(.ul, .class("panel-results")) { html in
                for result in found {
                    html(.li) { html in
                        html(.bdi, result.title)
                        html.text(" ")
                        ResultValueText(row: result, style: style).add(to: &html)
                    }
                }
            }
        }
        if panel.missingResults > 0 { html(.p, .class("look"), text: own.missingResults(panel.missingResults)) }
        if let conclusion = panel.conclusion {
            html(.p) { html in
                html(.span, .class("label"), text: own.conclusion)
                html.verbatim(conclusion)
            }
        }
        content(of: panel, &html)
        sources(panel.sources, &html)
    }

    /// The report itself, as its laboratory or department sent it; on paper a file is counted.
    private func content(of panel: ResultPanel, _ html: inout HTML) {
        var unprinted = 0
        for (number, content) in panel.content.enumerated() {
            if isForPaper, case .file = content {
                unprinted += 1
            } else {
                self.content(content, file: view.address(ofFile: number, in: panel), &html)
            }
        }
        if unprinted > 0 { html(.p, .class("quiet"), text: words.results.filesNotPrinted(unprinted)) }
    }
}
