// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareRecord
internal import Exchange

/// What a section's sources answered: said whenever something is, or may be, missing.
struct CoverageNotice {
    var coverage: SectionCoverage
    var view: RecordView

    private var style: RecordStyle { view.style }
    private var words: RecordWords.Coverage { style.words.coverage }

    /// Whether there is anything to say above a list that is not empty.
    var isNeeded: Bool { coverage.state != .complete }

    /// What an empty list of the section means, in words.
    func empty(to html: inout HTML) {
        switch coverage.emptiness {
        case .noneRecorded: html(.p, .class("empty"), text: words.noneRecorded)
        case .noneRecordedButMissing(let lines): missing(words.noneRecordedButMissing, lines, &html)
        case .notReceived(let lines): missing(words.notReceived, lines, &html)
        case .noSource: html(.p, .class("empty empty-unknown"), text: words.noSource)
        case .notShown: html(.p, .class("empty empty-hidden"), text: words.notShown)
        }
        if coverage.state != .notShown, coverage.unnamedSources > 0 {
            html(.p, .class("silent")) { html in
                StateSymbol.withheld.add(to: &html)
                html.text(words.silentHere(coverage.unnamedSources))
            }
        }
    }

    /// What may be missing from a list that is not empty; nothing where all answered.
    func gaps(to html: inout HTML) {
        guard isNeeded, !coverage.missing.isEmpty else { return }
        missing(words.mayBeMissing, coverage.missing, &html)
    }

    private func missing(_ lead: String, _ lines: [SourceLine], _ html: inout HTML) {
        html(.div, .class("gaps")) { html in
            html(.p, lead)
            html(.ul) { html in
                for entry in SourceGaps(lines).entries {
                    html(.li) { SourceGapText(entry: entry, style: style).add(to: &$0) }
                }
            }
            if lines.contains(where: \.mayAnswerNextTime) {
                html(.a, .class("check-again"), .href(view.checkAgain), text: words.checkAgain)
            }
        }
    }
}

/// One source's name, the sign and words of its state, and when it last sent anything.
struct SourceLineText {
    var line: SourceLine
    var style: RecordStyle
    /// Whether the time of the last receipt is left out, because it stands elsewhere on the page.
    var isShort = false

    func add(to html: inout HTML) {
        let words = style.words.coverage
        line.state.symbol.add(to: &html)
        html(.bdi, line.isNameSensitive ? words.unnamed(1) : line.name)
        html.text(": ")
        html(.strong, words.text(of: line.state).lowercasedInitial)
        if !isShort, let received = line.lastReceived {
            html.dated(", \(words.last.lowercasedInitial) \(style.recent(received))")
        }
    }
}

extension SectionCoverage {
    /// The coverage without lines that are told of elsewhere on the page.
    func without(_ told: [SourceLine]) -> SectionCoverage {
        SectionCoverage(section: section, lines: lines.filter { !told.contains($0) }, state: state)
    }
}

extension SourceLine {
    /// Whether asking again can change the answer.
    var mayAnswerNextTime: Bool { state == .late || state == .failed || state == .partial }
}
