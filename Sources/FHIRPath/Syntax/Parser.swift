// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Reads an expression by the precedence of the language.
struct Parser {
    /// How deep parentheses, arguments and signs may nest.
    private static let deepest = 200
    /// Of how many words and signs an expression may consist: chains of steps and operators nest, too.
    private static let longest = 4_000

    private let tokens: [Token]
    private var position = 0
    private var depth = 0

    private init(_ tokens: [Token]) { self.tokens = tokens }

    /// Reads a whole text.
    static func expression(_ text: String) throws(FHIRPathFailure) -> Expression {
        let tokens = try Lexer.tokens(of: text)
        guard tokens.count <= longest else {
            throw FHIRPathFailure(.syntax, "The expression is longer than \(longest) words", at: tokens[longest].offset)
        }
        var parser = Parser(tokens)
        let expression = try parser.expression()
        guard parser.token.kind == .end else { throw parser.unexpected("the end") }
        return expression
    }

    private var token: Token { tokens[position] }

    private func unexpected(_ wanted: String) -> FHIRPathFailure {
        let found =
            switch token.kind {
            case .end: "the expression ends"
            case .identifier(let text), .delimited(let text), .number(let text), .sign(let text): "“\(text)” stands"
            case .string: "a text stands"
            case .moment: "a date or time stands"
            case .special(let text): "“$\(text)” stands"
            case .external(let text): "“%\(text)” stands"
            }
        return FHIRPathFailure(.syntax, "Here \(found) where \(wanted) belongs", at: token.offset)
    }

    private mutating func skip(_ sign: String) -> Bool {
        guard token.kind == .sign(sign) else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ sign: String) throws(FHIRPathFailure) {
        guard skip(sign) else { throw unexpected("“\(sign)”") }
    }

    // MARK: Operators

    /// Binary operators from the loosest to the tightest; `is` and `as` bind between the fifth and the sixth.
    private static let levels: [[Expression.Operator]] = [
        [.implies], [.or, .xor], [.and], [.isIn, .contains], [.equal, .equivalent, .notEqual, .notEquivalent],
        [.less, .lessOrEqual, .greater, .greaterOrEqual], [.union], [.add, .subtract, .concatenate],
        [.multiply, .divide, .div, .mod],
    ]
    /// The level whose operands may be type tests.
    private static let typeLevel = 7

