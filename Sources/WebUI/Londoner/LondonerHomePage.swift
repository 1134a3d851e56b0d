// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// A Londoner's first page: plain tasks, no clinical content.
package enum LondonerHomePage {
    /// The page.
    ///
    /// - Parameter emergencyAccess: when emergency access was last used and the person may know of it.
    package static func html(
        _ session: PageSession, emergencyAccess: Timestamp? = nil, words: LondonerWords = .english
    ) -> [UInt8] {
        let own = words.home
        return PageFrame(title: own.title, session: session, current: .ownHome).page { html in
            if case .londoner(let name) = session.viewer {
                html.pageHeading(own.greeting(name))
            } else {
                html.pageHeading(own.title)
            }
            if let emergencyAccess {
                html(.div, .class("notice")) { html in
                    html(.p) { $0(.strong, own.emergency(PublicDateText.moment(emergencyAccess))) }
                    html.linkLine(own.emergencyLink, .ownWhoLooked)
                }
            }
            html.tasks([
                TaskCard(heading: own.recordHeading, text: own.recordText, address: .ownRecord),
                TaskCard(heading: own.lookedHeading, text: own.lookedText, address: .ownWhoLooked),
                TaskCard(heading: own.usedHeading, text: own.usedText, address: .privacy),
                TaskCard(heading: own.missingHeading, text: own.missingText, address: .sourcesExplained),
            ])
        }
    }
}
