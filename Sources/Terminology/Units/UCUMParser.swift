// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Reads one unit by the grammar of UCUM 2.2, exhibit 1, from left to right.
///
/// Three things are read beyond it. An integer may have a signed exponent (`2+10`), as the prose of UCUM says in §9. An
/// annotation may also follow an integer or a parenthesis (`g/(8.h){shift}`), as in UCUM's own list of examples, and it
/// may be empty. A parenthesis has no exponent.
struct UCUMParser {
    static let deepest = 32
    private static let largestExponent = 127

    private let bytes: [UInt8]
    private let atoms: [String: UCUMAtom]
    private var at = 0
    private var depth = 0

    init(_ text: some StringProtocol, atoms: [String: UCUMAtom] = UCUMAtom.all) {
        bytes = Array(text.utf8)
        self.atoms = atoms
    }

    mutating func wholeUnit() throws(UCUMFailure) -> UCUMMeaning {
        guard !bytes.isEmpty else { throw UCUMFailure(reason: .empty, position: 0) }
        var meaning: UCUMMeaning
        if next == .solidus {
            at += 1
            meaning = try combined(.one, by: .solidus, from: 0)
        } else {
            meaning = try component()
        }
        meaning = try rest(of: meaning)
        guard at == bytes.count else { throw unexpected() }
        return meaning
    }

    private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

    /// All further components of a term; multiplication and division bind alike.
    private mutating func rest(of first: UCUMMeaning) throws(UCUMFailure) -> UCUMMeaning {
        var meaning = first
        while let sign = next, sign == .period || sign == .solidus {
            at += 1
            meaning = try combined(meaning, by: sign, from: at - 1)
        }
        return meaning
    }

    private mutating func combined(_ left: UCUMMeaning, by sign: UInt8, from start: Int) throws(UCUMFailure)
        -> UCUMMeaning
    {
        let right = try component()
        do {
            return sign == .solidus ? try left.divided(by: right) : try left.multiplied(by: right)
        } catch {
            throw UCUMFailure(reason: error, position: start)
        }
    }

    private mutating func component() throws(UCUMFailure) -> UCUMMeaning {
        switch next {
        case nil, .period, .solidus, .closingParenthesis: throw failure(.missingUnit)
        case .openingBrace:
            try skipAnnotation()
            return .one
        case let byte?:
            guard byte.isSymbol || byte == .openingBracket || byte == .openingParenthesis else { throw unexpected() }
            let meaning = byte == .openingParenthesis ? try parenthesis() : try simpleUnit()
            if next == .openingBrace { try skipAnnotation() }
            return meaning
        }
    }

    private mutating func parenthesis() throws(UCUMFailure) -> UCUMMeaning {
        let start = at
        guard depth < Self.deepest else { throw failure(.tooDeep) }
        depth += 1
        at += 1
        let meaning = try rest(of: component())
        guard next != nil else { throw UCUMFailure(reason: .unclosedParenthesis, position: start) }
        guard next == .closingParenthesis else { throw unexpected() }
        depth -= 1
        at += 1
        return meaning
    }

    private mutating func skipAnnotation() throws(UCUMFailure) {
        let start = at
        at += 1
        while let byte = next, byte != .closingBrace {
            guard byte.isPrintable else { throw failure(.characterNotAllowed) }
            guard byte != .openingBrace else { throw failure(.unexpectedCharacter) }
            at += 1
        }
        guard next != nil else { throw UCUMFailure(reason: .unclosedBrace, position: start) }
        at += 1
    }

    /// A symbol or an integer, with its exponent.
    private mutating func simpleUnit() throws(UCUMFailure) -> UCUMMeaning {
        let start = at
        try skipSymbol()
        var end = at
        while end > start, bytes[end - 1].isDigit { end -= 1 }
        let meaning: UCUMMeaning
        if end == start {
            meaning = UCUMMeaning(factor: try integer(start..<at))
            guard let sign = next, sign.isSign else { return meaning }
        } else {
            meaning = try unit(start..<end)
        }
        let power = try exponent(from: end == start ? at : end)
        do {
            return try meaning.raised(to: power)
        } catch {
            throw UCUMFailure(reason: error, position: start)
        }
    }

