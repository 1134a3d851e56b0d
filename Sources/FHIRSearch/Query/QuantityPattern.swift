// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// An amount from a query: `5.4|http://unitsofmeasure.org|mg`, `5.4||mg` or `5.4`.
package struct QuantityPattern: Sendable, Equatable {
    /// What the unit must be.
    package enum Unit: Sendable, Equatable {
        /// Any: only the number counts.
        case any
        /// A code of a system.
        case code(system: String, code: String)
        /// The code of any system, or the unit in words.
        case named(String)
        /// A UCUM unit; amounts in units that measure the same are converted.
        case dimensions(String)
    }

    /// The number, in base units where the unit is one of UCUM.
    package var number: NumberPattern
    package var unit: Unit

    /// A pattern; see the members.
    package init(_ number: NumberPattern, unit: Unit) {
        self.number = number
        self.unit = unit
    }

    /// Reads the number and the unit; nil where the number is none.
    init?(_ comparison: SearchComparison, number text: String, system: String?, code: String?) {
        guard let written = WrittenNumber(text),
            let plain = NumberPattern(comparison, written, scale: { $0.nearestDouble })
        else { return nil }
        switch (system, code) {
        case (Measure.ucum?, let code?):
            if let scale = UnitScale.named(code),
                let number = NumberPattern(comparison, written, scale: scale.canonical)
            {
                self.init(number, unit: .dimensions(scale.dimensions))
            } else {
                self.init(plain, unit: .code(system: Measure.ucum, code: code))
            }
        case (let system?, let code?): self.init(plain, unit: .code(system: system, code: code))
        case (nil, let code?): self.init(plain, unit: .named(code))
        case (_, nil): self.init(plain, unit: .any)
        }
    }

    /// Whether an amount matches.
    package func matches(_ measure: Measure) -> Bool {
        switch unit {
        case .any: break
        case .code(let system, let code): guard measure.system == system, measure.code == code else { return false }
        case .named(let name): guard measure.code == name || measure.unit == name else { return false }
        case .dimensions(let dimensions):
            guard let canonical = measure.canonical, canonical.dimensions == dimensions else { return false }
            return number.matches(low: canonical.low, high: canonical.high)
        }
        return number.matches(low: measure.low, high: measure.high)
    }
}
