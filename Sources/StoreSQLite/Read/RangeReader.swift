// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch

/// Reads the version keys of index ranges.
struct RangeReader {
    let connection: SQLiteConnection
    let effort: SearchEffort

    /// Keys of a range above `after`, in the order of the index, up to `limit`.
    func keys(_ range: IndexRange, after: Int64, limit: Int) throws -> [Int64] {
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
        case .textPart(let parameter, let part):
            return try connection.statement(
                """
                SELECT version FROM index_string
                WHERE parameter = ? AND (instr(value, ?) > 0 OR length(CAST(value AS BLOB)) > 124) AND version > ? LIMIT ?
                """
            ).bind(.init(parameter), .init(part), .init(after), .init(limit)).integers()
        case .shape(let shape):
            return try connection.statement(
                "SELECT version FROM index_shape WHERE shape = ? AND version > ? LIMIT ?"
            ).bind(.init(shape), .init(after), .init(limit)).integers()
        case .version(let key): return key > after ? [key] : []
        case .words(let match): return try FullTextIndex(connection).keys(match, after: after, limit: limit)
        case .recorded(let type, let keys, let snapshot):
            return try recorded(type, max(keys.lowerBound, after + 1), keys.upperBound, snapshot, limit: limit)
        case .period(let parameter, let pattern):
            return try PeriodRange(connection: connection, parameter: parameter, pattern: pattern)
                .keys(after: after, limit: limit)
        case .number, .latitude, .quantity, .amount:
            return try MeasuredRange(connection: connection).keys(range, after: after, limit: limit)
        }
    }

    private func recorded(
        _ type: Int64, _ first: Int64, _ end: Int64, _ snapshot: Int64, limit: Int
    ) throws -> [Int64] {
        let current = try connection.statement(
            "SELECT version_key FROM current WHERE type = ? AND version_key >= ? AND version_key < ? ORDER BY version_key LIMIT ?"
        ).bind(.init(type), .init(first), .init(end), .init(limit)).integers()
        // Superseded since the snapshot: few, for a snapshot lives an hour.
        let past = try connection.statement(
            """
            SELECT version_key FROM history
            WHERE indexed = 1 AND superseded > ? AND type = ? AND version_key >= ? AND version_key < ?
            """
        ).bind(.init(snapshot), .init(type), .init(first), .init(end)).integers()
        return past.isEmpty ? current : Array((current + past).sorted().prefix(limit))
    }

    /// Whether a version has a row in a range that ``IndexRange/isProbe`` allows.
    func holds(_ range: IndexRange, version: Int64) throws -> Bool {
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
        case .shape(let shape):
            return try connection.statement("SELECT 1 FROM index_shape WHERE shape = ? AND version = ?")
                .bind(.init(shape), .init(version)).hasRow()
        case .version(let key): return key == version
        case .words(let match): return try FullTextIndex(connection).holds(match, version: version)
        case .recorded(_, let keys, _): return keys.contains(version)
        case .identifier, .text, .textPart, .period, .number, .latitude, .quantity, .amount: return false
        }
    }
}
