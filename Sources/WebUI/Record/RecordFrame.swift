// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareRecord
internal import CareTypes

/// What surrounds every page of an open record: for staff the banner and the sources, for the person a way back.
struct RecordFrame {
    var view: RecordView
    /// From the word lists: never anything of the record.
    var title: String
    /// The section the page belongs to; nil for the record's first page and the timeline.
    var section: RecordSection?
    var isTimeline = false

    private var isFirstPage: Bool { section == nil && !isTimeline }

    private var words: RecordWords { view.style.words }

    func page(content: (inout HTML) -> Void) -> [UInt8] {
        let isOwn = view.reader == .person
        let frame = PageFrame(
            title: title, session: view.session, layout: isOwn ? .reading : .dense,
            current: isOwn ? .ownRecord : nil)
        return frame.page { html in
            if isOwn {
                html(.p, .class("back")) { html in
                    html(.a, .href(isFirstPage ? .ownHome : .ownRecord), text: back)
                }
            } else {
                PatientBanner(view: view).add(to: &html)
                notices(&html)
                CoverageStrip(view: view).add(to: &html)
                if !isFirstPage { html.linkLine(words.page.backToRecord, view.address) }
            }
            content(&html)
        }
    }

    private var back: String { isFirstPage ? LondonerWords.english.home.link : words.page.backToRecord }

    /// On what footing the record is open and what the reader does not see.
    private func notices(_ html: inout HTML) {
        let record = view.record
        var texts: [(StateSymbol, String, String?)] = []
        switch view.footing {
        case .care: break
        case .administration: texts.append((.withheld, words.page.administration, nil))
        case .emergency(let until):
            texts.append((.missing, words.page.emergencyUntil(view.style.recent(until)), nil))
        }
        if record.hiddenItems > 0 {
            texts.append((.withheld, words.page.hiddenItems(record.hiddenItems), words.page.hiddenWhy))
        }
        if record.possibleOtherRecords > 0 {
            texts.append((.partial, words.page.possibleOthers(record.possibleOtherRecords), nil))
        }
        switch record.person.addressProtection {
        case .none: break
        case .protected: texts.append((.withheld, words.banner.protectedAddress, nil))
        case .notKnown:
            texts.append(
                (
                    .missing, words.banner.addressKeptBack(record.nodesThatMayProtect),
                    words.banner.addressKeptBackAdvice
                ))
        }
        guard !texts.isEmpty else { return }
        html(.ul, .class("record-notices")) { html in
            for (symbol, text, detail) in texts {
                html(.li) { html in
                    symbol.add(to: &html)
                    html(.strong, text)
                    if let detail { html.text(", \(detail)") }
                }
            }
        }
    }
}
