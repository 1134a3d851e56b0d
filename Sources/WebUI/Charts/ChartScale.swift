// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareRecord

/// The value axis of a chart.
///
/// The axis always holds the whole reference range as well as every value, and
/// starts at zero where there is no range: a change never looks larger because
/// the axis was fitted to it.
package struct ChartScale: Sendable, Equatable {
    /// Lowest and highest value of the axis.
    package let low: Double
    package let high: Double
    /// Distance between two marks of the axis: 1, 2 or 5 times a power of ten.
    package let step: Double

    /// The axis for values and the bounds of their reference ranges, as far as they can be drawn.
    package init(values: [Double], bounds: [Double]) {
        let bounds = bounds.filter(ResultSeries.isDrawable)
        let all = values.filter(ResultSeries.isDrawable) + bounds
        var bottom = all.min() ?? 0
        var top = all.max() ?? 1
        if bounds.isEmpty { bottom = min(0, bottom) }
        if top <= bottom { top = bottom + 1 }
        step = Self.step(for: (top - bottom) / 4)
        // Some air above and below, so that no point sits on the frame; never below zero for values that cannot be.
        let isNegative = bottom < 0
        bottom = ((bottom - step * 0.4) / step).rounded(.down) * step
        low = isNegative ? bottom : max(0, bottom)
        high = ((top + step * 0.4) / step).rounded(.up) * step
    }

    /// The marks from lowest to highest.
    package var marks: [Double] {
        let count = Int(((high - low) / step).rounded())
        return (0...max(1, min(count, 20))).map { low + Double($0) * step }
    }

    /// A mark in as many decimals as the step has; nothing for what is far from any axis.
    package func text(_ mark: Double) -> String {
        guard mark.isFinite else { return "" }
        var decimals = 0
        var unit = step
        while decimals < 6, abs(unit - unit.rounded()) > 0.000_001 {
            unit *= 10
            decimals += 1
        }
        let factor = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
        guard let scaled = Int(exactly: (abs(mark) * factor).rounded()) else { return "" }
        let sign = mark < 0 && scaled > 0 ? "-" : ""
        guard decimals > 0 else { return "\(sign)\(scaled)" }
        let digits = String(scaled)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }

    private static func step(for size: Double) -> Double {
        var power = 1.0
        while power * 10 <= size { power *= 10 }
        while power > size, power > 0.000_001 { power /= 10 }
        for factor in [1.0, 2, 5] where power * factor >= size { return power * factor }
        return power * 10
    }
}
