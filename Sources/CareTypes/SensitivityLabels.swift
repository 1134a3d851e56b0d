// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The kinds of extra-sensitive information an item may hold.
///
/// A read carries the labels that must stay hidden from its reader.
package struct SensitivityLabels: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32

    /// Labels from their bits, as stored.
    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Sexually transmitted infections, contraception and sexual health clinics.
    package static let sexualHealth = SensitivityLabels(rawValue: 1 << 0)
    /// Fertility treatment and termination of pregnancy.
    package static let reproductive = SensitivityLabels(rawValue: 1 << 1)
    /// Gender identity and gender recognition.
    package static let gender = SensitivityLabels(rawValue: 1 << 2)
    /// Mental health, including Mental Health Act status.
    package static let mentalHealth = SensitivityLabels(rawValue: 1 << 3)
    /// HIV.
    package static let hiv = SensitivityLabels(rawValue: 1 << 4)
    /// Alcohol and drugs.
    package static let substanceMisuse = SensitivityLabels(rawValue: 1 << 5)
    /// Self-harm.
    package static let selfHarm = SensitivityLabels(rawValue: 1 << 6)
    /// Safeguarding, child protection, domestic abuse.
    package static let safeguarding = SensitivityLabels(rawValue: 1 << 7)
    /// Support from a council.
    package static let socialCare = SensitivityLabels(rawValue: 1 << 8)
    /// Address, contacts and places of a person whose address is protected.
    package static let protectedAddress = SensitivityLabels(rawValue: 1 << 9)
    /// Names or tells of someone else.
    package static let thirdParty = SensitivityLabels(rawValue: 1 << 10)
    /// Never shown to the person or a proxy, such as crew warnings and key-safe codes.
    package static let professionalsOnly = SensitivityLabels(rawValue: 1 << 11)

    /// Every label with the code it has in `meta.security`
    /// (system `https://fhir.onelondon.example/CodeSystem/sensitivity`).
    package static let codes: [(label: SensitivityLabels, code: String)] = [
        (.sexualHealth, "sexual-health"), (.reproductive, "reproductive"), (.gender, "gender"),
        (.mentalHealth, "mental-health"), (.hiv, "hiv"), (.substanceMisuse, "substance-misuse"),
        (.selfHarm, "self-harm"), (.safeguarding, "safeguarding"), (.socialCare, "social-care"),
        (.protectedAddress, "protected-address"), (.thirdParty, "third-party"),
        (.professionalsOnly, "professionals-only"),
    ]
}
