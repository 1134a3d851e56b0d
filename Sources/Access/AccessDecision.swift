// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// What a reader may see of a record, and why.
///
/// A denied request and a record that does not exist must look alike to the
/// reader, in bytes and in time: that is up to those who act on a decision. The
/// reasons are for the audit and for pages of people who may know that the
/// record exists.
package struct AccessDecision: Sendable, Equatable {
    /// Whether and how far access is given.
    package enum Outcome: String, Sendable {
        case allow
        /// Some headings or labels stay hidden.
        case allowWithMasks = "allow-with-masks"
        case deny
    }

    /// Whether and how far access is given.
    package var outcome: Outcome
    /// The rules it rests on, each once, in the order they are declared.
    package var reasons: [AccessReason]
    /// The organisations whose tie to the person it rests on, in order of their codes.
    package var organisations: [ODSCode]
    /// The headings that may be shown; empty where access is denied.
    package var visibleSections: Set<RecordSection>
    /// Items with any of these labels must not be read.
    package var hiddenLabels: SensitivityLabels
    /// What has to happen besides.
    package var obligations: Set<AccessObligation>
    /// When the decision must be made anew; nil where access is denied.
    package var expires: Timestamp?
    /// The policy that decided.
    package var policyVersion: String

    /// Whether anything may be shown.
    package var isAllowed: Bool { outcome != .deny }
}

/// What has to happen besides showing or not showing.
package enum AccessObligation: String, Sendable, CaseIterable {
    /// The audit leaf must be durable before anything is answered. On every decision.
    case audit
    /// The privacy officer of the reader's organisation is told, without identifiers.
    case alertPrivacyOfficer = "alert-privacy-officer"
    /// The person is told.
    case tellThePerson = "tell-the-person"
    /// Names and codes of organisations and places are left out, also from provenance and audit lines.
    case hidePlaces = "hide-places"
    /// The number of hidden items is shown. Without it hidden items leave no trace.
    case countHiddenItems = "count-hidden-items"
}

/// The rules a decision can rest on.
///
/// The codes stand in the audit.
package enum AccessReason: String, Sendable, CaseIterable {
    case ownRecord = "own-record"
    case emergency
    case registration = "relationship-registration"
    case referral = "relationship-referral"
    case encounter = "relationship-encounter"
    case admission = "relationship-admission"
    case caseload = "relationship-caseload"
    case appointment = "relationship-appointment"
    case platformTask = "platform-task"
    /// Emergency access overrode an objection of the person.
    case objectionOverridden = "objection-overridden"

    case notOwnRecord = "not-own-record"
    case noRelationship = "no-relationship"
    /// There is a tie, but it ended too long ago or has not begun.
    case relationshipNotCurrent = "relationship-not-current"
    case roleEnded = "role-ended"
    case roleSeesNothing = "role-sees-nothing"
    case purposeNotForActor = "purpose-not-for-actor"
    case emergencyNotForRole = "emergency-not-for-role"
    case emergencyReasonTooShort = "emergency-reason-too-short"
    case emergencyExpired = "emergency-expired"
    case emergencyInFuture = "emergency-in-future"
    case restricted

    case sectionsLimited = "sections-limited"
    case labelsHidden = "labels-hidden"
    case addressProtected = "address-protected"

    init(_ kind: CareRelationship.Kind) {
        self =
            switch kind {
            case .registration: .registration
            case .referral: .referral
            case .encounter: .encounter
            case .admission: .admission
            case .caseload: .caseload
            case .appointment: .appointment
            }
    }
}
