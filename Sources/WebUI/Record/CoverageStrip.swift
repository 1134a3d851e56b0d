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
    private var missing: [SourceLine] { sources.filter(\.state.hasGap) }

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
                if missing.contains(where: \.mayAnswerNextTime) {
                    html.text(" ")
                    html(.a, .class("check-again"), .href(view.checkAgain), text: words.checkAgain)
                }
            }
        }
    }

    private func summary(_ html: inout HTML) {
        if sources.isEmpty {
            StateSymbol.missing.add(to: &html)
            html(.strong, words.noSources)
        } else if missing.isEmpty {
            StateSymbol.upToDate.add(to: &html)
            html(.strong, words.allAnswered(sources.count))
        } else {
            StateSymbol.missing.add(to: &html)
            html(.strong, words.someMissing(missing.count, sources.count))
            html(.span, .class("coverage-missing")) { html in
                for line in missing.prefix(3) {
                    html(.span) { SourceLineText(line: line, style: style, isShort: !style.isPlain).add(to: &$0) }
                }
                if missing.count > 3 { html(.span, "+\(missing.count - 3)") }
            }
        }
    }

    /// Every source in a table; sources whose names tell something are counted.
    func table(to html: inout HTML) {
        let columns = [words.source, words.state, words.last, words.sends, words.items]
        let unnamed = sources.filter(\.isNameSensitive)
        DataTable(caption: words.table, columns: columns, style: "stacked compact").add(to: &html) { html in
            let named = sources.filter { !$0.isNameSensitive }
            for line in named.filter(\.state.hasGap) + named.filter({ !$0.state.hasGap }) { row(line, &html) }
            if !unnamed.isEmpty {
                html(.tr) { html in
                    html(.th, .rowHeader, text: words.unnamed(unnamed.count))
                    html(.td, .colspan(4)) { html in
                        let states = Set(unnamed.map(\.state))
                        html.text(
                            SourceLine.State.allCases.filter(states.contains).map(words.text).joined(separator: ", "))
                    }
                }
            }
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
