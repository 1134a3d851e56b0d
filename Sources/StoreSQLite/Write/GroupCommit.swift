// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Dispatch
internal import GRDB
internal import RecordStore
internal import Synchronization

/// The store's one writer.
///
/// Batches that wait while a commit runs share the next one: one fsync for all of them, a savepoint for each.
final class GroupCommit: Sendable {
    private struct Waiting {
        var packed: BatchWriter.PackedBatch
        var continuation: CheckedContinuation<WriteOutcome, any Error>
    }

    private struct State {
        var waiting: [Waiting] = []
        var byteCount = 0
        var isDraining = false
        var isClosed = false
    }

    /// The writer and its clock; touched on `queue` only.
    private final class Desk: @unchecked Sendable {
        // `@unchecked`: only ever used on the serial `queue`.
        let writer: BatchWriter
        var lastRecorded: Timestamp
        /// Changes when another process writes (`PRAGMA data_version`).
        var dataVersion: Int64?

        init(writer: BatchWriter) {
            self.writer = writer
            lastRecorded = writer.lastRecorded
        }
    }

    /// Most memory one commit takes.
    private static let largestGroup = 32 << 20

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "onelondon.store.writer")
    private let database: DatabaseQueue
    private let desk: Desk
    private let clock: any WallClock
    private let epoch: Int64
    /// Most memory that may wait for the writer.
    private let largestBacklog: Int

    init(
        database: DatabaseQueue, writer: BatchWriter, clock: any WallClock, epoch: Int64, largestBacklog: Int
    ) {
        self.database = database
        desk = Desk(writer: writer)
        self.clock = clock
        self.epoch = epoch
        self.largestBacklog = largestBacklog
    }

    /// Hands a batch to the writer and returns when it is durable.
    func write(_ packed: BatchWriter.PackedBatch) async throws -> WriteOutcome {
        try await withCheckedThrowingContinuation { continuation in
            let refusal: StoreFailure? = state.withLock { state in
                if state.isClosed { return .unavailable("the store is closed") }
                if state.byteCount + packed.byteCount > largestBacklog, !state.waiting.isEmpty {
                    return .throttled(retryAfter: .seconds(1))
                }
                state.waiting.append(Waiting(packed: packed, continuation: continuation))
                state.byteCount += packed.byteCount
                if !state.isDraining {
                    state.isDraining = true
                    queue.async { self.drain() }
                }
                return nil
            }
            if let refusal { continuation.resume(throwing: refusal) }
        }
    }

    /// Runs work on the writer's connection between commits.
    func exclusively<Result: Sendable>(
        _ body: @escaping @Sendable (Database, InternedValues) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(with: Swift.Result { try self.exclusivelyNow(body) })
            }
        }
    }

    private func exclusivelyNow<Result>(_ body: (Database, InternedValues) throws -> Result) throws -> Result {
        try database.writeWithoutTransaction { database in
            try database.execute(sql: "BEGIN IMMEDIATE")
            do {
                try heedOthers(database)
                let result = try body(database, desk.writer.interned)
                try database.execute(sql: "COMMIT")
                desk.writer.interned.keepAdded()
                return result
            } catch {
                // The rows are gone, so what was learnt of them must go too.
                if database.isInsideTransaction { try? database.execute(sql: "ROLLBACK") }
                try? desk.writer.startAgain()
                throw error
            }
        }
    }

    /// Refuses new batches and waits for those that were accepted.
    func close() async {
        state.withLock { $0.isClosed = true }
        await withCheckedContinuation { continuation in
            queue.async {
                self.desk.writer.close()
                continuation.resume()
            }
        }
    }

    private func drain() {
        while true {
            let group: [Waiting] = state.withLock { state in
                var size = 0
                let count = state.waiting.prefix { waiting in
                    defer { size += waiting.packed.byteCount }
                    return size < Self.largestGroup
                }.count
                let group = Array(state.waiting.prefix(count))
                state.waiting.removeFirst(count)
                state.byteCount -= group.reduce(0) { $0 + $1.packed.byteCount }
                if group.isEmpty { state.isDraining = false }
                return group
            }
            if group.isEmpty { return }
            commit(group)
        }
    }

    /// One transaction, one fsync; nobody hears of success before it.
    private func commit(_ group: [Waiting]) {
        var results: [Result<WriteOutcome, any Error>] = []
        do {
            try database.writeWithoutTransaction { database in
                try database.execute(sql: "BEGIN IMMEDIATE")
                do {
                    try heedOthers(database)
                    for waiting in group {
                        let result = apply(waiting.packed)
                        // A full disk ends the whole transaction, and with it the batches before.
                        if !database.isInsideTransaction { _ = try result.get() }
                        results.append(result)
                    }
                    try database.execute(sql: "COMMIT")
                } catch {
                    // Whatever fails now, the first failure is the one to report.
                    if database.isInsideTransaction { try? database.execute(sql: "ROLLBACK") }
                    try? desk.writer.startAgain()
                    throw error
                }
            }
        } catch {
            for waiting in group {
                waiting.continuation.resume(
                    throwing: StoreFailure.unavailable("the write could not be made durable: \(error)"))
            }
            return
        }
        for (waiting, result) in zip(group, results) { waiting.continuation.resume(with: result) }
    }

    /// Forgets what is known of the store where another process has written to it since.
    private func heedOthers(_ database: Database) throws {
        let version = try Int64.fetchOne(database, sql: "PRAGMA data_version")
        if version != desk.dataVersion {
            try desk.writer.startAgain()
            desk.lastRecorded = max(desk.lastRecorded, desk.writer.lastRecorded)
        }
        desk.dataVersion = version
    }

    private func apply(_ packed: BatchWriter.PackedBatch) -> Result<WriteOutcome, any Error> {
        let recorded = RecordingTime.next(now: clock.now(), after: desk.lastRecorded)
        let result = Result { try desk.writer.apply(packed, recorded: recorded, epoch: epoch) }
        if case .success = result { desk.lastRecorded = recorded }
        return result
    }
}
