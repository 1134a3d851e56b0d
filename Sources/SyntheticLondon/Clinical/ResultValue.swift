// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Foundation

/// A measured value as a laboratory prints it.
struct ResultValue: Sendable {
    /// The digits, without a comparator.
    let digits: String
    /// `<` or `>` where the true value lies beyond what is measured.
    let comparator: String?
    /// H, L or nothing.
    let interpretation: String?

    init(_ value: Double, decimals: Int, interval: Analyte.Interval, floor: Double? = nil, ceiling: Double? = nil) {
        var shown = value
        var comparator: String?
        if let floor, value < floor { (shown, comparator) = (floor, "<") }
        if let ceiling, value > ceiling { (shown, comparator) = (ceiling, ">") }
        digits = Self.text(shown, decimals: decimals)
        self.comparator = comparator
        let isHigh = interval.high.flatMap(Double.init).map { shown > $0 && comparator != "<" } ?? false
        let isLow = interval.low.flatMap(Double.init).map { shown < $0 } ?? false
        interpretation = isHigh ? "H" : (isLow ? "L" : nil)
    }

    /// A number with so many digits after the point.
    static func text(_ value: Double, decimals: Int) -> String {
        var factor = 1
        for _ in 0..<decimals { factor *= 10 }
        let scaled = Int((abs(value) * Double(factor)).rounded())
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard decimals > 0 else { return "\(sign)\(scaled)" }
        let rest = String(scaled % factor)
        return "\(sign)\(scaled / factor).\(String(repeating: "0", count: decimals - rest.count))\(rest)"
    }
}

/// Kidney function from creatinine (CKD-EPI 2009 without the ethnicity factor).
enum KidneyFunction {
    /// mL/min/1.73 m² from creatinine in umol/L.
    static func egfr(creatinine: Double, age: Int, isFemale: Bool) -> Double {
        let ratio = creatinine / (isFemale ? 61.9 : 79.6)
        let power = isFemale ? -0.329 : -0.411
        return base(age: age, isFemale: isFemale) * pow(min(ratio, 1), power) * pow(max(ratio, 1), -1.209)
    }

    /// The creatinine in umol/L that belongs to a kidney function.
    static func creatinine(egfr: Double, age: Int, isFemale: Bool) -> Double {
        let share = egfr / base(age: age, isFemale: isFemale)
        let power = isFemale ? -0.329 : -0.411
        return (isFemale ? 61.9 : 79.6) * (share <= 1 ? pow(share, -1 / 1.209) : pow(share, 1 / power))
    }

    private static func base(age: Int, isFemale: Bool) -> Double {
        141 * pow(0.993, Double(age)) * (isFemale ? 1.018 : 1)
    }
}
