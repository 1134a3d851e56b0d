// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch

/// Reads the versions whose dates meet a pattern; see ``PeriodClass``.
struct PeriodRange {
    let connection: SQLiteConnection
    let parameter: Int64
    let pattern: PeriodPattern

    func keys(after: Int64, limit: Int) throws -> [Int64] {
        var keys: [Int64] = []
        for piece in PeriodPieces(parameter: parameter, pattern: pattern).all where keys.count < limit {
            let rows = try connection.statement(
                """
                SELECT version, low, high FROM index_date
                WHERE parameter = ? AND low >= ? AND low <= ? AND version > ?
                """
            ).bind(.init(piece.number), .init(piece.bounds.lowerBound), .init(piece.bounds.upperBound), .init(after))
            defer { rows.reset() }
            while keys.count < limit, try rows.step() {
                let ends = piece.ends(rows.integer(1), rows.integer(2))
                if pattern.matches(low: ends.low, high: ends.high) { keys.append(rows.integer(0)) }
            }
        }
        return keys
    }
}

/// Where the rows of a pattern stand.
struct PeriodPieces {
    let parameter: Int64
    let pattern: PeriodPattern

    /// Rows whose first column lies between two moments.
    struct Piece {
        var number: Int64
        var bounds: ClosedRange<Int64>
        /// Whether the first column is the end.
        var isByEnd = false

        /// The start and the end that the columns of a row hold.
        func ends(_ low: Int64, _ high: Int64) -> (low: Int64, high: Int64) { isByEnd ? (high, low) : (low, high) }
    }

    /// As few rows as the order allows that hold all matches, each once.
    var all: [Piece] {
        let (low, high) = (pattern.low, pattern.high)
        let all = Int64.min...Int64.max
        func before(_ moment: Int64) -> Int64 {
            moment < Int64.min + PeriodClass.longestShort ? .min : moment - PeriodClass.longestShort
        }
        switch pattern.comparison {
        case .eq: return [short(low...high), longByStart(low...high)]
        case .ne: return [short(all), longByStart(all)]
        case .gt: return [short(before(high)...Int64.max), longByEnd(high...Int64.max)]
        // What is contained ends at the earliest where the pattern begins.
        case .ge: return [short(min(low, before(high))...Int64.max), longByEnd(low...Int64.max)]
        case .lt: return [short(Int64.min...low), longByStart(Int64.min...low)]
        case .le: return [short(Int64.min...high), longByStart(Int64.min...high)]
        case .sa: return [short(high...Int64.max), longByStart(high...Int64.max)]
        case .eb: return [short(Int64.min...low), longByEnd(Int64.min...low)]
        case .ap: return [short(before(low)...high), longByEnd(low...Int64.max)]
        }
    }

    private func short(_ bounds: ClosedRange<Int64>) -> Piece { Piece(number: parameter, bounds: bounds) }

    private func longByStart(_ bounds: ClosedRange<Int64>) -> Piece {
        Piece(number: PeriodClass.longByStart(parameter), bounds: bounds)
    }

    private func longByEnd(_ bounds: ClosedRange<Int64>) -> Piece {
        Piece(number: PeriodClass.longByEnd(parameter), bounds: bounds, isByEnd: true)
    }
}
