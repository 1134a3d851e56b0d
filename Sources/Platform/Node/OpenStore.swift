// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import RecordStore

/// An open store, whichever driver it has.
struct OpenStore: Sendable {
    let store: any RecordStore
    /// How long a page token stays usable.
    let pageLifetime: Duration
    /// Finishes accepted writes and lets go of files and connections.
    let close: @Sendable () async throws -> Void
}
