// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// The first page of the site: what this is and how it is doing.
package enum PublicHomePage {
    /// What the page shows.
    package struct Model: Sendable {
        package var session: PageSession
        package var organisations: Int
        package var freshness: FeedFreshness
        /// Areas that did not answer: what is said of them may be out of date.
        package var silentAreas: [String]
        package var now: Timestamp

        /// The state of the platform at a moment.
        package init(
            session: PageSession, organisations: Int, freshness: FeedFreshness, silentAreas: [String] = [],
            now: Timestamp
        ) {
            self.session = session
            self.silentAreas = silentAreas
            self.organisations = organisations
            self.freshness = freshness
            self.now = now
        }
    }

    /// The page.
    package static func html(_ model: Model, words all: PublicWords = .english) -> [UInt8] {
        let words = all.home
        return PageFrame(title: words.title, session: model.session, current: .home).page { html in
            html.pageHeading(words.title, lede: words.lede)
            html.tasks([
                TaskCard(
                    heading: words.londonerHeading, text: words.londonerText, button: words.londonerButton,
                    address: .signInAsLondoner),
                TaskCard(
                    heading: words.staffHeading, text: words.staffText, button: words.staffButton,
                    address: .signInAsStaff),
            ])
            html.section(words.whatHeading) { $0.paragraphs(words.what) }
            html.section(words.nowHeading) { html in
                html.silentAreas(model.silentAreas, all)
                let freshness = model.freshness
                html(.p) { html in
                    html(.strong, words.organisationsNow(model.organisations) + ".")
                    html.text(" ")
                    html.text(
                        freshness.isAllUpToDate && model.silentAreas.isEmpty
                            ? words.allUpToDate : words.someLate(freshness.late, freshness.missing))
                }
                html(.p, .class("quiet"), text: words.asOf(PublicDateText.moment(model.now)) + ".")
                html.linkLine(words.nowLink, .organisations)
            }
        }
    }
}
