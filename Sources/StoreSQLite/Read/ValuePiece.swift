// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch
internal import RecordStore

/// Rows of one number of a parameter, walked in the order in which they stand.
enum ValuePiece {
    case periods(PeriodPieces.Piece, PeriodPattern)
    case numbers(parameter: Int64, NumberPattern)
    case quantities(parameter: Int64, NumberPattern, units: Set<Int64>?)
    case amounts(parameter: Int64, dimension: Int64, NumberPattern)

    /// A row: the ends by which it stands in the order, as they are in the table, and the version.
    struct Row {
        /// Moments, or the bits of numbers.
        var low: Int64
        var high: Int64
        /// The unit of a quantity, 0 of all others.
        var unit: Int64
        var key: Int64
        var isMatch: Bool
    }

    /// The pieces that hold all rows of a range, each once; nil for ranges that stand in the order of versions or in none.
    static func pieces(of range: IndexRange) -> [ValuePiece]? {
        switch range {
        case .period(let parameter, let pattern):
            PeriodPieces(parameter: parameter, pattern: pattern).all.map { .periods($0, pattern) }
        case .number(let parameter, let pattern): [.numbers(parameter: parameter, pattern)]
        case .quantity(let parameter, let pattern, let units):
            [.quantities(parameter: parameter, pattern, units: units)]
        case .amount(let parameter, let dimension, let pattern):
            [.amounts(parameter: parameter, dimension: dimension, pattern)]
        default: nil
        }
    }

    private var isOfMoments: Bool { if case .periods = self { true } else { false } }
    private var hasUnits: Bool { if case .quantities = self { true } else { false } }

    /// Before the first row.
    var edge: Row {
        switch self {
        case .periods(let piece, _):
            // Later ones first: what is newer is more often looked for.
            return Row(low: piece.bounds.upperBound, high: .max, unit: 0, key: .max, isMatch: false)
        case .numbers(_, let pattern), .amounts(_, _, let pattern), .quantities(_, let pattern, _):
            guard !pattern.isBoundedBelow else {
                return Row(
                    low: Double.infinity.bits, high: Double.infinity.bits, unit: .max, key: .max, isMatch: false)
            }
            return Row(
                low: pattern.bounds.lows.lowerBound.bits, high: (-Double.infinity).bits, unit: .min, key: .min,
                isMatch: false)
        }
    }

    /// The values of a row's place.
    func values(of row: Row) -> [SortValue?] {
        if isOfMoments { return [.integer(row.low), .integer(row.high)] }
        let ends: [SortValue?] = [.number(Double(bits: row.low)), .number(Double(bits: row.high))]
        return hasUnits ? ends + [.integer(row.unit)] : ends
    }

    /// The row of a place; nil for a place of something else.
    func row(of values: ArraySlice<SortValue?>, key: Int64) -> Row? {
        let numbers = values.map { value -> Int64? in
            switch value {
            case .integer(let number): number
            case .number(let number): number.bits
            case .text, nil: nil
            }
        }
        guard numbers.count == (hasUnits ? 3 : 2), let low = numbers[0], let high = numbers[1] else { return nil }
        return Row(low: low, high: high, unit: hasUnits ? numbers[2] ?? 0 : 0, key: key, isMatch: false)
    }