    private mutating func expression() throws(FHIRPathFailure) -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else {
            throw FHIRPathFailure(.syntax, "The expression nests too deep", at: token.offset)
        }
        return try binary(0)
    }

    private mutating func binary(_ level: Int) throws(FHIRPathFailure) -> Expression {
        switch level {
        case Self.levels.count: try polarity()
        case Self.typeLevel: try typeTest()
        default: try chain(level)
        }
    }

    private mutating func chain(_ level: Int) throws(FHIRPathFailure) -> Expression {
        var left = try binary(level + 1)
        while let found = binaryOperator(Self.levels[level]) {
            let offset = token.offset
            position += 1
            let right = try binary(level + 1)
            left = Expression(.binary(found, left, right), at: offset)
        }
        return left
    }

    private func binaryOperator(_ operators: [Expression.Operator]) -> Expression.Operator? {
        let text: String
        switch token.kind {
        case .identifier(let word): text = word
        case .sign(let sign): text = sign
        default: return nil
        }
        return operators.first { $0.rawValue == text }
    }

    private mutating func typeTest() throws(FHIRPathFailure) -> Expression {
        var left = try chain(Self.typeLevel)
        while case .identifier(let word) = token.kind, let test = Expression.TypeTest(rawValue: word) {
            let offset = token.offset
            position += 1
            left = Expression(.type(test, left, try typeName()), at: offset)
        }
        return left
    }

    private mutating func polarity() throws(FHIRPathFailure) -> Expression {
        let offset = token.offset
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw FHIRPathFailure(.syntax, "The expression nests too deep", at: offset) }
        if skip("-") { return Expression(.negation(try polarity()), at: offset) }
        if skip("+") { return Expression(.plus(try polarity()), at: offset) }
        return try steps()
    }

    // MARK: Steps

    private mutating func steps() throws(FHIRPathFailure) -> Expression {
        var focus = try term()
        while true {
            let offset = token.offset
            if skip(".") {
                focus = try invocation(on: focus)
            } else if skip("[") {
                let index = try expression()
                try expect("]")
                focus = Expression(.indexer(focus, index), at: offset)
            } else {
                return focus
            }
        }
    }

    private mutating func term() throws(FHIRPathFailure) -> Expression {
        let offset = token.offset
        switch token.kind {
        case .sign("("):
            position += 1
            let inner = try expression()
            try expect(")")
            return inner
        case .sign("{"):
            position += 1
            try expect("}")
            return Expression(.empty, at: offset)
        case .string(let text):
            position += 1
            return Expression(.literal(.string(text)), at: offset)
        case .number(let digits):
            position += 1
            return Expression(.literal(try number(digits, at: offset)), at: offset)
        case .moment(let text):
            position += 1
            return Expression(.literal(try Self.moment(text, at: offset)), at: offset)
        case .external(let name):
            position += 1
            return Expression(.external(name), at: offset)
        case .identifier("true"), .identifier("false"):
            defer { position += 1 }
            return Expression(.literal(.boolean(token.kind == .identifier("true"))), at: offset)
        default: return try invocation(on: nil)
        }
    }

    private mutating func invocation(on focus: Expression?) throws(FHIRPathFailure) -> Expression {
        let offset = token.offset
        switch token.kind {
        case .special(let name):
            position += 1
            switch name {
            case "this": return Expression(.this, at: offset)
            case "index": return Expression(.index, at: offset)
            case "total": return Expression(.total, at: offset)
            default: throw FHIRPathFailure(.syntax, "There is no $\(name)", at: offset)
            }
        case .identifier(let name):
            position += 1
            guard skip("(") else { return Expression(.member(of: focus, ChildName(name)), at: offset) }
            return try call(name, on: focus, at: offset)
        case .delimited(let name):
            position += 1
            return Expression(.member(of: focus, ChildName(name)), at: offset)
        default: throw unexpected(focus == nil ? "an expression" : "the name of an element or function")
        }
    }

    private mutating func call(
        _ name: String, on focus: Expression?, at offset: Int
    ) throws(FHIRPathFailure) -> Expression {
        guard let function = FHIRPathFunction(rawValue: name) else {
            throw FHIRPathFailure(.semantic, "There is no function “\(name)”", at: offset)
        }
        if function.takesType {
            let type = try typeName()
            try expect(")")
            return Expression(
                .call(on: focus, function, [Expression(.typeName(type), at: offset)]), at: offset)
        }
        var arguments: [Expression] = []
        if !skip(")") {
            repeat {
                arguments.append(try argument(of: function))
                guard arguments.count <= 1_000 else {
                    throw FHIRPathFailure(.syntax, "There are too many arguments", at: offset)
                }
            } while skip(",")
            try expect(")")
        }
        guard function.arity.contains(arguments.count) else {
            throw FHIRPathFailure(
                .semantic, "The function “\(name)” does not take \(arguments.count) arguments", at: offset)
        }
        return Expression(.call(on: focus, function, arguments), at: offset)
    }

    private mutating func argument(of function: FHIRPathFunction) throws(FHIRPathFailure) -> Expression {
        let argument = try expression()
        guard function == .sort, case .identifier(let order) = token.kind, order == "asc" || order == "desc" else {
            return argument
        }
        position += 1
        return order == "asc" ? argument : Expression(.negation(argument), at: argument.offset)
    }

    private mutating func typeName() throws(FHIRPathFailure) -> TypeName {
        let first = try typeWord()
        guard skip(".") else { return TypeName(namespace: nil, name: first) }
        return TypeName(namespace: first, name: try typeWord())
    }

    private mutating func typeWord() throws(FHIRPathFailure) -> String {
        switch token.kind {
        case .identifier(let word), .delimited(let word):
            position += 1
            return word
        default: throw unexpected("the name of a type")
        }
    }

    // MARK: Literals

    private mutating func number(_ digits: String, at offset: Int) throws(FHIRPathFailure) -> PathItem {
        let unit: String?
        switch token.kind {
        case .string(let text): unit = text
        case .identifier(let word) where CalendarUnit(word) != nil: unit = word
        default: unit = nil
        }
        guard let value = PathDecimal(digits) else {
            throw FHIRPathFailure(.syntax, "The number is longer than any that is calculated with", at: offset)
        }
        if let unit {
            let isWord = if case .identifier = token.kind { true } else { false }
            position += 1
            return .quantity(PathQuantity(value, isWord ? .calendar(CalendarUnit(unit) ?? .year) : .ucum(unit)))
        }
        if !digits.contains(".") {
            guard let integer = Int64(digits) else {
                throw FHIRPathFailure(.syntax, "The number is larger than any integer", at: offset)
            }
            return .integer(integer)
        }
        return .decimal(value)
    }

    private static func moment(_ text: String, at offset: Int) throws(FHIRPathFailure) -> PathItem {
        if text.hasPrefix("T") {
            let clock = text.dropFirst()
            if clock.contains(where: { "Z+-".contains($0) }) {
                throw FHIRPathFailure(.execution, "A time of day has no zone", at: offset)
            }
            if let time = PathMoment(time: clock) { return .time(time) }
        } else if text.contains("T") {
            if let moment = PathMoment(dateTime: text) { return .dateTime(moment) }
        } else if let date = PathMoment(date: text) {
            return .date(date)
        }
        throw FHIRPathFailure(.syntax, "There is no such date or time", at: offset)
    }
}
