// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Why a text is no UCUM unit, or two units have no product.
///
/// Holds nothing of the text itself, which may be anything.
package struct UCUMFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// What the grammar or the arithmetic of UCUM does not allow.
    package enum Reason: Error, Sendable, Equatable, CaseIterable {
        case empty
        case tooLong
        case characterNotAllowed
        case unexpectedCharacter
        case unknownUnit
        case prefixNotAllowed
        case missingUnit
        case missingExponent
        case zero
        case unclosedBracket
        case unclosedBrace
        case unclosedParenthesis
        case tooDeep
        case tooLarge
        case specialUnitInTerm
    }

    package let reason: Reason
    /// Where in the text it was found: how many UTF-8 bytes stand before.
    package let position: Int

    package var description: String { "\(reason.explanation), at byte \(position)" }
}

extension UCUMFailure.Reason {
    fileprivate var explanation: String {
        switch self {
        case .empty: "no unit is written; the number one is 1"
        case .tooLong: "the unit is longer than \(UCUMUnit.longestCode) bytes"
        case .characterNotAllowed: "UCUM has printable ASCII characters only, and no spaces"
        case .unexpectedCharacter: "this cannot stand here"
        case .unknownUnit: "UCUM has no such unit; mind small and capital letters"
        case .prefixNotAllowed: "this unit takes no prefix"
        case .missingUnit: "a unit is missing here"
        case .missingExponent: "a sign needs digits after it"
        case .zero: "a unit cannot be nought"
        case .unclosedBracket: "this square bracket is not closed"
        case .unclosedBrace: "this curly brace is not closed"
        case .unclosedParenthesis: "this parenthesis is not closed"
        case .tooDeep: "there are more than \(UCUMParser.deepest) parentheses inside each other"
        case .tooLarge: "the unit is too large, too small or too precise"
        case .specialUnitInTerm: "a unit whose scale is no ratio can only be multiplied by a number"
        }
    }
}
