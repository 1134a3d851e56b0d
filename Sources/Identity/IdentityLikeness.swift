// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What makes records look alike beside a date of birth: the names and telling postcodes of records that were joined.
///
/// Enough to count a possible other record where none was joined, and never enough to join one.
package struct IdentityLikeness: Sendable, Equatable {
    /// Family names as ``PatientIdentity/folded(_:)`` writes them, usual and previous.
    package var families: Set<String>
    /// Postcodes in capitals without spaces, but for those that tell nothing of who someone is.
    package var postcodes: Set<String>

    /// A likeness; postcodes that many people share are left out.
    package init(families: Set<String> = [], postcodes: Set<String> = []) {
        self.families = families
        self.postcodes = postcodes.subtracting(LinkRule.sharedPostcodes)
    }

    /// Takes in what another record of the same person says.
    package mutating func formUnion(_ other: IdentityLikeness) {
        families.formUnion(other.families)
        postcodes.formUnion(other.postcodes)
    }

    /// Whether nothing could look alike.
    package var isEmpty: Bool { families.isEmpty || postcodes.isEmpty }
}

extension PatientIdentity {
    /// What other records of the person would look like.
    package var likeness: IdentityLikeness { IdentityLikeness(families: families, postcodes: postcodes) }
}

extension IdentityLikeness: CustomStringConvertible, CustomReflectable {
    /// Hidden.
    package var description: String { "likeness (hidden)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
