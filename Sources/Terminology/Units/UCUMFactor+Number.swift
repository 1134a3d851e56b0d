// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension UCUMFactor {
    /// A number times this factor.
    func scaled(_ number: UCUMNumber) -> UCUMNumber {
        // What is left of the twos and fives beside the tens is a whole number: nothing is rounded before the division.
        let tens = min(twos, fives)
        var result = number.multiplied(by: numerator).multiplied(byTens: tens)
        result = Self.multiply(result, by: 2, times: twos - tens)
        result = Self.multiply(result, by: 5, times: fives - tens)
        for _ in 0..<abs(pis) {
            result = result.multiplied(by: pis < 0 ? Self.inversePiDigits : Self.piDigits)
            result = result.multiplied(byTens: pis < 0 ? -38 : -37)
        }
        return result.divided(by: denominator)
    }

    /// Pi × 10^37, and 10^38 / pi.
    private static let piDigits: UInt128 = 31_415_926_535_897_932_384_626_433_832_795_028_842
    private static let inversePiDigits: UInt128 = 31_830_988_618_379_067_153_776_752_674_502_872_407

    private static func multiply(_ number: UCUMNumber, by base: UInt128, times: Int) -> UCUMNumber {
        var result = number
        var power: UInt128 = 1
        for _ in 0..<max(0, times) {
            // 5^54 and 2^54 fit; then the next begins.
            if power > UInt128.max / 5 {
                result = result.multiplied(by: power)
                power = 1
            }
            power *= base
        }
        return result.multiplied(by: power)
    }
}
