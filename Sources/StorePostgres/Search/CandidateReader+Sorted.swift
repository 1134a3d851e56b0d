// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch
internal import RecordStore

extension CandidateReader {
    /// The next rows of an index table in the order of its values, behind a value and key.
    func read(
        _ column: SortColumn, numbers: [Int64], behind: (value: SortValue, key: Int64), _ descending: Bool, limit: Int
    ) throws -> PostgresRows {
        let direction: PostgresSQL = descending ? " DESC" : ""
        var command = PostgresCommand("WITH d AS MATERIALIZED (SELECT person, version_key, value FROM (")
        command.append(numbers, joinedBy: " UNION ALL ") { command, number in
            command.append("(SELECT x.person, x.version_key, " + column.column + " AS value FROM " + column.table)
            command.append(" x WHERE x.parameter = ")
            command.bind(.integer(number))
            command.append(" AND (" + column.column + (descending ? ", x.version_key) < (" : ", x.version_key) > ("))
            command.bind(behind.value.bound)
            command.append(", ")
            command.bind(.integer(behind.key))
            command.append(") AND x.version_key <= ")
            command.bind(.integer(state))
            tests.ofIndexRows.write(of: "x", into: &command)
            command.append(" ORDER BY " + column.column + direction + ", x.version_key" + direction + " LIMIT ")
            command.bind(.init(limit))
            command.append(")")
        }
        command.append(") s ORDER BY value" + direction + ", version_key" + direction + " LIMIT ")
        command.bind(.init(limit))
        command.append(") ")
        writeLookup(into: &command, tests.ofVersions)
        command.append(" ORDER BY d.value" + direction + ", d.version_key" + direction)
        return try search.run(command)
    }

    /// The next rows of a piece of an index table in the order of its values.
    func read(_ piece: ValuePiece, behind edge: (value: SortValue, key: Int64), limit: Int) throws -> PostgresRows {
        var command = PostgresCommand("WITH d AS MATERIALIZED (")
        piece.writeRows(behind: edge, upTo: state, limit: limit, into: &command)
        command.append(") ")
        writeLookup(into: &command, tests)
        command.append(" ORDER BY d.value, d.version_key")
        return try search.run(command)
    }

    /// The next resources of the type in the order of their ids.
    func readByID(behind value: SortValue, _ descending: Bool, limit: Int) throws -> PostgresRows {
        let direction: PostgresSQL = descending ? " DESC" : ""
        var command = PostgresCommand(
            "WITH d AS MATERIALIZED (SELECT x.person, x.key AS version_key, x.key, x.id AS value FROM resource_directory x "
                + "WHERE x.type = ")
        command.bind(.integer(search.names.number(ofType: query.resourceType)))
        command.append(" AND x.id" + (descending ? " < " : " > "))
        command.bind(value.bound)
        command.append(" ORDER BY x.id" + direction + " LIMIT ")
        command.bind(.init(limit))
        command.append(
            ") SELECT w.*, d.key, d.person AS whom, d.value FROM d LEFT JOIN LATERAL (SELECT " + columns
                + " FROM current_version v WHERE v.person = d.person AND v.resource = d.key AND v.version_key + 0 <= ")
        command.bind(.integer(state))
        command.append(
            " UNION ALL SELECT " + columns
                + " FROM history v WHERE v.resource = d.key AND v.version_key + 0 <= ")
        command.bind(.integer(state))
        command.append(" AND v.superseded + 0 > ")
        command.bind(.integer(state))
        writeConditions(into: &command, tests)
        command.append(" ORDER BY d.value" + direction)
        return try search.run(command)
    }
}
