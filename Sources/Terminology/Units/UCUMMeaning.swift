// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What a unit expression stands for, whatever way it is written.
struct UCUMMeaning: Hashable, Sendable {
    /// How a number in the unit becomes one in base units.
    enum Scale: Hashable, Sendable {
        /// By the factor alone.
        case ratio
        /// By the factor, after adding how many of the unit lie between absolute zero and the scale's own zero.
        case aboveAbsoluteZero(UCUMFactor)
        /// Not at all: a level converts only into another multiple of the same level.
        case level
    }

    var factor = UCUMFactor.one
    var dimensions = UCUMDimensions.none
    var scale = Scale.ratio

    static let one = UCUMMeaning()

    func multiplied(by other: UCUMMeaning) throws(UCUMFailure.Reason) -> UCUMMeaning {
        if scale != .ratio { return try scaled(by: other) }
        if other.scale != .ratio { return try other.scaled(by: self) }
        guard let factor = factor.multiplied(by: other.factor),
            let dimensions = dimensions.multiplied(by: other.dimensions)
        else { throw .tooLarge }
        return UCUMMeaning(factor: factor, dimensions: dimensions)
    }

    func divided(by other: UCUMMeaning) throws(UCUMFailure.Reason) -> UCUMMeaning {
        try multiplied(by: other.raised(to: -1))
    }

    func raised(to exponent: Int) throws(UCUMFailure.Reason) -> UCUMMeaning {
        if exponent == 1 { return self }
        guard scale == .ratio else { throw .specialUnitInTerm }
        if exponent == -1 { return UCUMMeaning(factor: factor.inverse, dimensions: dimensions.inverse) }
        guard let factor = factor.raised(to: exponent), let dimensions = dimensions.raised(to: exponent) else {
            throw .tooLarge
        }
        return UCUMMeaning(factor: factor, dimensions: dimensions)
    }

    /// A special unit can be scaled by a number and by nothing else (UCUM §22); the number scales what is measured.
    private func scaled(by number: UCUMMeaning) throws(UCUMFailure.Reason) -> UCUMMeaning {
        guard number.scale == .ratio, number.dimensions == .none else { throw .specialUnitInTerm }
        guard let factor = factor.multiplied(by: number.factor) else { throw .tooLarge }
        guard case .aboveAbsoluteZero(let distance) = scale else {
            return UCUMMeaning(factor: factor, dimensions: dimensions, scale: scale)
        }
        guard let counted = distance.multiplied(by: number.factor.inverse) else { throw .tooLarge }
        return UCUMMeaning(factor: factor, dimensions: dimensions, scale: .aboveAbsoluteZero(counted))
    }
}
