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
                    evaluator.pushDistinct(first.lowerBound..<second.upperBound)
                } else {
                    // Nothing else may hold the stack when something is put on it, or all of it would be copied.
                    let outcome = evaluator.equality(sign, first, second)
                    evaluator.push(outcome)
                }
            }
        case .isIn: try membership(right, left, expression, focus, scope)
        case .contains: try membership(left, right, expression, focus, scope)
        default:
            let first = try item(left, focus, scope)
            let second = try item(right, focus, scope)
            if sign == .concatenate {
                let text = try Self.text(first, left) + Self.text(second, right)
                try spend(bytes: text.utf8.count, expression)
                return push(.string(text))
            }
            guard let first, let second else { return }
            switch sign {
            case .less, .lessOrEqual, .greater, .greaterOrEqual:
                guard let order = try Ordering.compare(first, second, expression) else { return }
                push(
                    sign == .less
                        ? order < 0 : sign == .lessOrEqual ? order <= 0 : sign == .greater ? order > 0 : order >= 0)
            default:
                guard let result = try Arithmetic.result(sign, first, second, expression) else { return }
                if case .string(let text) = result { try spend(bytes: text.utf8.count, expression) }
                push(result)
            }
        }
    }

    private func equality(_ sign: Expression.Operator, _ first: Range<Int>, _ second: Range<Int>) -> Bool? {
        switch sign {
        case .equal, .notEqual:
            let areEqual =
                first.count == 1 && second.count == 1
                ? Equality.areEqual(stack[first.lowerBound], stack[second.lowerBound])
                : Equality.areEqual(stack[first], stack[second])
            return sign == .equal ? areEqual : areEqual.map { !$0 }
        default: return Equality.areEquivalent(stack[first], stack[second]) == (sign == .equivalent)
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
        drop(start..<end)
    }

    /// So few items are sooner compared with each other than hashed.
    private static let fewItems = 4

    /// Puts the items of a range on top, each once.
    private mutating func pushDistinct(_ range: Range<Int>) {
        let start = stack.count
        guard range.count > Self.fewItems else {
            for place in range {
                let isThere = (start..<stack.count).contains { Equality.areEqual(stack[$0], stack[place]) == true }
                if !isThere { push(stack[place]) }
            }
            return
        }
        var distinct = DistinctItems()
        for place in range where distinct.insert(stack[place]) { push(stack[place]) }
    }

    private mutating func membership(
        _ collection: Expression, _ element: Expression, _ expression: Expression, _ focus: Range<Int>, _ scope: Scope
    ) throws(FHIRPathFailure) {
        guard let wanted = try item(element, focus, scope) else { return }
        let start = stack.count
        var inner = scope
        try run(collection, focus, &inner)
        let items = start..<stack.count
        try spend(items.count, expression)
        push(items.contains { Equality.areEqual(stack[$0], wanted) == true })
        drop(items)
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
