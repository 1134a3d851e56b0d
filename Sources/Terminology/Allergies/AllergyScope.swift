// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What an allergy, or the statement that there is none, is about.
package enum AllergyScope: String, Hashable, Sendable {
    /// Any substance.
    case all
    case drug
    case food
    case environment
    case latex

    /// Whether a statement about this scope says anything about the other: "no known drug allergy" is silent on food.
    package func covers(_ other: AllergyScope?) -> Bool {
        self == .all || self == other
    }
}
