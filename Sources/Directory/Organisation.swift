// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// An organisation that gives care, runs services or commissions them.
package struct Organisation: Sendable, Equatable {
    /// Its code in the Organisation Data Service.
    package var code: ODSCode
    /// Its name.
    package var name: String
    /// What kind of organisation it is.
    package var kind: OrganisationKind
    /// The borough it lies in, as the nine-character code of the statistics office (`E09000012`).
    package var borough: String?
    /// When it exists.
    package var validity: DatePeriod
    /// What it has to do with other organisations.
    package var relations: [OrganisationRelation]
    /// Whether the name alone tells something sensitive about those who use it, as a sexual health clinic's does.
    package var isNameSensitive: Bool

    /// An organisation; see the members for the meaning of the values.
    package init(
        code: ODSCode, name: String, kind: OrganisationKind, borough: String? = nil, validity: DatePeriod = .always,
        relations: [OrganisationRelation] = [], isNameSensitive: Bool = false
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.borough = borough
        self.validity = validity
        self.relations = relations
        self.isNameSensitive = isNameSensitive
    }
}

/// What kind of organisation something is.
package enum OrganisationKind: String, Sendable, CaseIterable {
    case gpPractice = "gp-practice"
    case acuteTrust = "acute-trust"
    case mentalHealthTrust = "mental-health-trust"
    case communityTrust = "community-trust"
    case ambulanceTrust = "ambulance-trust"
    case site
    case urgentCare = "urgent-care"
    case council
    case careHome = "care-home"
    case hospice
    case pharmacy
    case independentProvider = "independent-provider"
    case integratedCareBoard = "integrated-care-board"
    case other
}

/// A dated tie from one organisation to another.
package struct OrganisationRelation: Sendable, Equatable {
    /// The kind of tie, with its code in the Organisation Data Service.
    package enum Kind: String, Sendable {
        case commissionedBy = "RE4"
        case locatedIn = "RE5"
        case operatedBy = "RE6"
        case partnerTo = "RE8"
    }

    /// The kind of tie.
    package var kind: Kind
    /// The organisation it leads to.
    package var target: ODSCode
    /// When it holds.
    package var validity: DatePeriod

    /// A tie; see the members for the meaning of the values.
    package init(_ kind: Kind, _ target: ODSCode, validity: DatePeriod = .always) {
        self.kind = kind
        self.target = target
        self.validity = validity
    }
}
