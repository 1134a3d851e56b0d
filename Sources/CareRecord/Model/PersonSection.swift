// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// Who the record is about, as chosen from all sources by one stated rule.
package struct PersonSection: Sendable, Equatable {
    package var name: PersonName
    package var number: NHSNumber
    package var birthDate: CivilDate
    /// Whole years at the gathering, in London; at death for a person who has died.
    package var age: Int
    package var gender: AdministrativeGender
    /// Sex at birth, only where a source states it; never inferred.
    package var birthSex: String?
    package var death: DeathStatement
    package var ethnicity: EthnicityStatement?
    /// The person's languages, formats and adjustments.
    package var communicationNeeds: [CommunicationNeed]
    package var addresses: [AddressRow]
    package var telecoms: [TelecomRow]
    /// Next of kin, carers and other people; former ones last, and not to be called.
    package var contacts: [ContactRow]
    package var practice: PracticeStatement?
    /// Where sources differ: what each says.
    package var differences: [DemographicDifference]
    package var addressProtection: AddressProtection
    /// The note of the Patient record that the demographics were taken from; nil where no source has one.
    package var chosenFrom: SourceNote?
    /// The Patient records of all sources.
    package var sources: [SourceNote]

    /// See the members.
    package init(
        name: PersonName, number: NHSNumber, birthDate: CivilDate, age: Int, gender: AdministrativeGender,
        birthSex: String? = nil, death: DeathStatement, ethnicity: EthnicityStatement? = nil,
        communicationNeeds: [CommunicationNeed] = [], addresses: [AddressRow] = [], telecoms: [TelecomRow] = [],
        contacts: [ContactRow] = [], practice: PracticeStatement? = nil, differences: [DemographicDifference] = [],
        addressProtection: AddressProtection, chosenFrom: SourceNote? = nil, sources: [SourceNote] = []
    ) {
        self.name = name
        self.number = number
        self.birthDate = birthDate
        self.age = age
        self.gender = gender
        self.birthSex = birthSex
        self.death = death
        self.ethnicity = ethnicity
        self.communicationNeeds = communicationNeeds
        self.addresses = addresses
        self.telecoms = telecoms
        self.contacts = contacts
        self.practice = practice
        self.differences = differences
        self.addressProtection = addressProtection
        self.chosenFrom = chosenFrom
        self.sources = sources
    }

    /// The rule by which demographics are chosen, in words for a page.
    package static let rule = """
        Shown as the registered GP practice has it; without one, as the newest source has it. Differences are listed.
        """
}

/// Whether address, contacts and places are kept off the record.
package enum AddressProtection: String, Sendable {
    case none
    /// A source marks the person as restricted: every place is left out for everyone, with a notice.
    case protected
    /// A node that may mark the person did not answer.
    ///
    /// Until it does, the person's addresses and numbers are kept back, and numbers of contacts that tell a place;
    /// organisations, practice and the names of contacts stay, for care in an outage needs them.
    case notKnown = "not-known"
}

/// The GP practice a person is registered with.
package struct PracticeStatement: Sendable, Equatable {
    package var name: String
    package var organisation: ODSCode?
    /// Since when, where a source tells.
    package var since: PartialDate?
    package var source: SourceNote

    /// See the members.
    package init(name: String, organisation: ODSCode? = nil, since: PartialDate? = nil, source: SourceNote) {
        self.name = name
        self.organisation = organisation
        self.since = since
        self.source = source
    }
}

/// A fact about the person on which sources differ.
package struct DemographicDifference: Sendable, Equatable {
    package enum Field: String, Sendable {
        case name
        case gender
        case address
        case ethnicity
        case practice
    }

    /// What one source has.
    package struct Answer: Sendable, Equatable {
        package var text: String
        package var source: SourceNote

        /// See the members.
        package init(text: String, source: SourceNote) {
            self.text = text
            self.source = source
        }
    }

    package var field: Field
    /// One answer for each different value, the shown one first.
    package var answers: [Answer]

    /// See the members.
    package init(field: Field, answers: [Answer]) {
        self.field = field
        self.answers = answers
    }
}
