// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Dispatch
internal import GRDBSQLite
internal import Synchronization

/// Moves the write-ahead log into the database file.
///
/// The log is left to grow large, so that pages changed often are moved once, and
/// is then moved beside the writer. Under steady writing that never reaches the
/// end of the log, which would grow without bound; so at four times that length
/// the writer stops for a moment and moves the rest itself.
final class Checkpointer: Sendable {
    /// Longest time, in milliseconds, that the writer waits for readers of the old log.
    private static let patience: Int32 = 500

    private struct State {
        var isRunning = false
        var isClosed = false
        /// Length at which the writer moves the log itself.
        var hardLimit: Int
    }

    private let path: String
    /// Pages of log at which a checkpoint starts.
    private let threshold: Int
    private let queue = DispatchQueue(label: "onelondon.store.checkpoint", qos: .utility)
    private let state: Mutex<State>

    init(path: String, threshold: Int) {
        self.path = path
        self.threshold = threshold
        state = Mutex(State(hardLimit: 4 * threshold))
    }

    /// Hears of each commit on the writer's connection, which it must outlive.
    func watch(_ connection: SQLiteConnection) {
        sqlite3_wal_hook(
            connection.handle,
            { context, handle, _, logPages in
                guard let context, let handle else { return SQLITE_OK }
                Unmanaged<Checkpointer>.fromOpaque(context).takeUnretainedValue()
                    .noteCommit(logPages: Int(logPages), writer: handle)
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Waits for a running checkpoint.
    func close() {
        state.withLock { $0.isClosed = true }
        queue.sync {}
    }

    private func noteCommit(logPages: Int, writer: OpaquePointer) {
        guard logPages > threshold else { return }
        let (isFree, isTooLong) = state.withLock { state in
            let isFree = !state.isRunning && !state.isClosed
            let isTooLong = logPages > state.hardLimit
            if isFree, !isTooLong { state.isRunning = true }
            return (isFree, isTooLong)
        }
        guard isFree else { return }
        if isTooLong { return checkpointInsteadOfWriting(logPages: logPages, writer: writer) }
        queue.async {
            self.checkpointBesideWriter()
            self.state.withLock { $0.isRunning = false }
        }
    }

    private func checkpointInsteadOfWriting(logPages: Int, writer: OpaquePointer) {
        sqlite3_busy_timeout(writer, Self.patience)
        let isMoved = sqlite3_wal_checkpoint_v2(writer, nil, SQLITE_CHECKPOINT_RESTART, nil, nil) == SQLITE_OK
        sqlite3_busy_timeout(writer, SQLiteStore.busyTimeout)
        // A reader that stays long must not stop every commit.
        state.withLock { $0.hardLimit = (isMoved ? 0 : logPages) + 4 * threshold }
    }

    private func checkpointBesideWriter() {
        var handle: OpaquePointer?
        defer { sqlite3_close_v2(handle) }
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
        guard sqlite3_open_v2(path, &handle, flags, nil) == SQLITE_OK else { return }
        sqlite3_busy_timeout(handle, 1_000)
        sqlite3_exec(handle, "PRAGMA synchronous = FULL", nil, nil, nil)
        sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
    }
}
