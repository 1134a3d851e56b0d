// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What an import of a file did: everything that came in was stored or rejected.
package struct ImportResult: Sendable {
    package var read: Int
    package var created: Int
    package var updated: Int
    package var unchanged: Int
    package var rejected: Int

    /// A result; see the members.
    package init(read: Int, created: Int, updated: Int, unchanged: Int, rejected: Int) {
        self.read = read
        self.created = created
        self.updated = updated
        self.unchanged = unchanged
        self.rejected = rejected
    }

    /// Imports a file, telling each rejected line by its number and reason, and now and then how many were read.
    ///
    /// The same file twice is one import, also where the first was broken off.
    package typealias Work =
        @Sendable (
            _ file: String, _ rejected: @escaping @Sendable (Int, String) -> Void,
            _ progress: @escaping @Sendable (Int) -> Void
        ) async throws -> ImportResult
}
