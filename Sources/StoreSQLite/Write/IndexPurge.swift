// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Removes the index rows of versions that were superseded long ago.
struct IndexPurge {
    let connection: SQLiteConnection
    let names: SQLiteNames
    let interned: InternedValues
    let extractor: IndexExtractor
    let bodies: StoredBodies

    /// How many versions one step takes, so that writers never wait long.
    static let step = 500

    /// Purges up to ``step`` versions superseded before `moment`; returns how many there were.
    func run(before moment: Timestamp) throws -> Int {
        let index = IndexWriter(connection, names: names, interned: interned)
        var rows = IndexWriter.Batch()
        var keys: [Int64] = []
        var newestSuperseded: Int64 = 0
        let old = try connection.statement(
            """
            SELECT version_key, body, superseded FROM history
            WHERE indexed = 1 AND superseded > 0 AND superseded_at < ? ORDER BY superseded LIMIT 500
            """
        ).bind(.init(moment.microseconds))
        while try old.step() {
            let body = try old.withBlob(1, bodies.body(of:))
            let entries = extractor.entries(of: try body.resource())
            try index.collect(entries, version: old.integer(0), into: &rows)
            keys.append(old.integer(0))
            newestSuperseded = old.integer(2)
        }
        try index.delete(rows)
        for key in keys {
            try connection.statement("UPDATE history SET indexed = 0 WHERE version_key = ?").bind(.init(key)).run()
        }
        if !keys.isEmpty {
            try connection.statement("INSERT OR REPLACE INTO property(name, value) VALUES ('purged', ?)")
                .bind(.init(newestSuperseded)).run()
        }
        interned.keepAdded()
        return keys.count
    }
}
