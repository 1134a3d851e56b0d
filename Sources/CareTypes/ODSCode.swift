// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The code of an organisation in the Organisation Data Service: 3 to 12
/// capital letters and digits.
package struct ODSCode: Hashable, Sendable, CustomStringConvertible {
    /// The system of these codes in FHIR identifiers.
    package static let system = "https://fhir.nhs.uk/Id/ods-organization-code"
    /// Every spelling of the system that is read: older feeds write the `z` as `s`.
    package static let systems = [system, "https://fhir.nhs.uk/Id/ods-organisation-code"]

    /// The code in capitals.
    package let text: String

    /// Reads a code; small letters and surrounding spaces are accepted.
    package init?(_ text: some StringProtocol) {
        let code = text.split(separator: " ").joined().uppercased()
        let allowed = code.utf8.allSatisfy {
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        }
        guard allowed, (3...12).contains(code.utf8.count) else { return nil }
        self.text = code
    }

    package var description: String { text }
}
