// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// Someone who might be meant.
///
/// No clinical data, and nothing of where they are cared for.
package struct Candidate: Sendable, Equatable {
    /// A detail in which sources can disagree about the person behind one NHS number.
    package enum Detail: String, Sendable, CaseIterable {
        case family, given, gender
    }

    package var number: NHSNumber?
    package var birthDate: CivilDate?
    /// As shown: family name and given names.
    package var family: String
    package var given: String
    package var gender: String?
    /// The postcode that was searched for; nobody whose address is protected is a candidate.
    package var postcode: String?
    /// In what another candidate of the list, under the same NHS number, differs.
    ///
    /// One of the two may be a twin, or the number mistyped: whoever chooses has to be told.
    package var disagreements: Set<Detail> = []

    /// A candidate about whom nobody disagrees; see the members.
    package init(
        number: NHSNumber?, birthDate: CivilDate?, family: String, given: String, gender: String?, postcode: String?
    ) {
        self.number = number
        self.birthDate = birthDate
        self.family = family
        self.given = given
        self.gender = gender
        self.postcode = postcode
    }
}

extension Candidate: CustomStringConvertible, CustomReflectable {
    /// Hidden.
    package var description: String { "candidate (hidden)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
