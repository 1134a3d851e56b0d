// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Asks again and again whether versions have a row with the same code or target: only the version is bound anew.
struct RowProbe {
    private let connection: SQLiteConnection
    private let sql: StaticSQL
    private let parameter: Int64
    private let value: Int64
    private let holder: Int
    private var statement: SQLiteStatement?

    /// A probe of a range of codes or references; nil for others.
    init?(_ range: IndexRange, _ connection: SQLiteConnection) {
        switch range {
        case .token(let parameter, let token):
            sql = "SELECT 1 FROM index_token WHERE parameter = ? AND token = ? AND version = ?"
            (self.parameter, value) = (parameter, token)
        case .reference(let parameter, let target):
            sql = "SELECT 1 FROM index_reference WHERE parameter = ? AND target = ? AND version = ?"
            (self.parameter, value) = (parameter, target)
        default: return nil
        }
        self.connection = connection
        holder = connection.newHolder()
    }

    /// Whether a version has a row.
    mutating func holds(_ version: Int64) throws -> Bool {
        if let statement, statement.holder == holder { return try holds(version, statement) }
        let statement = try connection.statement(sql).bind(.init(parameter), .init(value))
        statement.holder = holder
        self.statement = statement
        return try holds(version, statement)
    }

    private func holds(_ version: Int64, _ statement: SQLiteStatement) throws -> Bool {
        try statement.bind(.integer(version), at: 3)
        return try statement.hasRow()
    }
}
