// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Access
package import CareRecord

/// A whole record as staff open it: what matters first without scrolling, then every section, shortened.
package enum RecordPage {
    /// Rows of a list before it is shortened.
    private static let limit = 8

    /// The page.
    package static func html(_ view: RecordView) -> [UInt8] {
        let words = view.style.words
        return RecordFrame(view: view, title: words.page.title).page { html in
            html(.div, .class("record")) { html in
                html(.div, .class("record-main")) { html in
                    html(.h1, .class("unseen"), text: words.summary.heading)
                    SummaryCards(view: view).add(to: &html)
                    html(.p, .class("narrow-only")) { $0(.a, .href(.here("sections")), text: words.page.toSections) }
                    for section in sections(view) { self.section(section, view, &html) }
                    OtherItems(view: view).add(to: &html)
                }
                html(.nav, .id("sections"), .class("record-nav"), .aria(.label, words.page.sectionsHeading)) { html in
                    html(.ul) { html in
                        html(.li) { $0(.a, .href(view.timelineAddress), text: words.timeline.title) }
                        for section in sections(view) {
                            html(.li) { html in
                                html(.a, .href(.here(section.pageName)), text: view.style.sections[section])
                            }
                        }
                    }
                    actions(view, &html)
                }
            }
        }
    }

    /// Clinical sections first; identity, which stands in the banner, last.
    private static func sections(_ view: RecordView) -> [RecordSection] {
        let last: [RecordSection] = [.person, .contacts, .gp]
        return view.sections.filter { !last.contains($0) } + last
    }

    private static func section(_ section: RecordSection, _ view: RecordView, _ html: inout HTML) {
        html(.section, .id(section.pageName), .class("record-section")) { html in
            html(.h2) { html in
                html(.a, .href(view.address(of: section)), text: view.style.sections[section])
            }
            SectionBody(view: view, limit: limit).add(section, to: &html)
        }
    }

    private static func actions(_ view: RecordView, _ html: inout HTML) {
        guard case .staff(let handle) = view.reader else { return }
        let words = view.style.words.banner
        html(.ul, .class("record-actions")) { html in
            html(.li) { $0(.a, .href(.printView(of: handle)), text: words.printView) }
            html(.li) { $0(.a, .href(.staff), text: words.close) }
        }
        html.form(to: .wrongPerson(handle), view.session) { html in
            html.submit(words.wrongPerson, class: "plain-button")
        }
    }
}

/// One section of a record, whole.
package enum SectionPage {
    /// The page; for a section that is not for the reader it says so.
    ///
    /// - Parameter missing: why a file of a report, which the reader wished to open, is not shown.
    package static func html(_ view: RecordView, section: RecordSection, missing: MissingFile? = nil) -> [UInt8] {
        let title = view.style.sections[section]
        return RecordFrame(view: view, title: title, section: section).page { html in
            html.pageHeading(title)
            if let missing { html(.p, .class("notice"), .role("alert"), text: view.style.words.lists.missing(missing)) }
            html(.div, .class("record-section whole")) { html in
                SectionBody(view: view).add(section, to: &html)
            }
            if view.reader == .person {
                html(.p, .class("quiet"), text: LondonerWords.english.record.wrong)
            }
        }
    }
}

/// One document of a record.
package enum DocumentPage {
    /// The page.
    ///
    /// - Parameter missing: why a file of the document, which the reader wished to open, is not shown.
    package static func html(_ view: RecordView, document: DocumentRow, missing: MissingFile? = nil) -> [UInt8] {
        let title = view.style.words.lists.documentTitle
        return RecordFrame(view: view, title: title, section: .documents).page { html in
            html.pageHeading(document.title)
            if let missing { html(.p, .class("notice"), .role("alert"), text: view.style.words.lists.missing(missing)) }
            html(.div, .class("record-section whole")) { SectionBody(view: view).whole(document, &$0) }
            html.linkLine(view.style.sections[.documents], view.address(of: .documents))
        }
    }
}

/// Why a file cannot be shown.
package enum MissingFile: Sendable {
    /// The node that should hold it did not answer.
    case notAnswered
    /// The source has not sent it, or it is not for this reader.
    case notHeld
    /// Its content is damaged.
    case unreadable
}

/// One encounter of a record.
package enum EncounterPage {
    /// The page.
    package static func html(_ view: RecordView, encounter: EncounterRow) -> [UInt8] {
        let title = view.style.words.lists.encounterTitle
        return RecordFrame(view: view, title: title, section: .encounters).page { html in
            html.pageHeading(encounter.title)
            html(.div, .class("record-section whole")) { SectionBody(view: view).whole(encounter, &$0) }
            html.linkLine(view.style.sections[.encounters], view.address(of: .encounters))
        }
    }
}
