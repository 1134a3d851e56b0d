// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Synchronization

/// About how many resources of each type a store has, to choose between ways to search.
final class TypeSizes: Sendable {
    private struct Size {
        var count: Int
        /// The newest version there was when they were counted.
        var newest: Int64
    }

    private let sizes = Mutex<[Int64: Size]>([:])

    /// The number of a type's resources, counted anew when the store has grown by half.
    func count(of type: Int64, newest: Int64, _ connection: SQLiteConnection) throws -> Int {
        if let known = sizes.withLock({ $0[type] }), newest <= known.newest + known.newest / 2 { return known.count }
        let found = try connection.statement("SELECT count(*) FROM current WHERE type = ?").bind(.init(type))
            .firstInteger()
        let size = Size(count: Int(found ?? 0), newest: newest)
        sizes.withLock { $0[type] = size }
        return size.count
    }
}
