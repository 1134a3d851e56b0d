// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The choice between signing in as staff and as a Londoner.
///
/// Both are links, not forms: a form may not be redirected to an issuer on
/// another host under the site's content security policy.
package enum SignInPage {
    /// The page.
    package static func html(_ session: PageSession, words: SignInWords = .english) -> [UInt8] {
        PageFrame(title: words.title, session: session, current: .signIn).page { html in
            html.pageHeading(words.title)
            html.tasks([
                TaskCard(
                    heading: words.londonerHeading, text: words.londonerText, button: words.londonerButton,
                    address: .signInAsLondoner),
                TaskCard(
                    heading: words.staffHeading, text: words.staffText, button: words.staffButton,
                    address: .signInAsStaff),
            ])
        }
    }
}
