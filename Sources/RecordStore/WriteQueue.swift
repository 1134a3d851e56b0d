// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Dispatch
internal import Synchronization

/// A batch that waits for a writer.
package protocol QueuedBatch: Sendable {
    /// Rough size in memory, for back-pressure.
    var byteCount: Int { get }
}

/// Writes several batches in one transaction.
package protocol GroupWriting: AnyObject, SendableMetatype {
    associatedtype Batch: QueuedBatch

    /// Writes batches, each whole or not at all; when this returns, those that succeeded are durable.
    ///
    /// - Throws: where none of them was written, or nobody can say.
    func commit(_ group: [Batch]) throws -> [Result<WriteOutcome, any Error>]

    /// Gives back what it holds; nothing follows.
    func close()
}

/// The queue before a store's one writer.
///
/// Batches that wait while a transaction runs share the next one: one fsync for all of them.
package final class WriteQueue<Writer: GroupWriting>: Sendable {
    private struct Waiting {
        var batch: Writer.Batch
        var continuation: CheckedContinuation<WriteOutcome, any Error>
    }

    private struct State {
        var waiting: [Waiting] = []
        var byteCount = 0
        var isDraining = false
        var isClosed = false
    }

    private struct Desk: @unchecked Sendable {
        // `@unchecked`: only ever used on the serial `queue`.
        let writer: Writer
    }

    /// Most memory one transaction takes.
    private let largestGroup = 32 << 20

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "onelondon.store.writer")
    private let desk: Desk
    /// Most memory that may wait for the writer.
    private let largestBacklog: Int

    /// A queue before a writer, which nobody else uses from now on.
    package init(_ writer: Writer, largestBacklog: Int) {
        desk = Desk(writer: writer)
        self.largestBacklog = largestBacklog
    }

    /// Hands a batch to the writer and returns when it is durable.
    ///
    /// - Throws: ``StoreFailure/throttled(retryAfter:)`` where too much waits.
    package func write(_ batch: Writer.Batch) async throws -> WriteOutcome {
        try await withCheckedThrowingContinuation { continuation in
            let refusal: StoreFailure? = state.withLock { state in
                if state.isClosed { return .unavailable("the store is closed") }
                if state.byteCount + batch.byteCount > largestBacklog, !state.waiting.isEmpty {
                    return .throttled(retryAfter: .seconds(1))
                }
                state.waiting.append(Waiting(batch: batch, continuation: continuation))
                state.byteCount += batch.byteCount
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
    package func exclusively<Value: Sendable>(
        _ body: @escaping @Sendable (Writer) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body(self.desk.writer) }) }
        }
    }

    /// Refuses new batches, waits for those that were accepted and closes the writer.
    package func close() async {
        state.withLock { $0.isClosed = true }
        await withCheckedContinuation { continuation in
            queue.async {
                while self.commitNext() {}
                self.desk.writer.close()
                continuation.resume()
            }
        }
    }

    /// Others who want the writer get their turn between two transactions.
    private func drain() { if commitNext() { queue.async { self.drain() } } }

    /// Writes the next transaction; false where nothing waits.
    private func commitNext() -> Bool {
        let group: [Waiting] = state.withLock { state in
            var size = 0
            let count = state.waiting.prefix { waiting in
                defer { size += waiting.batch.byteCount }
                return size < largestGroup
            }.count
            let group = Array(state.waiting.prefix(count))
            state.waiting.removeFirst(count)
            state.byteCount -= group.reduce(0) { $0 + $1.batch.byteCount }
            if group.isEmpty { state.isDraining = false }
            return group
        }
        if !group.isEmpty { commit(group) }
        return !group.isEmpty
    }

    private func commit(_ group: [Waiting]) {
        do {
            let outcomes = try desk.writer.commit(group.map(\.batch))
            for (waiting, outcome) in zip(group, outcomes) { waiting.continuation.resume(with: outcome) }
        } catch {
            for waiting in group { waiting.continuation.resume(throwing: error) }
        }
    }
}
