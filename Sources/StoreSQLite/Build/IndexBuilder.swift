// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import RecordStore
internal import Synchronization

/// Builds what the index lacks while the store serves, one build after the other, and removes what is left of parameters
/// that were withdrawn.
///
/// All it knows of its progress is in the tables and moves with the rows: after a crash, or in another process that has
/// the store open, it goes on where the last step ended. Its steps take turns with the writes.
final class IndexBuilder: Sendable {
    private struct State {
        var task: Task<Void, Never>?
        /// Whether there may be something to do that the task has not seen.
        var isAwaited = false
        var isClosed = false
        var fault: String?
        /// How often the index that was built was not what it must be.
        var failedProofs = 0
    }

    /// How often in a row a step is tried that fails, such as while another process writes for long.
    private static let attempts = 5

    private let state = Mutex(State())
    private let readers: ReaderPool
    private let writer: WriteQueue<SQLiteGroupWriter>
    private let bodies: StoredBodies

    init(readers: ReaderPool, writer: WriteQueue<SQLiteGroupWriter>, bodies: StoredBodies) {
        self.readers = readers
        self.writer = writer
        self.bodies = bodies
    }

    /// Why it stands still; nil while all is well.
    var fault: String? { state.withLock { $0.fault } }

    /// Looks for work, unless it is closed.
    func wake() {
        state.withLock { state in
            state.isAwaited = true
            guard state.task == nil, !state.isClosed else { return }
            // Owned by the store: it ends when there is nothing left to do, and `close()` ends and awaits it.
            state.task = Task { await self.run() }
        }
    }

    /// Ends the work behind the step that runs, to be gone on with when the store is opened again.
    func close() async {
        let task = state.withLock { state in
            state.isClosed = true
            return state.task
        }
        task?.cancel()
        await task?.value
    }

    private func run() async {
        while state.withLock({ takeUp(&$0) }) {
            var failures = 0
            while !Task.isCancelled {
                do {
                    guard try await step() else { break }
                    failures = 0
                    state.withLock { $0.fault = nil }
                } catch {
                    failures += 1
                    guard failures < Self.attempts else {
                        state.withLock { $0.fault = "\(error)" }
                        break
                    }
                    try? await Task.sleep(for: .seconds(failures))
                }
            }
        }
    }

    /// Whether to look for work once more; if not, the task is at its end.
    private func takeUp(_ state: inout State) -> Bool {
        defer { state.isAwaited = false }
        if state.isAwaited, !state.isClosed { return true }
        state.task = nil
        return false
    }

    /// Does the next piece of work; false where there is none.
    private func step() async throws -> Bool {
        let (build, scheme) = try readers.reading { search in
            (try IndexBuilds(search.connection, scheme: search.scheme).rows().first, search.scheme)
        }
        guard let build else { return try await LeftoverRemoval(readers: readers, writer: writer).step() }
        let work = try BuildWork(build, scheme: scheme, readers: readers, bodies: bodies)
        if build.done < build.last {
            try await BuildRun(work: work, writer: writer).run()
        } else if build.proven < build.last {
            return try await prove(BuildProof(work: work, writer: writer))
        } else {
            try await writer.alone { connection, writer in
                guard let row = try IndexBuilds(connection, scheme: writer.scheme).row(build.id), row.isProven else {
                    return
                }
                try writer.changeScheme { try $0.finish(build.id) }
            }
        }
        return true
    }

    /// Proves a piece; a build that fails begins anew, but only once.
    private func prove(_ proof: BuildProof) async throws -> Bool {
        let wrong = try await proof.run()
        guard wrong > 0 else { return true }
        return state.withLock { state in
            state.failedProofs += 1
            guard state.failedProofs > 1 else { return true }
            state.fault = "of the rows that were built \(wrong) are not as they must be"
            return false
        }
    }
}
