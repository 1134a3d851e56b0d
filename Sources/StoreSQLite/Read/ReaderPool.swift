// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch
internal import RecordStore
internal import Synchronization

/// Connections for reading, each used by one caller at a time.
final class ReaderPool: Sendable {
    private struct Reader: @unchecked Sendable {
        // `@unchecked`: taken out of the pool before use, so one user at a time.
        let search: SQLiteSearch
    }

    private let path: String
    private let names: SQLiteNames
    private let extractor: IndexExtractor
    private let bodies: StoredBodies
    private struct State {
        var idle: [Reader] = []
        var isClosed = false
    }

    private let state = Mutex(State())

    init(path: String, names: SQLiteNames, extractor: IndexExtractor, bodies: StoredBodies) {
        self.path = path
        self.names = names
        self.extractor = extractor
        self.bodies = bodies
    }

    /// Runs `body` in a read transaction of its own.
    func reading<Result>(_ body: (SQLiteSearch) throws -> Result) throws -> Result {
        let waiting = try state.withLock { state in
            if state.isClosed { throw StoreFailure.unavailable("the store is closed") }
            return state.idle.popLast()
        }
        let reader =
            try waiting
            ?? Reader(
                search: SQLiteSearch(
                    try SQLiteConnection(reading: path), names: names, extractor: extractor, bodies: bodies))
        defer { state.withLock { if !$0.isClosed { $0.idle.append(reader) } } }
        return try reader.search.connection.reading { try body(reader.search) }
    }

    /// Refuses new readers and closes the connections that wait; a reader at work closes its own.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.idle.removeAll()
        }
    }
}
