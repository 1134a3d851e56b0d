// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Pages that only say something.
package enum NoticePage {
    /// What is said.
    package enum Notice: Sendable, Equatable {
        case signedOut
        /// Signed out because nothing happened for a while.
        case signedOutIdle
        /// A form was sent without a valid token.
        case formExpired
        /// Denied or absent: nobody can tell the two apart, in words or bytes.
        case notAvailable
        /// A fault of ours, with an opaque reference for those who look into it.
        case failed(reference: String)
        case tooManyRequests
    }

    /// The page.
    package static func html(_ notice: Notice, _ session: PageSession, words: SignInWords = .english) -> [UInt8] {
        let (title, texts, link) = content(notice, session, words)
        return PageFrame(title: title, session: session).page { html in
            html.pageHeading(title)
            html.paragraphs(texts)
            html(.p) { $0(.a, .class("button second"), .href(link.address), text: link.text) }
        }
    }

    private static func content(
        _ notice: Notice, _ session: PageSession, _ words: SignInWords
    ) -> (title: String, texts: [String], link: PageFrame.Link) {
        let start: PageAddress =
            switch session.viewer {
            case .nobody: .home
            case .staff: .staff
            case .londoner: .ownHome
            }
        let toStart = PageFrame.Link(text: words.toStart, address: start)
        let again = PageFrame.Link(text: words.signInAgain, address: .signIn)
        switch notice {
        case .signedOut: return (words.signedOutTitle, [words.signedOut], again)
        case .signedOutIdle: return (words.signedOutTitle, [words.signedOutIdle, words.signedOut], again)
        case .formExpired: return (words.expiredTitle, [words.expired], toStart)
        case .notAvailable: return (words.notAvailableTitle, words.notAvailable, toStart)
        case .failed(let reference):
            return (words.failedTitle, words.failed + [words.reference(reference)], toStart)
        case .tooManyRequests: return (words.busyTitle, words.busy, toStart)
        }
    }
}
