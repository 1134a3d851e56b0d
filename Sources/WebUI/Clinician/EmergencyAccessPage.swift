// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// The interruption before a record opens without a relationship.
///
/// Sends the field `reason` to the page's own address.
package enum EmergencyAccessPage {
    /// What the page shows.
    package struct Model: Sendable {
        package var session: PageSession
        package var person: ListedPerson
        /// How long access lasts.
        package var hours: Int
        package var entry: FormEntry
        /// Areas that did not answer when a relationship was looked for.
        package var unanswered: [String]
        /// Today, for the age.
        package var today: CivilDate

        /// A wish to open a record.
        package init(
            session: PageSession, person: ListedPerson, hours: Int, entry: FormEntry = FormEntry(),
            unanswered: [String] = [],
            today: CivilDate
        ) {
            self.unanswered = unanswered
            self.session = session
            self.person = person
            self.hours = hours
            self.entry = entry
            self.today = today
        }
    }

    /// The page.
    package static func html(_ model: Model, words: StaffWords = .english) -> [UInt8] {
        let own = words.emergency
        let fault = model.entry.fault(of: "reason")
        let frame = PageFrame(title: own.title, session: model.session, current: .staff, hasErrors: fault != nil)
        return frame.page { html in
            html.errorSummary(model.entry.faults)
            html.unansweredNotice(model.unanswered, words.find)
            html(.div, .class("interruption")) { html in
                html.pageHeading(own.heading)
                PersonCard(person: model.person, today: model.today).add(to: &html, words)
                html(.p, .class("lede"), text: own.why)
                html(.h2, own.whatHappens)
                html.bullets(own.consequences(model.hours))
                html.form(to: .emergency(model.person.handle), model.session) { html in
                    html(.div, .class(fault == nil ? "field" : "field field-fault")) { html in
                        html(.label, .for("reason"), text: own.reason)
                        html(.p, .class("hint"), .id("reason-hint"), text: own.reasonHint)
                        if let fault { html.fieldFault(fault, id: "reason-fault", .english) }
                        html(
                            .textarea, .id("reason"), .field("reason"), .rows(4), .maxlength(2_000),
                            .when(fault != nil, .aria(.invalid, "true")),
                            .aria(.describedBy, fault == nil ? "reason-hint" : "reason-hint reason-fault"),
                            text: model.entry["reason"])
                    }
                    html(.div, .class("buttons")) { html in
                        html.submit(own.go)
                        html(.a, .class("button second"), .href(.staff), text: own.back)
                    }
                }
            }
        }
    }
}
