// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// A person's name as clinical pages show it: `FAMILY, Given (Title)`.
package struct ClinicalName: Sendable, Equatable {
    package var family: String
    package var given: String
    package var title: String?

    /// A name; empty parts are shown as "Not known".
    package init(family: String, given: String, title: String? = nil) {
        self.family = family
        self.given = given
        self.title = title
    }

    /// `FAMILY, Given (Title)`, the title without a full stop.
    package var text: String {
        let unknown = SharedWords.english.notKnown
        let title = (title ?? "").filter { $0 != "." }
        return "\(family.isEmpty ? unknown : family.uppercased()), \(given.isEmpty ? unknown : given)"
            + (title.isEmpty ? "" : " (\(title))")
    }
}

/// Someone who may be the person looked for.
///
/// Never holds anything clinical.
package struct ListedPerson: Sendable {
    /// The opaque handle under which a form opens the record.
    package var handle: String
    package var name: ClinicalName
    /// Nil where no source knows it.
    package var birthDate: CivilDate?
    /// In words, such as `Female`.
    package var gender: String
    package var number: NHSNumber?
    /// On one line; nil where not recorded.
    package var address: String?
    package var isAddressProtected: Bool
    package var died: PartialDate?
    /// In what another person of the list, under the same NHS number, differs, such as `family name`.
    package var disagreements: [String] = []

    /// Someone with what is known of them.
    package init(
        handle: String, name: ClinicalName, birthDate: CivilDate?, gender: String, number: NHSNumber?,
        address: String?, isAddressProtected: Bool = false, died: PartialDate? = nil
    ) {
        self.handle = handle
        self.name = name
        self.birthDate = birthDate
        self.gender = gender
        self.number = number
        self.address = address
        self.isAddressProtected = isAddressProtected
        self.died = died
    }

    /// Whether only number and date of birth are known, as entered: nothing else is told before the record opens.
    var isNumberOnly: Bool { name.family.isEmpty && name.given.isEmpty && number != nil }

    /// The date of birth in words, whatever is known of it.
    var birthText: String { birthDate.map { ClinicalDateText.day($0) } ?? SharedWords.english.notKnown }

    /// The address in words, whatever is known of it.
    func addressText(_ words: StaffWords) -> String {
        isAddressProtected ? words.candidates.protectedAddress : address ?? SharedWords.english.notRecorded
    }
}
