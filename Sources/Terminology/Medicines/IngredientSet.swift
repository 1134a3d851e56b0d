// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The ingredients of a product: the key under which medicines stand together.
///
/// Standing together is not being one row. Warfarin 1 mg and 3 mg have one ingredient set and stay two rows; so do
/// metformin with and without modified release. Co-codamol and paracetamol have different sets that share an
/// ingredient: see ``isDisjoint(with:)``.
package struct IngredientSet: Hashable, Sendable {
    /// The ingredients; never empty.
    package let ingredients: Set<Ingredient>

    /// A set from names joined by `+`, as the product table has them.
    init(joined names: some StringProtocol) {
        ingredients = Set(names.split(separator: "+").map { Ingredient(rawValue: String($0)) })
    }

    /// Whether nothing is in both; if false, the same ingredient may be taken twice.
    package func isDisjoint(with other: IngredientSet) -> Bool {
        ingredients.isDisjoint(with: other.ingredients)
    }

    /// The names in alphabetical order.
    package var names: [String] { ingredients.map(\.rawValue).sorted() }
}
