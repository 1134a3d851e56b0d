// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import GRDBSQLite
import Testing

/// A connection of its own to a store's file, to look at rows and to damage them.
final class RawDatabase: @unchecked Sendable {
    // `@unchecked`: SQLite serialises the calls of a connection opened without NOMUTEX.
    private let handle: OpaquePointer

    init(_ path: String) throws {
        var handle: OpaquePointer?
        try #require(sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK)
        self.handle = try #require(handle)
        sqlite3_busy_timeout(self.handle, 5_000)
    }

    deinit { sqlite3_close_v2(handle) }

    /// Runs SQL and gives the rows' columns as text; nil for NULL.
    @discardableResult
    func rows(_ sql: String, blob: [UInt8]? = nil) throws -> [[String?]] {
        var statement: OpaquePointer?
        let prepared = sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
        try #require(prepared == SQLITE_OK, "\(String(cString: sqlite3_errmsg(handle)))")
        defer { sqlite3_finalize(statement) }
        if let blob {
            sqlite3_bind_blob(
                statement, 1, blob, Int32(blob.count), unsafeBitCast(-1, to: sqlite3_destructor_type.self))
        }
        var rows: [[String?]] = []
        while true {
            let code = sqlite3_step(statement)
            guard code == SQLITE_ROW else {
                try #require(code == SQLITE_DONE, "\(String(cString: sqlite3_errmsg(handle)))")
                return rows
            }
            rows.append(
                (0..<sqlite3_column_count(statement)).map { column in
                    sqlite3_column_text(statement, column).map { String(cString: $0) }
                })
        }
    }

    /// The number a query gives.
    func number(_ sql: String) throws -> Int { try rows(sql).first?.first?.flatMap { $0 }.flatMap { Int($0) } ?? 0 }

    /// The blob a query gives.
    func blob(_ sql: String) throws -> [UInt8] {
        let text = try #require(try rows("SELECT hex((\(sql)))").first?.first ?? nil)
        let digits = Array(text)
        return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
    }

    /// The tables of the index, without the prefix of their names.
    static let indexTables = [
        "token", "identifier", "date", "reference", "string", "number", "quantity", "amount", "shape",
    ]

    /// How many rows all index tables hold.
    func indexRows() throws -> Int {
        try Self.indexTables.reduce(0) {
            try $0 + number("SELECT count(*) FROM index_\($1)")
        }
    }
}
