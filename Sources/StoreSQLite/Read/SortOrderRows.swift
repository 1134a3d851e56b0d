// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Rows of value and version in the order of a sort key.
protocol SortOrderRows {
    /// Before every value in the direction of the sort.
    var edge: SortValue { get }

    /// A value as the rows have it.
    func indexed(_ value: SortValue?) -> SortValue?

    /// The next rows from a value on and behind a version with it; none where there are no more.
    func step(from value: SortValue, behind key: Int64) throws -> [(value: SortValue, key: Int64)]
}

/// The rows of an index table that stands in the order of its values.
struct ColumnRows: SortOrderRows {
    let connection: SQLiteConnection
    let column: SortColumn
    let parameter: Int64
    let descending: Bool

    var edge: SortValue { column.edge(descending: descending) }

    func indexed(_ value: SortValue?) -> SortValue? { column.indexed(value) }

    func step(from value: SortValue, behind key: Int64) throws -> [(value: SortValue, key: Int64)] {
        let rows = try connection.statement(column.sql(descending: descending))
            .bind(.init(parameter), value.bound, .init(key))
        if column == .date { try rows.bind(.init(PeriodClass.longByStart(parameter)), at: 4) }
        var found: [(value: SortValue, key: Int64)] = []
        while try rows.step() { found.append((column.value(rows), rows.integer(1))) }
        return found
    }
}

/// The versions of a type in the order of their resources' ids.
struct IDRows: SortOrderRows {
    let search: SQLiteSearch
    let type: Int64
    let snapshot: Int64
    let descending: Bool

    var edge: SortValue { .text(descending ? .behindAll : "") }

    func indexed(_ value: SortValue?) -> SortValue? { value }

    func step(from value: SortValue, behind key: Int64) throws -> [(value: SortValue, key: Int64)] {
        let rows = try search.connection.statement(
            descending
                ? "SELECT key, id, version_key FROM resource WHERE type = ? AND id < ? ORDER BY id DESC LIMIT 512"
                : "SELECT key, id, version_key FROM resource WHERE type = ? AND id > ? ORDER BY id LIMIT 512"
        ).bind(.init(type), value.bound)
        var resources: [(key: Int64, id: String, version: Int64)] = []
        while try rows.step() { resources.append((rows.integer(0), rows.text(1), rows.integer(2))) }
        // One that is not there, or was not yet, has a key that leads to no version.
        return try resources.map { resource in
            let version =
                resource.version > snapshot
                ? try search.rows.versionKey(ofResource: resource.key, at: snapshot) ?? 0 : resource.version
            return (.text(resource.id), version)
        }
    }
}

extension String {
    /// A text behind all that are sorted.
    static let behindAll = String(repeating: "\u{10FFFF}", count: 8)
}
