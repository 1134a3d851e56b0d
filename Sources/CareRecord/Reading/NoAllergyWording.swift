// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Terminology

/// Words without a code that say that no allergy is known, and of what kind.
struct NoAllergyWording {
    /// What the words speak of; nil where they name something that is no kind of substance known here.
    let scope: AllergyScope?

    private static let beginnings = ["no known", "none known", "nil known", "no allerg", "no drug", "nkda", "nka"]
    /// After these words comes what somebody is allergic to after all.
    private static let exceptions: Set = ["except", "excepting", "but", "besides", "apart", "other", "however"]
    private static let kinds: [(words: Set<String>, scope: AllergyScope)] = [
        (["drug", "drugs", "medicine", "medicines", "medication", "medications", "nkda"], .drug),
        (["food", "foods"], .food), (["latex"], .latex), (["environment", "environmental"], .environment),
    ]
    private static let general: Set = [
        "no", "known", "none", "nil", "nka", "allergy", "allergies", "allergic", "adverse", "reaction", "reactions",
        "intolerance", "intolerances", "sensitivity", "sensitivities", "or", "and", "to", "any", "recorded", "reported",
        "present", "at",
    ]

    /// Nil for words that say something else.
    init?(_ text: String) {
        let words = text.lowercased().split { !$0.isLetter }.map(String.init)
        let whole = words.joined(separator: " ")
        guard Self.beginnings.contains(where: { whole.hasPrefix($0) }), Self.exceptions.isDisjoint(with: words) else {
            return nil
        }
        if let kind = Self.kinds.first(where: { !$0.words.isDisjoint(with: words) }) {
            scope = kind.scope
        } else {
            scope = words.allSatisfy(Self.general.contains) ? .all : nil
        }
    }
}
