// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareRecord
internal import Exchange

extension SectionBody {
    func medicines(_ html: inout HTML) {
        let section = record.medicines
        let own = words.medicines
        if !section.hospitalNotReceived.isEmpty {
            html(.div, .class("warning")) { html in
                html(.p) { $0(.strong, own.hospitalMissing) }
                html(.ul) { html in
                    for entry in SourceGaps(section.hospitalNotReceived).entries {
                        html(.li) { SourceGapText(entry: entry, style: style).add(to: &$0) }
                    }
                }
                if !isForPaper {
                    html(.a, .class("check-again"), .href(view.checkAgain), text: words.coverage.checkAgain)
                }
            }
        }
        let isEmpty = section.groups.isEmpty && section.noneKnown.isEmpty
        coverage(
            isEmpty ? section.coverage : section.coverage.without(section.hospitalNotReceived), isEmpty: isEmpty, &html)
        for duplicate in section.duplicateIngredients { html.warning(own.duplicates(duplicate.ingredient)) }
        for row in section.noneKnown {
            html(.p, .class("item")) { html in
                html(.strong, own.noneKnown + ": ")
                html.verbatim(row.title)
            }
            sources(row.sources, &html)
        }
        if !section.current.isEmpty {
            html(.p, .class("quiet"), text: own.notTaking)
            group(own.current, isEmpty: false, &html) { html in entries(section.current, &html) }
        }
        group(own.past, isEmpty: section.past.isEmpty || limit != nil, &html) { html in
            entries(section.past, &html)
        }
        if limit != nil { notAll(section.current.count, section.groups.count, .medicines, &html) }
        withdrawn(section.history.map { ($0.title, $0.sources) }, &html)
    }

    private func entries(_ entries: [MedicineEntry], _ html: inout HTML) {
        let own = words.medicines
        let table = DataTable(
            caption: own.medicine, columns: [own.medicine, own.status, own.dates, own.source],
            captionIsUnseen: true,
            style: style.isPlain ? "stacked stack-always medicines" : "stacked medicines")
        table.add(to: &html) { html in
            for entry in entries { self.entry(entry, &html) }
        }
    }

    private func entry(_ entry: MedicineEntry, _ html: inout HTML) {
        let own = words.medicines
        html(.tr, .class("medicine-head")) { html in
            html(.th, .rowHeader, .colspan(4)) { html in
                html(.strong, .class("drug")) { $0(.bdi, entry.isUnchecked ? entry.title : entry.title.lowercased()) }
                for flag in own.flags.names(of: entry.flags) { html(.span, .class("tag tag-look"), text: flag) }
                if entry.standing == .recentlySupplied { html(.span, .class("tag"), text: own.recent) }
                if entry.isHospitalOnly { html(.span, .class("tag"), text: own.hospitalOnly) }
                if entry.isUnchecked { html(.p, .class("quiet"), text: own.unchecked) }
                for conflict in entry.conflicts { html.warning(text(of: conflict)) }
                for product in entry.products where product.hasDifferentDoseTexts { html.warning(own.differentDoses) }
            }
        }
        for product in entry.products {
            for row in product.rows { medicine(row, &html) }
        }
    }

    private func text(of conflict: MedicineConflict) -> String {
        switch conflict.kind {
        case .stoppedButCurrent:
            words.medicines.stoppedButCurrent(
                style.day(conflict.date) ?? SharedWords.english.notRecorded.lowercased(), conflict.reason)
        case .doseTextAndTiming: words.medicines.doseConflict
        }
    }

    private func medicine(_ row: MedicineRow, _ html: inout HTML) {
        let own = words.medicines
        html(.tr, .class(row.isCurrent ? "medicine" : "medicine medicine-past")) { html in
            html(.td, .class("medicine-what")) { html in
                what(row, &html)
            }
            html(.td) { html in
                html(.span, .class("cell-label"), text: own.status)
                html(.strong, own.statusText(row.status))
                if row.isNotIssuedForSixMonths { html(.p, .class("look")) { notIssued(&$0) } }
            }
            html(.td) { html in
                html(.span, .class("cell-label"), text: own.dates)
                html.dated(dates(row))
                if let reason = row.reasonStopped { html(.p) { $0.verbatim(own.reasonStopped(reason)) } }
            }
            html(.td) { html in
                html(.span, .class("cell-label"), text: own.source)
                sources(row.sources, &html)
                if limit == nil, !isForPaper { events(row, &html) }
            }
        }
    }

    /// Name – form – DOSE – route – frequency: the name and form as the source words them, the dose verbatim.
    private func what(_ row: MedicineRow, _ html: inout HTML) {
        let own = words.medicines
        html(.p) { $0(.bdi, .class("verbatim"), text: row.title) }
        html(.p) { html in
            html(.span, .class("label"), text: own.dose)
            if row.doseTexts.isEmpty { html.text(own.doseNotRecorded) }
            for (index, dose) in row.doseTexts.enumerated() {
                if index > 0 { html(.br) }
                html(.bdi, .class("verbatim dose"), text: dose)
            }
            if let route = row.route, !row.doseTexts.contains(where: { $0.containsIgnoringCase(route) }) {
                html.text(" – \(route)")
            }
        }
        if row.hasDoseConflict || row.doseTexts.isEmpty, let structured = row.structuredDose {
            html(.p) { html in
                html(.span, .class("label"), text: own.structured)
                html.text(structured)
            }
        }
        if row.isTransferDegraded { html(.p, .class("quiet"), text: own.degraded) }
        if !row.reasons.isEmpty {
            html(.p) { $0.verbatim(words.lists.reasons + ": " + row.reasons.joined(separator: ", ")) }
        }
        notes(row.notes, &html)
    }

    private func notIssued(_ html: inout HTML) {
        StateSymbol.late.add(to: &html)
        html.text(words.medicines.notIssued)
    }

    /// A current row says when it started, a past one when it stopped, known or not.
    private func dates(_ row: MedicineRow) -> String {
        let own = words.medicines
        let start = style.day(row.start ?? row.authorised).map(own.start) ?? own.startUnknown
        let stop = style.day(row.stop).map(own.stop)
        return joined([
            start, row.isCurrent ? stop : stop ?? own.stopUnknown, style.day(row.lastIssued).map(own.lastIssued),
        ])
    }

    /// What happened and when; what did not happen never reads as if it had.
    private func what(_ event: MedicineEvent) -> String {
        let own = words.medicines
        let what =
            event.hasNotHappened
            ? own.notHappened(event.kind, own.statusText(event.status)) : own.event(event.kind)
        return what + " " + style.orNotRecorded(style.day(event.date))
    }

    private func events(_ row: MedicineRow, _ html: inout HTML) {
        guard !row.events.isEmpty else { return }
        html(.details) { html in
            html(.summary, "\(words.medicines.events) (\(row.events.count))")
            html(.ul) { html in
                for event in row.events {
                    html(.li) { html in
                        html.text(joined([what(event), event.quantity, event.source.name]))
                    }
                }
            }
        }
    }
}

extension String {
    /// Whether a text stands in this one, in whatever letters.
    func containsIgnoringCase(_ text: String) -> Bool { lowercased().contains(text.lowercased()) }
}
