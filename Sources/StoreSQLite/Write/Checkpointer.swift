// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import GRDBSQLite
internal import Foundation
internal import Synchronization

/// Moves the write-ahead log into the database file, away from the writer: the
/// log is left to grow large, so that pages changed often are moved once.
final class Checkpointer: Sendable {
    /// Pages of log at which a checkpoint starts (8 kB each: 128 MB).
    private static let threshold = 16_384
    /// Commits between two looks at the log.
    private static let commitsPerLook = 16

    private struct State {
        var commits = 0
        var isRunning = false
        var isClosed = false
    }

    private let path: String
    private let queue = DispatchQueue(label: "onelondon.store.checkpoint", qos: .utility)
    private let state = Mutex(State())

    init(path: String) {
        self.path = path
    }

    /// Called after each commit; now and then starts a checkpoint.
    func noteCommit() {
        let due = state.withLock { state in
            state.commits += 1
            guard state.commits >= Self.commitsPerLook, !state.isRunning, !state.isClosed else { return false }
            state.commits = 0
            state.isRunning = true
            return true
        }
        guard due else { return }
        queue.async {
            if self.logPages > Self.threshold { self.checkpoint() }
            self.state.withLock { $0.isRunning = false }
        }
    }

    /// Waits for a running checkpoint.
    func close() {
        state.withLock { $0.isClosed = true }
        queue.sync {}
    }

    private var logPages: Int {
        var status = stat()
        guard stat(path + "-wal", &status) == 0 else { return 0 }
        return Int(status.st_size) / 8_192
    }

    private func checkpoint() {
        var handle: OpaquePointer?
        defer { sqlite3_close_v2(handle) }
        guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil) == SQLITE_OK else { return }
        sqlite3_busy_timeout(handle, 1_000)
        sqlite3_exec(handle, "PRAGMA synchronous = FULL", nil, nil, nil)
        sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
    }
}
