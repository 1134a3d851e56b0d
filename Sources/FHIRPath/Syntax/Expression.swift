// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A part of an expression, with where it stands.
final class Expression: Sendable {
    /// What a part means.
    indirect enum Kind: Sendable {
        case literal(PathItem)
        /// `{}`.
        case empty
        /// `%name`.
        case external(String)
        /// `$this`.
        case this
        /// `$index`.
        case index
        /// `$total`.
        case total
        /// A step to children by name; at the beginning also the name of a type.
        case member(of: Expression?, ChildName)
        case call(on: Expression?, FHIRPathFunction, [Expression])
        case indexer(Expression, Expression)
        case negation(Expression)
        case plus(Expression)
        case binary(Operator, Expression, Expression)
        /// `is` and `as`.
        case type(TypeTest, Expression, TypeName)
    }

    enum Operator: String, Sendable {
        case implies, or, xor, and
        case isIn = "in"
        case contains
        case equal = "="
        case equivalent = "~"
        case notEqual = "!="
        case notEquivalent = "!~"
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case union = "|"
        case add = "+"
        case subtract = "-"
        case concatenate = "&"
        case multiply = "*"
        case divide = "/"
        case div, mod
    }

    enum TypeTest: String, Sendable {
        case `is`, `as`
    }

    let kind: Kind
    /// Number of characters before it.
    let offset: Int

    init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }
}

/// The name of a type as an expression writes it: `Patient`, `FHIR.Patient`, `System.String`.
struct TypeName: Sendable, Equatable {
    /// `FHIR` or `System`; nil where it was not written.
    var namespace: String?
    var name: String

    var text: String { namespace.map { $0 + "." + name } ?? name }
}
