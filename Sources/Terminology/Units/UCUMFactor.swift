// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

// Many definitions are no finite decimals: a degree Fahrenheit is 5/9 K, a US foot 1200/3937 m, a degree pi/180 rad.
// Decimal would round them without a word, so a factor stays a fraction and only a converted value becomes a Decimal.
// Twos and fives are kept as exponents: they are most of every prefix, and with them a factor has one form only.

/// An exact positive number: numerator / denominator × 2^twos × 5^fives × pi^pis.
///
/// Numerator and denominator share no factor and hold no two and no five.
struct UCUMFactor: Hashable, Sendable {
    private(set) var numerator: UInt128 = 1
    private(set) var denominator: UInt128 = 1
    private(set) var twos = 0
    private(set) var fives = 0
    private(set) var pis = 0

    static let one = UCUMFactor()
    static let pi = UCUMFactor(pis: 1)

    private init() {}

    private init(pis: Int) { self.pis = pis }

    /// Nil for zero.
    init?(_ integer: UInt128) {
        guard integer > 0 else { return nil }
        twos = integer.trailingZeroBitCount
        numerator = integer >> twos
        while numerator.isMultiple(of: 5) {
            numerator /= 5
            fives += 1
        }
    }

    /// Nil for zero.
    init?(_ integer: UInt128, tens: Int) {
        self.init(integer)
        twos += tens
        fives += tens
    }

    /// Reads a positive number such as `60`, `0.2` or `6.02214076e23`; nil for anything else.
    init?(decimal text: some StringProtocol) {
        var digits: UInt128 = 0
        var places: Int?
        let parts = text.utf8.split(separator: UInt8(ascii: "e"), omittingEmptySubsequences: false)
        guard let number = parts.first, parts.count <= 2, number.count <= 38 else { return nil }
        for byte in number {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits = digits * 10 + UInt128(byte - UInt8(ascii: "0"))
                places = places.map { $0 + 1 }
            case UInt8(ascii: ".") where places == nil: places = 0
            default: return nil
            }
        }
        var tens = 0
        if parts.count == 2 {
            guard let written = Int(String(decoding: parts[1], as: UTF8.self)), abs(written) <= 100 else { return nil }
            tens = written
        }
        self.init(digits, tens: tens - (places ?? 0))
    }

    var inverse: UCUMFactor {
        var result = UCUMFactor()
        result.numerator = denominator
        result.denominator = numerator
        result.twos = -twos
        result.fives = -fives
        result.pis = -pis
        return result
    }

    /// Nil if the product does not fit.
    func multiplied(by other: UCUMFactor) -> UCUMFactor? {
        let (across, back) = (Self.gcd(numerator, other.denominator), Self.gcd(other.numerator, denominator))
        let above = (numerator / across).multipliedReportingOverflow(by: other.numerator / back)
        let below = (denominator / back).multipliedReportingOverflow(by: other.denominator / across)
        guard !above.overflow, !below.overflow else { return nil }
        var result = UCUMFactor()
        result.numerator = above.partialValue
        result.denominator = below.partialValue
        result.twos = twos + other.twos
        result.fives = fives + other.fives
        result.pis = pis + other.pis
        return result.isWithinRange ? result : nil
    }

    /// Nil if the power does not fit; any factor to the power of 0 is 1.
    func raised(to exponent: Int) -> UCUMFactor? {
        let factor = exponent < 0 ? inverse : self
        var result = UCUMFactor.one
        for _ in 0..<abs(exponent) {
            guard let next = result.multiplied(by: factor) else { return nil }
            result = next
        }
        return result
    }

    /// Between about 10^-100 and 10^100, and no exponent so far out that a Decimal on the way could not hold it.
    private var isWithinRange: Bool {
        guard abs(twos) <= 120, abs(fives) <= 120, abs(pis) <= 20 else { return false }
        let bits = numerator.leadingZeroBitCount.distance(to: denominator.leadingZeroBitCount)
        let thousandths = (bits + twos) * 301 + fives * 699 + pis * 497
        return abs(thousandths) <= 100_000
    }

    /// The greatest common divisor of two odd numbers.
    private static func gcd(_ left: UInt128, _ right: UInt128) -> UInt128 {
        var (left, right) = (left, right)
        while left != right, left != 1, right != 1 {
            if left < right { swap(&left, &right) }
            left -= right
            left >>= left.trailingZeroBitCount
        }
        return left < right ? left : right
    }
}
