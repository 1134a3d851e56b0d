// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A decimal number that keeps how many decimals it was written with.
///
/// Calculated exactly where 38 digits hold the result; a division is carried out to 18 decimals.
struct PathDecimal: Sendable {
    /// The number without its point.
    private(set) var digits: Int128
    /// How many of the digits stand behind the point.
    private(set) var scale: Int

    private static let mostDigits = 37
    private static let divisionScale = 18

    init(_ integer: Int64) {
        digits = Int128(integer)
        scale = 0
    }

    private init(digits: Int128, scale: Int) {
        self.digits = digits
        self.scale = scale
    }

    /// Reads digits with an optional sign, point and exponent; nil where it is no number or too long.
    init?(_ text: some StringProtocol) {
        var text = String(text)
        guard let number = text.withUTF8({ PathDecimal($0) }) else { return nil }
        self = number
    }

    /// Reads the bytes of a number.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        var digits: Int128 = 0
        var scale = 0
        var count = 0
        var hasPoint = false
        var isNegative = false
        var exponent = 0
        var bytes = text[...]
        if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            isNegative = first == UInt8(ascii: "-")
            bytes.removeFirst()
        }
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                guard digits < Self.power(Self.mostDigits - 1) else { return nil }
                digits = digits * 10 + Int128(byte - UInt8(ascii: "0"))
                scale += hasPoint ? 1 : 0
                count += 1
            case UInt8(ascii: "."):
                guard !hasPoint, count > 0, bytes.first.map({ $0 >= 48 && $0 <= 57 }) ?? false else { return nil }
                hasPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                guard let value = Int(String(decoding: bytes, as: UTF8.self)),
                    (-Self.mostDigits...Self.mostDigits).contains(value)
                else { return nil }
                exponent = value
                bytes = text[text.endIndex...]
            default: return nil
            }
        }
        guard count > 0 else { return nil }
        scale -= exponent
        if scale < 0 {
            guard let scaled = Self.shifted(digits, by: -scale) else { return nil }
            (digits, scale) = (scaled, 0)
        }
        guard scale <= Self.mostDigits else { return nil }
        self.digits = isNegative ? -digits : digits
        self.scale = scale
    }

    /// The nearest decimal of 15 digits; nil for what is no number or too large.
    init?(nearest value: Double) {
        guard value.isFinite, abs(value) < 1e30 else { return nil }
        let rounded = (value == 0 || abs(value) < 1e-18) ? 0 : value
        self.init("\(rounded)")
    }

    private static func power(_ exponent: Int) -> Int128 { powers[exponent] }
    private static let powers: [Int128] = (0...mostDigits).reduce(into: []) { powers, _ in
        powers.append((powers.last ?? 0) * 10 + (powers.isEmpty ? 1 : 0))
    }

    private static func shifted(_ digits: Int128, by places: Int) -> Int128? {
        guard places <= mostDigits else { return digits == 0 ? 0 : nil }
        let (result, overflow) = digits.multipliedReportingOverflow(by: power(places))
        return overflow ? nil : result
    }

    // MARK: Reading

    /// As it would be written, with all its decimals.
    var text: String {
        var text = String(digits.magnitude)
        if scale > 0 {
            if text.utf8.count <= scale { text = String(repeating: "0", count: scale + 1 - text.utf8.count) + text }
            text.insert(".", at: text.index(text.endIndex, offsetBy: -scale))
        }
        return digits < 0 ? "-" + text : text
    }

    var double: Double { Double(text) ?? .nan }

    var isZero: Bool { digits == 0 }
    var isNegative: Bool { digits < 0 }

    /// The whole number that it is; nil where it has decimals other than zeros, or is too large.
    var integer: Int64? {
        let plain = normalised
        return plain.scale == 0 ? Int64(exactly: plain.digits) : nil
    }

    /// Without zeros at its end.
    var normalised: PathDecimal {
        var (digits, scale) = (digits, scale)
        while scale > 0, digits % 10 == 0 {
            digits /= 10
            scale -= 1
        }
        return PathDecimal(digits: digits, scale: scale)
    }

    // MARK: Calculating

    private static func aligned(_ left: PathDecimal, _ right: PathDecimal) -> (Int128, Int128, Int)? {
        let scale = max(left.scale, right.scale)
        guard let first = shifted(left.digits, by: scale - left.scale),
            let second = shifted(right.digits, by: scale - right.scale)
        else { return nil }
        return (first, second, scale)
    }

    /// The sum; nil where it is too long.
    func adding(_ other: PathDecimal) -> PathDecimal? {
        guard let (left, right, scale) = Self.aligned(self, other) ?? Self.aligned(normalised, other.normalised) else {
            return nil
        }
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? nil : PathDecimal(digits: sum, scale: scale)
    }

    var negated: PathDecimal { PathDecimal(digits: -digits, scale: scale) }
    var magnitude: PathDecimal { digits < 0 ? negated : self }

    func subtracting(_ other: PathDecimal) -> PathDecimal? { adding(other.negated) }

    /// The product; nil where it is too long.
    func multiplied(by other: PathDecimal) -> PathDecimal? {
        for (left, right) in [(self, other), (normalised, other.normalised)] {
            let (product, overflow) = left.digits.multipliedReportingOverflow(by: right.digits)
            if !overflow, left.scale + right.scale <= Self.mostDigits {
                return PathDecimal(digits: product, scale: left.scale + right.scale)
            }
        }
        let (left, right) = (rounded(to: min(scale, 9)), other.rounded(to: min(other.scale, 9)))
        let (product, overflow) = left.digits.multipliedReportingOverflow(by: right.digits)
        return overflow ? nil : PathDecimal(digits: product, scale: left.scale + right.scale)
    }

    /// The quotient, to 18 decimals at most; nil where it is too long or the divisor is 0.
    func divided(by other: PathDecimal) -> PathDecimal? {
        guard other.digits != 0 else { return nil }
        let (left, right) = (normalised, other.normalised)
        for scale in stride(from: Self.divisionScale, through: 0, by: -1) {
            let shift = scale + right.scale - left.scale
            if shift >= 0 {
                guard let numerator = Self.shifted(left.digits, by: shift) else { continue }
                return PathDecimal(digits: Self.quotient(numerator, right.digits), scale: scale).normalised
            }
            guard let divisor = Self.shifted(right.digits, by: -shift) else { continue }
            return PathDecimal(digits: Self.quotient(left.digits, divisor), scale: scale).normalised
        }
        return nil
    }

    /// Rounded to the nearer whole number, halves away from zero.
    private static func quotient(_ numerator: Int128, _ divisor: Int128) -> Int128 {
        let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: divisor)
        guard rest.magnitude >= divisor.magnitude - rest.magnitude else { return quotient }
        return (numerator < 0) == (divisor < 0) ? quotient + 1 : quotient - 1
    }

    /// The whole part of a quotient; nil where the divisor is 0.
    func wholeQuotient(by other: PathDecimal) -> PathDecimal? {
        guard other.digits != 0, let (left, right, _) = Self.aligned(self, other) else { return nil }
        return PathDecimal(digits: left / right, scale: 0)
    }

    /// What a division leaves; nil where the divisor is 0.
    func remainder(by other: PathDecimal) -> PathDecimal? {
        guard other.digits != 0, let (left, right, scale) = Self.aligned(self, other) else { return nil }
        return PathDecimal(digits: left % right, scale: scale)
    }

    // MARK: Rounding

    /// How a number loses decimals.
    enum Rounding { case nearest, down, up, towardsZero }

    /// With this many decimals: rounded, or zeros added as far as they fit.
    func rounded(to places: Int, _ rounding: Rounding = .nearest) -> PathDecimal {
        guard places < scale else {
            guard let widened = Self.shifted(digits, by: places - scale) else { return self }
            return PathDecimal(digits: widened, scale: places)
        }
        let unit = Self.power(scale - places)
        let (quotient, rest) = digits.quotientAndRemainder(dividingBy: unit)
        let result: Int128 =
            switch rounding {
            case .towardsZero: quotient
            case .down: rest < 0 ? quotient - 1 : quotient
            case .up: rest > 0 ? quotient + 1 : quotient
            case .nearest: Self.quotient(digits, unit)
            }
        return PathDecimal(digits: result, scale: places)
    }

    /// Half of the unit of its last digit.
    var halfUnit: PathDecimal {
        // Where there is no room for a further digit, the last one is as good as exact.
        scale < Self.mostDigits ? PathDecimal(digits: 5, scale: scale + 1) : PathDecimal(digits: 0, scale: scale)
    }
}

extension PathDecimal: Comparable, Hashable {
    static func == (left: PathDecimal, right: PathDecimal) -> Bool {
        guard let (first, second, _) = aligned(left, right) else { return left.compared(to: right) == 0 }
        return first == second
    }

    static func < (left: PathDecimal, right: PathDecimal) -> Bool {
        guard let (first, second, _) = aligned(left, right) else { return left.compared(to: right) < 0 }
        return first < second
    }

    /// By sign, whole part and decimals, for numbers that cannot be brought to one scale.
    private func compared(to other: PathDecimal) -> Int {
        let (left, right) = (normalised, other.normalised)
        if let (first, second, _) = Self.aligned(left, right) { return first == second ? 0 : first < second ? -1 : 1 }
        let wholes = (left.rounded(to: 0, .down).digits, right.rounded(to: 0, .down).digits)
        if wholes.0 != wholes.1 { return wholes.0 < wholes.1 ? -1 : 1 }
        return left.double < right.double ? -1 : 1
    }

    func hash(into hasher: inout Hasher) {
        let plain = normalised
        hasher.combine(plain.digits)
        hasher.combine(plain.scale)
    }
}
