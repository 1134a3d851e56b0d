// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Dispatch
internal import RecordStore
internal import Synchronization

/// The queue before the writer.
///
/// Batches that wait while a transaction runs share the next one: one fsync for all of them.
final class PostgresGroupCommit: Sendable {
    private struct Waiting {
        var packed: PackedBatch
        var continuation: CheckedContinuation<WriteOutcome, any Error>
    }

    private struct State {
        var waiting: [Waiting] = []
        var byteCount = 0
        var isDraining = false
        var isClosed = false
    }

    /// The writer; touched on `queue` only.
    private struct Desk: @unchecked Sendable {
        // `@unchecked`: only ever used on the serial `queue`.
        let writer: GroupWriter
    }

    /// Most memory one transaction takes.
    private static let largestGroup = 32 << 20

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "onelondon.postgres.writer")
    private let desk: Desk
    /// Most memory that may wait for the writer.
    private let largestBacklog: Int

    init(_ writer: GroupWriter, largestBacklog: Int) {
        desk = Desk(writer: writer)
        self.largestBacklog = largestBacklog
    }

    /// Hands a batch to the writer and returns when it is durable.
    func write(_ packed: PackedBatch) async throws -> WriteOutcome {
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

    /// Runs work with the writer between transactions.
    func exclusively<Result: Sendable>(
        _ body: @escaping @Sendable (GroupWriter) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Swift.Result { try body(self.desk.writer) }) }
        }
    }

    /// Refuses new batches, waits for those that were accepted and ends the connection.
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

    private func commit(_ group: [Waiting]) {
        do {
            let outcomes = try desk.writer.commit(group.map(\.packed))
            for (waiting, outcome) in zip(group, outcomes) { waiting.continuation.resume(with: outcome) }
        } catch {
            for waiting in group { waiting.continuation.resume(throwing: error) }
        }
    }
}
