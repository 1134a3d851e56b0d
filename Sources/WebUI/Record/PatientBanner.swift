// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareRecord
internal import CareTypes

/// Who the record is about: on top of every page of it, in sight while scrolling.
struct PatientBanner {
    var view: RecordView

    private var person: PersonSection { view.record.person }
    private var words: RecordWords.Banner { view.style.words.banner }
    private var style: RecordStyle { view.style }
    private var hasDied: Bool { person.death.state == .died }

    func add(to html: inout HTML) {
        html(
            .section, .class(hasDied ? "banner banner-died" : "banner"), .aria(.label, words.label)
        ) { html in
            html(.div, .class("banner-identity")) { identity(&$0) }
            html(.div, .class("banner-more")) { html in
                preferredName(&html)
                details(&html)
                needs(&html)
                allergies(&html)
            }
        }
        deathNotices(&html)
    }

    private func identity(_ html: inout HTML) {
        html(.p, .class("banner-person")) { $0(.bdi, person.name.display) }
        html(.dl, .class("banner-facts")) { html in
            let born = style.day(person.birthDate)
            if hasDied {
                fact(words.born, born, &html)
                fact(words.died, style.day(person.death.date) ?? words.diedUnknown, &html)
                fact(words.ageAtDeath, words.years(person.age), &html)
            } else {
                fact(words.born, "\(born) (\(age))", &html)
            }
            fact(words.gender, person.gender.words, &html)
            fact(words.number, person.number.spaced, style: "number", &html)
        }
    }

    private func preferredName(_ html: inout HTML) {
        guard let preferred = person.name.preferred else { return }
        html(.p) { html in
            html(.span, .class("label"), text: words.preferred)
            html(.bdi, preferred)
        }
    }

    private var age: String {
        words.age(person.birthDate, LondonTime.reading(of: view.now).date)
    }

    private func fact(_ name: String, _ value: String, style: String = "", _ html: inout HTML) {
        html(.div) { html in
            html(.dt, name)
            html(.dd, .when(!style.isEmpty, .class(style)), text: value)
        }
    }

    private func details(_ html: inout HTML) {
        html(.details, .class("banner-details")) { html in
            html(.summary, words.details)
            html(.dl) { html in
                fact(words.address, addressText, &html)
                if person.addressProtection == .none {
                    fact(
                        words.contact, style.orNotRecorded(person.telecoms.map(\.value).joined(separator: ", ")), &html)
                }
                if person.addressProtection != .protected {
                    fact(words.practice, style.orNotRecorded(person.practice?.name), &html)
                }
            }
        }
    }

    private var addressText: String {
        switch person.addressProtection {
        case .none: style.orNotRecorded(person.addresses.first(where: \.isCurrent)?.text)
        case .protected: words.protectedAddress
        case .notKnown: words.addressKeptBack(view.record.nodesThatMayProtect)
        }
    }

    private func needs(_ html: inout HTML) {
        guard !person.communicationNeeds.isEmpty else { return }
        html(.p, .class("banner-needs")) { html in
            html(.span, .class("label"), text: words.needs)
            html(.bdi, person.communicationNeeds.map(\.text).joined(separator: "; "))
        }
    }

    private func allergies(_ html: inout HTML) {
        let section = view.record.allergies
        guard section.coverage.state != .notShown else {
            return html(.p, .class("banner-allergies"), text: "\(words.allergies): \(style.words.coverage.notShown)")
        }
        html(.p, .class("banner-allergies")) { html in
            html(.a, .href(view.address.at("allergies"))) { html in
                AllergyHeading(state: section.state, words: style.words.allergies).add(to: &html)
            }
            html(.span, .class("banner-allergy-list")) { html in
                for allergy in section.current {
                    html(.span) { html in
                        html(.bdi, allergy.title)
                        if let updated = style.day(allergy.lastUpdated) {
                            html.text(" ")
                            html(.small, words.lastUpdated(updated))
                        }
                    }
                }
            }
        }
    }

    private func deathNotices(_ html: inout HTML) {
        let death = person.death
        let text: String? =
            switch death.state {
            case .notRecorded: nil
            case .died: death.hasDifferentDates ? words.deathDatesDiffer : nil
            case .noticeRemoved: words.deathRemoved
            case .sourcesDisagree: words.deathDisagrees
            }
        guard let text else { return }
        html(.div, .class("warning")) { html in
            html(.p) { $0(.strong, text) }
            html(.ul) { html in
                for statement in death.statements {
                    html(.li) { html in
                        html(.bdi, statement.source.name)
                        html.text(" " + words.says(statement.says))
                        if let date = style.day(statement.date) { html.text(" \(date)") }
                    }
                }
            }
        }
    }
}

extension RecordWords.Banner {
    /// The age in years; in months or days for small children.
    func age(_ birth: CivilDate, _ today: CivilDate) -> String {
        let count = birth.wholeYears(to: today)
        guard count < 2 else { return years(count) }
        let months = (today.year - birth.year) * 12 + today.month - birth.month - (today.day < birth.day ? 1 : 0)
        if months >= 2 { return "\(months) months" }
        let days = max(0, today.daysSinceEpoch - birth.daysSinceEpoch)
        return days == 1 ? "1 day" : "\(days) days"
    }

    func years(_ count: Int) -> String { count == 1 ? "1 year" : "\(count) years" }

    func says(_ says: DeathStatement.Says) -> String {
        switch says {
        case .died: sourceSaysDied
        case .removed: sourceSaysRemoved
        case .alive: sourceSaysAlive
        }
    }
}

extension AddressRow {
    /// On one line, postcode last.
    var text: String { (lines + [postcode].compactMap(\.self)).filter { !$0.isEmpty }.joined(separator: ", ") }
}
