// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import GRDB
internal import RecordStore

/// Whether a store keeps an index of all words.
///
/// Without one, `_text` and `_content` are answered by reading every candidate, which large stores refuse as too costly
/// unless another condition narrows it. What the index costs is in `docs/adr/0015-full-text-index.md`.
package enum FullTextSetting: Sendable {
    /// As the store says, which begins without.
    case asItIs
    /// From now on; what is there is read once, before the store opens.
    case on
    /// Not any more.
    case off

    /// Brings a store into line, step by step, before anybody reads or writes.
    func apply(to database: DatabaseQueue, bodies: StoredBodies) throws {
        var isGoingOn = self != .asItIs
        while isGoingOn {
            isGoingOn = try database.write { database in
                guard let handle = database.sqliteConnection else {
                    throw StoreFailure.unavailable("the store is closed")
                }
                let index = FullTextIndex(SQLiteConnection(borrowing: handle))
                switch self {
                case .asItIs: return false
                case .on: return try !index.isOn() && index.build(bodies: bodies)
                case .off:
                    try index.turnOff()
                    return false
                }
            }
        }
    }
}