    private mutating func skipSymbol() throws(UCUMFailure) {
        while let byte = next {
            if byte.isSymbol {
                at += 1
            } else if byte == .openingBracket {
                let start = at
                at += 1
                while let inner = next, inner != .closingBracket {
                    guard inner.isPrintable else { throw failure(.characterNotAllowed) }
                    guard inner != .openingBracket else { throw failure(.unexpectedCharacter) }
                    at += 1
                }
                guard next != nil else { throw UCUMFailure(reason: .unclosedBracket, position: start) }
                at += 1
            } else {
                return
            }
        }
    }

    private func integer(_ range: Range<Int>) throws(UCUMFailure) -> UCUMFactor {
        guard let number = UInt64(String(decoding: bytes[range], as: UTF8.self)) else {
            throw UCUMFailure(reason: .tooLarge, position: range.lowerBound)
        }
        guard let factor = UCUMFactor(UInt128(number)) else {
            throw UCUMFailure(reason: .zero, position: range.lowerBound)
        }
        return factor
    }

    private func unit(_ range: Range<Int>) throws(UCUMFailure) -> UCUMMeaning {
        if let atom = atoms[text(range)] { return atom.meaning }
        var reason = UCUMFailure.Reason.unknownUnit
        for length in [2, 1] where length < range.count {
            let split = range.lowerBound + length
            guard let prefix = UCUMAtom.prefixes[text(range.lowerBound..<split)],
                let atom = atoms[text(split..<range.upperBound)]
            else { continue }
            if atom.takesPrefix {
                do {
                    return try atom.meaning.multiplied(by: UCUMMeaning(factor: prefix))
                } catch {
                    throw UCUMFailure(reason: error, position: range.lowerBound)
                }
            }
            reason = .prefixNotAllowed
        }
        throw UCUMFailure(reason: reason, position: range.lowerBound)
    }

    /// The exponent whose digits were read with the symbol, or that follows with a sign; 1 if there is none.
    private mutating func exponent(from start: Int) throws(UCUMFailure) -> Int {
        var digits = start..<at
        var isNegative = false
        if digits.isEmpty {
            guard let sign = next, sign.isSign else { return 1 }
            isNegative = sign == .minus
            at += 1
            while let byte = next, byte.isDigit { at += 1 }
            digits = start + 1..<at
            guard !digits.isEmpty else { throw failure(.missingExponent) }
        }
        guard let exponent = Int(text(digits)), exponent <= Self.largestExponent else {
            throw UCUMFailure(reason: .tooLarge, position: start)
        }
        return isNegative ? -exponent : exponent
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private func failure(_ reason: UCUMFailure.Reason) -> UCUMFailure { UCUMFailure(reason: reason, position: at) }

    private func unexpected() -> UCUMFailure {
        failure(bytes[at].isPrintable ? .unexpectedCharacter : .characterNotAllowed)
    }
}

extension UInt8 {
    fileprivate static let period = UInt8(ascii: ".")
    fileprivate static let solidus = UInt8(ascii: "/")
    fileprivate static let minus = UInt8(ascii: "-")
    fileprivate static let openingParenthesis = UInt8(ascii: "(")
    fileprivate static let closingParenthesis = UInt8(ascii: ")")
    fileprivate static let openingBracket = UInt8(ascii: "[")
    fileprivate static let closingBracket = UInt8(ascii: "]")
    fileprivate static let openingBrace = UInt8(ascii: "{")
    fileprivate static let closingBrace = UInt8(ascii: "}")

    fileprivate var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }

    fileprivate var isSign: Bool { self == .minus || self == UInt8(ascii: "+") }

    fileprivate var isPrintable: Bool { 33...126 ~= self }

    /// May stand in a symbol outside of square brackets (UCUM §2.1.1).
    fileprivate var isSymbol: Bool {
        switch self {
        case UInt8(ascii: "\""), .openingParenthesis, .closingParenthesis, UInt8(ascii: "+"), .minus, .period,
            .solidus, UInt8(ascii: "="), .openingBracket, .closingBracket, .openingBrace, .closingBrace:
            false
        default: isPrintable
        }
    }
}
