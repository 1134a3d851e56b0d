// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
package import FHIRModel

/// By what an index of people tells that a node may hold someone: an NHS number, or the day of birth of someone without
/// a usable one.
///
/// Whatever ``LinkRule`` joins or counts for a person has a key in common with the person; what has none is nobody's
/// record that the rule would look at. More may share a key: it says "may hold", never "holds".
package struct PersonKey: Hashable, Sendable {
    /// The ten digits as a number, or 10 000 000 000 and the day as in 19480815.
    package let value: UInt64

    private static let firstDay: UInt64 = 10_000_000_000

    /// A key as another process wrote it; nil for what is none.
    package init?(value: UInt64) {
        guard value < Self.firstDay + 100_000_000 else { return nil }
        self.value = value
    }

    private init(_ number: NHSNumber) {
        value = number.digits.utf8.reduce(0) { $0 * 10 + UInt64($1 - UInt8(ascii: "0")) }
    }

    private init(_ day: CivilDate) {
        value = Self.firstDay + UInt64(day.year * 10_000 + day.month * 100 + day.day)
    }

    /// The keys under which a Patient is found: every number it has, usable or not, and its day of birth where none is
    /// usable.
    package static func keys(of patient: Resource) -> Set<PersonKey> {
        var keys: Set<PersonKey> = []
        for identifier in patient.items("identifier") where identifier["system"]?.equals(NHSNumber.system) ?? false {
            if let number = identifier["value"]?.string.flatMap({ try? NHSNumber($0) }) {
                keys.insert(PersonKey(number))
            }
        }
        let identity = PatientIdentity(patient)
        if case .usable = identity.number { return keys }
        if let day = identity.birthDate { keys.insert(PersonKey(day)) }
        return keys
    }

    /// The keys of which a node that may hold the person has at least one.
    package static func sought(_ person: TracedPerson) -> [PersonKey] {
        [PersonKey(person.number), PersonKey(person.birthDate)]
    }
}

extension PersonKey: CustomStringConvertible, CustomReflectable {
    /// Hidden.
    package var description: String { "person key (hidden)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
