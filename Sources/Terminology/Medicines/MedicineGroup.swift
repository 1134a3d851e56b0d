// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Under which heading a medicine stands.
package enum MedicineGroup: Hashable, Sendable {
    /// Known ingredients: products with the same ones stand together, each in its own row.
    case ingredients(IngredientSet)
    /// An id not listed, or ids that disagree: together only with the very same id.
    case unknownCode(CodeKey)

    /// The group of a medicine's codings; nil for a medicine that came as text, which stands alone whatever its name,
    /// even beside one with the same text.
    package static func of(_ codings: [CodeKey]) -> MedicineGroup? {
        let sets = Set(codings.compactMap { MedicineProduct.lookup($0)?.ingredients })
        if sets.count == 1, let ingredients = sets.first { return .ingredients(ingredients) }
        let codes = codings.filter { key in
            ListedCodes.find(key).map { $0.tags["kind"] == nil } ?? true
        }
        return codes.first.map { .unknownCode($0) }
    }
}
