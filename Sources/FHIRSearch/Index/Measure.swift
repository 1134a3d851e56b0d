// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FoundationEssentials
internal import Terminology

/// An amount with its unit: as it is written and, where the unit is one of UCUM, in UCUM's base units.
package struct Measure: Hashable, Sendable {
    /// The same amount in base units, so that `1 g` is found as `1000 mg`.
    package struct Canonical: Hashable, Sendable {
        /// What is measured, such as `g.m-3`; amounts of other dimensions are never the same.
        package var dimensions: String
        package var low: Double
        package var high: Double
    }

    /// The number as written, or the lower end of a range.
    package var low: Double
    package var high: Double
    package var system: String?
    package var code: String?
    /// The unit in words.
    package var unit: String?
    package var canonical: Canonical?

    /// The system of UCUM's units.
    package static let ucum = "http://unitsofmeasure.org"

    /// An amount from its two ends; nil ends are open.
    init(low: Decimal?, high: Decimal?, system: String?, code: String?, unit: String?) {
        let isPoint = low != nil && low == high
        self.low = low?.nearestDouble ?? -.infinity
        self.high = isPoint ? self.low : high?.nearestDouble ?? .infinity
        self.system = system
        self.code = code
        self.unit = unit
        guard system == Self.ucum, let code, let scale = UnitScale.named(code) else { return }
        let (first, last) = (low.map(scale.canonical), isPoint ? nil : high.map(scale.canonical))
        // An end that is too large or too small for base units has no place among them.
        if case .some(nil) = first { return }
        if case .some(nil) = last { return }
        let start = (first ?? nil) ?? -.infinity
        canonical = Canonical(
            dimensions: scale.dimensions, low: start, high: isPoint ? start : (last ?? nil) ?? .infinity)
    }
}

/// A UCUM unit, read once.
struct UnitScale: Sendable {
    let dimensions: String
    private let unit: UCUMUnit

    private init(_ unit: UCUMUnit) {
        self.unit = unit
        dimensions = unit.dimensions.description
    }

    /// The unit of a code; nil where UCUM has none.
    static func named(_ code: String) -> UnitScale? {
        UnitCache.shared.scale(of: code) { (try? UCUMUnit(code)).map(UnitScale.init) }
    }

    /// A value in base units, to twelve digits, so that equal amounts are equal whatever unit they came in.
    func canonical(_ value: Decimal) -> Double? {
        unit.canonicalValue(of: value)?.double(ofDigits: 12)
    }
}

extension Decimal {
    /// The nearest binary number.
    var nearestDouble: Double { Double(description) ?? .nan }

    /// The nearest binary number to this one rounded, half away from zero, to so many significant digits.
    func double(ofDigits count: Int) -> Double? {
        guard !isZero else { return 0 }
        let digits = significand.description.utf8.filter { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        guard digits.count > count else { return nearestDouble }
        guard var kept = Int64(String(decoding: digits.prefix(count), as: UTF8.self)) else { return nil }
        if digits[count] >= UInt8(ascii: "5") { kept += 1 }
        return Double("\(isSignMinus ? "-" : "")\(kept)e\(exponent + digits.count - count)")
    }
}
