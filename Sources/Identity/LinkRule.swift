// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// Who is looked for: the two identifiers that open a record, and what else is
/// known for finding possible other records.
package struct TracedPerson: Sendable, Equatable {
    package var number: NHSNumber
    package var birthDate: CivilDate

    /// A person with a number and a date of birth.
    package init(number: NHSNumber, birthDate: CivilDate) {
        self.number = number
        self.birthDate = birthDate
    }
}

extension TracedPerson: CustomStringConvertible, CustomReflectable {
    /// Hidden: together the two open a record.
    package var description: String { "person (hidden)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// The rule by which records of different sources become one record.
///
/// Until full matching exists: only a usable NHS number **and** an equal date of
/// birth join. Anything else that looks alike is counted as a possible other
/// record and never joined: no wrong join beats every missed one.
package enum LinkRule {
    /// What the rule says of one candidate.
    package enum Verdict: Sendable, Equatable {
        /// The same person; the record is joined.
        case same
        /// Perhaps the same person; counted, never joined.
        case possible
        case different
    }

    /// Judges a candidate.
    ///
    /// Pure, and symmetric in its evidence.
    package static func judge(_ candidate: PatientIdentity, for person: TracedPerson) -> Verdict {
        switch candidate.number {
        case .usable(let number):
            guard number == person.number else { return .different }
            return candidate.birthDate == person.birthDate ? .same : .possible
        case .unusable, .absent:
            return candidate.birthDate == person.birthDate ? .possible : .different
        }
    }

    /// Counts candidates without a usable number as possible only where name,
    /// date of birth and a telling postcode agree with a joined record.
    package static func isPossible(_ candidate: PatientIdentity, besides joined: [PatientIdentity]) -> Bool {
        joined.contains { own in own.birthDate.map { isPossible(candidate, besides: own.likeness, born: $0) } ?? false }
    }

    /// The same rule for a person whose records were joined elsewhere.
    package static func isPossible(
        _ candidate: PatientIdentity, besides own: IdentityLikeness, born birthDate: CivilDate
    ) -> Bool {
        candidate.birthDate == birthDate && !own.families.isDisjoint(with: candidate.families)
            && !own.postcodes.isDisjoint(with: candidate.postcodes)
    }

    /// Postcodes that say nothing about who someone is: no fixed abode and unknown addresses.
    package static let sharedPostcodes: Set<String> = ["ZZ993VZ", "ZZ993WZ", "ZZ993CZ"]
}
