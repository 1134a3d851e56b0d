// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareRecord
internal import CareTypes
internal import Exchange

/// Where a row comes from and when: always with the row, never behind a pointer's hover.
struct SourceNotes {
    var notes: [SourceNote]
    var style: RecordStyle

    /// One line: the newest source with its times, and how many others state the same.
    func line(to html: inout HTML) {
        guard let first = newestFirst.first else { return }
        let others = notes.sourceCount - 1
        html(.p, .class("from")) { html in
            note(first, &html)
            if others > 0 { html.text(", \(style.words.sources.more(others))") }
        }
    }

    /// One line where there is little room: the newest source, a date that is not `shown` beside it already, and how
    /// many others state the same.
    func brief(shown: String? = nil, to html: inout HTML) {
        guard let first = newestFirst.first else { return }
        let others = notes.sourceCount - 1
        html(.p, .class("from")) { html in
            html(.span, .class("from-name")) { $0(.bdi, first.name) }
            let date = style.day(first.recorded) ?? style.day(first.happened)
            if date == nil || date != shown { html.dated(", " + dated(first)) }
            html.dated(", " + style.words.sources.received(style.recent(first.received)))
            gap(first, &html)
            if others > 0 { html.text(", \(style.words.sources.more(others))") }
        }
    }

    /// The line and, behind it, every source with its words and codes.
    func full(to html: inout HTML) {
        guard let first = newestFirst.first else { return }
        let count = notes.sourceCount
        html(.details, .class("from")) { html in
            html(.summary) { html in
                if count > 1 {
                    html(.strong, style.words.sources.seenIn(count))
                    html.text(": ")
                }
                // For the person the time of receipt stands behind the line, where it does not drown the rest.
                note(first, isWhole: !style.isPlain, &html)
            }
            html(.ul) { html in
                for each in newestFirst { html(.li) { detail(each, &$0) } }
            }
        }
    }

    private var newestFirst: [SourceNote] {
        notes.sorted { left, right in
            let leftDate = left.recorded ?? left.happened
            let rightDate = right.recorded ?? right.happened
            guard let leftDate, let rightDate else { return leftDate != nil && rightDate == nil }
            return leftDate.earliest > rightDate.earliest
        }
    }

    private func note(_ note: SourceNote, isWhole: Bool = true, _ html: inout HTML) {
        html(.span, .class("from-name")) { $0(.bdi, note.name) }
        html.dated(", " + dated(note))
        if isWhole { html.dated(", " + style.words.sources.received(style.recent(note.received))) }
        gap(note, &html)
    }

    private func gap(_ note: SourceNote, _ html: inout HTML) {
        guard let state = note.feedState, state.hasGap else { return }
        html.text(" ")
        html(.span, .class("state-tag state-\(state.rawValue)")) { html in
            state.symbol.add(to: &html)
            html.text(style.words.coverage.text(of: state))
        }
    }

    private func dated(_ note: SourceNote) -> String {
        let words = style.words.sources
        if let recorded = style.day(note.recorded) { return words.recorded(recorded) }
        if let happened = style.day(note.happened) { return words.happened(happened) }
        return words.dateNotRecorded
    }

    private func detail(_ each: SourceNote, _ html: inout HTML) {
        note(each, &html)
        if let author = each.author, let text = author.text { html.text("; \(text)") }
        if !each.asRecorded.isEmpty {
            html(.div, .class("as-recorded")) { html in
                html(.span, .class("label"), text: style.words.sources.asRecorded)
                html.verbatim(each.asRecorded)
            }
        }
        if !style.isPlain, !each.codes.isEmpty {
            html(.div, .class("codes"), text: each.codes.map(\.text).joined(separator: "; "))
        }
    }
}

extension RecordedCode {
    /// Code and the source's words for it.
    var text: String { display.map { "\(code) \($0)" } ?? code }
}

extension StaffNote {
    /// Name and role, whichever are known.
    var text: String? {
        let name = name ?? ""
        let role = role ?? ""
        // Some sources put the role behind the name as well.
        let parts = (name.hasSuffix(role) ? [name] : [name, role]).filter { !$0.isEmpty }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}

extension SourceLine.State {
    /// The sign that stands before the state's words.
    var symbol: StateSymbol {
        switch self {
        case .ok: .upToDate
        case .nothingHeld, .recordNotFound: .nothing
        case .partial: .partial
        case .late: .late
        case .withheld: .withheld
        case .failed: .missing
        case .notConnected: .off
        }
    }
}

extension RecordWords.Coverage {
    /// The words for a state.
    func text(of state: SourceLine.State) -> String {
        switch state {
        case .ok: ok
        case .nothingHeld: nothingHeld
        case .recordNotFound: recordNotFound
        case .partial: partial
        case .late: late
        case .withheld: withheld
        case .failed: failed
        case .notConnected: notConnected
        }
    }
}
