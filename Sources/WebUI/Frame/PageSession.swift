// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Whose session a page is made for.
package struct PageSession: Sendable {
    /// Who is signed in.
    package enum Viewer: Sendable, Equatable {
        case nobody
        /// A member of staff in one role; role and organisation as shown to people.
        case staff(name: String, role: String, organisation: String)
        /// A Londoner, with the name to greet them by.
        case londoner(name: String)
    }

    /// Who is signed in.
    package var viewer: Viewer
    /// The token that every form of this session sends back.
    package var csrf: String
    /// Whether all people in the records are made up.
    package var isDemonstration: Bool

    /// A session.
    package init(_ viewer: Viewer, csrf: String, isDemonstration: Bool = false) {
        self.viewer = viewer
        self.csrf = csrf
        self.isDemonstration = isDemonstration
    }

    /// A visitor who has not signed in.
    package static let visitor = PageSession(.nobody, csrf: "")
}
