// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// The last step before a record opens: two identifiers and a purpose.
///
/// Sends to `/staff/open`: `step` = `open`, `candidate`, `checked` (repeated; `name`, `birth-date`, `address`,
/// `nhs-number`) and `purpose` (`direct-care` or `administration`). Faults belong to the fields `checked` and
/// `purpose`.
package enum ConfirmPersonPage {
    /// What the page shows.
    package struct Model: Sendable {
        package var session: PageSession
        package var person: ListedPerson
        /// What was ticked.
        package var checked: Set<String>
        package var entry: FormEntry
        /// Today, for the age.
        package var today: CivilDate

        /// A chosen candidate.
        package init(
            session: PageSession, person: ListedPerson, checked: Set<String> = [], entry: FormEntry = FormEntry(),
            today: CivilDate
        ) {
            self.session = session
            self.person = person
            self.checked = checked
            self.entry = entry
            self.today = today
        }
    }

    /// The page.
    package static func html(_ model: Model, words: StaffWords = .english) -> [UInt8] {
        let own = words.confirm
        let frame = PageFrame(
            title: own.title, session: model.session, current: .staff, hasErrors: !model.entry.faults.isEmpty)
        return frame.page { html in
            html.errorSummary(model.entry.faults)
            html.pageHeading(own.title)
            PersonCard(person: model.person, today: model.today).add(to: &html, words)
            html.form(to: .openRecord, model.session) { html in
                html.hidden("step", "open")
                html.hidden("candidate", model.person.handle)
                checks(model, own, &html)
                purposes(model, own, &html)
                html(.p, .class("quiet"), text: own.logged)
                html(.div, .class("buttons")) { html in
                    html.submit(own.open)
                    html(.a, .href(.staff), text: own.wrong)
                }
            }
        }
    }

    private static func checks(_ model: Model, _ words: StaffWords.Confirm, _ html: inout HTML) {
        let person = model.person
        var choices = [("name", words.name)]
        if person.birthDate != nil { choices.append(("birth-date", words.birth)) }
        if !person.isAddressProtected, person.address != nil { choices.append(("address", words.address)) }
        if person.number != nil { choices.append(("nhs-number", words.number)) }
        html.choices("checked", words.legend, hint: words.hint, model.entry) { html in
            for (value, label) in choices {
                html.choice(
                    type: "checkbox", name: "checked", value: value, isChosen: model.checked.contains(value)
                ) { $0.text(label) }
            }
        }
    }

    private static func purposes(_ model: Model, _ words: StaffWords.Confirm, _ html: inout HTML) {
        let chosen = model.entry["purpose"]
        html.choices("purpose", words.purposeLegend, hint: nil, model.entry) { html in
            RadioChoice(
                name: "purpose", value: "direct-care", label: words.care, isChosen: chosen == "direct-care"
            ).add(to: &html)
            RadioChoice(
                name: "purpose", value: "administration", label: words.administration, hint: words.administrationHint,
                isChosen: chosen == "administration"
            ).add(to: &html)
        }
    }
}

/// Who someone is, before their record is open: nothing clinical.
struct PersonCard {
    var person: ListedPerson
    var today: CivilDate

    func add(to html: inout HTML, _ words: StaffWords) {
        let own = words.candidates
        let number = (own.number, person.number?.spaced ?? SharedWords.english.notKnown)
        guard !person.isNumberOnly else { return card([number, (own.birth, born)], &html) }
        var rows = [
            (own.name, person.name.text), (own.birth, born), (own.gender, person.gender), number,
            (own.address, person.addressText(words)),
        ]
        if let died = person.died {
            rows.insert((RecordWords.english.banner.died, ClinicalDateText.partialDay(died)), at: 2)
        }
        card(rows, &html)
    }

    private func card(_ rows: [(String, String)], _ html: inout HTML) {
        html(.div, .class("person-card")) { $0.summaryList(rows.map { (name: $0.0, value: $0.1) }) }
    }

    private var born: String {
        guard let birthDate = person.birthDate, person.died == nil else { return person.birthText }
        return "\(person.birthText) (\(RecordWords.english.banner.age(birthDate, today)))"
    }
}
