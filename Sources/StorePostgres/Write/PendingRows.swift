// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import RecordStore

/// What a transaction will write next, table by table.
struct PendingRows {
    /// A key that is new to the directory.
    struct NewKey {
        var id: String
        var type: Int64
        var key: Int64
        var person: Int64
    }

    /// A resource that concerns another person than before.
    struct Move {
        var id: String
        var type: Int64
        var person: Int64
    }

    /// A stored row that a newer version replaces.
    struct Superseded {
        var person: Int64
        var resource: Int64
        var by: Int64
        var at: Int64
    }

    /// From this many rows on, `COPY` is faster than a statement with arrays.
    static let copyThreshold = 100

    var newKeys: [NewKey] = []
    /// By resource key: the last move counts.
    var moves: [Int64: Move] = [:]
    var superseded: [Superseded] = []
    /// New versions by resource key.
    var current: [Int64: VersionRow] = [:]
    /// Versions that came and went within the transaction.
    var past: [(row: VersionRow, by: Int64, at: Int64)] = []
    /// What is to be indexed.
    var index: [PostgresIndexWriter.Entry] = []

    var isEmpty: Bool {
        newKeys.isEmpty && moves.isEmpty && superseded.isEmpty && current.isEmpty && past.isEmpty
    }

    /// The statements that write everything but ``current``.
    func commandsBeforeCurrent() -> [PostgresCommand] {
        var commands: [PostgresCommand] = []
        if !newKeys.isEmpty {
            commands.append(
                PostgresCommand(
                    Self.insertKeys, .texts(newKeys.map(\.id)), .integers(newKeys.map(\.type)),
                    .integers(newKeys.map(\.key)), .integers(newKeys.map(\.person))))
        }
        if !moves.isEmpty {
            commands.append(
                PostgresCommand(
                    Self.movePeople, .texts(moves.values.map(\.id)), .integers(moves.values.map(\.type)),
                    .integers(moves.values.map(\.person))))
        }
        if !superseded.isEmpty {
            commands.append(
                PostgresCommand(
                    Self.supersede, .integers(superseded.map(\.person)), .integers(superseded.map(\.resource)),
                    .integers(superseded.map(\.by)), .integers(superseded.map(\.at))))
        }
        if !past.isEmpty {
            let values = Self.values(of: past.map(\.row)) + [.integers(past.map(\.by)), .integers(past.map(\.at))]
            commands.append(PostgresCommand(Self.insertPast, values: values))
        }
        return commands
    }

    /// The statement that writes ``current``, in the order of version keys.
    func insertCurrentCommand() -> PostgresCommand {
        PostgresCommand(Self.insertCurrent, values: Self.values(of: sortedCurrent))
    }

    /// The same as rows for `COPY`; see ``copyCurrent``.
    func currentCopy() -> CopyRows {
        var rows = CopyRows(columnCount: 12)
        for row in sortedCurrent {
            rows.beginRow()
            rows.append(row.person)
            rows.append(row.resource)
            rows.append(row.versionKey)
            rows.append(row.recorded)
            rows.append(row.commit)
            rows.append(Int32(truncatingIfNeeded: row.version))
            rows.append(Int32(truncatingIfNeeded: row.labelBits))
            rows.append(Int16(truncatingIfNeeded: row.type))
            rows.append(Int16(row.change.rawValue))
            rows.append(row.id)
            rows.append(row.personID)
            rows.append(row.body)
        }
        return rows
    }

    private var sortedCurrent: [VersionRow] { current.values.sorted { $0.versionKey < $1.versionKey } }

    private static func values(of rows: [VersionRow]) -> [PostgresValue] {
        [
            .integers(rows.map(\.person)), .integers(rows.map(\.resource)), .integers(rows.map(\.versionKey)),
            .integers(rows.map(\.recorded)), .integers(rows.map(\.commit)), .integers(rows.map(\.version)),
            .integers(rows.map(\.labelBits)), .integers(rows.map(\.type)),
            .integers(rows.map { Int64($0.change.rawValue) }), .texts(rows.map(\.id)), .texts(rows.map(\.personID)),
            .blobs(rows.map(\.body)),
        ]
    }

    private static let columns: PostgresSQL =
        """
        person, resource, version_key, recorded, commit_number, version, labels, type, change, id, person_id, body
        """

    static let copyCurrent: PostgresSQL =
        "COPY current_version(" + columns + ") FROM STDIN (FORMAT binary)"

    private static let insertCurrent: PostgresSQL =
        "INSERT INTO current_version(" + columns + """
            ) SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[],
                $7::bigint[], $8::bigint[], $9::bigint[], $10::text[], $11::text[], $12::bytea[])
            """

    private static let insertPast: PostgresSQL =
        "INSERT INTO history(" + columns + """
            , superseded, superseded_at)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[],
                $7::bigint[], $8::bigint[], $9::bigint[], $10::text[], $11::text[], $12::bytea[], $13::bigint[],
                $14::bigint[])
            """

    private static let supersede: PostgresSQL =
        """
        WITH gone AS (
            DELETE FROM current_version c
            USING unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[]) AS u(person, resource, by, at)
            WHERE c.person = u.person AND c.resource = u.resource RETURNING c.*, u.by, u.at)
        INSERT INTO history(
            person, resource, version_key, recorded, commit_number, version, labels, type, change, id, person_id, body,
            superseded, superseded_at)
        SELECT person, resource, version_key, recorded, commit_number, version, labels, type, change, id, person_id,
            body, by, at
        FROM gone
        """

    private static let insertKeys: PostgresSQL =
        """
        INSERT INTO resource_directory(id, type, key, person, moved)
        SELECT id, type, key, person, false
        FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[]) AS u(id, type, key, person)
        """

    private static let movePeople: PostgresSQL =
        """
        UPDATE resource_directory d SET person = u.person, moved = true
        FROM unnest($1::text[], $2::bigint[], $3::bigint[]) AS u(id, type, person)
        WHERE d.id = u.id AND d.type = u.type
        """
}
