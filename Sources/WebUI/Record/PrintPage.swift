// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareRecord
internal import CareTypes

/// The whole record for paper: who it is about on each sheet, who printed it and when, and every source.
package enum PrintPage {
    /// The page.
    package static func html(_ view: RecordView) -> [UInt8] {
        let words = view.style.words
        let frame = PageFrame(title: words.page.printTitle, session: view.session, layout: .sheet)
        return frame.page { html in
            html(.p, .class("screen-only")) { html in
                html.text(words.page.usePrint + " ")
                html(.a, .href(view.address), text: words.page.backToRecord)
            }
            // The head of a table is repeated on each sheet.
            html(.table, .class("sheets"), .role("presentation")) { html in
                html(.thead) { html in
                    html(.tr) { $0(.td) { identity(view, &$0) } }
                }
                html(.tbody) { html in
                    html(.tr) { $0(.td) { content(view, &$0) } }
                }
            }
        }
    }

    private static func identity(_ view: RecordView, _ html: inout HTML) {
        let person = view.record.person
        let words = view.style.words.banner
        html(.p, .class("sheet-head")) { html in
            html(.strong) { $0(.bdi, person.name.display) }
            var facts = ["\(words.born) \(view.style.day(person.birthDate))"]
            if person.death.state == .died {
                facts.append("\(words.died) \(view.style.orNotRecorded(view.style.day(person.death.date)))")
            }
            facts += ["\(words.gender) \(person.gender.words)", "\(words.number) \(person.number.spaced)"]
            for fact in facts { html(.span, fact) }
        }
    }

    private static func content(_ view: RecordView, _ html: inout HTML) {
        let words = view.style.words
        html.pageHeading(words.page.title)
        html(.p, words.page.printedBy(printer(view), view.style.moment(view.now)))
        html(.p, words.coverage.checked(view.style.moment(view.record.gatheredAt)))
        html(.p, words.page.printAdvice)
        if view.record.hiddenItems > 0 {
            html(.p) { $0(.strong, words.page.hiddenItems(view.record.hiddenItems)) }
        }
        for section in view.sections where view.record.visibleSections.contains(section) {
            html(.section, .class("record-section")) { html in
                html(.h2, view.style.sections[section])
                SectionBody(view: view, isForPaper: true).add(section, to: &html)
            }
        }
        OtherItems(view: view, isForPaper: true).add(to: &html)
        html(.section, .class("record-section")) { html in
            html(.h2, words.coverage.label)
            CoverageStrip(view: view).table(to: &html)
        }
    }

    private static func printer(_ view: RecordView) -> String {
        switch view.session.viewer {
        case .nobody: SharedWords.english.notKnown
        case .staff(let name, let role, let organisation): "\(name), \(role), \(organisation)"
        case .londoner(let name): name
        }
    }
}
