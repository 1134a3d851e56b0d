// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch

/// Index rows of versions that are written or removed together, in the store's numbers.
struct IndexRows {
    struct Number {
        var parameter: Int64
        var value: Int64
        var version: Int64
    }

    struct Text {
        var parameter: Int64
        var value: String
        var system: Int64
        var version: Int64
    }

    struct Period {
        var parameter: Int64
        var low: Int64
        var high: Int64
        var version: Int64
    }

    /// Adds a period: a long one twice, to be found by either end; see ``PeriodClass``.
    mutating func append(_ period: Period) {
        guard PeriodClass.isLong(low: period.low, high: period.high) else { return periods.append(period) }
        var row = period
        row.parameter = PeriodClass.longByStart(period.parameter)
        periods.append(row)
        row.parameter = PeriodClass.longByEnd(period.parameter)
        (row.low, row.high) = (period.high, period.low)
        periods.append(row)
    }

    struct Measured {
        var parameter: Int64
        /// Number of the unit or of the dimension; 0 for plain numbers.
        var unit: Int64
        var low: Double
        var high: Double
        var version: Int64
    }

    var tokens: [Number] = []
    var references: [Number] = []
    var periods: [Period] = []
    var identifiers: [Text] = []
    var texts: [Text] = []
    var numbers: [Measured] = []
    var quantities: [Measured] = []
    var amounts: [Measured] = []
    var shapes: [(shape: Int64, version: Int64)] = []

    /// Puts rows that stand together in a table next to each other.
    mutating func sort() {
        tokens.sort { ($0.parameter, $0.value, $0.version) < ($1.parameter, $1.value, $1.version) }
        references.sort { ($0.parameter, $0.value, $0.version) < ($1.parameter, $1.value, $1.version) }
        periods.sort { ($0.parameter, $0.low, $0.high, $0.version) < ($1.parameter, $1.low, $1.high, $1.version) }
        identifiers.sort { ($0.parameter, $0.value) < ($1.parameter, $1.value) }
        texts.sort { ($0.parameter, $0.value) < ($1.parameter, $1.value) }
        numbers.sort { ($0.parameter, $0.low, $0.high) < ($1.parameter, $1.low, $1.high) }
        quantities.sort { ($0.parameter, $0.low, $0.high, $0.unit) < ($1.parameter, $1.low, $1.high, $1.unit) }
        amounts.sort { ($0.parameter, $0.unit, $0.low, $0.high) < ($1.parameter, $1.unit, $1.low, $1.high) }
        shapes.sort { ($0.shape, $0.version) < ($1.shape, $1.version) }
    }
}
