// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A substance people react to.
///
/// Twin codes of one substance give equal values.
package struct AllergySubstance: Hashable, Sendable {
    /// Our own name, such as `peanut`; for keys, never for pages.
    package let name: String
    /// What kind of substance it is.
    package let scope: AllergyScope?

    /// The substance of a code in an allergy record; nil for a code not listed.
    package static func lookup(system: String, code: String) -> AllergySubstance? {
        ListedCodes.confirmed(CodeKey(system: system, code: code)).flatMap { AllergySubstance($0) }
    }

    init?(_ row: ListedCode) {
        guard row.groups.contains(.allergySubstance), let name = row.tags["substance"] else { return nil }
        self.name = name
        scope = row.tags["scope"].flatMap { AllergyScope(rawValue: $0) }
    }

    /// The substances by name.
    static let byName: [String: AllergySubstance] = ListedCodes.group(.allergySubstance).reduce(into: [:]) { all, row in
        if let substance = AllergySubstance(row), row.hasConfirmedMeaning { all[substance.name] = substance }
    }
}
