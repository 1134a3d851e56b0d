// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareRecord
internal import Terminology

/// A decision about resuscitation in words: what, when, by whom, until when, and where the form is.
struct ResuscitationText {
    var row: ResuscitationRow
    var view: RecordView
    /// Without the source's own words, which then stand in the section below.
    var isShort = false

    func add(to html: inout HTML) {
        let words = view.style.words.resuscitation
        html(.p, .class("item")) { html in
            html(.strong, .class("decision decision-\(code)")) { html in
                if row.meaning == .notForResuscitation { html.trusted(Self.stopSign) }
                html.text(heading(words))
            }
        }
        html(.p, .class("decision-terms")) { html in
            if !isShort || row.meaning == .planExists {
                html(.bdi, .class("verbatim"), text: row.title)
                html.text(": ")
            }
            html.dated(facts(words).joined(separator: "; "))
            document(words, &html)
            html.text(".")
        }
        if !isShort {
            for note in row.notes { html(.p) { $0.verbatim(note) } }
        }
    }

    private var code: String {
        switch row.meaning {
        case .forResuscitation: "for"
        case .notForResuscitation: "not-for"
        case .planExists: "plan"
        }
    }

    private func heading(_ words: RecordWords.Resuscitation) -> String {
        switch row.meaning {
        case .forResuscitation: words.isFor
        case .notForResuscitation: words.notFor
        case .planExists: words.plan
        }
    }

    private func facts(_ words: RecordWords.Resuscitation) -> [String] {
        let style = view.style
        var facts = [words.decided(style.day(row.decided) ?? SharedWords.english.notRecorded.lowercased())]
        facts.append(row.author?.text.map(words.by) ?? words.roleUnknown)
        if let review = style.day(row.reviewDue) {
            facts.append(row.isReviewOverdue ? words.overdue(review) : words.review(review))
        } else {
            facts.append(words.noReview)
        }
        return facts
    }

    private func document(_ words: RecordWords.Resuscitation, _ html: inout HTML) {
        html.text("; ")
        switch row.form {
        case .attached(let item):
            if let document = view.record.documents.rows.first(where: { $0.rests(on: item) }) {
                html(.a, .href(view.address(of: document)), text: words.attached)
            } else {
                html.text(words.attached)
            }
        case .saidToExist: html.text(words.saidToExist)
        case .none: html.text(words.noForm)
        }
    }

    /// A ring with a bar: do not.
    private static let stopSign: StaticString = """
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">\
        <circle class="ring" cx="12" cy="12" r="9.5"></circle><path class="ring" d="M5.5 5.5l13 13"></path></svg>
        """
}

extension DocumentRow {
    /// Whether the document, or a file of it, is this resource.
    func rests(on item: ItemReference) -> Bool {
        sources.contains { $0.item == item }
            || content.contains {
                if case .file(_, let file, _, _) = $0 { file == item } else { false }
            }
    }
}

/// A flag in words.
struct FlagText {
    var row: AlertRow
    var style: RecordStyle

    func add(to html: inout HTML) {
        let words = style.words.lists
        html(.p, .class("item")) { html in
            html.trusted(Self.flag)
            html(.strong) { $0(.bdi, row.title) }
            if row.isShownAfterEnd, let end = style.day(row.end) {
                html.dated(" (\(words.shownAfterEnd(end)))")
            } else if let end = style.day(row.end) {
                html.dated(" (\(words.ended(end)))")
            } else if let start = style.day(row.start) {
                html.dated(" (\(words.since(start)))")
            }
        }
    }

    private static let flag: StaticString = """
        <svg class="icon icon-flag" viewBox="0 0 24 24" aria-hidden="true" focusable="false">\
        <path class="ring" d="M5 22V3"></path><path class="fill" d="M6 3h13l-3 5 3 5H6z"></path></svg>
        """
}

/// A result's value as it was sent, with its unit and how it compares with its interval.
struct ResultValueText {
    var row: ResultRow
    var style: RecordStyle

    func add(to html: inout HTML) {
        let words = style.words.results
        if row.components.isEmpty {
            value(row.value, &html)
        } else {
            for (index, part) in row.components.enumerated() {
                if index > 0 { html.text("; ") }
                html(.span, .class("quiet"), text: part.title + " ")
                value(part.value, &html)
            }
        }
        if let interpretation = row.interpretation, interpretation != .normal {
            let isCritical = interpretation == .criticallyLow || interpretation == .criticallyHigh
            html(
                .span, .class(isCritical ? "tag tag-stop" : "tag tag-look"), text: words.interpretation(interpretation))
        }
        if row.status != .final { html(.span, .class("tag"), text: words.statusText(row.status)) }
    }

    private func value(_ value: ResultValue, _ html: inout HTML) {
        guard let text = value.text else {
            return html.text(value.absentReason ?? style.words.results.noValue)
        }
        html(.span, .class("value")) { $0(.bdi, text) }
        guard value.number != nil else { return }
        html.text(" ")
        html(.span, .class("unit"), text: value.unit ?? style.words.results.unitUnknown)
    }
}

extension ResultRow {
    /// The intervals that came with the result, with the population each holds for.
    func rangeText(_ words: RecordWords.Results) -> String {
        let texts = ranges.compactMap { range in
            range.words.map { bounds in
                range.appliesTo.isEmpty ? bounds : "\(bounds) (\(range.appliesTo.joined(separator: ", ")))"
            }
        }
        return texts.isEmpty ? words.noRange : texts.joined(separator: "; ")
    }
}

extension RecordWords.FlagWords {
    /// The words for what staff must know of a medicine.
    func names(of flags: MedicineFlags) -> [String] {
        let all: [(MedicineFlags, String)] = [
            (.anticoagulant, anticoagulant), (.insulin, insulin), (.methotrexate, methotrexate), (.lithium, lithium),
            (.opioid, opioid), (.clozapine, clozapine), (.amiodarone, amiodarone),
            (.immunosuppressant, immunosuppressant), (.cytotoxic, cytotoxic), (.weekly, weekly),
            (.brandCritical, brandCritical), (.anticipatory, anticipatory),
        ]
        return all.filter { flags.contains($0.0) }.map(\.1)
    }
}
