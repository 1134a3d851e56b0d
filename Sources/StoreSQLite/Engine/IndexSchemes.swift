// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch
internal import Synchronization

/// The newest scheme of a store that is known, for all its connections.
final class IndexSchemes: Sendable {
    private let state: Mutex<IndexScheme>
    private let watcher = Mutex<(@Sendable () -> Void)?>(nil)

    init(_ first: IndexScheme) { state = Mutex(first) }

    /// Calls `body` whenever a newer scheme becomes known.
    func watch(_ body: @escaping @Sendable () -> Void) { watcher.withLock { $0 = body } }

    var newest: IndexScheme { state.withLock { $0 } }

    /// The scheme of the state that a connection's transaction sees, which may be older than the newest, or newer where
    /// another process has changed it.
    func scheme(of connection: SQLiteConnection) throws -> IndexScheme {
        let known = newest
        guard try IndexScheme.generation(connection) != known.generation else { return known }
        let (found, isNewer) = try state.withLock { state in
            let found = try IndexScheme(connection, knowing: state, extractor: state.extractor)
            let isNewer = found.generation > state.generation
            if isNewer { state = found }
            return (found, isNewer)
        }
        if isNewer { watcher.withLock { $0 }?() }
        return found
    }
}
