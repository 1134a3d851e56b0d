// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// Choices from a seeded sequence, written out here so that they stay the same
/// with every version of the toolchain.
extension SeededGenerator {
    /// A whole number from 0 up to `bound`, without it.
    mutating func below(_ bound: Int) -> Int {
        bound <= 1 ? 0 : Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A whole number between two bounds, both included.
    mutating func between(_ low: Int, _ high: Int) -> Int { low + below(high - low + 1) }

    /// A number from 0 up to 1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// True with a probability.
    mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    /// Roughly normal, mean 0 and standard deviation 1, never beyond 3.5.
    mutating func normal() -> Double { (unit() + unit() + unit() + unit() - 2) * 1.732 }

    /// One item of a list that is not empty.
    mutating func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }

    /// The position of one of the weights, drawn in proportion.
    mutating func weighted(_ weights: [Double]) -> Int {
        var point = unit() * weights.reduce(0, +)
        for (position, weight) in weights.enumerated() {
            point -= weight
            if point < 0 { return position }
        }
        return weights.count - 1
    }

    /// How often something happens that is expected `mean` times; never more than `most`.
    mutating func count(mean: Double, most: Int) -> Int {
        let whole = Int(mean)
        var number = chance(mean - Double(whole)) ? whole + 1 : whole
        if number > 0, chance(0.3) { number += chance(0.5) ? 1 : -1 }
        return min(most, max(0, number))
    }

    /// 24 letters and digits: 120 random bits, fit for a resource id.
    mutating func opaqueText() -> String {
        let high = next()
        let low = next()
        return String(unsafeUninitializedCapacity: 24) { buffer in
            for place in 0..<24 {
                let word = place < 12 ? high : low
                buffer[place] = Self.alphabet[Int((word >> UInt64(place % 12 * 5)) & 31)]
            }
            return 24
        }
    }

    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
}
