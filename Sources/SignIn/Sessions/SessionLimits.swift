// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// How long a session lasts.
package struct SessionLimits: Sendable, Equatable {
    /// Without any activity.
    package var idle: Duration
    /// How long before the end the person is warned.
    package var warning: Duration
    /// In all, however active.
    package var absolute: Duration

    /// 15 minutes idle, 10 hours in all: a shared workstation, a long shift.
    package static let professional = SessionLimits(
        idle: .seconds(900), warning: .seconds(120), absolute: .seconds(36_000))
    /// 20 minutes idle: somebody at home who reads slowly.
    package static let londoner = SessionLimits(
        idle: .seconds(1_200), warning: .seconds(120), absolute: .seconds(36_000))

    /// Limits; see the members.
    package init(idle: Duration, warning: Duration, absolute: Duration) {
        self.idle = idle
        self.warning = warning
        self.absolute = absolute
    }
}

/// Where a session stands.
package enum SessionState: Sendable, Equatable {
    /// Nothing to say yet; the warning is due at a time.
    case active(warnAt: Timestamp)
    /// The person is to be warned; a sign of life extends the session where `canExtend`.
    case warning(endsAt: Timestamp, canExtend: Bool)
    /// Over.
    case ended(SessionEnd)
}

/// Why a session is over.
package enum SessionEnd: String, Sendable {
    /// Nothing was done for too long.
    case idle
    /// It lasted as long as a session may.
    case absolute
}
