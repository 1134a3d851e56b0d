// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Evaluates the parts of an expression on one stack: each part leaves its items on top, and a step replaces what it was
/// taken from, so that no part needs a list of its own.
struct Evaluator {
    var stack: [PathItem] = []
    let environment: FHIRPathEnvironment
    /// Whether the expression is asked of something: it lies at the bottom of the stack.
    private let hasRoot: Bool
    private var stepsLeft: Int

    /// What `$this` and its like are, and what was defined on the way.
    struct Scope {
        /// Where `$this` lies on the stack.
        var this: Int?
        var index: Int?
        /// Nil as long as nothing was defined.
        fileprivate(set) var defined: Defined?
    }

    /// What is seldom there, kept apart so that a scope is copied quickly.
    final class Defined: Sendable {
        let total: [PathItem]?
        let variables: [String: [PathItem]]

        fileprivate init(total: [PathItem]?, variables: [String: [PathItem]]) {
            self.total = total
            self.variables = variables
        }
    }

    /// Room for what most expressions need at a time.
    private static let usualDepth = 16

    /// All items of an expression.
    ///
    /// - Parameter stepsLeft: how many steps may be taken; lowered by those that were.
    static func items(
        _ expression: Expression, of root: PathItem?, _ environment: FHIRPathEnvironment, stepsLeft: inout Int
    ) throws(FHIRPathFailure) -> [PathItem] {
        var evaluator = Evaluator(environment: environment, hasRoot: root != nil, stepsLeft: stepsLeft)
        defer { stepsLeft = evaluator.stepsLeft }
        evaluator.stack.reserveCapacity(usualDepth)
        if let root { evaluator.stack.append(root) }
        let focus = 0..<evaluator.stack.count
        var scope = Scope(this: focus.first)
        try evaluator.run(expression, focus, &scope)
        evaluator.drop(focus)
        return evaluator.stack
    }

    private init(environment: FHIRPathEnvironment, hasRoot: Bool, stepsLeft: Int) {
        self.environment = environment
        self.hasRoot = hasRoot
        self.stepsLeft = stepsLeft
    }

    mutating func spend(_ steps: Int, _ expression: Expression) throws(FHIRPathFailure) {
        stepsLeft -= steps
        guard stepsLeft > 0 else {
            throw FHIRPathFailure(.execution, "The expression takes too many steps", at: expression.offset)
        }
    }

    /// Counts the work on so many bytes of text as steps, so that no expression can make texts without end.
    mutating func spend(bytes: Int, _ expression: Expression) throws(FHIRPathFailure) {
        try spend(bytes / 16, expression)
    }

    mutating func push(_ item: PathItem) { stack.append(item) }
    mutating func push(_ value: Bool?) { if let value { stack.append(.boolean(value)) } }

    /// Takes items away from under those that came of them.
    mutating func drop(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        // The buffer moves items, where the array itself would copy them.
        stack.withUnsafeMutableBufferPointer { items in
            for result in range.upperBound..<items.count { items.swapAt(result - range.count, result) }
        }
        removeLast(range.count)
    }

    /// Takes away what lies on top.
    mutating func removeLast(_ count: Int) {
        if count == 1 { stack.removeLast() } else { stack.removeLast(count) }
    }

    /// Puts the items of an expression on top of the stack.
    mutating func run(
        _ expression: Expression, _ focus: Range<Int>, _ scope: inout Scope
    ) throws(FHIRPathFailure) {
        try spend(1 + focus.count, expression)
        let start = stack.count
        try perform(expression, focus, &scope)
        // What was found costs as well, before it is found for the next item again.
        if stack.count > start + 1 { try spend(stack.count - start, expression) }
    }

