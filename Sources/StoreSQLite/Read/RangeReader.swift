// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch

/// Reads the version keys of index ranges.
struct RangeReader {
    let connection: SQLiteConnection

    /// Keys of a range above `after`, in the order of the index, up to `limit`.
    func keys(_ range: ClauseAccess.Range, after: Int64, limit: Int) throws -> [Int64] {
        switch range {
        case .token(let parameter, let token):
            return try connection.statement(
                "SELECT version FROM index_token WHERE parameter = ? AND token = ? AND version > ? LIMIT ?"
            ).bind(.init(parameter), .init(token), .init(after), .init(limit)).integers()
        case .reference(let parameter, let target):
            return try connection.statement(
                "SELECT version FROM index_reference WHERE parameter = ? AND target = ? AND version > ? LIMIT ?"
            ).bind(.init(parameter), .init(target), .init(after), .init(limit)).integers()
        case .identifier(let parameter, let code, let system?):
            return try connection.statement(
                """
                SELECT version FROM index_identifier WHERE parameter = ? AND code = ? AND system = ? AND version > ? LIMIT ?
                """
            ).bind(.init(parameter), .init(code), .init(system), .init(after), .init(limit)).integers()
        case .identifier(let parameter, let code, nil):
            return try connection.statement(
                "SELECT version FROM index_identifier WHERE parameter = ? AND code = ? AND version > ? LIMIT ?"
            ).bind(.init(parameter), .init(code), .init(after), .init(limit)).integers()
        case .text(let parameter, let from, let to):
            return try connection.statement(
                """
                SELECT version FROM index_string WHERE parameter = ? AND value >= ? AND value < ? AND version > ? LIMIT ?
                """
            ).bind(.init(parameter), .init(from), .init(to), .init(after), .init(limit)).integers()
        case .version(let key): return key > after ? [key] : []
        case .period(let parameter, let pattern):
            return try periodKeys(parameter: parameter, pattern, after: after, limit: limit)
        }
    }

    /// Whether a version has a row in a range that ``ClauseAccess/isProbe`` allows.
    func holds(_ range: ClauseAccess.Range, version: Int64) throws -> Bool {
        switch range {
        case .token(let parameter, let token):
            return try connection.statement(
                "SELECT 1 FROM index_token WHERE parameter = ? AND token = ? AND version = ?"
            ).bind(.init(parameter), .init(token), .init(version)).hasRow()
        case .reference(let parameter, let target):
            return try connection.statement(
                "SELECT 1 FROM index_reference WHERE parameter = ? AND target = ? AND version = ?"
            ).bind(.init(parameter), .init(target), .init(version)).hasRow()
        case .identifier(let parameter, let code, let system?):
            return try connection.statement(
                "SELECT 1 FROM index_identifier WHERE parameter = ? AND code = ? AND system = ? AND version = ?"
            ).bind(.init(parameter), .init(code), .init(system), .init(version)).hasRow()
        case .version(let key): return key == version
        case .identifier, .text, .period: return false
        }
    }

    private func periodKeys(parameter: Int64, _ pattern: PeriodPattern, after: Int64, limit: Int) throws -> [Int64] {
        let (low, high) = (pattern.low, pattern.high)
        func run(_ sql: StaticSQL, _ values: SQLiteValue...) throws -> [Int64] {
            let statement = try connection.statement(sql)
            let bound = [.init(parameter)] + values + [.init(after), .init(limit)]
            for (position, value) in bound.enumerated() { try statement.bind(value, at: Int32(position + 1)) }
            return try statement.integers()
        }
        switch pattern.comparison {
        case .eq:
            return try run(
                "SELECT version FROM index_date WHERE parameter = ? AND low >= ? AND low < ? AND high <= ? AND version > ? LIMIT ?",
                .init(low), .init(high), .init(high))
        case .ne:
            return try run(
                "SELECT version FROM index_date WHERE parameter = ? AND NOT (low >= ? AND high <= ?) AND version > ? LIMIT ?",
                .init(low), .init(high))
        case .gt:
            return try run(
                "SELECT version FROM index_date WHERE parameter = ? AND high > ? AND version > ? LIMIT ?", .init(high))
        case .ge:
            return try run(
                """
                SELECT version FROM index_date
                WHERE parameter = ? AND (high > ? OR (low >= ? AND high <= ?)) AND version > ? LIMIT ?
                """, .init(high), .init(low), .init(high))
        case .lt:
            return try run(
                "SELECT version FROM index_date WHERE parameter = ? AND low < ? AND version > ? LIMIT ?", .init(low))
        case .le:
            return try run(
                """
                SELECT version FROM index_date
                WHERE parameter = ? AND (low < ? OR (low < ? AND high <= ?)) AND version > ? LIMIT ?
                """, .init(low), .init(high), .init(high))
        case .sa:
            return try run(
                "SELECT version FROM index_date WHERE parameter = ? AND low >= ? AND version > ? LIMIT ?", .init(high))
        case .eb:
            return try run(
                "SELECT version FROM index_date WHERE parameter = ? AND high <= ? AND version > ? LIMIT ?", .init(low))
        case .ap:
            return try run(
                "SELECT version FROM index_date WHERE parameter = ? AND low < ? AND high > ? AND version > ? LIMIT ?",
                .init(high), .init(low))
        }
    }
}
