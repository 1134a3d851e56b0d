// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import RecordStore

/// One version as a row of `current_version` or `history`.
struct VersionRow {
    /// The person key: the resource key of the person's Patient; 0 where there is none.
    var person: Int64
    var resource: Int64
    var versionKey: Int64
    var recorded: Int64
    var commit: Int64
    var version: Int64
    var labels: SensitivityLabels
    var type: Int64
    var change: StoredVersion.Change
    var id: String
    /// The Patient id of the person; empty where there is none.
    var personID: String
    /// The packed body; empty for a deletion.
    var body: [UInt8]

    /// The labels as the tables hold them.
    var labelBits: Int64 { Int64(Int32(bitPattern: labels.rawValue)) }
}

/// Reads the columns of versions, which are the same in every statement.
struct VersionColumns {
    /// What a statement selects, from a table named `v`.
    static let list: PostgresSQL =
        """
        v.version_key, v.type, v.id, v.version, v.recorded, v.change, v.person_id, v.labels, v.body, v.commit_number,
        v.person, v.resource
        """

    /// The same for who needs no resource.
    static let listWithoutBody: PostgresSQL =
        """
        v.version_key, v.type, v.id, v.version, v.recorded, v.change, v.person_id, v.labels, NULL::bytea AS body,
        v.commit_number, v.person, v.resource
        """

    let names: PostgresNames

    /// The version in a row.
    func version(_ rows: PostgresRows, _ row: Int) throws -> StoredVersion {
        let change = try change(rows, row)
        let person = rows.text(row, 6)
        return StoredVersion(
            id: ResourceID(names.type(rows.integer(row, 1)), rows.text(row, 2)), version: Int(rows.integer(row, 3)),
            lastUpdated: Timestamp(microseconds: rows.integer(row, 4)), change: change,
            person: person.isEmpty ? nil : person, labels: Self.labels(rows.integer(row, 7)),
            body: change == .deleted || rows.isNull(row, 8) ? nil : try rows.withBytes(row, 8, RowBody.body(of:)))
    }

    /// All columns of a row, with the body as it is stored.
    func row(_ rows: PostgresRows, _ row: Int) throws -> VersionRow {
        VersionRow(
            person: rows.integer(row, 10), resource: rows.integer(row, 11), versionKey: rows.integer(row, 0),
            recorded: rows.integer(row, 4), commit: rows.integer(row, 9), version: rows.integer(row, 3),
            labels: Self.labels(rows.integer(row, 7)), type: rows.integer(row, 1), change: try change(rows, row),
            id: rows.text(row, 2), personID: rows.text(row, 6), body: rows.bytes(row, 8))
    }

    /// The version key of a row.
    static func key(_ rows: PostgresRows, _ row: Int) -> Int64 { rows.integer(row, 0) }

    /// The commit of a row.
    static func commit(_ rows: PostgresRows, _ row: Int) -> Int64 { rows.integer(row, 9) }

    private func change(_ rows: PostgresRows, _ row: Int) throws -> StoredVersion.Change {
        guard let change = StoredVersion.Change(rawValue: Int(rows.integer(row, 5))) else {
            throw StoreFailure.unavailable("a stored version is damaged or from another version of this program")
        }
        return change
    }

    private static func labels(_ bits: Int64) -> SensitivityLabels {
        SensitivityLabels(rawValue: UInt32(truncatingIfNeeded: bits))
    }
}
