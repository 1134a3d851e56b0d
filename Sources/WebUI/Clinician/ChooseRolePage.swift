// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// For staff who work in several roles: in which of them they are here now.
///
/// Sends `role` to `/staff/role`.
package enum ChooseRolePage {
    /// A role that may be chosen.
    package struct Role: Sendable {
        package var id: String
        /// What the member of staff is there.
        package var title: String
        package var organisation: String

        /// A role; see the members.
        package init(id: String, title: String, organisation: String) {
            self.id = id
            self.title = title
            self.organisation = organisation
        }
    }

    /// The page.
    ///
    /// - Parameter isMissing: whether the form came back without a role.
    package static func html(
        _ session: PageSession, roles: [Role], isMissing: Bool, words: StaffWords = .english
    ) -> [UInt8] {
        let own = words.chooseRole
        let entry = FormEntry(faults: isMissing ? [FormFault(field: "role", message: own.missing)] : [])
        let frame = PageFrame(title: own.title, session: session, current: .staff, hasErrors: !entry.faults.isEmpty)
        return frame.page { html in
            html.errorSummary(entry.faults)
            html.pageHeading(own.title)
            html.form(to: .chooseRole, session) { html in
                html.choices("role", own.legend, hint: own.hint, entry) { html in
                    for role in roles {
                        RadioChoice(
                            name: "role", value: role.id, label: role.title, hint: role.organisation, isChosen: false
                        ).add(to: &html)
                    }
                }
                html(.div, .class("buttons")) { $0.submit(own.choose) }
            }
        }
    }
}
