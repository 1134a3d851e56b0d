// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import GRDBSQLite
internal import RecordStore

/// One SQLite connection with its prepared statements.
///
/// Used by one caller at a time.
final class SQLiteConnection {
    let handle: OpaquePointer
    private let ownsHandle: Bool
    private var statements: [StaticSQL: SQLiteStatement] = [:]
    private var lastHolder = 0

    /// Opens a file for reading.
    init(reading path: String) throws {
        var handle: OpaquePointer?
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
        guard sqlite3_open_v2(path, &handle, flags, nil) == SQLITE_OK, let handle else {
            let reason = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            sqlite3_close_v2(handle)
            throw StoreFailure.unavailable("the store cannot be opened for reading: \(reason)")
        }
        self.handle = handle
        ownsHandle = true
        sqlite3_busy_timeout(handle, 5_000)
        try execute("PRAGMA mmap_size = 1073741824")
        try execute("PRAGMA cache_size = -16384")
    }

    /// Uses a connection that someone else opened and closes.
    init(borrowing handle: OpaquePointer) {
        self.handle = handle
        ownsHandle = false
    }

    deinit {
        statements.removeAll()
        if ownsHandle { sqlite3_close_v2(handle) }
    }

    /// Gives all prepared statements back, so that the handle can be closed.
    func finalizeStatements() { statements.removeAll() }

    /// A number that no one who uses the connection has had before.
    func newHolder() -> Int {
        lastHolder += 1
        return lastHolder
    }

    /// Runs SQL that returns nothing.
    func execute(_ sql: StaticSQL) throws {
        guard sqlite3_exec(handle, sql.text, nil, nil, nil) == SQLITE_OK else { throw failure() }
    }

    /// The prepared statement of a text, ready to bind.
    func statement(_ sql: StaticSQL) throws -> SQLiteStatement {
        if let known = statements[sql] {
            known.reset()
            known.holder = nil
            return known
        }
        var pointer: OpaquePointer?
        guard sqlite3_prepare_v3(handle, sql.text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &pointer, nil) == SQLITE_OK,
            let pointer
        else { throw failure() }
        let statement = SQLiteStatement(pointer, connection: handle)
        statements[sql] = statement
        return statement
    }

    /// Runs `body` in a read transaction: all it reads is of one moment.
    func reading<Result>(_ body: () throws -> Result) throws -> Result {
        try statement("BEGIN").run()
        do {
            let result = try body()
            try statement("COMMIT").run()
            return result
        } catch {
            // A statement left in the middle would keep the transaction, and this old state, alive.
            resetStatements()
            _ = try? execute("ROLLBACK")
            throw error
        }
    }

    /// Ends every statement that has rows left.
    func resetStatements() {
        for statement in statements.values { statement.reset() }
    }

    /// How SQLite carries out each statement that was prepared.
    func queryPlans() throws -> [QueryPlan] {
        try statements.keys.map { String(cString: $0.text) }.sorted().map { sql in
            var pointer: OpaquePointer?
            guard sqlite3_prepare_v2(handle, "EXPLAIN QUERY PLAN " + sql, -1, &pointer, nil) == SQLITE_OK, let pointer
            else { throw failure() }
            let rows = SQLiteStatement(pointer, connection: handle)
            var steps: [String] = []
            while try rows.step() { steps.append(rows.text(3)) }
            return QueryPlan(sql: sql, steps: steps)
        }
    }

    private func failure() -> StoreFailure { .unavailable("SQLite: " + String(cString: sqlite3_errmsg(handle))) }
}

/// SQL text that stands in this module's source: values only ever enter by binding.
struct StaticSQL: Hashable, ExpressibleByStringLiteral {
    private let literal: StaticString

    init(stringLiteral literal: StaticString) {
        self.literal = literal
    }

    /// The text for SQLite, with a zero behind it.
    var text: UnsafePointer<CChar> { UnsafeRawPointer(literal.utf8Start).assumingMemoryBound(to: CChar.self) }

    /// Texts are told apart by where they stand: the same text in two places is prepared twice.
    static func == (left: StaticSQL, right: StaticSQL) -> Bool { left.literal.utf8Start == right.literal.utf8Start }

    func hash(into hasher: inout Hasher) { hasher.combine(literal.utf8Start) }
}

/// A prepared statement.
final class SQLiteStatement {
    private let pointer: OpaquePointer
    private let connection: OpaquePointer
    /// Whose values are bound, while nobody else has asked for the statement; see ``RowProbe``.
    var holder: Int?
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    init(_ pointer: OpaquePointer, connection: OpaquePointer) {
        self.pointer = pointer
        self.connection = connection
    }

    deinit { sqlite3_finalize(pointer) }

    func reset() { sqlite3_reset(pointer) }

    /// Binds values to the statement's parameters, in order.
    @discardableResult
    func bind(_ values: SQLiteValue...) throws -> SQLiteStatement {
        for (position, value) in values.enumerated() { try bind(value, at: Int32(position + 1)) }
        return self
    }

    /// Binds one value; the first parameter is 1.
    func bind(_ value: SQLiteValue, at index: Int32) throws {
        let code =
            switch value {
            case .integer(let number): sqlite3_bind_int64(pointer, index, number)
            case .real(let number): sqlite3_bind_double(pointer, index, number)
            case .null: sqlite3_bind_null(pointer, index)
            case .text(var text):
                text.withUTF8 { utf8 in
                    utf8.withMemoryRebound(to: CChar.self) {
                        sqlite3_bind_text(pointer, index, $0.baseAddress, Int32($0.count), Self.transient)
                    }
                }
            case .blob(let bytes):
                bytes.withUnsafeBytes {
                    sqlite3_bind_blob(pointer, index, $0.baseAddress, Int32($0.count), Self.transient)
                }
            }
        guard code == SQLITE_OK else { throw failure() }
    }

    /// Moves to the next row; false behind the last.
    func step() throws -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE:
            sqlite3_reset(pointer)
            return false
        default:
            let failure = failure()
            sqlite3_reset(pointer)
            throw failure
        }
    }

    /// Runs a statement that returns no rows.
    func run() throws { _ = try step() }

    /// The first column of the first row, if there is a row.
    func firstInteger() throws -> Int64? {
        defer { reset() }
        return try step() ? integer(0) : nil
    }

    /// Whether there is a row.
    func hasRow() throws -> Bool {
        defer { reset() }
        return try step()
    }

    /// The first column of all rows.
    func integers() throws -> [Int64] {
        var values: [Int64] = []
        while try step() { values.append(integer(0)) }
        return values
    }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }

    func real(_ column: Int32) -> Double { sqlite3_column_double(pointer, column) }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(pointer, column) == SQLITE_NULL }

    func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(pointer, column) else { return "" }
        let count = Int(sqlite3_column_bytes(pointer, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// Calls `body` with a blob, without a copy.
    func withBlob<Result>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        let start = sqlite3_column_blob(pointer, column)
        return try body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column))))
    }

    private func failure() -> StoreFailure { .unavailable("SQLite: " + String(cString: sqlite3_errmsg(connection))) }
}

/// A value bound to a statement.
enum SQLiteValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
    case null

    init(integerLiteral value: Int64) { self = .integer(value) }
    init(stringLiteral value: String) { self = .text(value) }
    init(_ value: some BinaryInteger) { self = .integer(Int64(value)) }
    init(_ value: String) { self = .text(value) }
    init(_ value: Double) { self = .real(value) }
    init(_ value: Int64?) { self = value.map { .integer($0) } ?? .null }
}
