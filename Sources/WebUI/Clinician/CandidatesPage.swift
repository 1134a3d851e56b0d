// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// The people whom a search found.
///
/// Holds nothing clinical.
///
/// Sends to `/staff/open`: `step` = `confirm` and `candidate`, the chosen handle.
package enum CandidatesPage {
    /// The page.
    ///
    /// - Parameters:
    ///   - unanswered: areas that did not answer the search.
    ///   - hasMore: whether more people match than are listed.
    package static func html(
        _ session: PageSession, people: [ListedPerson], unanswered: [String] = [], hasMore: Bool = false,
        words: StaffWords = .english
    ) -> [UInt8] {
        let own = words.candidates
        return PageFrame(title: own.title, session: session, current: .staff).page { html in
            html.unansweredNotice(unanswered, words.find)
            html.pageHeading(own.title)
            html(.p) { html in
                html(.strong, own.found(people.count) + ".")
                html.text(" " + own.warning)
            }
            if hasMore { html(.p, own.more) }
            let columns = [own.name, own.birth, own.gender, own.number, own.address, own.choose]
            let table = DataTable(
                caption: own.title, columns: columns, captionIsUnseen: true, style: "stacked candidates")
            table.add(to: &html) { html in
                for person in people { row(person, session, words, &html) }
            }
            html.linkLine(own.none, .staff)
        }
    }

    private static func row(_ person: ListedPerson, _ session: PageSession, _ words: StaffWords, _ html: inout HTML) {
        let own = words.candidates
        html(.tr) { html in
            html(.th, .rowHeader) { $0(.bdi, person.name.text) }
            html(.td) { html in
                html.labelled(own.birth, person.birthText)
                if let died = person.died {
                    html(.span, .class("died"), text: own.died(ClinicalDateText.partialDay(died)))
                }
            }
            html(.td) { $0.labelled(own.gender, person.gender) }
            html(.td) { html in
                html(.span, .class("cell-label"), text: own.number)
                html(.span, .class("number"), text: person.number?.spaced ?? SharedWords.english.notKnown)
                if !person.disagreements.isEmpty { html(.strong, own.differs(person.disagreements)) }
            }
            html(.td) { html in
                html(.span, .class("cell-label"), text: own.address)
                html(.bdi, person.addressText(words))
            }
            html(.td) { html in
                html.form(to: .openRecord, session) { html in
                    html.hidden("step", "confirm")
                    html.hidden("candidate", person.handle)
                    html(
                        .button, .type("submit"), .class("button second"),
                        .aria(.label, own.chooseNamed(person.name.text)), text: own.choose)
                }
            }
        }
    }
}
