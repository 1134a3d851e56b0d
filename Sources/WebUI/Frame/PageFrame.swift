// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What surrounds the content of every page: head, header with navigation, footer.
struct PageFrame {
    /// How wide and how dense the content is laid out.
    enum Layout: String {
        /// Lines of comfortable length.
        case reading
        /// The whole width, small type: clinical pages.
        case dense
        /// A sheet of paper: no header, no footer.
        case sheet
    }

    /// One entry of the navigation at the top.
    struct Link {
        var text: String
        var address: PageAddress
    }

    /// The title without the site's name.
    ///
    /// Never someone's name, number or date of birth.
    var title: String
    var session: PageSession
    var layout = Layout.reading
    /// The navigation entry that this page belongs to.
    var current: PageAddress?
    /// Whether the page shows errors in what was entered.
    var hasErrors = false
    var words = SharedWords.english

    /// The whole page; `content` fills the main part.
    func page(content: (inout HTML) -> Void) -> [UInt8] {
        var html = HTML(capacity: 32_768)
        html.trusted("<!DOCTYPE html>\n")
        html(.html, .lang(words.lang)) { html in
            html(.head) { head(&$0) }
            html(.body, .class("layout-\(layout.rawValue) for-\(surface)")) { html in
                html(.a, .class("skip"), .href(.here("content")), text: words.skipToContent)
                if layout != .sheet { header(&html) }
                html(.main, .id("content"), .tabindex(-1)) { content(&$0) }
                if layout != .sheet { footer(&html) }
            }
        }
        return html.bytes
    }

    private var surface: String {
        switch session.viewer {
        case .nobody: "everyone"
        case .staff: "staff"
        case .londoner: "londoner"
        }
    }

    private func head(_ html: inout HTML) {
        html(.meta, .utf8)
        let title = words.titleOnSite(title)
        html(.title, hasErrors ? words.titleWithErrors(title) : title)
        html(.meta, .name("viewport"), .content("width=device-width, initial-scale=1"))
        // Numbers on these pages are not for dialling.
        html(.meta, .name("format-detection"), .content("telephone=no"))
        html(.meta, .name("color-scheme"), .content("light dark"))
        html(.meta, .name("referrer"), .content("no-referrer"))
        if surface != "everyone" { html(.meta, .name("robots"), .content("noindex")) }
        html(.link, .rel("stylesheet"), .href(Stylesheet.address))
        html(.link, .rel("icon"), .icon(Self.icon))
    }

    private func header(_ html: inout HTML) {
        html(.header, .class("site-header")) { html in
            html(.div, .class("site-header-line")) { html in
                html(.a, .class("wordmark"), .href(homeAddress)) { html in
                    html.trusted(Self.mark)
                    html(.span, words.product)
                }
                html(.nav, .class("site-nav"), .aria(.label, words.mainNavigation)) { html in
                    html(.ul) { html in
                        for link in links { item(link, &html) }
                    }
                }
                signedIn(&html)
            }
            if session.isDemonstration { html(.p, .class("demonstration"), text: words.demonstration) }
        }
    }

    private func item(_ link: Link, _ html: inout HTML) {
        html(.li) { html in
            html(
                .a, .href(link.address), .when(link.address == current, .aria(.current, "page")), text: link.text)
        }
    }

    private func signedIn(_ html: inout HTML) {
        switch session.viewer {
        case .nobody:
            html(.a, .class("site-sign-in"), .href(.signIn), text: words.signIn)
        case .staff(let name, let role, let organisation):
            html(.p, .class("site-reader")) { html in
                html(.strong, name)
                // Nothing where a role is still to be chosen.
                let place = [role, organisation].filter { !$0.isEmpty }
                if !place.isEmpty { html(.span, place.joined(separator: ", ")) }
            }
            signOut(&html)
        case .londoner(let name):
            html(.p, .class("site-reader")) { $0(.strong, name) }
            signOut(&html)
        }
    }

    private func signOut(_ html: inout HTML) {
        html.form(to: .signOut, session, class: "sign-out") { html in
            html(.button, .type("submit"), .class("plain-button"), text: words.signOut)
        }
    }

    private func footer(_ html: inout HTML) {
        html(.footer, .class("site-footer")) { html in
            html(.nav, .aria(.label, words.footerNavigation)) { html in
                html(.ul) { html in
                    item(Link(text: words.footerHome, address: .home), &html)
                    item(Link(text: words.footerAreas, address: .areas), &html)
                    item(Link(text: words.footerOrganisations, address: .organisations), &html)
                    item(Link(text: words.footerSources, address: .sourcesExplained), &html)
                    item(Link(text: words.footerPrivacy, address: .privacy), &html)
                    item(Link(text: words.footerAccessibility, address: .accessibility), &html)
                }
            }
        }
    }

    private var homeAddress: PageAddress {
        switch session.viewer {
        case .nobody: .home
        case .staff: .staff
        case .londoner: .ownHome
        }
    }

    private var links: [Link] {
        switch session.viewer {
        case .nobody:
            let words = PublicWords.english
            return [
                Link(text: words.home.link, address: .home), Link(text: words.areas.link, address: .areas),
                Link(text: words.organisations.link, address: .organisations),
                Link(text: words.privacy.link, address: .privacy),
            ]
        case .staff:
            let words = StaffWords.english
            return [
                Link(text: words.find.link, address: .staff), Link(text: words.feeds.link, address: .feedHealth),
            ]
        case .londoner:
            let words = LondonerWords.english
            return [
                Link(text: words.home.link, address: .ownHome), Link(text: words.record.link, address: .ownRecord),
                Link(text: words.whoLooked.link, address: .ownWhoLooked),
            ]
        }
    }

    /// Two rings that meet: two records that become one.
    private static let mark = TrustedHTML(
        """
        <svg class="mark" viewBox="0 0 34 22" width="34" height="22" aria-hidden="true" focusable="false">\
        <circle cx="11" cy="11" r="8.5"></circle><circle cx="23" cy="11" r="8.5"></circle></svg>
        """)

    private static let icon: StaticString = """
        data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 34 34'%3E\
        %3Crect width='34' height='34' rx='6' fill='%2314344b'/%3E\
        %3Cg fill='none' stroke='white' stroke-width='3'%3E%3Ccircle cx='12.5' cy='17' r='7'/%3E\
        %3Ccircle cx='21.5' cy='17' r='7'/%3E%3C/g%3E%3C/svg%3E
        """
}

extension HTML {
    /// Adds markup that stands literally in our sources.
    mutating func trusted(_ literal: StaticString) {
        trusted(TrustedHTML(literal))
    }
}
