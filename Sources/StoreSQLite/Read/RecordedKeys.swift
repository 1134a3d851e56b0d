// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRSearch

/// Turns times of recording into version keys, which grow with them.
struct RecordedKeys {
    let connection: SQLiteConnection
    /// The newest key that counts.
    let newest: Int64

    /// The first key of what was recorded at a moment or later; behind ``newest`` where there is none.
    func first(from moment: Timestamp) throws -> Int64 {
        var (early, late) = (Int64(0), newest + 1)
        while late - early > 1 {
            let middle = early + (late - early) / 2
            if let found = try newest(upTo: middle), found.recorded >= moment {
                late = found.key
            } else {
                early = middle
            }
        }
        return late
    }

    /// The keys of what a condition on the time of recording holds for, in their order.
    func keys(_ pattern: PeriodPattern) throws -> [Range<Int64>] {
        func first(_ microseconds: Int64) throws -> Int64 {
            try self.first(from: Timestamp(microseconds: microseconds))
        }
        let (low, high, end) = (try first(pattern.low), try first(pattern.high), newest + 1)
        let found: [Range<Int64>] =
            switch pattern.comparison {
            case .eq, .ap: [low..<max(low, high)]
            case .ne: [0..<low, max(low, high)..<end]
            case .gt, .sa: [high..<end]
            case .ge: [min(low, high)..<end]
            case .lt, .eb: [0..<low]
            case .le: [0..<max(low, high)]
            }
        return found.filter { !$0.isEmpty }
    }

    private func newest(upTo key: Int64) throws -> (key: Int64, recorded: Timestamp)? {
        let current = try keyAndTime(
            "SELECT version_key, recorded FROM current WHERE version_key <= ? ORDER BY version_key DESC LIMIT 1", key)
        let past = try keyAndTime(
            "SELECT version_key, recorded FROM history WHERE version_key <= ? ORDER BY version_key DESC LIMIT 1", key)
        guard let current, let past else { return current ?? past }
        return current.key > past.key ? current : past
    }

    private func keyAndTime(_ sql: StaticSQL, _ value: Int64) throws -> (key: Int64, recorded: Timestamp)? {
        let row = try connection.statement(sql).bind(.init(value))
        defer { row.reset() }
        return try row.step() ? (row.integer(0), Timestamp(microseconds: row.integer(1))) : nil
    }

    /// The newest key of a store.
    static func newest(_ connection: SQLiteConnection) throws -> Int64 {
        try connection.statement(
            """
            SELECT max(coalesce((SELECT max(version_key) FROM current), 0),
                coalesce((SELECT max(version_key) FROM history), 0))
            """
        ).firstInteger() ?? 0
    }
}
