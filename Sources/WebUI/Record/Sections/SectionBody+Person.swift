// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareRecord
internal import CareTypes

extension SectionBody {
    func identity(_ html: inout HTML) {
        let person = record.person
        let own = words.lists
        let banner = words.banner
        var facts: [(name: String, value: String)] = [
            (own.name, person.name.display), (banner.born, style.day(person.birthDate)),
            (banner.gender, person.gender.words), (banner.number, person.number.spaced),
            (own.birthSex, style.orNotRecorded(person.birthSex)),
            (own.ethnicity, style.orNotRecorded(person.ethnicity?.text)),
        ]
        if let preferred = person.name.preferred { facts.insert((banner.preferred, preferred), at: 1) }
        if !person.communicationNeeds.isEmpty {
            facts.append((banner.needs, person.communicationNeeds.map(\.text).joined(separator: "; ")))
        }
        html.summaryList(facts)
        for difference in person.differences {
            html(.p) { html in
                html(.span, .class("label"), text: "\(words.page.differences) \(name(of: difference.field))")
                html.text(difference.answers.map { "\($0.text) (\($0.source.name))" }.joined(separator: "; "))
            }
        }
        if limit == nil, !style.isPlain { html(.p, .class("quiet"), text: PersonSection.rule) }
        sources(person.sources, &html)
    }

    private func name(of field: DemographicDifference.Field) -> String {
        switch field {
        case .name: words.lists.name.lowercased()
        case .gender: words.banner.gender.lowercased()
        case .address: words.banner.address.lowercased()
        case .ethnicity: words.lists.ethnicity.lowercased()
        case .practice: words.banner.practice
        }
    }

    func contacts(_ html: inout HTML) {
        let person = record.person
        switch person.addressProtection {
        case .none: addresses(person, &html)
        case .protected: return html.warning(words.banner.protectedAddress)
        case .notKnown: addressKeptBack(&html)
        }
        let contacts = person.contacts.filter(\.isCurrent)
        group(words.lists.contacts, isEmpty: contacts.isEmpty, &html) { html in contactRows(contacts, &html) }
        let former = person.contacts.filter { !$0.isCurrent }
        group(words.lists.formerContacts, isEmpty: former.isEmpty || limit != nil, &html) { html in
            contactRows(former, &html)
        }
        let old = person.addresses.filter { !$0.isCurrent }
        group(words.lists.oldAddresses, isEmpty: old.isEmpty || limit != nil, &html) { html in
            rows(old, of: .contacts, &html) { row, html in
                html(.p, .class("item")) {
                    $0(.bdi, joined([row.text, period(style.day(row.start), style.day(row.end))]))
                }
                sources(row.sources, &html)
            }
        }
    }

    private func addresses(_ person: PersonSection, _ html: inout HTML) {
        let current = person.addresses.filter(\.isCurrent)
        var facts = current.map { (name: words.banner.address, value: $0.text) }
        if current.isEmpty { facts.append((words.banner.address, SharedWords.english.notRecorded)) }
        facts += person.telecoms.map {
            (name: [$0.system, $0.use].compactMap(\.self).joined(separator: ", ").capitalisedInitial, value: $0.value)
        }
        html.summaryList(facts)
    }

    /// Says which area is silent, and how to ask it again.
    private func addressKeptBack(_ html: inout HTML) {
        html(.div, .class("gaps")) { html in
            html(.p) { html in
                html(.strong, words.banner.addressKeptBack(record.nodesThatMayProtect))
                html.text(", \(words.banner.addressKeptBackAdvice).")
            }
            if !isForPaper {
                html(.a, .class("check-again"), .href(view.checkAgain), text: words.coverage.checkAgain)
            }
        }
    }

    private func contactRows(_ contacts: [ContactRow], _ html: inout HTML) {
        rows(contacts, of: .contacts, &html) { row, html in
            html(.p, .class("item")) { html in
                html(.strong) { $0(.bdi, row.name) }
                if row.isNextOfKin { html(.span, .class("tag"), text: words.lists.nextOfKin) }
            }
            html(.p) { $0(.bdi, joined([row.relationship, row.telecoms.joined(separator: ", ")])) }
            sources(row.sources, &html)
        }
    }

    func practice(_ html: inout HTML) {
        guard let practice = record.person.practice else {
            return html(.p, .class("empty"), text: SharedWords.english.notRecorded)
        }
        html(.p, .class("item")) { html in
            html(.strong) { $0(.bdi, practice.name) }
            if let since = style.day(practice.since) { html.text(", \(words.lists.since(since))") }
        }
        sources([practice.source], &html)
    }

    func alerts(_ html: inout HTML) {
        let section = record.alerts
        let current = section.current.filter { !isForPaper || $0.mayBePrinted }
        coverage(section.coverage, isEmpty: section.current.isEmpty, &html)
        rows(current, of: .alerts, &html) { row, html in
            FlagText(row: row, style: style).add(to: &html)
            sources(row.sources, &html)
        }
        let ended = section.ended.filter { !isForPaper || $0.mayBePrinted }
        group(words.lists.endedFlags, isEmpty: ended.isEmpty || limit != nil, &html) { html in
            rows(ended, of: .alerts, &html) { row, html in
                FlagText(row: row, style: style).add(to: &html)
                sources(row.sources, &html)
            }
        }
        withdrawn(section.history.map { ($0.title, $0.sources) }, &html)
    }

    func resuscitation(_ html: inout HTML) {
        let section = record.resuscitation
        let own = words.resuscitation
        switch section.state {
        case .recorded: if section.isConflicting { html.warning(own.conflict) }
        case .noneRecorded:
            html(.p, .class("item")) { $0(.strong, own.none) }
            html(.p, own.noneWhy)
        case .unavailable:
            html(.p, .class("item")) { $0(.strong, own.unavailable) }
            html(.p, own.unavailableWhy)
        }
        CoverageNotice(coverage: section.coverage, view: view).gaps(to: &html)
        rows(section.decisions, of: .resuscitation, &html) { row, html in
            ResuscitationText(row: row, view: view).add(to: &html)
            sources(row.sources, &html)
        }
        group(own.earlier, isEmpty: section.earlier.isEmpty || limit != nil, &html) { html in
            rows(section.earlier, of: .resuscitation, &html) { row, html in
                ResuscitationText(row: row, view: view).add(to: &html)
                sources(row.sources, &html)
            }
        }
        let documents = record.documents.rows.filter { section.documents.contains($0.id) }
        group(own.documents, isEmpty: documents.isEmpty, &html) { documentRows(documents, &$0) }
        withdrawn(section.history.map { ($0.title, $0.sources) }, &html)
    }
}
