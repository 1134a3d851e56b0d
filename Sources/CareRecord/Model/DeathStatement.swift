// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import Terminology

/// What sources say about a death.
package struct DeathStatement: Sendable, Equatable {
    /// What follows for the banner.
    package enum State: String, Sendable {
        /// No source says that the person has died.
        case notRecorded = "not-recorded"
        case died
        /// A notice of death was taken back and no source says otherwise: the person is alive.
        case noticeRemoved = "notice-removed"
        /// One source says died, another that the notice was removed or that the person lives.
        case sourcesDisagree = "sources-disagree"
    }

    /// What one source says.
    package struct Statement: Sendable, Equatable {
        package var says: Says
        package var date: PartialDate?
        /// From the registrar or from a GP or trust, where the source tells.
        package var notification: DeathNotification?
        package var source: SourceNote

        /// See the members.
        package init(says: Says, date: PartialDate? = nil, notification: DeathNotification? = nil, source: SourceNote) {
            self.says = says
            self.date = date
            self.notification = notification
            self.source = source
        }
    }

    package enum Says: String, Sendable {
        case died
        case removed
        case alive
    }

    package var state: State
    /// The date shown, from a formal notice before an informal one.
    package var date: PartialDate?
    /// Whether sources give different dates of death.
    package var hasDifferentDates: Bool
    package var statements: [Statement]

    /// See the members.
    package init(
        state: State, date: PartialDate? = nil, hasDifferentDates: Bool = false, statements: [Statement] = []
    ) {
        self.state = state
        self.date = date
        self.hasDifferentDates = hasDifferentDates
        self.statements = statements
    }
}
