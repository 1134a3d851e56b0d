// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch

/// Index rows of versions that are written or removed together, in the store's numbers.
struct PostgresIndexRows {
    /// A row of `index_token` or `index_reference`.
    struct Number {
        var parameter: Int64
        var value: Int64
        var person: Int64
        var version: Int64
    }

    /// A row of `index_text`: a folded text, or an identifier with its system.
    struct Text {
        var parameter: Int64
        var value: String
        var system: Int64
        var person: Int64
        var version: Int64
    }

    /// A row of `index_date` or, with a unit where it is an amount, of `index_number`.
    struct Span<Bound: Comparable> {
        var parameter: Int64
        var low: Bound
        var high: Bound
        var unit: Int64 = 0
        var person: Int64
        var version: Int64
    }

    var tokens: [Number] = []
    var targets: [Number] = []
    var texts: [Text] = []
    var dates: [Span<Int64>] = []
    var numbers: [Span<Double>] = []

    /// Adds a period: a long one twice, to be found by either end; see ``PeriodClass``.
    mutating func append(period row: Span<Int64>) {
        guard PeriodClass.isLong(low: row.low, high: row.high) else { return dates.append(row) }
        var row = row
        let parameter = row.parameter
        row.parameter = PeriodClass.longByStart(parameter)
        dates.append(row)
        row.parameter = PeriodClass.longByEnd(parameter)
        (row.low, row.high) = (row.high, row.low)
        dates.append(row)
    }

    /// Adds a number, or all from one to another: those stand apart, so that either end of a number finds it.
    mutating func append(number row: Span<Double>) {
        var row = row
        if row.low != row.high { row.parameter = PeriodClass.longByStart(row.parameter) }
        numbers.append(row)
    }

    /// Adds the rows of another version.
    mutating func append(_ other: PostgresIndexRows) {
        tokens += other.tokens
        targets += other.targets
        texts += other.texts
        dates += other.dates
        numbers += other.numbers
    }

    /// Puts rows that stand together in an index next to each other, and leaves out repetitions.
    mutating func sort() {
        tokens.sortWithoutRepetitions { ($0.parameter, $0.value, $0.version) < ($1.parameter, $1.value, $1.version) }
        targets.sortWithoutRepetitions { ($0.parameter, $0.value, $0.version) < ($1.parameter, $1.value, $1.version) }
        texts.sortWithoutRepetitions { left, right in
            if left.parameter != right.parameter { return left.parameter < right.parameter }
            if left.value != right.value { return left.value.utf8.lexicographicallyPrecedes(right.value.utf8) }
            return (left.system, left.version) < (right.system, right.version)
        }
        dates.sortWithoutRepetitions {
            ($0.parameter, $0.low, $0.version, $0.high) < ($1.parameter, $1.low, $1.version, $1.high)
        }
        numbers.sortWithoutRepetitions {
            ($0.parameter, $0.low, $0.version, $0.high, $0.unit) < ($1.parameter, $1.low, $1.version, $1.high, $1.unit)
        }
    }
}

extension Array {
    fileprivate mutating func sortWithoutRepetitions(_ precedes: (Element, Element) -> Bool) {
        sort(by: precedes)
        var kept: [Element] = []
        kept.reserveCapacity(count)
        for element in self {
            if let last = kept.last, !precedes(last, element) { continue }
            kept.append(element)
        }
        self = kept
    }
}
