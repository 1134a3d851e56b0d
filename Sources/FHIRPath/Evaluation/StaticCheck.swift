// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Finds, before any resource is asked, what no resource can answer: elements that a type does not have, and order where
/// there is none.
struct StaticCheck {
    /// What is known of the items of a part.
    private struct Shape {
        /// The types that they can have; nil where nothing is known.
        var types: [FHIRType]?
        var isOrdered = true

        static let unknown = Shape(types: nil)
    }

    private let context: Shape

    /// Checks an expression that is asked of a type.
    ///
    /// - Throws: a failure of kind ``FHIRPathFailure/Kind/semantic`` that names the element and the types.
    static func check(_ expression: Expression, on type: FHIRType) throws(FHIRPathFailure) {
        let check = StaticCheck(context: Shape(types: [type]))
        _ = try check.shape(of: expression, on: check.context, this: check.context)
    }

    private func shape(of expression: Expression, on focus: Shape, this: Shape) throws(FHIRPathFailure) -> Shape {
        switch expression.kind {
        case .this: return this
        case .literal, .empty, .index, .total, .typeName: return .unknown
        case .external(let name): return name == "context" || name == "resource" ? context : .unknown
        case .member(nil, let name):
            if let types = focus.types, types.contains(where: { Self.names($0, name) }) { return focus }
            return try children(of: focus, name, expression)
        case .member(let parent?, let name):
            return try children(of: try shape(of: parent, on: focus, this: this), name, expression)
        case .call(let parent, let function, let arguments):
            let input =
                try parent.map { (parent) throws(FHIRPathFailure) in try shape(of: parent, on: focus, this: this) }
                ?? focus
            return try called(function, arguments, on: input, focus: focus, this: this, expression)
        case .indexer(let parent, let index):
            _ = try shape(of: index, on: focus, this: this)
            return try shape(of: parent, on: focus, this: this)
        case .negation(let operand), .plus(let operand):
            _ = try shape(of: operand, on: focus, this: this)
            return .unknown
        case .binary(let sign, let left, let right):
            let (first, second) = (
                try shape(of: left, on: focus, this: this), try shape(of: right, on: focus, this: this)
            )
            guard sign == .union, let one = first.types, let other = second.types else { return .unknown }
            return Shape(types: one + other, isOrdered: false)
        case .type(.is, let operand, _):
            _ = try shape(of: operand, on: focus, this: this)
            return .unknown
        case .type(.as, let operand, let type):
            return Self.narrowed(try shape(of: operand, on: focus, this: this), to: type)
        }
    }

    /// Whether a path may begin with the name of the type it is asked of.
    private static func names(_ type: FHIRType, _ name: ChildName) -> Bool {
        name.type.map { type.isKind(of: $0) } ?? false
    }

    private func children(of shape: Shape, _ name: ChildName, _ expression: Expression) throws(FHIRPathFailure) -> Shape
    {
        guard let types = shape.types else { return .unknown }
        let known = types.compactMap { $0.types(ofChild: name) }
        if known.isEmpty {
            // Any resource may stand where one is held, and it may have the element.
            if types.contains(where: { $0.isResource && !$0.isConcreteResource }) { return .unknown }
            let names = Set(types.map(\.name)).sorted().joined(separator: ", ")
            throw FHIRPathFailure(.semantic, "\(names) has no element “\(name.text)”", at: expression.offset)
        }
        return Shape(types: known.flatMap { $0 })
    }

    private static func narrowed(_ shape: Shape, to type: TypeName) -> Shape {
        guard type.namespace != "System", let narrow = FHIRType.named(type.name) else { return .unknown }
        return Shape(types: [narrow], isOrdered: shape.isOrdered)
    }

    private func called(
        _ function: FHIRPathFunction, _ arguments: [Expression], on input: Shape, focus: Shape, this: Shape,
        _ expression: Expression
    ) throws(FHIRPathFailure) -> Shape {
        switch function {
        case .ofType, .as:
            guard case .typeName(let type)? = arguments.first?.kind else { return .unknown }
            return Self.narrowed(input, to: type)
        case .is: return .unknown
        case .children, .descendants: return Shape(types: nil, isOrdered: false)
        case .where, .all, .exists, .select, .repeat, .repeatAll, .sort, .trace:
            var last = Shape.unknown
            for argument in arguments { last = try shape(of: argument, on: input, this: input) }
            if function == .select { return last }
            return function == .where || function == .trace
                ? input : function == .sort ? Shape(types: input.types) : .unknown
        case .aggregate: return .unknown
        case .skip, .take, .first, .last, .tail:
            guard input.isOrdered else {
                throw FHIRPathFailure(
                    .semantic, "These items have no order that “\(function.rawValue)” could go by",
                    at: expression.offset)
            }
            return try passingOn(input, arguments, focus, this)
        case .single, .distinct, .intersect, .exclude: return try passingOn(input, arguments, focus, this)
        default:
            _ = try passingOn(.unknown, arguments, focus, this)
            return .unknown
        }
    }

    /// The shape, once the arguments are checked, which are asked of what the whole call is asked of.
    private func passingOn(
        _ shape: Shape, _ arguments: [Expression], _ focus: Shape, _ this: Shape
    ) throws(FHIRPathFailure) -> Shape {
        for argument in arguments { _ = try self.shape(of: argument, on: focus, this: this) }
        return shape
    }
}
