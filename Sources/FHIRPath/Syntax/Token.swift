// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A word or sign of an expression.
struct Token: Equatable {
    enum Kind: Equatable {
        case identifier(String)
        /// An identifier in backticks, which never is a keyword.
        case delimited(String)
        case string(String)
        /// The digits as they were written.
        case number(String)
        /// What follows the `@`.
        case moment(String)
        /// `$this`, `$index` or `$total` without its sign.
        case special(String)
        /// The name behind a `%`.
        case external(String)
        case sign(String)
        case end
    }

    var kind: Kind
    /// Number of characters before it.
    var offset: Int
}
