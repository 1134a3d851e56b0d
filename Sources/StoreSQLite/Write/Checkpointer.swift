// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Dispatch
internal import GRDBSQLite
internal import Synchronization

/// Moves the write-ahead log into the database file, away from the writer: the
/// log is left to grow large, so that pages changed often are moved once.
///
/// Mostly it works beside the writer. Under steady writing the log would then
/// never start again from its beginning, so past four times the threshold the
/// writer has to wait for one checkpoint.
final class Checkpointer: Sendable {
    /// Pages of log at which a checkpoint starts (8 kB each: 128 MB).
    private static let threshold = 16_384

    private struct State {
        var isRunning = false
        var isClosed = false
    }

    private let path: String
    private let queue = DispatchQueue(label: "onelondon.store.checkpoint", qos: .utility)
    private let state = Mutex(State())

    init(path: String) {
        self.path = path
    }

    /// Hears of each commit on the writer's connection, which it must outlive.
    func watch(_ connection: SQLiteConnection) {
        sqlite3_wal_hook(
            connection.handle,
            { context, _, _, logPages in
                if let context {
                    Unmanaged<Checkpointer>.fromOpaque(context).takeUnretainedValue().noteCommit(logPages: Int(logPages))
                }
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Called after each commit with the length of the log; starts a checkpoint where it is due.
    private func noteCommit(logPages: Int) {
        guard logPages > Self.threshold else { return }
        let due = state.withLock { state in
            guard !state.isRunning, !state.isClosed else { return false }
            state.isRunning = true
            return true
        }
        guard due else { return }
        queue.async {
            self.checkpoint(logPages > 4 * Self.threshold ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE)
            self.state.withLock { $0.isRunning = false }
        }
    }

    /// Waits for a running checkpoint.
    func close() {
        state.withLock { $0.isClosed = true }
        queue.sync {}
    }

    private func checkpoint(_ mode: Int32) {
        var handle: OpaquePointer?
        defer { sqlite3_close_v2(handle) }
        guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil) == SQLITE_OK else { return }
        sqlite3_busy_timeout(handle, 1_000)
        sqlite3_exec(handle, "PRAGMA synchronous = FULL", nil, nil, nil)
        sqlite3_wal_checkpoint_v2(handle, nil, mode, nil, nil)
    }
}
