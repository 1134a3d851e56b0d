// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareRecord

/// What no section draws, in the words of its source and counted: on every page that holds a whole record.
struct OtherItems {
    var view: RecordView
    var isForPaper = false

    func add(to html: inout HTML) {
        let items = view.record.otherItems.filter { isForPaper ? !$0.isWithdrawn : true }
        guard !items.isEmpty else { return }
        let words = view.style.words.page
        html(.section, .id("other"), .class("record-section")) { html in
            html(.h2, words.otherItems)
            let body = SectionBody(view: view, isForPaper: isForPaper)
            guard !isForPaper else { return body.statements(items, .person, &html) }
            html(.details) { html in
                html(.summary, words.showAll(items.count))
                body.statements(items, .person, &html)
                body.withdrawn(items.filter(\.isWithdrawn).map { ($0.title, $0.sources) }, &html)
            }
        }
    }
}
