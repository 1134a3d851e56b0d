// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension Evaluator {
    /// Runs what a function is called on, then the function.
    mutating func call(
        _ function: FHIRPathFunction, _ arguments: [Expression], on parent: Expression?, _ expression: Expression,
        _ focus: Range<Int>, _ scope: inout Scope
    ) throws(FHIRPathFailure) {
        try replacing(parent, focus, &scope) { (evaluator, range, scope) throws(FHIRPathFailure) in
            try evaluator.spend(range.count, expression)
            let call = Call(
                function: function, arguments: arguments, input: range, expression: expression, focus: focus,
                isOnContext: parent == nil)
            try evaluator.perform(call, &scope)
        }
    }

    /// A function at work.
    struct Call {
        let function: FHIRPathFunction
        let arguments: [Expression]
        /// What it is called on.
        let input: Range<Int>
        let expression: Expression
        /// What its arguments are asked of, where they are not asked of each item.
        let focus: Range<Int>
        /// Whether it stands at the beginning of a path.
        let isOnContext: Bool
    }

    private mutating func perform(_ call: Call, _ scope: inout Scope) throws(FHIRPathFailure) {
        if try performOnCollections(call, &scope) { return }
        if try performOnTexts(call, scope) { return }
        if try performOnNumbers(call, scope) { return }
        if try performConversion(call, scope) { return }
        if try performOnTimes(call, scope) { return }
        if try performForFHIR(call, scope) { return }
        throw FHIRPathFailure(
            .semantic, "The function “\(call.function.rawValue)” is not at hand here", at: call.expression.offset)
    }

    // MARK: Collections

    private mutating func performOnCollections(_ call: Call, _ scope: inout Scope) throws(FHIRPathFailure) -> Bool {
        let input = call.input
        switch call.function {
        case .empty: push(input.isEmpty)
        case .count: push(.integer(Int64(input.count)))
        case .not:
            if let item = try single(input, call.expression) { push(!(item.boolean ?? true)) }
        case .exists:
            guard let criterion = call.arguments.first else {
                push(!input.isEmpty)
                break
            }
            push(try contains(input, criterion, scope) { $0 == true })
        case .all: push(try !contains(input, call.arguments[0], scope) { $0 != true })
        case .allTrue: push(try booleans(call).allSatisfy { $0 })
        case .anyTrue: push(try booleans(call).contains(true))
        case .allFalse: push(try !booleans(call).contains(true))
        case .anyFalse: push(try booleans(call).contains(false))
        case .first: if let place = input.first { push(stack[place]) }
        case .last: if let place = input.last { push(stack[place]) }
        case .tail: for place in input.dropFirst() { push(stack[place]) }
        case .single: if let item = try single(input, call.expression) { push(item) }
        case .skip, .take:
            guard let count = try integer(call.arguments[0], call.focus, scope) else { break }
            let limit = Int(min(max(count, 0), Int64(input.count)))
            for place in call.function == .skip ? input.dropFirst(limit) : input.prefix(limit) { push(stack[place]) }
        case .where:
            for place in input where try criterion(call.arguments[0], place, input, scope) == true {
                push(stack[place])
            }
        case .select:
            for place in input {
                var inner = self.scope(scope, for: place, in: input)
                try run(call.arguments[0], place..<place + 1, &inner)
            }
        case .repeat: try repeated(call, scope, keepsAll: false)
        case .repeatAll: try repeated(call, scope, keepsAll: true)
        case .iif: try choice(call, &scope)
        case .coalesce:
            for argument in call.arguments {
                let items = try items(argument, call.focus, scope)
                if !items.isEmpty {
                    stack += items
                    break
                }
            }
        case .aggregate: try aggregate(call, scope)
        case .sort: try sort(call, scope)
        case .children: for place in input { pushChildren(of: stack[place]) }
        case .descendants: try pushDescendants(call)
        case .defineVariable: try define(call, &scope)
        case .trace: try trace(call, scope)
        default: return try performOnSets(call, scope)
        }
        return true
    }

    private mutating func performOnSets(_ call: Call, _ scope: Scope) throws(FHIRPathFailure) -> Bool {
        let input = call.input
        switch call.function {
        case .distinct, .isDistinct:
            let start = stack.count
            var distinct = DistinctItems()
            try pushNew(input, &distinct, call)
            if call.function == .isDistinct {
                let isDistinct = stack.count - start == input.count
                stack.removeLast(stack.count - start)
                push(isDistinct)
            }
        case .union, .combine:
            let others = try itemsOnTop(call, scope)
            let start = stack.count
            var distinct = DistinctItems()
            for range in [input, others] {
                if call.function == .union {
                    try pushNew(range, &distinct, call)
                } else {
                    for place in range { push(stack[place]) }
                }
            }
            drop(others.lowerBound..<start)
        case .subsetOf, .supersetOf, .intersect, .exclude:
            let others = try items(call.arguments[0], call.focus, scope)
            try spend(others.count, call.expression)
            var theirs = DistinctItems()
            for item in others {
                _ = theirs.insert(item)
                try spend(theirs.takeSteps(), call.expression)
            }
            try compare(others, &theirs, call)
        default: return false
        }
        return true
    }

    private mutating func compare(
        _ others: [PathItem], _ theirs: inout DistinctItems, _ call: Call
    ) throws(FHIRPathFailure) {
        var ours = DistinctItems()
        for place in call.input {
            let item = stack[place]
            switch call.function {
            case .supersetOf: _ = ours.insert(item)
            case .subsetOf: if !theirs.contains(item) { return push(false) }
            case .intersect: if theirs.contains(item), ours.insert(item) { push(item) }
            default: if !theirs.contains(item) { push(item) }
            }
            try spend(ours.takeSteps() + theirs.takeSteps(), call.expression)
        }
        if call.function == .subsetOf { push(true) }
        guard call.function == .supersetOf else { return }
        for item in others {
            guard ours.contains(item) else { return push(false) }
            try spend(ours.takeSteps(), call.expression)
        }
        push(true)
    }

    /// Puts the items of a range on top that were not there before.
    private mutating func pushNew(
        _ range: Range<Int>, _ distinct: inout DistinctItems, _ call: Call
    ) throws(FHIRPathFailure) {
        for place in range {
            if distinct.insert(stack[place]) { push(stack[place]) }
            try spend(distinct.takeSteps(), call.expression)
        }
    }

    /// Runs the argument and leaves its items on top.
    private mutating func itemsOnTop(_ call: Call, _ scope: Scope) throws(FHIRPathFailure) -> Range<Int> {
        let start = stack.count
        var inner = scope
        try run(call.arguments[0], call.focus, &inner)
        return start..<stack.count
    }

    // MARK: Criteria

    /// Whether the criterion holds for the item at a place.
    private mutating func criterion(
        _ criterion: Expression, _ place: Int, _ range: Range<Int>, _ scope: Scope
    ) throws(FHIRPathFailure) -> Bool? {
        try boolean(criterion, place..<place + 1, self.scope(scope, for: place, in: range))
    }

    private mutating func contains(
        _ range: Range<Int>, _ condition: Expression, _ scope: Scope, _ matches: (Bool?) -> Bool
    ) throws(FHIRPathFailure) -> Bool {
        for place in range where matches(try criterion(condition, place, range, scope)) { return true }
        return false
    }

    private func booleans(_ call: Call) throws(FHIRPathFailure) -> [Bool] {
        var booleans: [Bool] = []
        for place in call.input {
            guard let value = stack[place].boolean else {
                throw FHIRPathFailure(.execution, "An item is no boolean", at: call.expression.offset)
            }
            booleans.append(value)
        }
        return booleans
    }

    private mutating func choice(_ call: Call, _ scope: inout Scope) throws(FHIRPathFailure) {
        guard call.input.count <= 1 || call.isOnContext else {
            throw FHIRPathFailure(.execution, "iif() is for one item at most", at: call.expression.offset)
        }
        var inner = scope
        var focus = call.focus
        if !call.isOnContext, let place = call.input.first {
            inner.this = place
            inner.index = 0
            focus = call.input
        }
        let criterion = try items(call.arguments[0], focus, inner)
        guard criterion.count <= 1, criterion.first.map({ $0.boolean != nil }) ?? true else {
            throw FHIRPathFailure(.semantic, "The criterion of iif() is no boolean", at: call.arguments[0].offset)
        }
        if criterion.first?.boolean == true {
            try run(call.arguments[1], focus, &inner)
        } else if call.arguments.count > 2 {
            try run(call.arguments[2], focus, &inner)
        }
    }

    // MARK: Again and again

    private mutating func repeated(_ call: Call, _ scope: Scope, keepsAll: Bool) throws(FHIRPathFailure) {
        var distinct = DistinctItems()
        let start = stack.count
        var current = call.input
        while !current.isEmpty {
            let next = stack.count
            for place in current {
                var inner = self.scope(scope, for: place, in: current)
                let first = stack.count
                try run(call.arguments[0], place..<place + 1, &inner)
                try spend(stack.count - first, call.expression)
                if keepsAll { continue }
                let found = Array(stack[first...])
                stack.removeSubrange(first...)
                for item in found where distinct.insert(item) { push(item) }
                try spend(distinct.takeSteps(), call.expression)
            }
            current = next..<stack.count
            guard stack.count - start <= 1_000_000 else {
                throw FHIRPathFailure(.execution, "repeat() finds no end", at: call.expression.offset)
            }
        }
    }

    private mutating func aggregate(_ call: Call, _ scope: Scope) throws(FHIRPathFailure) {
        var total = call.arguments.count > 1 ? try items(call.arguments[1], call.focus, scope) : []
        for place in call.input {
            let inner = self.scope(scope, for: place, in: call.input).with(total: total)
            total = try items(call.arguments[0], place..<place + 1, inner)
        }
        stack += total
    }

    // MARK: Order

    private mutating func sort(_ call: Call, _ scope: Scope) throws(FHIRPathFailure) {
        let selectors = call.arguments.map { argument -> (Expression, isDescending: Bool) in
            if case .negation(let inner) = argument.kind { return (inner, true) }
            return (argument, false)
        }
        var rows: [(keys: [PathItem?], item: PathItem)] = []
        for place in call.input {
            var keys: [PathItem?] = selectors.isEmpty ? [stack[place]] : []
            for (selector, _) in selectors {
                keys.append(try item(selector, place..<place + 1, self.scope(scope, for: place, in: call.input)))
            }
            rows.append((keys, stack[place]))
        }
        try spend(rows.count * 20, call.expression)
        let directions = selectors.isEmpty ? [false] : selectors.map(\.isDescending)
        var failure: FHIRPathFailure?
        let sorted = rows.enumerated().sorted { left, right in
            for (position, isDescending) in directions.enumerated() {
                do {
                    let order = try Self.order(
                        left.element.keys[position], right.element.keys[position], call.expression)
                    if order != 0 { return isDescending ? order > 0 : order < 0 }
                } catch let fault as FHIRPathFailure {
                    failure = fault
                } catch {
                    return false
                }
            }
            return left.offset < right.offset
        }
        if let failure { throw failure }
        for row in sorted { push(row.element.item) }
    }

    /// What is missing comes first.
    private static func order(
        _ left: PathItem?, _ right: PathItem?, _ expression: Expression
    ) throws(FHIRPathFailure) -> Int {
        guard let left, let right else { return left == nil ? (right == nil ? 0 : -1) : 1 }
        return try Ordering.compare(left, right, expression) ?? 0
    }

    // MARK: Trees

    private mutating func pushChildren(of item: PathItem) {
        guard case .node(let node) = item else { return }
        node.forEachChild { stack.append(.node($0)) }
    }

    private mutating func pushDescendants(_ call: Call) throws(FHIRPathFailure) {
        var current = call.input
        while !current.isEmpty {
            let next = stack.count
            for place in current { pushChildren(of: stack[place]) }
            current = next..<stack.count
            try spend(current.count, call.expression)
        }
    }

    // MARK: Names

    private mutating func define(_ call: Call, _ scope: inout Scope) throws(FHIRPathFailure) {
        guard let name = try string(call.arguments[0], call.focus, scope) else {
            throw FHIRPathFailure(.execution, "A variable has a name", at: call.expression.offset)
        }
        let reserved: Set = ["context", "resource", "rootResource", "sct", "loinc", "ucum", "vs", "ext"]
        guard scope.defined?.variables[name] == nil, environment.variables[name] == nil, !reserved.contains(name) else {
            throw FHIRPathFailure(.execution, "There is a %\(name) already", at: call.expression.offset)
        }
        if call.arguments.count > 1 {
            var inner = scope
            if !call.isOnContext { inner.this = call.input.count == 1 ? call.input.lowerBound : nil }
            scope.define(name, try items(call.arguments[1], call.isOnContext ? call.focus : call.input, inner))
        } else {
            scope.define(name, Array(stack[call.input]))
        }
        for place in call.input { push(stack[place]) }
    }

    private mutating func trace(_ call: Call, _ scope: Scope) throws(FHIRPathFailure) {
        let name = try string(call.arguments[0], call.focus, scope) ?? ""
        if let told = environment.trace {
            var seen: [PathItem] = Array(stack[call.input])
            if call.arguments.count > 1 {
                seen = []
                for place in call.input {
                    seen += try items(
                        call.arguments[1], place..<place + 1, self.scope(scope, for: place, in: call.input))
                }
            }
            told(name, seen.map { $0.text ?? "…" })
        }
        for place in call.input { push(stack[place]) }
    }
}
