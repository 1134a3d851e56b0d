// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A substance people react to.
///
/// Twin codes of one substance give equal values.
package struct AllergySubstance: Hashable, Sendable {
    /// A class of substances with one structure: members keep rows of their own.
    package enum Family: String, Hashable, Sendable {
        case penicillins
    }

    /// How a medicine touches an allergy.
    package enum Clash: Hashable, Sendable {
        /// The medicine contains the substance.
        case sameSubstance
        /// The medicine belongs to the family of the substance.
        case sameFamily
    }

    /// Our own name, such as `peanut`; for keys, never for pages.
    package let name: String
    /// The class it belongs to.
    package let family: Family?
    /// What kind of substance it is.
    package let scope: AllergyScope?
    /// The medicine ingredient it is, if it is one.
    package let ingredient: Ingredient?

    /// The substance of a code in an allergy record; nil for a code not listed.
    package static func lookup(system: String, code: String) -> AllergySubstance? {
        ListedCodes.confirmed(CodeKey(system: system, code: code)).flatMap { AllergySubstance($0) }
    }

    /// Whether giving a product to someone with this allergy needs a second look; nil says only that nothing listed
    /// speaks against it.
    package func clash(with product: MedicineProduct) -> Clash? {
        if let ingredient, product.ingredients.ingredients.contains(ingredient) { return .sameSubstance }
        return family == .penicillins && product.flags.contains(.penicillin) ? .sameFamily : nil
    }

    init?(_ row: ListedCode) {
        guard row.groups.contains(.allergySubstance), let name = row.tags["substance"] else { return nil }
        self.name = name
        family = row.tags["class"].flatMap { Family(rawValue: $0) }
        scope = row.tags["scope"].flatMap { AllergyScope(rawValue: $0) }
        ingredient = row.tags["ingredient"].map { Ingredient(rawValue: $0) }
    }

    /// The substances by name.
    static let byName: [String: AllergySubstance] = ListedCodes.group(.allergySubstance).reduce(into: [:]) { all, row in
        if let substance = AllergySubstance(row), row.hasConfirmedMeaning { all[substance.name] = substance }
    }
}
