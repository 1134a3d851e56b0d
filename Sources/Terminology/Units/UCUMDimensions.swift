// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What a unit measures: the powers of UCUM's seven base units, and of units that relate to nothing but themselves.
///
/// Two units with the same dimensions can be converted into each other.
package struct UCUMDimensions: Hashable, Sendable, CustomStringConvertible {
    /// In the order of their codes as ASCII, the last place unused.
    private static let baseUnits = ["C", "K", "cd", "g", "m", "rad", "s"]
    private static let limit = 127

    private var powers = SIMD8<Int16>()
    /// Arbitrary units and levels by code, such as `[iU]` and `[pH]`.
    private var named: [String: Int] = [:]

    /// The dimensions of the number 1.
    package static let none = UCUMDimensions()

    static let bases: [(code: String, dimensions: UCUMDimensions)] = baseUnits.indices.map { index in
        var dimensions = UCUMDimensions.none
        dimensions.powers[index] = 1
        return (baseUnits[index], dimensions)
    }

    static func only(_ code: String) -> UCUMDimensions {
        var dimensions = UCUMDimensions.none
        dimensions.named[code] = 1
        return dimensions
    }

    private init() {}

    /// The same for all units that can be converted into each other, and itself a UCUM code: `g.m-3`; `1` for a number.
    package var description: String {
        var components: [String] = []
        for (index, code) in Self.baseUnits.enumerated() where powers[index] != 0 {
            components.append(powers[index] == 1 ? code : code + String(powers[index]))
        }
        for (code, power) in named.sorted(by: { $0.key < $1.key }) {
            components.append(power == 1 ? code : code + String(power))
        }
        return components.isEmpty ? "1" : components.joined(separator: ".")
    }

    var inverse: UCUMDimensions {
        var result = self
        result.powers = 0 &- powers
        if !named.isEmpty { result.named = named.mapValues { -$0 } }
        return result
    }

    /// Nil if a power leaves -127...127.
    func multiplied(by other: UCUMDimensions) -> UCUMDimensions? {
        var result = self
        result.powers = powers &+ other.powers
        if !other.named.isEmpty {
            result.named = named.merging(other.named, uniquingKeysWith: +).filter { $0.value != 0 }
        }
        return result.isWithinLimit ? result : nil
    }

    /// Nil if a power leaves -127...127; the exponent must be within it.
    func raised(to exponent: Int) -> UCUMDimensions? {
        guard exponent != 0 else { return UCUMDimensions.none }
        var result = self
        result.powers = powers &* Int16(exponent)
        if !named.isEmpty { result.named = named.mapValues { $0 * exponent } }
        return result.isWithinLimit ? result : nil
    }

    private var isWithinLimit: Bool {
        powers.max() <= Int16(Self.limit) && powers.min() >= -Int16(Self.limit)
            && named.values.allSatisfy { abs($0) <= Self.limit }
    }
}