    private mutating func perform(
        _ expression: Expression, _ focus: Range<Int>, _ scope: inout Scope
    ) throws(FHIRPathFailure) {
        switch expression.kind {
        case .literal(let item): push(item)
        case .empty: break
        case .this: if let place = scope.this { push(stack[place]) }
        case .index: if let index = scope.index { push(.integer(Int64(index))) }
        case .total: if let total = scope.defined?.total { stack += total }
        case .typeName: break
        case .external(let name): try external(name, expression, scope)
        case .member(nil, let name): for place in focus { try firstStep(at: place, name, expression) }
        case .member(let parent?, let name):
            let start = stack.count
            try run(parent, focus, &scope)
            let range = start..<stack.count
            try spend(range.count, expression)
            for place in range { try step(at: place, name, expression) }
            drop(range)
        case .call(let parent, let function, let arguments):
            try call(function, arguments, on: parent, expression, focus, &scope)
        case .indexer(let parent, let index):
            try replacing(parent, focus, &scope) { (evaluator, range, scope) throws(FHIRPathFailure) in
                guard let position = try evaluator.integer(index, focus, scope) else { return }
                if position >= 0, position < range.count {
                    evaluator.push(evaluator.stack[range.lowerBound + Int(position)])
                }
            }
        case .negation(let operand), .plus(let operand):
            let isNegation = if case .negation = expression.kind { true } else { false }
            try replacing(operand, focus, &scope) { (evaluator, range, _) throws(FHIRPathFailure) in
                guard let item = try evaluator.single(range, expression) else { return }
                evaluator.push(try Arithmetic.signed(item, isNegative: isNegation, expression))
            }
        case .binary(let sign, let left, let right): try binary(sign, left, right, expression, focus, scope)
        case .type(let test, let operand, let type):
            try replacing(operand, focus, &scope) { (evaluator, range, _) throws(FHIRPathFailure) in
                try evaluator.typeTest(test, type, range, expression)
            }
        }
    }

    /// Runs a part, lets `body` push what comes of its items, and takes those items away again.
    mutating func replacing(
        _ expression: Expression?, _ focus: Range<Int>, _ scope: inout Scope,
        _ body: (inout Evaluator, Range<Int>, inout Scope) throws(FHIRPathFailure) -> Void
    ) throws(FHIRPathFailure) {
        guard let expression else { return try body(&self, focus, &scope) }
        let start = stack.count
        try run(expression, focus, &scope)
        let range = start..<stack.count
        try body(&self, range, &scope)
        drop(range)
    }

    // MARK: Steps

    /// The first step of a path: the name of the type itself, or children.
    private mutating func firstStep(
        at place: Int, _ name: ChildName, _ expression: Expression
    ) throws(FHIRPathFailure) {
        if let type = name.type, case .node(let node) = stack[place], node.type.isKind(of: type) {
            return push(.node(node))
        }
        try step(at: place, name, expression)
    }

    private mutating func step(
        at place: Int, _ name: ChildName, _ expression: Expression
    ) throws(FHIRPathFailure) {
        switch stack[place] {
        case .node(let node):
            if name.isValue, node.type.isPrimitive {
                if let value = node.systemValue { push(value) }
            } else {
                // Members are looked through one by one.
                try spend(node.memberCount / 64, expression)
                node.forEachChild(name) { stack.append(.node($0)) }
            }
        case .typeInfo(let namespace, let type):
            if name.text == "namespace" { push(.string(namespace)) }
            if name.text == "name" { push(.string(type)) }
        case .quantity(let quantity):
            if name.text == "value" { push(.decimal(quantity.value)) }
            if name.text == "unit" || name.text == "code" {
                switch quantity.unit {
                case .calendar(let unit): push(.string(unit.word))
                case .ucum(let code), .text(let code): push(.string(code))
                }
            }
        default: break
        }
    }

