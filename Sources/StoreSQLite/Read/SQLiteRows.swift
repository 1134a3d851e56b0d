// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Reads versions by id and by key on one connection.
struct SQLiteRows {
    let connection: SQLiteConnection
    let names: SQLiteNames
    let bodies: StoredBodies

    /// Number of a resource, if the store has heard of it.
    func resource(_ id: ResourceID) throws -> Int64? {
        try connection.statement("SELECT key FROM resource WHERE type = ? AND id = ?")
            .bind(.init(names.number(ofType: id.type)), .init(id.id)).firstInteger()
    }

    /// Key of the newest version of a resource, or of its deletion, in the state `snapshot`.
    func versionKey(of id: ResourceID, at snapshot: Int64) throws -> Int64? {
        let newest = try connection.statement("SELECT version_key FROM resource WHERE type = ? AND id = ?")
            .bind(.init(names.number(ofType: id.type)), .init(id.id)).firstInteger()
        guard let newest, newest > snapshot else { return newest.flatMap { $0 > 0 ? $0 : nil } }
        return try resource(id).flatMap { try versionKey(ofResource: $0, at: snapshot) }
    }

    /// Key of the version, or deletion, that a resource which has changed since had in the state `snapshot`.
    func versionKey(ofResource key: Int64, at snapshot: Int64) throws -> Int64? {
        try connection.statement(
            "SELECT version_key FROM history WHERE resource = ? AND version_key <= ? ORDER BY version DESC LIMIT 1"
        ).bind(.init(key), .init(snapshot)).firstInteger()
    }

    /// Number of what a reference points to, if the store has heard of it.
    func target(_ target: ReferenceTarget) throws -> Int64? {
        switch target {
        case .local(let id): try resource(id)
        case .contained(let text), .external(let text):
            try connection.statement("SELECT key FROM resource WHERE type = 0 AND id = ?").bind(.init(text))
                .firstInteger()
        }
    }

    /// The current version or the deletion of a resource.
    func current(_ id: ResourceID) throws -> StoredVersion? {
        let row = try connection.statement(
            """
            SELECT current.version_key, current.resource, current.type, current.person, current.version,
                current.recorded, current.labels, current.change, current.body
            FROM resource JOIN current ON current.version_key = resource.version_key
            WHERE resource.type = ? AND resource.id = ?
            """
        ).bind(.init(names.number(ofType: id.type)), .init(id.id))
        if try row.step() {
            defer { row.reset() }
            return try version(row, id: id)
        }
        guard let key = try resource(id) else { return nil }
        return try newest(ofResource: key, id: id)
    }

    /// A version by number.
    func version(_ number: Int, of id: ResourceID) throws -> StoredVersion? {
        guard let key = try resource(id) else { return nil }
        let past = try connection.statement(
            """
            SELECT version_key, resource, type, person, version, recorded, labels, change, body
            FROM history WHERE resource = ? AND version = ?
            """
        ).bind(.init(key), .init(number))
        if try past.step() {
            defer { past.reset() }
            return try version(past, id: id)
        }
        return try current(id).flatMap { $0.version == number ? $0 : nil }
    }

    /// The version with this key, if it is what the resource was in the state `snapshot`.
    ///
    /// - Parameters:
    ///   - withBody: false leaves the resource unread, for who only needs to know that it is there.
    ///   - types: nothing of other types is unpacked; nil for all.
    func version(key: Int64, at snapshot: Int64, withBody: Bool, types: Set<Int64>?) throws -> StoredVersion? {
        try row(key: key, at: snapshot, withBody: withBody, types: types).map { try version(of: $0, id: nil) }
    }

