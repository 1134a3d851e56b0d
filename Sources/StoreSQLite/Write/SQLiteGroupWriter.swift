// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import GRDB
internal import RecordStore

/// The store's one writer: many batches in one transaction, a savepoint for each.
final class SQLiteGroupWriter: GroupWriting {
    private let database: DatabaseQueue
    private let writer: BatchWriter
    /// Hears of every commit, so it must be there as long as anyone can write.
    private let checkpointer: Checkpointer
    private let clock: any WallClock
    private let epoch: Int64
    private var lastRecorded: Timestamp
    /// Changes when another process writes (`PRAGMA data_version`).
    private var dataVersion: Int64?

    init(
        database: DatabaseQueue, writer: BatchWriter, checkpointer: Checkpointer, clock: any WallClock, epoch: Int64
    ) {
        self.database = database
        self.writer = writer
        self.checkpointer = checkpointer
        self.clock = clock
        self.epoch = epoch
        lastRecorded = writer.lastRecorded
    }

    func close() { writer.close() }

    /// One transaction, one fsync; nobody hears of success before it.
    func commit(_ group: [BatchWriter.PackedBatch]) throws -> [Result<WriteOutcome, any Error>] {
        do {
            return try inTransaction { database in
                try group.map { packed in
                    let result = apply(packed)
                    // A full disk ends the whole transaction, and with it the batches before.
                    if !database.isInsideTransaction { _ = try result.get() }
                    return result
                }
            }
        } catch {
            throw StoreFailure.unavailable("the write could not be made durable: \(error)")
        }
    }

    /// Runs work on the writer's connection in a transaction of its own.
    func alone<Value>(_ body: (SQLiteConnection, BatchWriter) throws -> Value) throws -> Value {
        let value = try inTransaction { database in
            guard let handle = database.sqliteConnection else { throw StoreFailure.unavailable("the store is closed") }
            return try body(SQLiteConnection(borrowing: handle), writer)
        }
        writer.interned.keepAdded()
        return value
    }

    private func inTransaction<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try database.writeWithoutTransaction { database in
            try database.execute(sql: "BEGIN IMMEDIATE")
            do {
                try heedOthers(database)
                let value = try body(database)
                try database.execute(sql: "COMMIT")
                tellScheme()
                return value
            } catch {
                // The rows are gone, so what was learnt of them must go too. Whatever fails now, the first failure is
                // the one to report.
                if database.isInsideTransaction { try? database.execute(sql: "ROLLBACK") }
                try? writer.startAgain()
                throw error
            }
        }
    }

    /// After a commit: a scheme that could not be told now is found with the next transaction.
    private func tellScheme() {
        do { try writer.tellScheme() } catch { dataVersion = nil }
    }

    /// Forgets what is known of the store where another process has written to it since.
    private func heedOthers(_ database: Database) throws {
        let version = try Int64.fetchOne(database, sql: "PRAGMA data_version")
        if version != dataVersion {
            try writer.startAgain()
            lastRecorded = max(lastRecorded, writer.lastRecorded)
        }
        dataVersion = version
    }

    private func apply(_ packed: BatchWriter.PackedBatch) -> Result<WriteOutcome, any Error> {
        let recorded = RecordingTime.next(now: clock.now(), after: lastRecorded)
        let result = Result { try writer.apply(packed, recorded: recorded, epoch: epoch) }
        if case .success = result { lastRecorded = recorded }
        return result
    }
}

extension WriteQueue where Writer == SQLiteGroupWriter {
    /// Runs work on the writer's connection, in a transaction between those of batches.
    func alone<Value: Sendable>(
        _ body: @escaping @Sendable (SQLiteConnection, BatchWriter) throws -> Value
    ) async throws -> Value {
        try await exclusively { writer in try writer.alone(body) }
    }
}
