// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch

/// Reads the versions whose numbers or amounts meet a pattern.
///
/// The bounds narrow what is read as far as the index allows; the pattern itself judges each row. What is to be greater
/// than something is read from the greatest down, so that few of many are found without reading those that are not.
struct MeasuredRange {
    let connection: SQLiteConnection

    func keys(_ range: IndexRange, after: Int64, limit: Int) throws -> [Int64] {
        switch range {
        case .number(let parameter, let pattern):
            let rows = try connection.statement(
                pattern.isBoundedBelow
                    ? """
                    SELECT version, low, high FROM index_number
                    WHERE parameter = ? AND low >= ? AND low <= ? AND high >= ? AND version > ? ORDER BY low DESC
                    """
                    : """
                    SELECT version, low, high FROM index_number
                    WHERE parameter = ? AND low >= ? AND low <= ? AND high >= ? AND version > ?
                    """)
            try bind(rows, [.init(parameter)], pattern, after)
            return try matches(rows, limit) { pattern.matches(low: $0, high: $1) }
        case .quantity(let parameter, let pattern, let units):
            let rows = try connection.statement(
                pattern.isBoundedBelow
                    ? """
                    SELECT version, low, high, unit FROM index_quantity
                    WHERE parameter = ? AND low >= ? AND low <= ? AND high >= ? AND version > ? ORDER BY low DESC
                    """
                    : """
                    SELECT version, low, high, unit FROM index_quantity
                    WHERE parameter = ? AND low >= ? AND low <= ? AND high >= ? AND version > ?
                    """)
            try bind(rows, [.init(parameter)], pattern, after)
            return try matches(rows, limit) { low, high in
                pattern.matches(low: low, high: high) && units.map { $0.contains(rows.integer(3)) } ?? true
            }
        case .amount(let parameter, let dimension, let pattern):
            let rows = try connection.statement(
                pattern.isBoundedBelow
                    ? """
                    SELECT version, low, high FROM index_amount
                    WHERE parameter = ? AND dimension = ? AND low >= ? AND low <= ? AND high >= ? AND version > ?
                    ORDER BY low DESC
                    """
                    : """
                    SELECT version, low, high FROM index_amount
                    WHERE parameter = ? AND dimension = ? AND low >= ? AND low <= ? AND high >= ? AND version > ?
                    """)
            try bind(rows, [.init(parameter), .init(dimension)], pattern, after)
            return try matches(rows, limit) { pattern.matches(low: $0, high: $1) }
        case .latitude(let parameter, let latitudes):
            return try connection.statement(
                "SELECT version FROM index_number WHERE parameter = ? AND low >= ? AND low <= ? AND version > ? LIMIT ?"
            ).bind(
                .init(parameter), .init(latitudes.lowerBound), .init(latitudes.upperBound), .init(after), .init(limit)
            ).integers()
        default: return []
        }
    }

    private func bind(
        _ rows: SQLiteStatement, _ keys: [SQLiteValue], _ pattern: NumberPattern, _ after: Int64
    ) throws {
        let bounds = pattern.bounds
        let values = keys + [.init(bounds.lows.lowerBound), .init(bounds.lows.upperBound), .init(bounds.leastHigh)]
        for (position, value) in (values + [.init(after)]).enumerated() {
            try rows.bind(value, at: Int32(position + 1))
        }
    }

    private func matches(
        _ rows: SQLiteStatement, _ limit: Int, _ isMatch: (Double, Double) -> Bool
    ) throws -> [Int64] {
        defer { rows.reset() }
        var keys: [Int64] = []
        while keys.count < limit, try rows.step() {
            if isMatch(rows.real(1), rows.real(2)) { keys.append(rows.integer(0)) }
        }
        return keys
    }
}

extension NumberPattern {
    /// Whether all that is great enough meets it.
    var isBoundedBelow: Bool { comparison == .gt || comparison == .ge }

    /// Between which ends the lower ends of matches are, and below which their upper ends are not.
    var bounds: (lows: ClosedRange<Double>, leastHigh: Double) {
        switch comparison {
        case .eq: (low...high, low)
        case .ne: (-.infinity...(.infinity), -.infinity)
        case .gt, .ge: (-.infinity...(.infinity), exact)
        case .lt, .le: (-.infinity...exact, -.infinity)
        case .sa: (exact...(.infinity), exact)
        case .eb: (-.infinity...exact, -.infinity)
        case .ap: (-.infinity...high, low)
        }
    }
}
