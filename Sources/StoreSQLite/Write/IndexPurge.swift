// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Removes the index rows of versions that were superseded long ago.
struct IndexPurge {
    let connection: SQLiteConnection
    let scheme: IndexScheme
    let interned: InternedValues
    let bodies: StoredBodies

    /// How many versions one step takes, so that writers never wait long.
    static let step = 500

    /// What one step did.
    struct Step: Sendable {
        /// Versions that were taken.
        var count = 0
        /// Those among them whose resource cannot be read any more.
        var damaged = 0
    }

    /// Purges up to ``step`` versions superseded before `moment`.
    ///
    /// Which index rows a version has only its resource tells. One that is damaged keeps them, which no
    /// search follows any more, and is marked, so that it does not stand before the others for ever.
    func run(before moment: Timestamp) throws -> Step {
        let index = IndexWriter(connection, scheme: scheme, interned: interned)
        var rows = IndexRows()
        var keys: [Int64] = []
        var damagedKeys: [Int64] = []
        var newestSuperseded: Int64 = 0
        let words = try FullTextIndex(connection).isOn() ? FullTextIndex(connection) : nil
        let old = try connection.statement(
            """
            SELECT version_key, body, superseded FROM history
            WHERE indexed = 1 AND superseded > 0 AND superseded_at < ? ORDER BY superseded LIMIT 500
            """
        ).bind(.init(moment.microseconds))
        while try old.step() {
            newestSuperseded = old.integer(2)
            guard let resource = try? old.withBlob(1, bodies.body(of:)).resource() else {
                damagedKeys.append(old.integer(0))
                continue
            }
            try index.collect(
                scheme.extractor.entries(of: resource), type: resource.type, version: old.integer(0), into: &rows)
            if let words { try words.delete(ResourceWords(resource), version: old.integer(0)) }
            keys.append(old.integer(0))
        }
        try index.delete(rows)
        for key in keys {
            try connection.statement("UPDATE history SET indexed = 0 WHERE version_key = ?").bind(.init(key)).run()
        }
        for key in damagedKeys {
            try connection.statement("UPDATE history SET indexed = 2 WHERE version_key = ?").bind(.init(key)).run()
        }
        let step = Step(count: keys.count + damagedKeys.count, damaged: damagedKeys.count)
        if step.count > 0 {
            try connection.statement("INSERT OR REPLACE INTO property(name, value) VALUES ('purged', ?)")
                .bind(.init(newestSuperseded)).run()
        }
        return step
    }
}
