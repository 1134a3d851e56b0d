// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// The part of FHIRPath that R4's search parameters are written in: paths,
/// `as`, `where(resolve() is T)`, `where(member='text')` and unions.
///
/// An expression is resolved against the R4 structures once, into the concrete
/// JSON members it can select; `nil` for an expression that needs more.
struct IndexExpression: Sendable {
    /// One way from a resource down to values of one data type.
    struct Path: Sendable, Hashable {
        /// JSON member names from the resource on, such as `["component", "valueQuantity"]`.
        var members: [String]
        /// The R4 data type of the selected values.
        var type: String
        /// Only references to this resource type are selected.
        var targetType: String?
        /// Only values whose member has this text are selected.
        var condition: Condition?
        /// Selects whether the element is there and not `false`, instead of its value.
        var asPresence = false
    }

    struct Condition: Sendable, Hashable {
        var member: String
        var text: String
    }

    var paths: [Path]

    /// Resolves the parts of a union that start at `resourceType`.
    init?(_ expression: String, for resourceType: String) {
        self.init(expression) { Self.paths(of: $0, for: resourceType) }
    }

    /// Resolves an expression that starts at an element of a type, such as `value.as(Quantity)` of an Observation.
    init?(_ expression: String, from type: String) {
        self.init(expression) { part in
            Self.steps(of: part).flatMap { Self.resolve($0, from: Path(members: [], type: type)) }
        }
    }

    private init?(_ expression: String, read: (Substring) -> [Path]?) {
        var paths: [Path] = []
        for part in expression.split(separator: "|") {
            guard let own = read(Self.unwrapped(part.trimmed)) else { return nil }
            paths += own.filter { !paths.contains($0) }
        }
        guard !paths.isEmpty else { return nil }
        self.paths = paths
    }

    /// Removes parentheses that enclose a whole part.
    private static func unwrapped(_ text: Substring) -> Substring {
        guard text.hasPrefix("("), text.hasSuffix(")"), !text.dropFirst().dropLast().contains("(") else { return text }
        return text.dropFirst().dropLast().trimmed
    }

    private static func paths(of text: Substring, for resourceType: String) -> [Path]? {
        let presence = " and \(resourceType).deceased != false"
        if text.hasSuffix(presence), text.hasPrefix("\(resourceType).deceased.exists()") {
            return paths(of: Substring("\(resourceType).deceased"), for: resourceType)?.map {
                var path = $0
                path.asPresence = true
                return path
            }
        }
        var (text, rest) = (text, [Step]())
        // `(Observation.value as CodeableConcept).text`
        if text.hasPrefix("("), let close = text.range(ofText: ").") {
            guard let behind = steps(of: text[close.upperBound...]) else { return nil }
            (text, rest) = (text[..<close.lowerBound].dropFirst(), behind)
        }
        var cast: String?
        if let range = text.range(ofText: " as ") {
            cast = String(text[range.upperBound...].trimmed)
            text = text[..<range.lowerBound].trimmed
        }
        guard let steps = steps(of: text), case .member(let root)? = steps.first else { return nil }
        guard root == resourceType || R4.type(resourceType, isKindOf: root) else { return [] }
        let inner = cast.map { [Step.cast($0)] } ?? []
        return resolve(steps.dropFirst() + inner + rest, from: Path(members: [], type: resourceType))
    }

    enum Step {
        case member(String)
        case cast(String)
        case references(String)
        case condition(Condition)
    }

    /// Splits a path at its dots, outside parentheses.
    private static func steps(of text: Substring) -> [Step]? {
        var depth = 0
        let pieces = text.split(whereSeparator: { character in
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            return character == "." && depth == 0
        })
        var steps: [Step] = []
        for piece in pieces {
            if let argument = piece.argument(of: "as") ?? piece.argument(of: "ofType") {
                steps.append(.cast(String(argument)))
            } else if let argument = piece.argument(of: "where") {
                if argument.hasPrefix("resolve() is ") {
                    steps.append(.references(String(argument.dropFirst("resolve() is ".count))))
                } else if let equals = argument.firstIndex(of: "="), argument.hasSuffix("'") {
                    let quoted = argument[argument.index(after: equals)...].trimmed
                    guard quoted.hasPrefix("'") else { return nil }
                    let member = argument[..<equals].trimmed
                    steps.append(
                        .condition(Condition(member: String(member), text: String(quoted.dropFirst().dropLast()))))
                } else {
                    return nil
                }
            } else if piece.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) {
                steps.append(.member(String(piece)))
            } else {
                return nil
            }
        }
        return steps
    }

    private static func resolve(_ steps: some Sequence<Step>, from start: Path) -> [Path]? {
        var found = [start]
        for step in steps {
            switch step {
            case .member(let name):
                // A condition on an inner element would have to travel with it; only the last element's is supported.
                guard !found.contains(where: { $0.condition != nil || $0.targetType != nil }) else { return nil }
                found = found.flatMap { path in selections(of: name, in: path) }
            case .cast(let type):
                // R4 writes `DateTime` for `dateTime` in one place.
                found = found.filter { $0.type.lowercased() == type.lowercased() }
            case .references(let type):
                found = found.map { path in
                    var path = path
                    path.targetType = type
                    return path
                }
            case .condition(let condition):
                found = found.map { path in
                    var path = path
                    path.condition = condition
                    return path
                }
            }
        }
        return found.isEmpty ? nil : found
    }

    /// The JSON members that a path step selects: all types of a choice.
    private static func selections(of name: String, in path: Path) -> [Path] {
        guard let structure = R4.structure(named: path.type) else { return [] }
        if let element = structure.element(pathName: name) {
            return element.types.map { type in
                Path(members: path.members + [element.memberName(for: type)], type: type.name)
            }
        }
        return []
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        let start = firstIndex { !$0.isWhitespace } ?? endIndex
        let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? start
        return self[start..<end]
    }

    /// What stands between the parentheses of `name(…)`, if this is such a call.
    fileprivate func argument(of name: String) -> Substring? {
        guard hasPrefix(name + "("), hasSuffix(")") else { return nil }
        return dropFirst(name.count + 1).dropLast().trimmed
    }

    fileprivate func range(ofText text: String) -> Range<Index>? {
        var from = startIndex
        while from < endIndex {
            if self[from...].hasPrefix(text) { return from..<index(from, offsetBy: text.count) }
            from = index(after: from)
        }
        return nil
    }
}
