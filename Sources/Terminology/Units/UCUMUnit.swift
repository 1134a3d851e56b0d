// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import FoundationEssentials

/// A unit of measure as a case-sensitive UCUM expression.
///
/// Two units are equal if they mean the same, however they are written: `mL` and `cm3`, `mg{creat}` and `mg`. As UCUM
/// has it, a mole is a number, so `mol/L` and `/L` are of one kind; whether two results may share a line is not for units
/// to say. An arbitrary unit such as `[iU]` is of one kind only with itself. A level (`[pH]`, `B[SPL]`, `Np`) converts
/// only into multiples of itself.
package struct UCUMUnit: Sendable, Hashable, CustomStringConvertible {
    static let longestCode = 1000

    /// The expression as it was written, with its annotations.
    package let code: String
    private let meaning: UCUMMeaning

    /// The number one.
    package static let one = UCUMUnit(code: "1", meaning: .one)

    /// Reads a whole expression; nothing is trimmed or corrected.
    package init(_ text: some StringProtocol) throws(UCUMFailure) {
        // Counted only so far: a text of a megabyte is refused without being read.
        guard text.utf8.prefix(Self.longestCode + 1).count <= Self.longestCode else {
            throw UCUMFailure(reason: .tooLong, position: Self.longestCode)
        }
        var parser = UCUMParser(text)
        meaning = try parser.wholeUnit()
        code = String(text)
    }

    private init(code: String, meaning: UCUMMeaning) {
        self.code = code
        self.meaning = meaning
    }

    package var description: String { code }

    package static func == (left: UCUMUnit, right: UCUMUnit) -> Bool { left.meaning == right.meaning }

    package func hash(into hasher: inout Hasher) { hasher.combine(meaning) }
}

extension UCUMUnit {
    /// What this unit measures; its description is the canonical unit, fit for an index.
    package var dimensions: UCUMDimensions { meaning.dimensions }

    /// The unit in base units: how many of them it is, to 38 digits, and which.
    ///
    /// For a temperature scale the factor is that of its degree; only ``canonicalValue(of:)`` knows where it begins.
    package var canonical: (factor: Decimal, dimensions: UCUMDimensions) {
        (meaning.factor.scaled(.one).decimal ?? .nan, meaning.dimensions)
    }

    /// Whether a value in this unit can be told in the other.
    package func isCommensurable(with other: UCUMUnit) -> Bool { meaning.dimensions == other.meaning.dimensions }

    /// A value in this unit told in the other: exact, or to 38 digits where the result has no end.
    ///
    /// Nil if the units are not commensurable or the result is outside of Decimal, about 10^-128 to 10^127. Below 10^-90
    /// Decimal has room for fewer digits.
    package func convert(_ value: Decimal, to other: UCUMUnit) -> Decimal? {
        guard isCommensurable(with: other), let number = UCUMNumber(value) else { return nil }
        if meaning == other.meaning { return value }
        guard let ratio = meaning.factor.multiplied(by: other.meaning.factor.inverse) else { return nil }
        return other.fromAbsoluteZero(ratio.scaled(toAbsoluteZero(number))).decimal
    }

    /// A value in this unit told in base units, for an index beside the text of ``dimensions``.
    ///
    /// Nil if the result is outside of Decimal.
    package func canonicalValue(of value: Decimal) -> Decimal? {
        guard let number = UCUMNumber(value) else { return nil }
        return meaning.factor.scaled(toAbsoluteZero(number)).decimal
    }

    /// Only temperature scales have a zero of their own.
    private func toAbsoluteZero(_ number: UCUMNumber) -> UCUMNumber {
        guard case .aboveAbsoluteZero(let distance) = meaning.scale else { return number }
        return number.plus(distance.scaled(.one))
    }

    private func fromAbsoluteZero(_ number: UCUMNumber) -> UCUMNumber {
        guard case .aboveAbsoluteZero(let distance) = meaning.scale else { return number }
        return number.minus(distance.scaled(.one))
    }
}

extension UCUMUnit {
    /// The unit of a product, as FHIRPath's `*` needs it; its code is written from both.
    package func multiplied(by other: UCUMUnit) throws(UCUMFailure) -> UCUMUnit {
        if other.code == "1" { return self }
        if code == "1" { return other }
        return try joined(code + (other.code.hasPrefix("/") ? "" : ".") + other.code)
    }

    /// The unit of a quotient, as FHIRPath's `/` needs it; its code is written from both.
    package func divided(by other: UCUMUnit) throws(UCUMFailure) -> UCUMUnit {
        if other.code == "1" { return self }
        let below = other.code.hasPrefix("/") ? "1" + other.code : other.code
        let isTerm = below.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }
        return try joined((code == "1" ? "" : code) + "/" + (isTerm ? "(\(below))" : below))
    }

    /// Read anew, so that a unit's code and its meaning never part.
    private func joined(_ code: String) throws(UCUMFailure) -> UCUMUnit { try UCUMUnit(code) }
}
