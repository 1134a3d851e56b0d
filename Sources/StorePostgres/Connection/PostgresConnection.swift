// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CLibPQ
internal import CareTypes
internal import RecordStore

/// One connection with its prepared statements.
///
/// Used by one caller at a time, on a thread that may wait: libpq blocks.
final class PostgresConnection {
    private let handle: OpaquePointer
    private var prepared: [PostgresSQL: String] = [:]
    private var preparations = 0
    /// `PG_DIAG_SQLSTATE`, a macro that Swift does not see.
    private static let stateField: Int32 = 67
    /// Most statements that stay prepared: each takes memory of the server.
    private static let mostPrepared = 1_000
    /// For others who want to stop what runs here.
    let cancellation: PostgresCancellation?

    /// Connects.
    ///
    /// - Parameter settings: statements that a new session runs first.
    /// - Throws: ``PostgresFailure``, or ``StoreFailure`` where the server is too old.
    init(_ address: PostgresAddress, settings: PostgresSQL) throws {
        // What the address says itself, in `dbname`, goes before these.
        let options = [
            ("connect_timeout", "10"), ("tcp_user_timeout", "30000"), ("application_name", "onelondon"),
            ("client_encoding", "UTF8"), ("dbname", address.connection.value),
        ]
        let handle = Self.withCStrings(options.map(\.0)) { names in
            Self.withCStrings(options.map(\.1)) { values in PQconnectdbParams(names, values, 1) }
        }
        guard let handle else { throw PostgresFailure.unreachable("out of memory") }
        guard PQstatus(handle) == CONNECTION_OK else {
            let words = String(cString: PQerrorMessage(handle))
            PQfinish(handle)
            throw PostgresFailure.unreachable(words.trimmingLineEnd)
        }
        self.handle = handle
        cancellation = PostgresCancellation(of: handle)
        // What the server remarks may hold values of rows, and standard error is nobody's log.
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        guard PQserverVersion(handle) >= 140_000 else {
            throw StoreFailure.unavailable("the PostgreSQL server is older than version 14; use a newer one")
        }
        try execute(settings)
    }

    deinit { PQfinish(handle) }

    /// Runs SQL without values that returns nothing; several statements are one transaction.
    func execute(_ sql: PostgresSQL) throws {
        guard let result = PQexec(handle, sql.text) else { throw PostgresFailure.connectionLost }
        defer { PQclear(result) }
        let status = PQresultStatus(result)
        guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK else { throw failure(result) }
    }

    /// Runs one statement.
    @discardableResult
    func run(_ sql: PostgresSQL, _ values: PostgresValue...) throws -> PostgresRows {
        try run([PostgresCommand(sql, values: values)])[0]
    }

    /// Runs statements one after the other with one wait for all; those behind one that fails do not run.
    @discardableResult
    func run(_ commands: [PostgresCommand]) throws -> [PostgresRows] {
        if prepared.count > Self.mostPrepared {
            try execute("DEALLOCATE ALL")
            prepared.removeAll()
        }
        guard PQenterPipelineMode(handle) == 1 else { throw PostgresFailure.connectionLost }
        var sent: [Sent] = []
        for command in commands { try send(command, noting: &sent) }
        guard PQpipelineSync(handle) == 1 else { throw PostgresFailure.connectionLost }
        return try receive(sent)
    }

    /// Leaves a transaction, as far as there is one and the server is there.
    func rollBack() {
        guard PQtransactionStatus(handle) != PQTRANS_IDLE else { return }
        _ = try? execute("ROLLBACK")
    }

    /// Writes rows in binary form with `COPY … FROM STDIN (FORMAT binary)`.
    func copy(_ sql: PostgresSQL, _ rows: CopyRows) throws {
        guard let start = PQexec(handle, sql.text) else { throw PostgresFailure.connectionLost }
        defer { PQclear(start) }
        guard PQresultStatus(start) == PGRES_COPY_IN else { throw failure(start) }
        let isSent = rows.withPieces { piece in
            PQputCopyData(handle, piece.baseAddress, Int32(piece.count)) == 1
        }
        guard isSent, PQputCopyEnd(handle, nil) == 1 else { throw PostgresFailure.connectionLost }
        guard let end = PQgetResult(handle) else { throw PostgresFailure.connectionLost }
        defer { PQclear(end) }
        while let rest = PQgetResult(handle) { PQclear(rest) }
        guard PQresultStatus(end) == PGRES_COMMAND_OK else { throw failure(end) }
    }

    /// What an answer will be the answer to.
    private enum Sent {
        case preparation(PostgresSQL)
        case statement
    }

    private func send(_ command: PostgresCommand, noting sent: inout [Sent]) throws {
        let name: String
        let known = prepared[command.sql]
        if let known {
            name = known
        } else {
            preparations += 1
            name = "s\(preparations)"
            guard PQsendPrepare(handle, name, command.sql.text, 0, nil) == 1 else {
                throw PostgresFailure.connectionLost
            }
            // Taken as prepared at once: the same statement may follow in this very pipeline.
            prepared[command.sql] = name
            sent.append(.preparation(command.sql))
        }
        let parameters = PostgresParameters(command.values)
        let isSent = parameters.withPointers { values, lengths, forms in
            PQsendQueryPrepared(handle, name, Int32(values.count), values, lengths, forms, 1) == 1
        }
        guard isSent else { throw PostgresFailure.connectionLost }
        sent.append(.statement)
    }

    private func receive(_ sent: [Sent]) throws -> [PostgresRows] {
        var rows: [PostgresRows] = []
        var found: PostgresFailure?
        for item in sent {
            guard let result = PQgetResult(handle) else { throw PostgresFailure.connectionLost }
            let status = PQresultStatus(result)
            let isGood = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK
            if status == PGRES_FATAL_ERROR, found == nil { found = failure(result) }
            if found == .connectionLost {
                PQclear(result)
                throw PostgresFailure.connectionLost
            }
            switch item {
            case .preparation(let sql):
                if !isGood { prepared[sql] = nil }
                PQclear(result)
            case .statement: rows.append(PostgresRows(result))
            }
            // The end of one statement's answers.
            if let rest = PQgetResult(handle) { PQclear(rest) }
        }
        guard let end = PQgetResult(handle) else { throw PostgresFailure.connectionLost }
        PQclear(end)
        guard PQexitPipelineMode(handle) == 1 else { throw PostgresFailure.connectionLost }
        if let found { throw found }
        return rows
    }

    private func failure(_ result: OpaquePointer) -> PostgresFailure {
        let state = PQresultErrorField(result, Self.stateField).map { String(cString: $0) } ?? ""
        // 57P01 to 57P03: the server shuts down, has fallen, or is not up yet.
        if PQstatus(handle) == CONNECTION_BAD || state.isEmpty || state.hasPrefix("08") || state.hasPrefix("57P0") {
            return .connectionLost
        }
        return .refused(state: state)
    }

    private static func withCStrings<Result>(
        _ texts: [String], _ body: ([UnsafePointer<CChar>?]) -> Result
    ) -> Result {
        var bytes: [CChar] = []
        var starts: [Int] = []
        for text in texts {
            starts.append(bytes.count)
            bytes += text.utf8CString
        }
        return bytes.withUnsafeBufferPointer { buffer in
            body(starts.map { start in buffer.baseAddress.map { $0 + start } } + [nil])
        }
    }
}

extension String {
    /// The text on one line.
    fileprivate var trimmingLineEnd: String {
        split(whereSeparator: \.isNewline).joined(separator: "; ")
    }
}
