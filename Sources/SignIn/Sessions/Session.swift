// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// Somebody's time between signing in and signing out, as the server keeps it.
///
/// `Payload` is what is kept of an opened record; pages name it by its handle, so no address holds an identifier.
package struct Session<Payload: Sendable>: Sendable {
    /// Who signed in.
    package let user: SignedInUser
    /// The role a professional works in; nil until one is chosen, and for Londoners.
    package internal(set) var role: RoleProfile?
    /// Has to come back with each form, see ``SessionStore/isGenuine(formToken:for:)``.
    package let formToken: Redacted<String>
    /// When it began.
    package let created: Timestamp
    /// The last sign of life.
    package internal(set) var lastSeen: Timestamp
    /// How long it lasts.
    package let limits: SessionLimits
    /// Records that were opened and may be looked at again.
    package internal(set) var openedRecords: [RecordHandle: OpenedRecord<Payload>] = [:]

    init(user: SignedInUser, formToken: String, created: Timestamp, limits: SessionLimits) {
        self.user = user
        self.formToken = Redacted(formToken)
        self.created = created
        lastSeen = created
        self.limits = limits
        // Who has one role only need not choose it.
        if case .professional(let identity) = user, identity.roles.count == 1 { role = identity.roles.first }
    }

    /// When it ends without a further sign of life.
    package var endsAt: Timestamp { min(lastSeen + limits.idle, lastMoment) }

    /// Where it stands.
    package func state(at now: Timestamp) -> SessionState {
        guard now < lastMoment else { return .ended(.absolute) }
        guard now < endsAt else { return .ended(.idle) }
        let warnAt = endsAt - limits.warning
        return now < warnAt
            ? .active(warnAt: warnAt) : .warning(endsAt: endsAt, canExtend: endsAt < lastMoment)
    }

    private var lastMoment: Timestamp { created + limits.absolute }
}

/// A record that was opened in a session.
package struct OpenedRecord<Payload: Sendable>: Sendable {
    /// Whose it is and on what grounds it was opened.
    package let payload: Payload
    /// When.
    package let opened: Timestamp
}

extension OpenedRecord: CustomStringConvertible, CustomReflectable {
    /// Without the payload, which says whose record it is.
    package var description: String { "opened record (hidden)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Names an opened record within one session; says nothing to anybody else.
package struct RecordHandle: Hashable, Sendable {
    /// 22 characters that may stand in an address.
    package let text: String

    /// Reads a handle from an address.
    package init?(_ text: some StringProtocol) {
        guard Base64URL.decode(text)?.count == 16 else { return nil }
        self.text = String(text)
    }
}
