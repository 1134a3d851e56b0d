// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import RecordStore
internal import Synchronization

/// Connections for reading, each used by one caller at a time.
final class ReaderPool: Sendable {
    private struct Reader: @unchecked Sendable {
        // `@unchecked`: taken out of the pool before use, so one user at a time.
        let connection: SQLiteConnection
    }

    private let path: String
    private let schemes: IndexSchemes
    private let bodies: StoredBodies
    private let longestSearch: Duration
    private let effort: SearchEffort
    private let sizes = TypeSizes()
    private let lanes: SearchLanes
    private struct State {
        var idle: [Reader] = []
        var isClosed = false
    }

    private let state = Mutex(State())

    init(path: String, schemes: IndexSchemes, bodies: StoredBodies, limits: SQLiteStore.Limits) {
        self.path = path
        self.schemes = schemes
        self.bodies = bodies
        longestSearch = limits.longestSearch
        effort = limits.effort
        lanes = SearchLanes(size: limits.lanes)
    }

    /// Runs `body`, which may take long, in a read transaction of its own and on a thread of the searches.
    func searching<Result: Sendable>(_ body: @escaping @Sendable (SQLiteSearch) throws -> Result) async throws -> Result
    {
        try await lanes.run { pace in
            try self.reading { search in
                var search = search
                search.pace = pace
                return try body(search)
            }
        }
    }

    /// Runs `body`, which is quick, in a read transaction of its own.
    func reading<Result>(_ body: (SQLiteSearch) throws -> Result) throws -> Result {
        let waiting = try state.withLock { state in
            if state.isClosed { throw StoreFailure.unavailable("the store is closed") }
            return state.idle.popLast()
        }
        let reader = try waiting ?? Reader(connection: try SQLiteConnection(reading: path))
        defer { state.withLock { if !$0.isClosed { $0.idle.append(reader) } } }
        return try reading(on: reader.connection, body)
    }

    /// Runs `body` in a read transaction of a connection that nobody has used before or uses again.
    func readingApart<Result>(_ body: (SQLiteSearch) throws -> Result) throws -> Result {
        try reading(on: SQLiteConnection(reading: path), body)
    }

    private func reading<Result>(
        on connection: SQLiteConnection, _ body: (SQLiteSearch) throws -> Result
    ) throws -> Result {
        try connection.reading {
            let scheme = try schemes.scheme(of: connection)
            var search = SQLiteSearch(connection, scheme: scheme, bodies: bodies, effort: effort)
            search.limit = longestSearch
            search.sizes = sizes
            return try body(search)
        }
    }

    /// Refuses new readers and closes the connections that wait; a reader at work closes its own.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.idle.removeAll()
        }
    }
}