    private mutating func external(_ name: String, _ expression: Expression, _ scope: Scope) throws(FHIRPathFailure) {
        if let defined = scope.defined?.variables[name] {
            stack += defined
            return
        }
        switch name {
        case "context": if hasRoot { push(stack[0]) }
        case "resource":
            if hasRoot, case .node(let node) = stack[0], let resource = node.containingResource {
                push(.node(resource))
            }
        case "rootResource":
            if hasRoot, case .node(let node) = stack[0], let root = node.rootResource { push(.node(root)) }
        case "sct": push(.string("http://snomed.info/sct"))
        case "loinc": push(.string("http://loinc.org"))
        case "ucum": push(.string("http://unitsofmeasure.org"))
        case _ where name.hasPrefix("vs-"): push(.string("http://hl7.org/fhir/ValueSet/" + name.dropFirst(3)))
        case _ where name.hasPrefix("ext-"):
            push(.string("http://hl7.org/fhir/StructureDefinition/" + name.dropFirst(4)))
        default:
            guard let value = environment.variables[name] else {
                throw FHIRPathFailure(.semantic, "Nothing is called %\(name)", at: expression.offset)
            }
            stack += value.items
        }
    }

    // MARK: Single items

    /// The only item of a range; nil where there is none.
    func single(_ range: Range<Int>, _ expression: Expression) throws(FHIRPathFailure) -> PathItem? {
        try singlePlace(range, expression).map { stack[$0] }
    }

    private func singlePlace(_ range: Range<Int>, _ expression: Expression) throws(FHIRPathFailure) -> Int? {
        guard range.count <= 1 else {
            throw FHIRPathFailure(
                .execution, "There are \(range.count) items where one is needed", at: expression.offset)
        }
        return range.first
    }

    /// The only item of an expression, which is taken away again.
    mutating func item(
        _ expression: Expression, _ focus: Range<Int>, _ scope: Scope
    ) throws(FHIRPathFailure) -> PathItem? {
        let start = stack.count
        var inner = scope
        try run(expression, focus, &inner)
        return try singlePlace(start..<stack.count, expression) == nil ? nil : stack.removeLast()
    }

    /// All items of an expression, which are taken away again.
    mutating func items(
        _ expression: Expression, _ focus: Range<Int>, _ scope: Scope
    ) throws(FHIRPathFailure) -> [PathItem] {
        let start = stack.count
        var inner = scope
        try run(expression, focus, &inner)
        defer { removeLast(stack.count - start) }
        return Array(stack[start...])
    }

    mutating func integer(
        _ expression: Expression, _ focus: Range<Int>, _ scope: Scope
    ) throws(FHIRPathFailure) -> Int64? {
        guard let item = try item(expression, focus, scope) else { return nil }
        guard let integer = item.integer else {
            throw FHIRPathFailure(.execution, "An integer is needed here", at: expression.offset)
        }
        return integer
    }

    mutating func string(
        _ expression: Expression, _ focus: Range<Int>, _ scope: Scope
    ) throws(FHIRPathFailure) -> String? {
        guard let item = try item(expression, focus, scope) else { return nil }
        guard let string = item.string else {
            throw FHIRPathFailure(.execution, "A text is needed here", at: expression.offset)
        }
        return string
    }

    /// Whether a criterion holds; any one item that is no boolean means that it does.
    mutating func boolean(
        _ expression: Expression, _ focus: Range<Int>, _ scope: Scope
    ) throws(FHIRPathFailure) -> Bool? {
        let start = stack.count
        var inner = scope
        try run(expression, focus, &inner)
        guard let place = try singlePlace(start..<stack.count, expression) else { return nil }
        let value = stack[place].boolean ?? true
        stack.removeLast()
        return value
    }

    /// The scope of the criterion for one item.
    func scope(_ outer: Scope, for place: Int, in range: Range<Int>) -> Scope {
        var scope = outer
        scope.this = place
        scope.index = place - range.lowerBound
        return scope
    }
}

extension Evaluator.Scope {
    /// The same with another `$total`.
    func with(total: [PathItem]) -> Evaluator.Scope {
        var scope = self
        scope.defined = Evaluator.Defined(total: total, variables: defined?.variables ?? [:])
        return scope
    }

    /// Adds a variable.
    mutating func define(_ name: String, _ items: [PathItem]) {
        var variables = defined?.variables ?? [:]
        variables[name] = items
        defined = Evaluator.Defined(total: defined?.total, variables: variables)
    }
}
