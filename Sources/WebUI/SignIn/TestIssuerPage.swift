// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The built-in test issuer's own page: choose an account and agree.
package enum TestIssuerPage {
    /// An account that can be chosen.
    package struct Account: Sendable {
        /// Which side of the site it is for.
        package enum Kind: Sendable {
            case staff
            case londoner
        }

        /// Sent back in the field `account`.
        package var id: String
        package var name: String
        /// Such as "Doctor, St Thomas’ emergency department".
        package var description: String
        package var kind: Kind

        /// An account.
        package init(id: String, name: String, description: String, kind: Kind) {
            self.id = id
            self.name = name
            self.description = description
            self.kind = kind
        }
    }

    /// What the page shows.
    package struct Model: Sendable {
        package var session: PageSession
        package var accounts: [Account]
        /// The name of the program that asks.
        package var client: String
        /// What will be passed on, in words.
        package var claims: [String]
        /// Where the form is sent.
        package var action: PageAddress
        /// Hidden fields that the issuer needs back, in order.
        package var carried: [(name: String, value: String)]
        /// What is wrong with the choice that was sent.
        package var entry: FormEntry

        /// A request for consent.
        package init(
            session: PageSession, accounts: [Account], client: String, claims: [String], action: PageAddress,
            carried: [(name: String, value: String)], entry: FormEntry = FormEntry()
        ) {
            self.session = session
            self.accounts = accounts
            self.client = client
            self.claims = claims
            self.action = action
            self.carried = carried
            self.entry = entry
        }
    }

    /// The page.
    package static func html(_ model: Model, words: SignInWords = .english) -> [UInt8] {
        let hasErrors = !model.entry.faults.isEmpty
        return PageFrame(title: words.issuerTitle, session: model.session, hasErrors: hasErrors).page { html in
            html.errorSummary(model.entry.faults)
            html.pageHeading(words.issuerTitle, lede: words.issuerLede)
            guard !model.accounts.isEmpty else { return html(.p, words.noAccounts) }
            html.form(to: model.action, model.session) { html in
                for field in model.carried { html.hidden(field.name, field.value) }
                html(.div, .id("account")) { html in
                    group(words.staffAccounts, model.accounts.filter { $0.kind == .staff }, model, &html)
                    group(words.londonerAccounts, model.accounts.filter { $0.kind == .londoner }, model, &html)
                }
                html.section(words.consentHeading) { html in
                    html(.p, words.consent(model.client))
                    html.bullets(model.claims)
                }
                html(.div, .class("buttons")) { html in
                    html(
                        .button, .type("submit"), .class("button"), .field("decision"), .value("continue"),
                        text: words.continueButton)
                    html(
                        .button, .type("submit"), .class("button second"), .field("decision"), .value("cancel"),
                        text: words.cancel)
                }
            }
        }
    }

    private static func group(_ heading: String, _ accounts: [Account], _ model: Model, _ html: inout HTML) {
        guard !accounts.isEmpty else { return }
        html(.fieldset, .class("field choices")) { html in
            html(.legend, heading)
            html(.div, .class("accounts")) { html in
                for account in accounts {
                    RadioChoice(
                        name: "account", value: account.id, label: account.name,
                        hint: account.description.isEmpty ? nil : account.description,
                        isChosen: model.entry["account"] == account.id
                    ).add(to: &html)
                }
            }
        }
    }
}
