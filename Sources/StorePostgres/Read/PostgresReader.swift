// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Reads versions over one connection.
struct PostgresReader {
    let connection: PostgresConnection
    let names: PostgresNames
    let extractor: IndexExtractor
    /// Numbers of names that other searches have found.
    let known: KnownNames?

    private var columns: VersionColumns { VersionColumns(names: names) }

    /// The newest version of a resource, a deletion included.
    func current(_ id: ResourceID) throws -> StoredVersion? {
        guard let rows = try newest(id) else { return nil }
        return try columns.version(rows, 0)
    }

    /// Versions of a resource below `before`, newest first; none where `permits` refuses the newest.
    func history(
        of id: ResourceID, before: Int64, count: Int, where permits: (StoredVersion) -> Bool
    ) throws -> [StoredVersion] {
        guard let rows = try self.newest(id) else { return [] }
        let newest = try columns.version(rows, 0)
        guard permits(newest) else { return [] }
        var found = newest.version < before ? [newest] : []
        let (person, resource) = (rows.integer(0, 10), rows.integer(0, 11))
        let older: PostgresRows
        if rows.isTrue(0, 12) {
            older = try connection.run(Self.pastOfMoved, .integer(resource), .integer(before), .init(count))
        } else {
            older = try connection.run(Self.past, .integer(resource), .integer(before), .init(count), .integer(person))
        }
        for row in 0..<older.count { found.append(try columns.version(older, row)) }
        return Array(found.prefix(count))
    }

    /// The row of the newest version, if there is one.
    private func newest(_ id: ResourceID) throws -> PostgresRows? {
        // No stored id has a zero byte, and PostgreSQL takes no text that has one.
        guard !id.id.utf8.contains(0) else { return nil }
        let rows = try connection.run(Self.byID, .integer(names.number(ofType: id.type)), .text(id.id))
        return rows.count > 0 ? rows : nil
    }

    /// The key of a person by the id of the Patient; nil where the store has never heard of it.
    func person(_ id: String) throws -> Int64? {
        guard !id.utf8.contains(0) else { return nil }
        let rows = try connection.run(
            "SELECT key FROM resource_directory WHERE type = $1::bigint AND id = $2::text",
            .integer(names.number(ofType: "Patient")), .text(id))
        return rows.count == 0 ? nil : rows.integer(0, 0)
    }

    /// The entries of the feed behind `position`.
    func changes(after position: Int64, limit: Int) throws -> [StoreChange] {
        let rows = try connection.run(Self.feed, .integer(position), .init(limit))
        return try (0..<rows.count).map { row in
            StoreChange(
                position: VersionColumns.key(rows, row), commit: VersionColumns.commit(rows, row),
                version: try columns.version(rows, row))
        }
    }

    func bookmark(_ name: String) throws -> String? {
        let rows = try connection.run("SELECT value FROM bookmark WHERE name = $1::text", .text(name))
        return rows.count == 0 ? nil : rows.text(0, 0)
    }

    /// The state a page is read from: the token's, if it is still readable, else the newest.
    func snapshot(for page: SearchPosition?) throws -> StoreSnapshot {
        let rows = try connection.run("SELECT epoch, version_key, forgotten FROM store_state")
        let newest = StoreSnapshot(epoch: rows.integer(0, 0), version: rows.integer(0, 1))
        guard let page else { return newest }
        guard page.snapshot.epoch == newest.epoch, page.snapshot.version >= rows.integer(0, 2) else {
            throw StoreFailure.positionGone
        }
        return page.snapshot
    }

    private static let byID: PostgresSQL =
        "SELECT " + VersionColumns.list + """
            , d.moved FROM resource_directory d
            JOIN current_version v ON v.person = d.person AND v.resource = d.key
            WHERE d.type = $1::bigint AND d.id = $2::text
            """

    private static let past: PostgresSQL =
        "SELECT " + VersionColumns.list + """
             FROM history v WHERE v.resource = $1::bigint AND v.version < $2::bigint AND v.person = $4::bigint
            ORDER BY v.version DESC LIMIT $3::bigint
            """

    private static let pastOfMoved: PostgresSQL =
        "SELECT " + VersionColumns.list + """
             FROM history v WHERE v.resource = $1::bigint AND v.version < $2::bigint
            ORDER BY v.version DESC LIMIT $3::bigint
            """

    private static let feed: PostgresSQL =
        "(SELECT " + VersionColumns.list + """
             FROM current_version v WHERE v.version_key > $1::bigint ORDER BY v.version_key LIMIT $2::bigint)
            UNION ALL (SELECT 
            """ + VersionColumns.list + """
             FROM history v WHERE v.version_key > $1::bigint ORDER BY v.version_key LIMIT $2::bigint)
            ORDER BY version_key LIMIT $2::bigint
            """
}
