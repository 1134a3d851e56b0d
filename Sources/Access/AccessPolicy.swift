// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import Directory

/// Who may see what, as data.
///
/// ``standard`` is the policy of London; a policy can also be read from a file in the same form.
package struct AccessPolicy: Sendable {
    /// What a role may see.
    package struct RoleRule: Sendable, Equatable {
        /// Headings with a relationship.
        package var care: Set<RecordSection>
        /// Headings in an emergency; never fewer.
        package var emergency: Set<RecordSection>
        /// Whether the role may open a record without a relationship.
        package var mayClaimEmergency: Bool
        /// Labels hidden with a relationship.
        package var hiddenInCare: SensitivityLabels
        /// Labels hidden in an emergency; never more.
        package var hiddenInEmergency: SensitivityLabels
    }

    /// How long a tie counts.
    package struct RelationshipRule: Sendable, Equatable {
        /// Days before it begins.
        package var daysBefore: Int
        /// Days after it ended.
        package var daysAfter: Int
        /// Days after its start when it counts as ended although no end is known; nil for never.
        package var longestOpen: Int?

        /// From when to when a tie counts; an end of nil means until further notice.
        func window(_ relationship: CareRelationship) -> (start: Timestamp, end: Timestamp?) {
            let start = relationship.start - .seconds(daysBefore * 86_400)
            let assumed = longestOpen.map { relationship.start + .seconds($0 * 86_400) }
            return (start, (relationship.end ?? assumed).map { $0 + .seconds(daysAfter * 86_400) })
        }
    }

    /// Name of this state of the rules; stands in every audit leaf.
    package let version: String
    /// What each role may see.
    package let roles: [JobRole: RoleRule]
    /// How long each kind of tie counts.
    package let relationships: [CareRelationship.Kind: RelationshipRule]
    /// Restrictions that an emergency overrides.
    package let liftedInEmergency: Set<AccessRestriction>
    /// Headings a person sees of their own record.
    package let personSections: Set<RecordSection>
    /// Labels hidden from the person.
    package let hiddenFromPerson: SensitivityLabels
    /// Headings that running the service may need, at most.
    package let administrationSections: Set<RecordSection>
    /// Headings a program of the platform may read for running the service.
    package let systemSections: Set<RecordSection>
    /// How long emergency access lasts.
    package let emergencyDuration: Duration
    /// Fewest characters of a typed reason, spaces not counted.
    package let emergencyReasonLength: Int
    /// How long any decision may be used before it is made anew.
    package let reviewAfter: Duration

    /// A policy under which nobody sees anything; what counts when no policy can be read.
    package static let denyingEverything = AccessPolicy(
        version: "deny-everything", roles: [:], relationships: [:], liftedInEmergency: [], personSections: [],
        hiddenFromPerson: .everything, administrationSections: [], systemSections: [], emergencyDuration: .zero,
        emergencyReasonLength: Int.max, reviewAfter: .zero)
}

extension SensitivityLabels {
    /// Every label there is.
    package static let everything = SensitivityLabels(codes.map(\.label))
}
