// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Someone who works at an organisation.
package struct SyntheticStaffMember: Sendable {
    /// The id that their Practitioner and PractitionerRole share, such as `y99001-1`.
    let id: String
    /// Title and name, such as `Dr Abena Mensah`.
    package let name: String
    /// What they do.
    package let role: SyntheticStaffRole

    /// The reference of the PractitionerRole.
    var reference: String { "PractitionerRole/role-" + id }
    /// How letters address them: `Dr Mensah`.
    var formalName: String {
        guard name.hasPrefix("Dr ") else { return name }
        return "Dr " + name.split(separator: " ").dropFirst(2).joined(separator: " ")
    }
    /// How letters sign.
    var signature: String { "\(name)\n\(role.title)" }
}
