// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareRecord
internal import Exchange

/// The line below the banner that says how whole the record is, with every source behind it.
struct CoverageStrip {
    var view: RecordView

    private var style: RecordStyle { view.style }
    private var words: RecordWords.Coverage { style.words.coverage }
    private var sources: [SourceLine] { view.record.sources }
    private var gaps: SourceGaps { SourceGaps(view.record.sources) }

    func add(to html: inout HTML) {
        html(.section, .id("sources"), .class("coverage"), .aria(.label, words.label)) { html in
            html(.details) { html in
                html(.summary) { html in
                    summary(&html)
                    html(.span, .class("coverage-show"), text: words.show)
                }
                table(to: &html)
            }
            html(.p, .class("coverage-checked")) { html in
                html.text(words.checked(style.recent(view.record.gatheredAt)))
                if sources.contains(where: { $0.isGap && $0.mayAnswerNextTime }) {
                    html.text(" ")
                    html(.a, .class("check-again"), .href(view.checkAgain), text: words.checkAgain)
                }
            }
        }
    }

    private func summary(_ html: inout HTML) {
        let gaps = gaps
        if sources.isEmpty {
            StateSymbol.missing.add(to: &html)
            html(.strong, words.noSources)
        } else if gaps.missing == 0 {
            StateSymbol.upToDate.add(to: &html)
            html(.strong, words.allAnswered(gaps.asked))
        } else {
            StateSymbol.missing.add(to: &html)
            html(.strong, words.someMissing(gaps.missing, gaps.asked))
            html(.span, .class("coverage-missing")) { html in
                for entry in gaps.entries.prefix(shownGaps) {
                    html(.span) { SourceGapText(entry: entry, style: style, isShort: true).add(to: &$0) }
                }
                let more = gaps.entries.count - shownGaps
                if more > 0 { html(.span, style.words.summary.more(more)) }
            }
        }
        if gaps.silent > 0, style.isPlain { html(.span, .class("coverage-silent"), text: words.silent(gaps.silent)) }
    }

    /// For staff the strip is one line of the screen.
    private var shownGaps: Int { style.isPlain ? 4 : 2 }

    /// Every source in a table; sources whose names tell something are counted, one line for each state.
    func table(to html: inout HTML) {
        let columns = [words.source, words.state, words.last, words.sends, words.items]
        DataTable(caption: words.table, columns: columns, style: "stacked compact").add(to: &html) { html in
            let gaps = gaps
            let named = sources.filter { !$0.isNameSensitive }
            for case .named(let line) in gaps.entries { row(line, &html) }
            for line in named where !line.isGap && line.state.hasGap { row(line, &html) }
            for line in named where !line.state.hasGap { row(line, &html) }
            for case .unnamed(let count, let state) in gaps.entries {
                counted(words.unnamed(count), &html) { html in
                    state.symbol.add(to: &html)
                    html(.strong, words.text(of: state))
                }
            }
            let whole = sources.count { $0.isNameSensitive && !$0.isGap && !$0.isSilent }
            if whole > 0 { counted(words.unnamed(whole), &html) { $0.text(words.noGap) } }
            if gaps.silent > 0 {
                counted(words.unnamed(gaps.silent), &html) { html in
                    StateSymbol.withheld.add(to: &html)
                    html.text(words.silent(gaps.silent))
                }
            }
        }
    }

    private func counted(_ name: String, _ html: inout HTML, content: (inout HTML) -> Void) {
        html(.tr) { html in
            html(.th, .rowHeader, text: name)
            html(.td, .colspan(4)) { content(&$0) }
        }
    }

    private func row(_ line: SourceLine, _ html: inout HTML) {
        html(.tr) { html in
            html(.th, .rowHeader) { $0(.bdi, line.name) }
            html(.td) { html in
                html(.span, .class("cell-label"), text: words.state)
                line.state.symbol.add(to: &html)
                html(.strong, words.text(of: line.state))
            }
            html(.td) { $0.labelled(words.last, line.lastReceived.map(style.moment) ?? words.never) }
            html(.td) { $0.labelled(words.sends, style.sections.list(line.content).capitalisedInitial) }
            html(.td) { $0.labelled(words.items, String(line.itemCount)) }
        }
    }
}
