// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FoundationEssentials

// Decimal's own arithmetic will not do here: a product below its range traps the process, and a quotient has 36 right
// digits or fewer. So values are reckoned on whole numbers, and Decimal is what comes in and goes out.

/// A decimal number on its way from one unit to another: digits × 10^exponent, exact as long as 38 digits hold it.
struct UCUMNumber: Sendable {
    private var isNegative = false
    private var digits: UInt128
    private var exponent: Int

    static let one = UCUMNumber(digits: 1, exponent: 0)

    private static let mostDigits = 38
    /// 10^0 to 10^38, the largest that fits.
    private static let powersOfTen: [UInt128] = (1...mostDigits).reduce(into: [1]) { powers, _ in
        powers.append((powers.last ?? 1) * 10)
    }

    init(digits: UInt128, exponent: Int) {
        self.digits = digits
        self.exponent = exponent
    }

    /// Nil for what is no number.
    init?(_ value: Decimal) {
        guard value.isFinite, let digits = UInt128(value.magnitude.significand.description) else { return nil }
        self.init(digits: digits, exponent: value.exponent)
        isNegative = value.sign == .minus
    }

    /// Nil if it is too large for Decimal, or so small that nothing would be left of it.
    var decimal: Decimal? {
        guard digits != 0 else { return 0 }
        var number = self
        while number.digits.isMultiple(of: 10) { number = number.dropping(1) }
        if number.exponent < -128 { number = number.dropping(-128 - number.exponent) }
        guard number.digits != 0, number.exponent <= 127 else { return nil }
        let low = Decimal(UInt64(truncatingIfNeeded: number.digits))
        let high = UInt64(truncatingIfNeeded: number.digits >> 64)
        let significand = high == 0 ? low : Decimal(high) * (Decimal(UInt64.max) + 1) + low
        return Decimal(sign: isNegative ? .minus : .plus, exponent: number.exponent, significand: significand)
    }

    func multiplied(byTens tens: Int) -> UCUMNumber {
        var result = self
        result.exponent += tens
        return result
    }

    func multiplied(by whole: UInt128) -> UCUMNumber {
        if whole == 1 { return self }
        var result = digits < Self.powersOfTen[Self.mostDigits] ? self : dropping(1)
        let product = result.digits.multipliedFullWidth(by: whole)
        result.digits = product.low
        guard product.high != 0 else { return result }
        let surplus = Self.length(of: product.high)
        let power = Self.powersOfTen[surplus]
        let (quotient, rest) = power.dividingFullWidth(product)
        result.digits = rest < power - rest ? quotient : quotient + (quotient == .max ? 0 : 1)
        result.exponent += surplus
        return result
    }

    /// Long division, eighteen digits at a time, until nothing is left or 38 digits are there.
    func divided(by whole: UInt128) -> UCUMNumber {
        if whole == 1 { return self }
        var result = self
        var (quotient, rest) = digits.quotientAndRemainder(dividingBy: whole)
        while rest != 0 {
            let missing = min(18, Self.mostDigits - Self.length(of: quotient))
            guard missing > 0 else { break }
            let power = Self.powersOfTen[missing]
            let dividend = rest.multipliedFullWidth(by: power)
            let next =
                dividend.high == 0
                ? UInt128(dividend.low).quotientAndRemainder(dividingBy: whole) : whole.dividingFullWidth(dividend)
            quotient = quotient * power + next.quotient
            rest = next.remainder
            result.exponent -= missing
        }
        result.digits = rest < whole - rest ? quotient : quotient + 1
        return result
    }

    func plus(_ other: UCUMNumber) -> UCUMNumber {
        var (large, small) = exponent >= other.exponent ? (self, other) : (other, self)
        if large.digits == 0 { return small }
        if small.digits == 0 { return large }
        while large.exponent > small.exponent, large.digits < Self.powersOfTen[Self.mostDigits - 1] {
            large.digits *= 10
            large.exponent -= 1
        }
        if large.exponent > small.exponent { small = small.dropping(large.exponent - small.exponent) }
        if large.isNegative != small.isNegative {
            if large.digits < small.digits { swap(&large, &small) }
            large.digits -= small.digits
            return large
        }
        let sum = large.digits.addingReportingOverflow(small.digits)
        if sum.overflow { return large.dropping(1).plus(small.dropping(1)) }
        large.digits = sum.partialValue
        return large
    }

    func minus(_ other: UCUMNumber) -> UCUMNumber {
        var negative = other
        negative.isNegative.toggle()
        return plus(negative)
    }

    /// Without its last digits, rounded by them.
    private func dropping(_ count: Int) -> UCUMNumber {
        var result = self
        result.exponent += count
        guard count <= Self.mostDigits else {
            result.digits = 0
            return result
        }
        let power = Self.powersOfTen[count]
        let (quotient, rest) = digits.quotientAndRemainder(dividingBy: power)
        result.digits = rest < power - rest ? quotient : quotient + 1
        return result
    }

    /// How many digits a number has; none for zero.
    private static func length(of number: UInt128) -> Int {
        powersOfTen.firstIndex { number < $0 } ?? mostDigits + 1
    }
}
