// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// An active ingredient by our own name for it, such as `paracetamol`.
package struct Ingredient: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    /// An ingredient by its name in the product table.
    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}