    /// The same as its row has it.
    func row(key: Int64, at snapshot: Int64, withBody: Bool, types: Set<Int64>?) throws -> NumberedVersion? {
        guard key <= snapshot else { return nil }
        let row = try connection.statement(
            withBody
                ? """
                SELECT version_key, resource, type, person, version, recorded, labels, change, body
                FROM current WHERE version_key = ?
                """
                : """
                SELECT version_key, resource, type, person, version, recorded, labels, change, NULL
                FROM current WHERE version_key = ?
                """
        ).bind(.init(key))
        if try row.step() {
            defer { row.reset() }
            guard types?.contains(row.integer(2)) ?? true else { return nil }
            return try versionRow(row)
        }
        let past = try connection.statement(
            withBody
                ? """
                SELECT version_key, resource, type, person, version, recorded, labels, change, body
                FROM history WHERE version_key = ? AND superseded > ?
                """
                : """
                SELECT version_key, resource, type, person, version, recorded, labels, change, NULL
                FROM history WHERE version_key = ? AND superseded > ?
                """
        ).bind(.init(key), .init(snapshot))
        guard try past.step() else { return nil }
        defer { past.reset() }
        guard types?.contains(past.integer(2)) ?? true else { return nil }
        return try versionRow(past)
    }

    /// Versions behind a key, in the order of keys, deletions included.
    func changes(after key: Int64, limit: Int) throws -> [StoreChange] {
        let rows = try connection.statement(
            """
            SELECT version_key, resource, type, person, version, recorded, labels, change, body, commit_number FROM (
                SELECT * FROM (
                    SELECT version_key, resource, type, person, version, recorded, labels, change, body, commit_number
                    FROM current WHERE version_key > ?1 ORDER BY version_key LIMIT ?2)
                UNION ALL
                SELECT * FROM (
                    SELECT version_key, resource, type, person, version, recorded, labels, change, body, commit_number
                    FROM history WHERE version_key > ?1 ORDER BY version_key LIMIT ?2))
            ORDER BY version_key LIMIT ?2
            """
        ).bind(.init(key), .init(limit))
        var changes: [StoreChange] = []
        while try rows.step() {
            changes.append(
                StoreChange(position: rows.integer(0), commit: rows.integer(9), version: try version(rows, id: nil)))
        }
        return changes
    }

    private func newest(ofResource key: Int64, id: ResourceID) throws -> StoredVersion? {
        let row = try connection.statement(
            """
            SELECT version_key, resource, type, person, version, recorded, labels, change, body
            FROM history WHERE resource = ? ORDER BY version DESC LIMIT 1
            """
        ).bind(.init(key))
        guard try row.step() else { return nil }
        defer { row.reset() }
        return try version(row, id: id)
    }

    private func version(_ row: SQLiteStatement, id: ResourceID?) throws -> StoredVersion {
        try version(of: versionRow(row), id: id)
    }

    private func versionRow(_ row: SQLiteStatement) throws -> NumberedVersion {
        NumberedVersion(
            resource: row.integer(1), type: row.integer(2), person: row.integer(3), version: Int(row.integer(4)),
            recorded: Timestamp(microseconds: row.integer(5)),
            labels: SensitivityLabels(rawValue: UInt32(row.integer(6))),
            change: StoredVersion.Change(rawValue: Int(row.integer(7))) ?? .deleted,
            body: row.isNull(8) ? nil : try row.withBlob(8, bodies.body(of:)))
    }

    /// The version that a row holds, with the ids that its numbers stand for.
    func version(of row: NumberedVersion, id: ResourceID?) throws -> StoredVersion {
        StoredVersion(
            id: try id ?? self.id(ofResource: row.resource, type: row.type), version: row.version,
            lastUpdated: row.recorded, change: row.change, person: try person(row.person), labels: row.labels,
            body: row.body)
    }

    /// The id of a resource.
    func id(ofResource key: Int64, type: Int64) throws -> ResourceID {
        ResourceID(names.type(type), try idText(ofResource: key))
    }

    /// The Patient id of a person; nil for key 0, which stands for nobody.
    func person(_ key: Int64) throws -> String? { key > 0 ? try idText(ofResource: key) : nil }

    private func idText(ofResource key: Int64) throws -> String {
        let row = try connection.statement("SELECT id FROM resource WHERE key = ?").bind(.init(key))
        defer { row.reset() }
        return try row.step() ? row.text(0) : ""
    }
}
