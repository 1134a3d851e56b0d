// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// An invented organisation.
package struct SyntheticOrganisation: Sendable {
    /// What an organisation does.
    package enum Kind: String, Sendable {
        case generalPractice, acuteTrust, mentalHealthTrust, communityTrust, hospice, council, outOfHours
        case sexualHealthClinic, drugAndAlcoholService, ambulanceService, carePlanService, pharmacy
    }

    /// The position among all organisations.
    let index: Int
    /// The code, shaped as the Organisation Data Service shapes them.
    package let ods: String
    /// The name people read.
    package let name: String
    /// What it does.
    package let kind: Kind
    /// The node it sends to.
    package let node: String
    /// The position in ``London/boroughs`` of the borough it lies in; it may serve a wider area.
    let borough: Int?
    /// The organisation this one is part of, by position.
    let partOf: Int?
    /// What it sends.
    package let feeds: [SyntheticFeed]
    /// Who works there.
    package let staff: [SyntheticStaffMember]

    /// The reference that resources of the same node use.
    var reference: String { "Organization/" + resourceID }
    /// The id of its Organization resource.
    var resourceID: String { "org-" + ods.lowercased() }

    /// The feed of a kind; the first feed where it has none of that kind.
    func feed(_ kind: SyntheticFeed.Kind) -> SyntheticFeed { feeds.first { $0.kind == kind } ?? feeds[0] }

    /// Someone of a role or specialty; anyone where there is none.
    func member(_ role: SyntheticStaffRole) -> SyntheticStaffMember {
        staff.first { $0.role == role } ?? staff[0]
    }
}
