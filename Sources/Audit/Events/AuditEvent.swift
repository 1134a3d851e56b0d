// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// One request as the audit keeps it: who did what to whose record, when, from
/// where and why, and whether it was allowed.
///
/// An event never holds clinical content, names of people who receive care or
/// NHS numbers. Whom it concerns is given in clear here and kept as a salted
/// commitment only.
package struct AuditEvent: Sendable, Equatable {
    /// Where the event stands in the log; nil until it was recorded.
    package internal(set) var position: LogPosition?
    /// When the request was decided.
    package var time: Timestamp
    /// What was done.
    package var action: AuditAction
    /// Whether it was allowed.
    package var outcome: AuditOutcome
    /// Codes of the rules behind the outcome, such as `relationship-registration`.
    package var reasons: [String] = []
    /// Who did it.
    package var actor: AuditActor
    /// What for.
    package var purpose: AuditPurpose
    /// The kind of network the request came from.
    package var network: NetworkOrigin
    /// The id that ties the events of one request together across nodes.
    package var correlation: String
    /// The node that recorded the event.
    package var node: String
    /// What was touched, with counts.
    package var touched: [AuditTouch] = []
    /// The resources themselves as `Type/id`.
    ///
    /// References to Patient are left out when the event is recorded: they would tie it to the person after an erasure.
    package var references: [String] = []
    /// What was searched for, as type and parameter names without values: `Observation?code&date`.
    package var query: String?
    /// The access policy that decided.
    package var policyVersion: String?
    /// The persons concerned, as the texts of their person keys.
    ///
    /// Empty when read back: a commitment cannot be turned into a person.
    package var persons: [String] = []
    /// What the reader typed as a reason.
    ///
    /// Sealed for the person concerned, so it needs exactly one of them.
    package var explanation: String?
    /// Whether the person must not be shown this event, for a lawful reason such as a safeguarding enquiry.
    package var isWithheldFromPerson = false

    /// An event with what every event must say; the rest is set on the value.
    package init(
        time: Timestamp, action: AuditAction, outcome: AuditOutcome, actor: AuditActor, purpose: AuditPurpose,
        network: NetworkOrigin, correlation: String, node: String, persons: [String]
    ) {
        self.time = time
        self.action = action
        self.outcome = outcome
        self.actor = actor
        self.purpose = purpose
        self.network = network
        self.correlation = correlation
        self.node = node
        self.persons = persons
    }
}

/// The place of a leaf in the log, from 0 without gaps.
package struct LogPosition: Hashable, Comparable, Sendable {
    /// Number of leaves before this one.
    package let index: UInt64

    /// The place behind `index` other leaves.
    package init(_ index: UInt64) {
        self.index = index
    }

    package static func < (left: LogPosition, right: LogPosition) -> Bool { left.index < right.index }
}

/// Whether a request was allowed.
package enum AuditOutcome: String, Sendable {
    case allowed
    case denied
}

/// A kind of thing that was touched and how many of it.
package struct AuditTouch: Hashable, Sendable {
    /// A section of the record such as `medicines`, or a resource type such as `Observation`.
    package var what: String
    /// How many.
    package var count: Int

    /// `count` things of the kind `what`.
    package init(_ what: String, count: Int) {
        self.what = what
        self.count = count
    }
}
