// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Why an expression has no result.
package struct FHIRPathFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// When the fault shows.
    package enum Kind: String, Sendable {
        /// The text is no FHIRPath.
        case syntax
        /// It can mean nothing, whatever it is asked of: an unknown function or element, operands that never fit.
        case semantic
        /// It means something, and what it was asked of does not fit: several items where one is needed.
        case execution
    }

    package var kind: Kind
    package var message: String
    /// Number of characters before the faulty part; nil where the fault has no place of its own.
    package var offset: Int?

    /// A fault in words.
    package init(_ kind: Kind, _ message: String, at offset: Int? = nil) {
        self.kind = kind
        self.message = message
        self.offset = offset
    }

    package var description: String {
        offset.map { "\(message) (character \($0 + 1))" } ?? message
    }
}
