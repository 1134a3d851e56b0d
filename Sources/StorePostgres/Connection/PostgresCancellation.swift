// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CLibPQ

/// Asks the server to give up what a connection is doing; may be used from any thread.
final class PostgresCancellation: @unchecked Sendable {
    // `@unchecked`: libpq never changes it, and lets any thread use it.
    private let handle: OpaquePointer

    init?(of connection: OpaquePointer) {
        guard let handle = PQgetCancel(connection) else { return nil }
        self.handle = handle
    }

    deinit { PQfreeCancel(handle) }

    /// Sends the request; returns when the server has passed it on.
    func cancel() {
        var complaint = [CChar](repeating: 0, count: 256)
        _ = PQcancel(handle, &complaint, Int32(complaint.count))
    }
}