    /// The next rows behind one.
    func rows(behind row: Row, limit: Int, _ connection: SQLiteConnection) throws -> [Row] {
        switch self {
        case .periods(let piece, let pattern):
            let rows = try connection.statement(
                """
                SELECT version, low, high FROM index_date
                WHERE parameter = ? AND (low, high, version) < (?, ?, ?) AND low >= ?
                ORDER BY low DESC, high DESC, version DESC LIMIT ?
                """
            ).bind(
                .init(piece.number), .init(row.low), .init(row.high), .init(row.key), .init(piece.bounds.lowerBound),
                .init(limit))
            defer { rows.reset() }
            var found: [Row] = []
            while try rows.step() {
                let (low, high) = (rows.integer(1), rows.integer(2))
                let ends = piece.ends(low, high)
                found.append(
                    Row(
                        low: low, high: high, unit: 0, key: rows.integer(0),
                        isMatch: pattern.matches(low: ends.low, high: ends.high)))
            }
            return found
        case .numbers(let parameter, let pattern):
            return try measured(
                connection.statement(pattern.isBoundedBelow ? Self.numbersDescending : Self.numbersAscending),
                [.init(parameter)], behind: row, pattern, limit)
        case .quantities(let parameter, let pattern, let units):
            return try measured(
                connection.statement(pattern.isBoundedBelow ? Self.quantitiesDescending : Self.quantitiesAscending),
                [.init(parameter)], behind: row, pattern, limit, units)
        case .amounts(let parameter, let dimension, let pattern):
            return try measured(
                connection.statement(pattern.isBoundedBelow ? Self.amountsDescending : Self.amountsAscending),
                [.init(parameter), .init(dimension)], behind: row, pattern, limit)
        }
    }

    private func measured(
        _ rows: SQLiteStatement, _ numbers: [SQLiteValue], behind row: Row, _ pattern: NumberPattern, _ limit: Int,
        _ units: Set<Int64>? = nil
    ) throws -> [Row] {
        let bounds = pattern.bounds
        var values: [SQLiteValue] = numbers
        values += [.init(Double(bits: row.low)), .init(Double(bits: row.high))]
        if hasUnits { values.append(.init(row.unit)) }
        values += [.init(row.key), .init(bounds.lows.upperBound), .init(bounds.leastHigh), .init(limit)]
        for (position, value) in values.enumerated() { try rows.bind(value, at: Int32(position + 1)) }
        defer { rows.reset() }
        var found: [Row] = []
        while try rows.step() {
            let (low, high) = (rows.real(1), rows.real(2))
            let unit = hasUnits ? rows.integer(3) : 0
            found.append(
                Row(
                    low: low.bits, high: high.bits, unit: unit, key: rows.integer(0),
                    isMatch: pattern.matches(low: low, high: high) && units?.contains(unit) ?? true))
        }
        return found
    }

    private static let numbersAscending: StaticSQL = """
        SELECT version, low, high FROM index_number
        WHERE parameter = ? AND (low, high, version) > (?, ?, ?) AND low <= ? AND high >= ?
        ORDER BY low, high, version LIMIT ?
        """
    private static let numbersDescending: StaticSQL = """
        SELECT version, low, high FROM index_number
        WHERE parameter = ? AND (low, high, version) < (?, ?, ?) AND low <= ? AND high >= ?
        ORDER BY low DESC, high DESC, version DESC LIMIT ?
        """
    private static let quantitiesAscending: StaticSQL = """
        SELECT version, low, high, unit FROM index_quantity
        WHERE parameter = ? AND (low, high, unit, version) > (?, ?, ?, ?) AND low <= ? AND high >= ?
        ORDER BY low, high, unit, version LIMIT ?
        """
    private static let quantitiesDescending: StaticSQL = """
        SELECT version, low, high, unit FROM index_quantity
        WHERE parameter = ? AND (low, high, unit, version) < (?, ?, ?, ?) AND low <= ? AND high >= ?
        ORDER BY low DESC, high DESC, unit DESC, version DESC LIMIT ?
        """
    private static let amountsAscending: StaticSQL = """
        SELECT version, low, high FROM index_amount
        WHERE parameter = ? AND dimension = ? AND (low, high, version) > (?, ?, ?) AND low <= ? AND high >= ?
        ORDER BY low, high, version LIMIT ?
        """
    private static let amountsDescending: StaticSQL = """
        SELECT version, low, high FROM index_amount
        WHERE parameter = ? AND dimension = ? AND (low, high, version) < (?, ?, ?) AND low <= ? AND high >= ?
        ORDER BY low DESC, high DESC, version DESC LIMIT ?
        """
}

extension Double {
    /// The number of these bits.
    fileprivate init(bits: Int64) { self.init(bitPattern: UInt64(bitPattern: bits)) }

    fileprivate var bits: Int64 { Int64(bitPattern: bitPattern) }
}
