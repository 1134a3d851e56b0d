// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension Evaluator {
    mutating func binary(
        _ sign: Expression.Operator, _ left: Expression, _ right: Expression, _ expression: Expression,
        _ focus: Range<Int>, _ scope: Scope
    ) throws(FHIRPathFailure) {
        switch sign {
        case .and, .or, .xor, .implies: try logic(sign, left, right, focus, scope)
        case .equal, .notEqual, .equivalent, .notEquivalent, .union:
            try onBoth(left, right, focus, scope) { (evaluator, first, second) throws(FHIRPathFailure) in
                try evaluator.spend(first.count * second.count, expression)
                if sign == .union {
                    var distinct = DistinctItems()
                    for place in [first, second].joined() where distinct.insert(evaluator.stack[place]) {
                        evaluator.push(evaluator.stack[place])
                    }
                } else {
                    // Nothing else may hold the stack when something is put on it, or all of it would be copied.
                    let outcome = Self.equality(sign, evaluator.stack[first], evaluator.stack[second])
                    evaluator.push(outcome)
                }
            }
        case .isIn: try membership(right, left, expression, focus, scope)
        case .contains: try membership(left, right, expression, focus, scope)
        default:
            let first = try item(left, focus, scope)
            let second = try item(right, focus, scope)
            if sign == .concatenate {
                return push(.string(try Self.text(first, left) + Self.text(second, right)))
            }
            guard let first, let second else { return }
            switch sign {
            case .less, .lessOrEqual, .greater, .greaterOrEqual:
                guard let order = try Ordering.compare(first, second, expression) else { return }
                push(
                    sign == .less
                        ? order < 0 : sign == .lessOrEqual ? order <= 0 : sign == .greater ? order > 0 : order >= 0)
            default:
                if let result = try Arithmetic.result(sign, first, second, expression) { push(result) }
            }
        }
    }

    private static func equality(
        _ sign: Expression.Operator, _ one: ArraySlice<PathItem>, _ other: ArraySlice<PathItem>
    ) -> Bool? {
        switch sign {
        case .equal: Equality.areEqual(one, other)
        case .notEqual: Equality.areEqual(one, other).map { !$0 }
        case .equivalent: Equality.areEquivalent(one, other)
        default: !Equality.areEquivalent(one, other)
        }
    }

    private static func text(_ item: PathItem?, _ expression: Expression) throws(FHIRPathFailure) -> String {
        guard let item else { return "" }
        guard let text = item.string else {
            throw FHIRPathFailure(.execution, "Only texts are put together with &", at: expression.offset)
        }
        return text
    }

    /// Runs both operands and lets `body` push what comes of them.
    private mutating func onBoth(
        _ left: Expression, _ right: Expression, _ focus: Range<Int>, _ scope: Scope,
        _ body: (inout Evaluator, Range<Int>, Range<Int>) throws(FHIRPathFailure) -> Void
    ) throws(FHIRPathFailure) {
        var inner = scope
        let start = stack.count
        try run(left, focus, &inner)
        let middle = stack.count
        inner = scope
        try run(right, focus, &inner)
        let end = stack.count
        try body(&self, start..<middle, middle..<end)
        stack.removeSubrange(start..<end)
    }

    private mutating func membership(
        _ collection: Expression, _ element: Expression, _ expression: Expression, _ focus: Range<Int>, _ scope: Scope
    ) throws(FHIRPathFailure) {
        guard let wanted = try item(element, focus, scope) else { return }
        let items = try items(collection, focus, scope)
        try spend(items.count, expression)
        push(.boolean(items.contains { Equality.areEqual($0, wanted) == true }))
    }

    /// Three values: true, false and not known; the second operand is looked at where it can still matter.
    private mutating func logic(
        _ sign: Expression.Operator, _ left: Expression, _ right: Expression, _ focus: Range<Int>, _ scope: Scope
    ) throws(FHIRPathFailure) {
        let first = try boolean(left, focus, scope)
        switch (sign, first) {
        case (.and, false?): return push(.boolean(false))
        case (.or, true?), (.implies, false?): return push(.boolean(true))
        default: break
        }
        let second = try boolean(right, focus, scope)
        switch sign {
        case .and: push(second == false ? false : first == nil || second == nil ? nil : true)
        case .or: push(second == true ? true : first == nil || second == nil ? nil : false)
        case .implies: push(second == true ? true : first == nil || second == nil ? nil : false)
        default: if let first, let second { push(.boolean(first != second)) }
        }
    }

    // MARK: Types

    mutating func typeTest(
        _ test: Expression.TypeTest, _ type: TypeName, _ range: Range<Int>, _ expression: Expression
    ) throws(FHIRPathFailure) {
        try type.check(expression)
        switch test {
        case .is: if let item = try single(range, expression) { push(.boolean(type.isTypeOf(item))) }
        // The search parameters of R4 take the items of a type from many in this way.
        case .as: for place in range where type.isExactTypeOf(stack[place]) { push(stack[place]) }
        }
    }
}

extension TypeName {
    private static let systemTypes: Set = [
        "Boolean", "String", "Integer", "Long", "Decimal", "Date", "DateTime", "Time", "Quantity", "Any",
    ]

    /// A type from how an expression writes it.
    init(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
        self = parts.count == 2 ? TypeName(namespace: parts[0], name: parts[1]) : TypeName(namespace: nil, name: text)
    }

    /// Throws where there is no such type.
    func check(_ expression: Expression) throws(FHIRPathFailure) {
        let isKnown =
            switch namespace {
            case "System": Self.systemTypes.contains(name)
            case "FHIR": FHIRType.named(name) != nil
            case nil: Self.systemTypes.contains(name) || FHIRType.named(name) != nil
            default: false
            }
        guard isKnown else { throw FHIRPathFailure(.execution, "There is no type “\(text)”", at: expression.offset) }
    }

    /// Whether an item is of the type or one derived from it.
    func isTypeOf(_ item: PathItem) -> Bool {
        switch item {
        case .node(let node): namespace != "System" && node.type.isKind(of: name)
        default: namespace != "FHIR" && (item.systemType == name || name == "Any" && namespace == "System")
        }
    }

    /// Whether an item is of the type; primitives of derived types are not.
    func isExactTypeOf(_ item: PathItem) -> Bool {
        if case .node(let node) = item, node.type.isPrimitive { return namespace != "System" && node.type.name == name }
        return isTypeOf(item)
    }
}
