// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Removes the index rows of versions that were superseded long ago.
///
/// Versions are purged in the order in which they were superseded: how far it went, `store_state.forgotten` says.
struct IndexPurge {
    let connection: PostgresConnection
    let names: PostgresNames
    let book: IndexNameBook
    let extractor: IndexExtractor

    /// How many versions one step takes, so that writers never wait long.
    static let step = 500

    /// What one step did.
    struct Step {
        /// Versions that were taken.
        var count = 0
        /// Those among them whose resource cannot be read any more.
        var damaged = 0
    }

    /// Purges up to ``step`` versions superseded before `moment`, in a transaction of its own.
    ///
    /// Which index rows a version has only its resource tells. One that is damaged keeps them, which no
    /// search follows any more.
    func run(before moment: Timestamp) throws -> Step {
        let state = try connection.run([
            PostgresCommand("BEGIN"), PostgresCommand("SELECT forgotten FROM store_state FOR UPDATE"),
        ])[1]
        let old = try connection.run(Self.oldest, .integer(state.integer(0, 0)), .init(Self.step))
        var step = Step()
        var newest: Int64 = 0
        var entries: [PostgresIndexWriter.Entry] = []
        for row in 0..<old.count {
            guard old.integer(row, 4) < moment.microseconds else { break }
            step.count += 1
            newest = old.integer(row, 3)
            guard let resource = try? old.withBytes(row, 2, RowBody.body(of:)).resource() else {
                step.damaged += 1
                continue
            }
            entries.append(
                .init(
                    type: resource.type, person: old.integer(row, 0), version: old.integer(row, 1),
                    entries: extractor.entries(of: resource)))
        }
        guard step.count > 0 else { return step }
        let rows = try PostgresIndexWriter(names: names, book: book).rows(of: entries, on: connection)
        try connection.run(
            rows.tables.map(\.delete) + [
                PostgresCommand("UPDATE store_state SET forgotten = $1::bigint", .integer(newest)),
                PostgresCommand("COMMIT"),
            ])
        return step
    }

    private static let oldest: PostgresSQL =
        """
        SELECT person, version_key, body, superseded, superseded_at FROM history
        WHERE superseded > $1::bigint AND change < 3 ORDER BY superseded LIMIT $2::bigint
        """
}
