// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Writes the rows of one index table, or removes them.
struct IndexTableRows {
    /// By `COPY`; many rows only.
    let copy: PostgresSQL
    let copied: () -> CopyRows
    /// By a statement with an array for each column.
    let insertion: PostgresSQL
    let deletion: PostgresSQL
    let values: () -> [PostgresValue]
    let count: Int

    var insert: PostgresCommand { PostgresCommand(insertion, values: values()) }
    var delete: PostgresCommand { PostgresCommand(deletion, values: values()) }
}

extension PostgresIndexRows {
    /// All tables that there are rows of.
    var tables: [IndexTableRows] {
        [tokenTable, targetTable, textTable, dateTable, numberTable].filter { $0.count > 0 }
    }

    private var tokenTable: IndexTableRows {
        IndexTableRows(
            copy: "COPY index_token(version_key, person, parameter, token) FROM STDIN (FORMAT binary)",
            copied: {
                var rows = CopyRows(columnCount: 4)
                for row in tokens {
                    rows.beginRow(row.version, row.person)
                    rows.append(Int32(truncatingIfNeeded: row.parameter))
                    rows.append(Int32(truncatingIfNeeded: row.value))
                }
                return rows
            },
            insertion: """
                INSERT INTO index_token(version_key, person, parameter, token)
                SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])
                """,
            deletion: """
                DELETE FROM index_token x
                USING unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])
                    AS u(version_key, person, parameter, token)
                WHERE x.parameter = u.parameter AND x.token = u.token AND x.version_key = u.version_key
                    AND x.person = u.person
                """,
            values: {
                [
                    .integers(tokens.map(\.version)), .integers(tokens.map(\.person)),
                    .integers(tokens.map(\.parameter)),
                    .integers(tokens.map(\.value)),
                ]
            },
            count: tokens.count)
    }

    private var targetTable: IndexTableRows {
        IndexTableRows(
            copy: "COPY index_reference(version_key, person, parameter, target) FROM STDIN (FORMAT binary)",
            copied: {
                var rows = CopyRows(columnCount: 4)
                for row in targets {
                    rows.beginRow(row.version, row.person)
                    rows.append(Int32(truncatingIfNeeded: row.parameter))
                    rows.append(row.value)
                }
                return rows
            },
            insertion: """
                INSERT INTO index_reference(version_key, person, parameter, target)
                SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])
                """,
            deletion: """
                DELETE FROM index_reference x
                USING unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])
                    AS u(version_key, person, parameter, target)
                WHERE x.parameter = u.parameter AND x.target = u.target AND x.version_key = u.version_key
                    AND x.person = u.person
                """,
            values: {
                [
                    .integers(targets.map(\.version)), .integers(targets.map(\.person)),
                    .integers(targets.map(\.parameter)),
                    .integers(targets.map(\.value)),
                ]
            },
            count: targets.count)
    }

    private var textTable: IndexTableRows {
        IndexTableRows(
            copy: "COPY index_text(version_key, person, parameter, system, value) FROM STDIN (FORMAT binary)",
            copied: {
                var rows = CopyRows(columnCount: 5)
                for row in texts {
                    rows.beginRow(row.version, row.person)
                    rows.append(Int32(truncatingIfNeeded: row.parameter))
                    rows.append(Int32(truncatingIfNeeded: row.system))
                    rows.append(row.value)
                }
                return rows
            },
            insertion: """
                INSERT INTO index_text(version_key, person, parameter, system, value)
                SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[])
                """,
            deletion: """
                DELETE FROM index_text x
                USING unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[])
                    AS u(version_key, person, parameter, system, value)
                WHERE x.parameter = u.parameter AND x.value = u.value AND x.version_key = u.version_key
                    AND x.system = u.system AND x.person = u.person
                """,
            values: {
                [
                    .integers(texts.map(\.version)), .integers(texts.map(\.person)), .integers(texts.map(\.parameter)),
                    .integers(texts.map(\.system)), .texts(texts.map(\.value)),
                ]
            },
            count: texts.count)
    }

    private var dateTable: IndexTableRows {
        IndexTableRows(
            copy: "COPY index_date(version_key, person, parameter, low, high) FROM STDIN (FORMAT binary)",
            copied: {
                var rows = CopyRows(columnCount: 5)
                for row in dates {
                    rows.beginRow(row.version, row.person)
                    rows.append(Int32(truncatingIfNeeded: row.parameter))
                    rows.append(row.low)
                    rows.append(row.high)
                }
                return rows
            },
            insertion: """
                INSERT INTO index_date(version_key, person, parameter, low, high)
                SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])
                """,
            deletion: """
                DELETE FROM index_date x
                USING unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])
                    AS u(version_key, person, parameter, low, high)
                WHERE x.parameter = u.parameter AND x.low = u.low AND x.version_key = u.version_key
                    AND x.high = u.high AND x.person = u.person
                """,
            values: {
                [
                    .integers(dates.map(\.version)), .integers(dates.map(\.person)), .integers(dates.map(\.parameter)),
                    .integers(dates.map(\.low)), .integers(dates.map(\.high)),
                ]
            },
            count: dates.count)
    }

    private var numberTable: IndexTableRows {
        IndexTableRows(
            copy: "COPY index_number(version_key, person, parameter, unit, low, high) FROM STDIN (FORMAT binary)",
            copied: {
                var rows = CopyRows(columnCount: 6)
                for row in numbers {
                    rows.beginRow(row.version, row.person)
                    rows.append(Int32(truncatingIfNeeded: row.parameter))
                    rows.append(Int32(truncatingIfNeeded: row.unit))
                    rows.append(row.low)
                    rows.append(row.high)
                }
                return rows
            },
            insertion: """
                INSERT INTO index_number(version_key, person, parameter, unit, low, high)
                SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::float8[], $6::float8[])
                """,
            deletion: """
                DELETE FROM index_number x
                USING unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::float8[], $6::float8[])
                    AS u(version_key, person, parameter, unit, low, high)
                WHERE x.parameter = u.parameter AND x.low = u.low AND x.version_key = u.version_key
                    AND x.high = u.high AND x.unit = u.unit AND x.person = u.person
                """,
            values: {
                [
                    .integers(numbers.map(\.version)), .integers(numbers.map(\.person)),
                    .integers(numbers.map(\.parameter)),
                    .integers(numbers.map(\.unit)), .reals(numbers.map(\.low)), .reals(numbers.map(\.high)),
                ]
            },
            count: numbers.count)
    }
}

extension CopyRows {
    /// Begins a row of an index table, all of which begin alike.
    fileprivate mutating func beginRow(_ version: Int64, _ person: Int64) {
        beginRow()
        append(version)
        append(person)
    }
}
