// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
package import CareRecord
internal import CareTypes

/// All results of one test: the last ones large, a chart for each unit, and the table behind it.
package enum TrendPage {
    /// The page.
    package static func html(_ view: RecordView, trend: ResultTrend) -> [UInt8] {
        let words = view.style.words.results
        return RecordFrame(view: view, title: words.trendTitle, section: .results).page { html in
            html.pageHeading(trend.title)
            last(trend, view, &html)
            charts(trend, view, &html)
            html.section(words.tableHeading) { table(trend, view, &$0) }
            html.linkLine(view.style.sections[.results], view.address(of: .results))
        }
    }

    private static func last(_ trend: ResultTrend, _ view: RecordView, _ html: inout HTML) {
        let style = view.style
        guard let latest = trend.latest else { return }
        html(.div, .class("last-results")) { html in
            html(.div) { html in
                html(.h2, style.words.results.latest)
                html(.p, .class("big-value")) { ResultValueText(row: latest, style: style).add(to: &$0) }
                html(.p, style.date(latest.taken) ?? style.words.results.takenUnknown)
                html(
                    .p, .class("quiet"), text: "\(style.words.results.range): \(latest.rangeText(style.words.results))")
                SourceNotes(notes: latest.sources, style: style).line(to: &html)
            }
            guard let before = trend.lastButOne else { return }
            html(.div) { html in
                html(.h2, style.words.results.previous)
                html(.p, .class("middle-value")) { ResultValueText(row: before, style: style).add(to: &$0) }
                html(.p, style.date(before.taken) ?? style.words.results.takenUnknown)
            }
        }
    }

    private static func charts(_ trend: ResultTrend, _ view: RecordView, _ html: inout HTML) {
        let words = view.style.words.results
        let moments = trend.series.flatMap { $0.points.map(\.time) }
        guard let first = moments.min(), let last = moments.max() else {
            return html(.p, .class("empty"), text: words.noChart)
        }
        guard trend.series.contains(where: { $0.points.count > 1 }) else {
            return html(.p, .class("empty"), text: words.onePoint)
        }
        for (index, series) in trend.series.enumerated() {
            html(.div, .class("chart-frame")) { html in
                html(.p, .class("chart-title")) { html in
                    html(.strong, series.title)
                    html.text(", " + (series.unitText ?? words.unitUnknown))
                }
                TrendChart(series: series, time: first...last, number: index + 1, style: view.style).add(to: &html)
                html(.p, .class("quiet"), text: legend(series, trend, words))
            }
        }
    }

    /// What the marks of a chart mean; the band is labelled with the people it holds for.
    private static func legend(_ series: ResultSeries, _ trend: ResultTrend, _ words: RecordWords.Results) -> String {
        var parts: [String] = []
        if series.points.contains(where: { $0.low != nil || $0.high != nil }) {
            let people = Set(trend.results.flatMap { $0.ranges.flatMap(\.appliesTo) }).sorted().joined(separator: ", ")
            parts.append(people.isEmpty ? words.band : "\(words.band) (\(people))")
        }
        if series.points.contains(where: \.isBound) { parts.append(words.bound) }
        if series.points.contains(where: \.isConverted) { parts.append(words.converted.capitalisedInitial) }
        return parts.isEmpty ? "" : parts.joined(separator: ". ") + "."
    }

    private static func table(_ trend: ResultTrend, _ view: RecordView, _ html: inout HTML) {
        let style = view.style
        let words = style.words.results
        let columns = [words.taken, words.value, words.range, words.status, style.words.sources.from]
        DataTable(caption: trend.title, columns: columns, captionIsUnseen: true, style: "stacked results").add(
            to: &html
        ) {
            for row in trend.results {
                $0(.tr) { html in
                    html(.th, .rowHeader, text: style.date(row.taken) ?? words.takenUnknown)
                    html(.td) { html in
                        html(.span, .class("cell-label"), text: words.value)
                        ResultValueText(row: row, style: style).add(to: &html)
                        for note in row.notes { html(.p) { $0.verbatim(note) } }
                    }
                    html(.td) { $0.labelled(words.range, row.rangeText(words)) }
                    html(.td) { $0.labelled(words.status, words.statusText(row.status)) }
                    html(.td) { html in
                        html(.span, .class("cell-label"), text: style.words.sources.from)
                        SourceNotes(notes: row.sources, style: style).full(to: &html)
                    }
                }
            }
        }
    }
}
