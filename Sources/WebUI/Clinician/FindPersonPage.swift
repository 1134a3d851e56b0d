// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Where staff look for a person: by NHS number and date of birth, or by name, date of birth and postcode.
///
/// Sends to `/staff/find`: `by` (`number` or `details`), `birth-day`, `birth-month`, `birth-year`, and either
/// `nhs-number` or `family-name`, `given-name` and `postcode`.
package enum FindPersonPage {
    /// Which of the two forms was sent.
    package enum Form: String, Sendable {
        case number
        case details
    }

    /// What the search came to, where it led to nobody.
    package enum Outcome: Sendable {
        case noMatch
        case tooManyMatches
    }

    /// What the page shows.
    package struct Model: Sendable {
        package var session: PageSession
        /// The form that was sent, with what was entered.
        package var form: Form
        package var entry: FormEntry
        package var outcome: Outcome?
        /// Areas that did not answer the search.
        package var unanswered: [String]

        /// An empty page, or one with what was entered.
        package init(
            session: PageSession, form: Form = .number, entry: FormEntry = FormEntry(), outcome: Outcome? = nil,
            unanswered: [String] = []
        ) {
            self.unanswered = unanswered
            self.session = session
            self.form = form
            self.entry = entry
            self.outcome = outcome
        }
    }

    /// The page.
    package static func html(_ model: Model, words: StaffWords = .english) -> [UInt8] {
        let own = words.find
        let frame = PageFrame(
            title: own.title, session: model.session, current: .staff, hasErrors: !model.entry.faults.isEmpty)
        return frame.page { html in
            html.errorSummary(model.entry.faults, prefix: "\(model.form.rawValue)-")
            html.unansweredNotice(model.unanswered, own)
            if let outcome = model.outcome { notice(outcome, own, &html) }
            html.pageHeading(own.title)
            html(.div, .class("finders")) { html in
                form(.number, own.byNumber, model, own, &html) { html, entry in
                    TextField(
                        name: "nhs-number", prefix: "number-", label: own.number, hint: own.numberHint,
                        isNumeric: true, width: .twelve
                    ).add(to: &html, entry)
                    birthDate(.number, own).add(to: &html, entry)
                }
                form(.details, own.byDetails, model, own, &html) { html, entry in
                    TextField(name: "family-name", prefix: "details-", label: own.family).add(to: &html, entry)
                    TextField(name: "given-name", prefix: "details-", label: own.given).add(to: &html, entry)
                    birthDate(.details, own).add(to: &html, entry)
                    TextField(
                        name: "postcode", prefix: "details-", label: own.postcode, hint: own.postcodeHint, width: .ten
                    ).add(to: &html, entry)
                }
            }
            html(.p, .class("quiet"), text: own.unidentified)
        }
    }

    private static func form(
        _ form: Form, _ heading: String, _ model: Model, _ words: StaffWords.Find, _ html: inout HTML,
        fields: (inout HTML, FormEntry) -> Void
    ) {
        let entry = model.form == form ? model.entry : FormEntry()
        html.section(heading, class: "finder") { html in
            html.form(to: .findPerson, model.session) { html in
                html.hidden("by", form.rawValue)
                fields(&html, entry)
                html.submit(words.search)
            }
        }
    }

    private static func birthDate(_ form: Form, _ words: StaffWords.Find) -> DateField {
        DateField(name: "birth", prefix: "\(form.rawValue)-", label: words.birth, hint: words.birthHint)
    }

    private static func notice(_ outcome: Outcome, _ words: StaffWords.Find, _ html: inout HTML) {
        html(.div, .class("notice"), .role("status")) { html in
            switch outcome {
            case .noMatch:
                html(.h2, words.noMatchHeading)
                html.paragraphs(words.noMatch)
            case .tooManyMatches:
                html(.h2, words.tooManyHeading)
                html.paragraphs(words.tooMany)
            }
        }
    }
}

extension HTML {
    /// Adds which areas did not answer a search, where there are any.
    mutating func unansweredNotice(_ areas: [String], _ words: StaffWords.Find) {
        guard !areas.isEmpty else { return }
        self(.div, .class("notice"), .role("status")) { html in
            html(.h2, words.unansweredHeading)
            html(.p, words.unanswered(areas))
        }
    }
}
