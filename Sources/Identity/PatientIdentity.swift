// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import FHIRModel
internal import Foundation

/// What a Patient resource says about who someone is: all the evidence that linking may use.
///
/// Holds identifying data, so it prints as hidden.
package struct PatientIdentity: Sendable, Equatable {
    /// How a source's NHS number is to be taken.
    package enum Number: Sendable, Equatable {
        /// Well formed, no placeholder, and the source does not say it failed tracing.
        case usable(NHSNumber)
        /// There, but not evidence: placeholder, wrong check digit, or a status that says so.
        case unusable
        case absent
    }

    package var patient: ResourceID
    package var number: Number
    package var birthDate: CivilDate?
    /// Folded family names, usual and previous.
    package var families: Set<String>
    /// Capital letters and digits only.
    package var postcodes: Set<String>

    /// Reads a Patient resource.
    package init(_ patient: Resource) {
        self.patient = ResourceID("Patient", patient.id ?? "")
        number = Self.number(in: patient)
        birthDate = patient["birthDate"]?.string.flatMap { CivilDate($0) }
        families = Set(patient.items("name").compactMap { $0["family"]?.string }.map(Self.folded)).subtracting([""])
        postcodes = Set(patient.items("address").compactMap { $0["postalCode"]?.string }.map(Self.compact))
    }

    /// Statuses of `UKCore-NHSNumberVerificationStatusEngland` under which a number is evidence: verified, and present
    /// but not traced.
    ///
    /// With 03 to 06 tracing is due, failed or found a conflict.
    private static let usableStatuses: Set<String> = ["01", "02"]

    private static func number(in patient: Resource) -> Number {
        var found: Number = .absent
        for identifier in patient.items("identifier")
        where identifier["system"]?.equals(NHSNumber.system) ?? false {
            guard let text = identifier["value"]?.string else { continue }
            guard !isFormer(identifier), let number = try? NHSNumber(text), isUsable(identifier) else {
                if found == .absent { found = .unusable }
                continue
            }
            // Two different usable numbers are a contradiction, not a choice.
            if case .usable(let other) = found, other != number { return .unusable }
            found = .usable(number)
        }
        return found
    }

    /// Whether the source says that the number is the person's no longer.
    ///
    /// Any stated end counts: who reads this asks no clock, and to join less is the safe side.
    private static func isFormer(_ identifier: JSONNode) -> Bool {
        identifier["use"]?.equals("old") ?? false || identifier["period"]?["end"] != nil
    }

    /// Whether the verification status lets the number count; a status that cannot be read does not.
    private static func isUsable(_ identifier: JSONNode) -> Bool {
        for node in identifier.items("extension")
        where node["url"]?.string?.contains("NHSNumberVerificationStatus") ?? false {
            let codes = node["valueCodeableConcept"]?.items("coding").compactMap { $0["code"]?.string } ?? []
            guard !codes.isEmpty, codes.allSatisfy(usableStatuses.contains) else { return false }
        }
        return true
    }

    /// Letters only, small and without accents: `O'Brien` and `OBRIEN`, `Müller` and `Muller` are one.
    package static func folded(_ text: String) -> String {
        let letters = text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
            .filter { $0.properties.isAlphabetic && $0.properties.generalCategory != .nonspacingMark }
        return String(String.UnicodeScalarView(letters))
    }

    /// A postcode in capitals without spaces.
    package static func compact(_ text: String) -> String {
        String(text.uppercased().filter { $0.isLetter || $0.isNumber })
    }
}

extension PatientIdentity: CustomStringConvertible {
    package var description: String { "identity of \(patient.id) (hidden)" }
}
