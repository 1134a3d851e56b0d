// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Dispatch
internal import FHIRSearch
internal import RecordStore
internal import Synchronization

/// The connections that read: each with a thread of its own, off the threads of Swift's tasks.
///
/// A read whose connection is lost is tried once more on a new one.
final class PostgresReaders: Sendable {
    /// One connection; used on its own queue only.
    private final class Worker: @unchecked Sendable {
        // `@unchecked`: all but `queue` is only ever touched on the serial `queue`.
        let queue = DispatchQueue(label: "onelondon.postgres.reader")
        var reader: PostgresReader?
    }

    private struct State {
        var waiting: [@Sendable (Worker) -> Void] = []
        var idle: [Worker] = []
        var count = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    private let address: PostgresAddress
    private let names: PostgresNames
    private let extractor: IndexExtractor
    private let largestCount: Int
    private let known = KnownNames()

    init(_ address: PostgresAddress, names: PostgresNames, extractor: IndexExtractor, count: Int) {
        self.address = address
        self.names = names
        self.extractor = extractor
        largestCount = count
    }

    /// Runs a read on one of the connections; a cancelled task makes the server give it up.
    func reading<Result: Sendable>(
        _ body: @escaping @Sendable (PostgresReader) throws -> Result
    ) async throws -> Result {
        let job = PostgresJob()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enqueue { worker in
                    continuation.resume(
                        with: Swift.Result { () throws -> Result in
                            guard let worker else { throw StoreFailure.unavailable("the store is closed") }
                            return try self.perform(body, job, on: worker)
                        })
                }
            }
        } onCancel: {
            job.cancel()
        }
    }

    /// Lets reads that have begun end, and closes the connections.
    func close() {
        let idle = state.withLock { state in
            state.isClosed = true
            defer { state.idle = [] }
            return state.idle
        }
        for worker in idle { worker.queue.sync { worker.reader = nil } }
    }

    /// Where a job goes.
    private enum Place {
        case worker(Worker)
        case queue, nowhere
    }

    private func enqueue(_ run: @escaping @Sendable (Worker?) -> Void) {
        let place: Place = state.withLock { state in
            if state.isClosed { return .nowhere }
            if let worker = state.idle.popLast() { return .worker(worker) }
            if state.count < largestCount {
                state.count += 1
                return .worker(Worker())
            }
            state.waiting.append(run)
            return .queue
        }
        switch place {
        case .worker(let worker): worker.queue.async { self.drain(worker, first: run) }
        case .queue: break
        case .nowhere: run(nil)
        }
    }

    private func drain(_ worker: Worker, first: @Sendable (Worker) -> Void) {
        first(worker)
        while true {
            let next: (@Sendable (Worker) -> Void)? = state.withLock { state in
                if !state.waiting.isEmpty { return state.waiting.removeFirst() }
                if !state.isClosed { state.idle.append(worker) }
                return nil
            }
            guard let next else { break }
            next(worker)
        }
    }

    private func perform<Result>(
        _ body: (PostgresReader) throws -> Result, _ job: PostgresJob, on worker: Worker
    ) throws -> Result {
        var isSecond = false
        while true {
            do {
                let reader = try worker.reader ?? connect()
                worker.reader = reader
                return try job.run(reader.connection.cancellation) { try body(reader) }
            } catch let failure as PostgresFailure {
                if failure.isOfConnection { worker.reader = nil }
                if failure == .connectionLost, !isSecond {
                    isSecond = true
                    continue
                }
                if job.isCancelled { throw CancellationError() }
                throw failure.storeFailure
            }
        }
    }

    private func connect() throws -> PostgresReader {
        let connection = try PostgresConnection(
            address,
            settings: """
                SET statement_timeout = '5s'; SET default_transaction_read_only = on; SET jit = off;
                SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET enable_bitmapscan = off;
                SET enable_hashjoin = off; SET enable_mergejoin = off;
                SET enable_material = off; SET enable_memoize = off
                """)
        return PostgresReader(connection: connection, names: names, extractor: extractor, known: known)
    }
}
