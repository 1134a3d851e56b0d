// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Markup that needs no escaping: written in our own sources, or made by an ``HTML``.
package struct TrustedHTML: Sendable, Equatable {
    /// The markup as UTF-8.
    package let bytes: [UInt8]

    /// Markup that stands literally in our sources; a text known only at run time is no `StaticString`.
    package init(_ literal: StaticString) {
        bytes = literal.withUTF8Buffer { Array($0) }
    }

    /// Markup that was built.
    package init(_ html: HTML) {
        bytes = html.bytes
    }
}
