// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A resource on a node, as the truth names it.
package struct TruthReference: Sendable, Hashable {
    /// The node that holds it.
    package let node: String
    /// `Type/id`.
    package let reference: String

    /// A resource of a node.
    package init(node: String, reference: String) {
        self.node = node
        self.reference = reference
    }
}

/// How an organisation's record states who it is about.
package struct HeldRecordTruth: Sendable {
    /// What stands in the place of the NHS number.
    package enum Number: String, Sendable {
        /// The person's own.
        case correct
        /// None.
        case missing
        /// A typing error, which fails the check digit.
        case mistyped
        /// A filler that means nothing.
        case placeholder
        /// Another person's valid number.
        case siblings
        /// A valid number the person had before, or has since.
        case otherIdentity = "other-identity"
    }

    /// The node that holds the record.
    package let node: String
    /// The id of its Patient resource.
    package let patient: String
    /// The code of the organisation.
    package let organisation: String
    /// The feed that sent it.
    package let feed: String
    /// Whether the node holds it: false where its feed has failed.
    package let isReceived: Bool
    /// What stands in the place of the NHS number.
    package internal(set) var number: Number
    /// Whether the date of birth is right.
    package internal(set) var isBirthDateCorrect: Bool

    /// Whether it may be joined: right number and right date of birth.
    package var isJoinable: Bool { number == .correct && isBirthDateCorrect }
}

/// Resources that state the same fact about one person.
package struct DuplicateTruth: Sendable {
    /// What kind of fact: problem, medicine, allergy, result, vaccination, visit, document.
    package let kind: String
    /// The person's index.
    package let person: Int
    /// The resources, at least two.
    package let resources: [TruthReference]
}

/// A hazard that was built into one person's records.
package struct HazardTruth: Sendable {
    /// The hazard.
    package let hazard: SyntheticHazard
    /// The person's index.
    package let person: Int
    /// The resources it shows in.
    package let resources: [TruthReference]
}

/// Who a person really is, and what every organisation holds.
package struct PersonTruth: Sendable {
    /// The position among all people; also the true id.
    package let index: Int
    /// The scenario the person plays; nil for people made by chance.
    package let scenario: String?
    /// The true NHS number.
    package let nhsNumber: String
    /// The true date of birth, `yyyy-MM-dd`.
    package let birthDate: String
    /// `female` or `male` as registered.
    package let sex: String
    /// The true ethnic category.
    package let ethnicity: String
    /// The position of the borough in ``London/boroughs``.
    package let borough: Int
    /// The last day of life, `yyyy-MM-dd`; nil while alive.
    package let deathDate: String?
    /// Every organisation's record.
    package let records: [HeldRecordTruth]
    /// What was built in to go wrong.
    package let hazards: [HazardTruth]
    /// What is stated more than once.
    package let duplicates: [DuplicateTruth]
}
