// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// One line of "who looked at my record": data for the page, whose words are
/// in the text catalogues.
package struct AccessLine: Sendable, Equatable {
    /// Who it was, as far as the person may know.
    package enum Reader: Sendable, Equatable {
        /// The person.
        case yourself
        /// Somebody who acts for the person, and on what basis.
        case actingForYou(name: String?, basis: String?)
        /// A member of staff. The name is nil where it is withheld or was not known.
        case staff(name: String?, role: String?)
        /// A program.
        case program(name: String?)
    }

    /// The line's place in the log, for questions about it.
    package var position: LogPosition?
    /// When.
    package var time: Timestamp
    /// Who.
    package var reader: Reader
    /// The organisation the reader worked for; nil where it must stay hidden.
    package var organisation: String?
    /// What was done.
    package var action: AuditAction
    /// From what kind of network.
    package var network: NetworkOrigin
    /// Why.
    package var purpose: AuditPurpose
    /// The rules the decision rests on.
    package var reasons: [String]
    /// Which parts of the record, with counts.
    package var touched: [AuditTouch]
    /// What the reader typed as a reason.
    package var explanation: String?
    /// Whether the record was opened without a relationship, in an emergency.
    package var isEmergency: Bool
    /// Whether the request was refused: nothing was seen.
    package var wasDenied: Bool
}

/// What a person, or someone who acts for them, is shown of the audit.
package struct AccessHistory: Sendable, Equatable {
    /// The accesses, in the order of the events.
    package var lines: [AccessLine]
    /// Accesses that are lawfully withheld from the person; counted publicly, never shown here.
    package var withheldCount: Int

    /// The lines of events that concern one person.
    ///
    /// - Parameter hidesPlaces: for a person whose address is protected: organisations would tell where they live.
    package init(_ events: [AuditEvent], hidesPlaces: Bool) {
        let shown = events.filter { !$0.isWithheldFromPerson }
        withheldCount = events.count - shown.count
        lines = shown.map { AccessLine($0, hidesPlaces: hidesPlaces) }
    }
}

extension AccessLine {
    init(_ event: AuditEvent, hidesPlaces: Bool) {
        let actor = event.actor
        position = event.position
        time = event.time
        reader =
            switch actor.kind {
            case .person: .yourself
            case .proxy: .actingForYou(name: actor.displayName, basis: actor.basis)
            case .professional: .staff(name: actor.isNameWithheld ? nil : actor.displayName, role: actor.role)
            case .system: .program(name: actor.displayName)
            }
        organisation = hidesPlaces ? nil : actor.organisationName ?? actor.organisation?.text
        action = event.action
        network = event.network
        purpose = event.purpose
        reasons = event.reasons
        touched = event.touched
        explanation = event.explanation
        isEmergency = event.action == .emergencyAccess || event.purpose == .emergency
        wasDenied = event.outcome == .denied
    }
}
