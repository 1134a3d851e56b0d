// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A part of an expression, with where it stands.
final class Expression: Sendable {
    /// What a part means.
    enum Kind: Sendable {
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
        /// The argument of `ofType()` and its like.
        case typeName(TypeName)
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
final class TypeName: Sendable {
    /// `FHIR` or `System`; nil where it was not written.
    let namespace: String?
    let name: String
    /// The number of the type of R4 that it names; nil where there is none.
    let number: Int?
    private let isSystemType: Bool

    private static let systemTypes: Set = [
        "Boolean", "String", "Integer", "Long", "Decimal", "Date", "DateTime", "Time", "Quantity", "Any",
    ]

    init(namespace: String?, name: String) {
        self.namespace = namespace
        self.name = name
        number = namespace == "System" ? nil : FHIRType.number(named: name)
        isSystemType = (namespace == nil || namespace == "System") && Self.systemTypes.contains(name)
    }

    var text: String { namespace.map { $0 + "." + name } ?? name }

    /// Throws where there is no such type.
    func check(_ expression: Expression) throws(FHIRPathFailure) {
        guard isSystemType || number != nil && (namespace == nil || namespace == "FHIR") else {
            throw FHIRPathFailure(.execution, "There is no type “\(text)”", at: expression.offset)
        }
    }

    /// Whether an item is of the type or one derived from it.
    func isTypeOf(_ item: PathItem) -> Bool {
        if case .node(let node) = item {
            guard let number else { return false }
            return node.type.isKind(of: number)
        }
        return namespace != "FHIR" && (item.systemType == name || name == "Any" && namespace == "System")
    }

    /// Whether an item is of the type; primitives of derived types are not.
    func isExactTypeOf(_ item: PathItem) -> Bool {
        if case .node(let node) = item, node.type.isPrimitive { return node.type.number == number }
        return isTypeOf(item)
    }
}
