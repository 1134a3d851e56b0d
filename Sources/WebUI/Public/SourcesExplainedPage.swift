// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Exchange

/// What each state of a source means and what one can do about it.
package enum SourcesExplainedPage {
    /// The page.
    package static func html(_ session: PageSession, words: LondonerWords = .english) -> [UInt8] {
        let own = words.explained
        let states = RecordWords.plainEnglish.coverage
        return PageFrame(title: own.title, session: session, current: .sourcesExplained).page { html in
            html.pageHeading(own.title, lede: own.lede)
            let columns = [own.stateHeading, own.meaningHeading, own.doHeading]
            DataTable(caption: own.title, columns: columns, captionIsUnseen: true, style: "stacked").add(to: &html) {
                for state in SourceLine.State.allCases {
                    $0(.tr, .id(state.rawValue)) { html in
                        html(.th, .rowHeader) { html in
                            state.symbol.add(to: &html)
                            html.text(states.text(of: state))
                        }
                        html(.td) { $0.labelled(own.meaningHeading, own.meaning(state)) }
                        html(.td) { $0.labelled(own.doHeading, own.advice(state)) }
                    }
                }
            }
            html.section(own.emptyHeading) { $0.bullets(own.empty) }
        }
    }
}
