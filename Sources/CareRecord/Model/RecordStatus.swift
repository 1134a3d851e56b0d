// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Whether a condition or allergy is present, as its source says.
package enum ClinicalStatus: String, Sendable, CaseIterable {
    case active
    case recurrence
    case relapse
    case inactive
    case remission
    case resolved
    /// The source does not say.
    case notStated = "not-stated"

    /// Whether it is over or at rest; what is not said counts as present.
    package var isPast: Bool { self == .inactive || self == .remission || self == .resolved }
}

/// How sure a source is.
package enum VerificationStatus: String, Sendable, CaseIterable {
    case confirmed
    case unconfirmed
    case presumed
    case provisional
    case differential
    case refuted
    case enteredInError = "entered-in-error"
    /// The source does not say.
    case notStated = "not-stated"

    /// Whether the statement was taken back: it appears in history only.
    package var isWithdrawn: Bool { self == .refuted || self == .enteredInError }
}

/// The side of the body.
package enum Laterality: String, Sendable, CaseIterable {
    case left
    case right
    case both
}
