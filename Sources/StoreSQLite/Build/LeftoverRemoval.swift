// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch
internal import RecordStore

/// Removes the rows of parameters, and the shapes of groups of parameters, that nobody uses any more.
struct LeftoverRemoval {
    let readers: ReaderPool
    let writer: WriteQueue<SQLiteGroupWriter>

    /// Rows of one transaction.
    private static let most = 5_000

    /// Removes some rows; false where there is nothing left.
    func step() async throws -> Bool {
        let isThere = try readers.reading { search in
            try search.connection.statement("SELECT 1 FROM index_leftover LIMIT 1").hasRow()
        }
        guard isThere else { return false }
        return try await writer.alone { connection, _ in
            let row = try connection.statement("SELECT number, is_group FROM index_leftover LIMIT 1")
            guard try row.step() else { return false }
            let (number, isGroup) = (row.integer(0), row.integer(1))
            row.reset()
            if try isGroup == 1 ? removeShapes(of: number, connection) : removeRows(of: number, connection) {
                try connection.statement("DELETE FROM index_leftover WHERE number = ? AND is_group = ?")
                    .bind(.init(number), .init(isGroup)).run()
            }
            return true
        }
    }

    /// Whether no row of a group's shapes is left.
    private func removeShapes(of group: Int64, _ connection: SQLiteConnection) throws -> Bool {
        var removed = 0
        for shape in try connection.statement("SELECT id FROM shape WHERE type = ?").bind(.init(group)).integers() {
            removed += try remove(
                """
                DELETE FROM index_shape WHERE shape = ?1 AND version IN (
                    SELECT version FROM index_shape WHERE shape = ?1 LIMIT 5000) RETURNING 1
                """, shape, connection)
            if removed >= Self.most { return false }
            try connection.statement("DELETE FROM shape WHERE id = ?").bind(.init(shape)).run()
        }
        return true
    }

    /// Whether no row of a parameter is left, those of its composites' second values included.
    private func removeRows(of parameter: Int64, _ connection: SQLiteConnection) throws -> Bool {
        var removed = try removeValues(under: parameter, connection)
        guard removed < Self.most else { return false }
        let composites = try connection.statement("SELECT id FROM composite WHERE parameter = ?")
            .bind(.init(parameter)).integers()
        for composite in composites {
            removed += try removeValues(under: SQLiteNames.firstComposite + composite, connection)
            if removed >= Self.most { return false }
            try connection.statement("DELETE FROM composite WHERE id = ?").bind(.init(composite)).run()
        }
        return true
    }

    private static let statements: [StaticSQL] = [
        """
        DELETE FROM index_token WHERE parameter = ?1 AND (token, version) IN (
            SELECT token, version FROM index_token WHERE parameter = ?1 LIMIT 5000) RETURNING 1
        """,
        """
        DELETE FROM index_identifier WHERE parameter = ?1 AND (code, system, version) IN (
            SELECT code, system, version FROM index_identifier WHERE parameter = ?1 LIMIT 5000) RETURNING 1
        """,
        """
        DELETE FROM index_reference WHERE parameter = ?1 AND (target, version) IN (
            SELECT target, version FROM index_reference WHERE parameter = ?1 LIMIT 5000) RETURNING 1
        """,
        """
        DELETE FROM index_string WHERE parameter = ?1 AND (value, version) IN (
            SELECT value, version FROM index_string WHERE parameter = ?1 LIMIT 5000) RETURNING 1
        """,
        """
        DELETE FROM index_number WHERE parameter = ?1 AND (low, high, version) IN (
            SELECT low, high, version FROM index_number WHERE parameter = ?1 LIMIT 5000) RETURNING 1
        """,
        """
        DELETE FROM index_quantity WHERE parameter = ?1 AND (low, high, unit, version) IN (
            SELECT low, high, unit, version FROM index_quantity WHERE parameter = ?1 LIMIT 5000) RETURNING 1
        """,
        """
        DELETE FROM index_amount WHERE parameter = ?1 AND (dimension, low, high, version) IN (
            SELECT dimension, low, high, version FROM index_amount WHERE parameter = ?1 LIMIT 5000) RETURNING 1
        """,
    ]
    private static let dates: StaticSQL = """
        DELETE FROM index_date WHERE parameter = ?1 AND (low, high, version) IN (
            SELECT low, high, version FROM index_date WHERE parameter = ?1 LIMIT 5000) RETURNING 1
        """

    /// Removes up to 5,000 rows of each table and gives their number, or 5,000 where more may be left.
    private func removeValues(under number: Int64, _ connection: SQLiteConnection) throws -> Int {
        var removed = 0
        for statement in Self.statements {
            removed += try remove(statement, number, connection)
            if removed >= Self.most { return Self.most }
        }
        for own in [number, PeriodClass.longByStart(number), PeriodClass.longByEnd(number)] {
            removed += try remove(Self.dates, own, connection)
            if removed >= Self.most { return Self.most }
        }
        return removed
    }

    private func remove(_ sql: StaticSQL, _ number: Int64, _ connection: SQLiteConnection) throws -> Int {
        try connection.statement(sql).bind(.init(number)).integers().count
    }
}
