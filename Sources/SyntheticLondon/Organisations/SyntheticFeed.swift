// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// One stream of data that an organisation sends to its node.
package struct SyntheticFeed: Sendable, Hashable {
    /// How often it sends.
    package enum Cadence: String, Sendable {
        case live
        case twiceDaily = "batch-12h"
        case daily = "batch-24h"
    }

    /// How it is doing.
    package enum State: Sendable, Hashable {
        /// Everything sent has arrived.
        case working
        /// It works, but the last delivery is hours overdue.
        case late
        /// It has failed for days: what it would have sent is missing.
        case failed
        /// Not connected yet: nothing of it has ever arrived.
        case notConnected

        /// Whether a node holds what the feed would send.
        package var isReceived: Bool { self == .working || self == .late }
    }

    /// The kind of system behind a feed; the first part of its id.
    package enum Kind: String, Sendable {
        case gp, pas, lab, epr, epma, mh, da, comm, hospice, asc, csc, ooh, sh, las, ucp, pharmacy
    }

    /// The id, such as `gp-y99001`.
    package let id: String
    /// The node that receives it.
    package let node: String
    /// The kind of system behind it.
    package let kind: Kind
    /// The name people read.
    package let name: String
    /// How often it sends.
    package let cadence: Cadence
    /// How it is doing.
    package let state: State
    /// When data last arrived; nil for never.
    package let lastReceived: Timestamp?
    /// The record headings it normally sends.
    package let content: [String]
    /// What everything it sends is labelled with.
    package let labels: SensitivityLabels
}

extension SyntheticFeed.Kind {
    /// What a feed of this kind is called, how often it sends, what, and how that is labelled.
    var profile: (name: String, cadence: SyntheticFeed.Cadence, content: [String], labels: SensitivityLabels) {
        switch self {
        case .gp:
            (
                "GP record", .live,
                [
                    "allergies", "medicines", "problems", "results", "encounters", "documents", "appointments", "flags",
                    "vaccinations", "procedures", "family-history",
                ], []
            )
        case .pas:
            (
                "hospital administration", .live,
                ["encounters", "appointments", "problems", "procedures", "flags", "allergies"], []
            )
        case .lab: ("laboratory", .live, ["results"], [])
        case .epr: ("hospital letters and charts", .live, ["documents", "allergies", "results", "encounters"], [])
        case .epma: ("hospital medicines", .live, ["medicines"], [])
        case .mh:
            (
                "mental health record", .live,
                ["encounters", "documents", "care-plans", "flags", "appointments", "problems"], .mentalHealth
            )
        case .da: ("drug and alcohol service", .daily, ["encounters", "medicines", "documents"], .substanceMisuse)
        case .comm: ("community record", .twiceDaily, ["encounters", "care-plans", "appointments", "results"], [])
        case .hospice: ("hospice record", .daily, ["encounters", "care-plans", "documents", "medicines"], [])
        case .asc: ("adult social care", .daily, ["social-care", "care-plans", "flags"], .socialCare)
        case .csc: ("children's social care", .daily, ["flags"], .safeguarding)
        case .ooh: ("urgent care and out of hours", .twiceDaily, ["encounters", "documents", "medicines"], [])
        case .sh: ("sexual health clinic", .live, ["encounters", "results", "medicines", "problems"], .sexualHealth)
        case .las: ("ambulance record", .live, ["encounters", "documents", "results"], [])
        case .ucp: ("shared care plans", .live, ["care-plans", "documents"], [])
        case .pharmacy: ("community pharmacy", .daily, ["vaccinations"], [])
        }
    }
}
