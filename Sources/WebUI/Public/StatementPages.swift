// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// How information is used, in short.
package enum PrivacyPage {
    /// The page.
    package static func html(_ session: PageSession, words: PublicWords = .english) -> [UInt8] {
        let words = words.privacy
        return PageFrame(title: words.title, session: session, current: .privacy).page { html in
            html.pageHeading(words.title, lede: words.lede)
            for part in words.parts { html.section(part.heading) { $0.paragraphs(part.paragraphs) } }
        }
    }
}

/// The accessibility statement, with the known faults.
package enum AccessibilityPage {
    /// The page.
    package static func html(_ session: PageSession, words: PublicWords = .english) -> [UInt8] {
        let words = words.accessibility
        return PageFrame(title: words.title, session: session, current: .accessibility).page { html in
            html.pageHeading(words.title, lede: words.lede)
            html.section(words.canHeading) { $0.bullets(words.can) }
            html.section(words.standardHeading) { $0.paragraphs(words.standard) }
            html.section(words.faultsHeading) { $0.bullets(words.faults) }
            html.section(words.helpHeading) { $0.paragraphs(words.help) }
        }
    }
}
