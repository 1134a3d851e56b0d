// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension Analyte {
    /// A value in this analyte's unit, for a place on a shared line; nil if it must not share one: no unit, another
    /// unit without a listed factor for this very analyte, or a panel.
    ///
    /// What is printed stays as sent.
    ///
    /// Mass and molar concentrations differ by a factor that belongs to one analyte, so no general unit conversion is
    /// made. A comparator such as `<5` is the caller's to show: it is a bound, not a value.
    package func comparable(_ value: Double, in ucumUnit: String?) -> Double? {
        guard let unit, let ucumUnit else { return nil }
        if ucumUnit == unit { return value }
        return Self.factors[Factor(analyte: key, unit: ucumUnit)].map { value * $0 }
    }

    private struct Factor: Hashable {
        let analyte: Key
        let unit: String
    }

    private static let factors: [Factor: Double] = {
        let rows = factorTable.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
        return rows.reduce(into: [:]) { factors, row in
            guard row.count == 3, let factor = Double(row[2]) else { return }
            factors[Factor(analyte: Key(rawValue: row[0]), unit: row[1])] = factor
        }
    }()

    /// Analyte, unit as sent, factor into the analyte's own unit.
    ///
    /// Urea nitrogen is not urea and has no factor.
    private static let factorTable = """
        glucose-plasma\tmg/dL\t0.05551
        glucose-serum\tmg/dL\t0.05551
        creatinine\tmg/dL\t88.4
        triglycerides\tmg/dL\t0.01129
        haemoglobin\tg/dL\t10
        """
}
