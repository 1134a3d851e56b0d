// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Walks all versions of a type that are current in a snapshot, in the order
/// of version keys.
struct TypeWalk {
    let search: SQLiteSearch
    let type: Int64
    let snapshot: Int64
    /// Only versions with these keys are of use.
    var keys: Range<Int64> = 0..<Int64.max

    private static let step = 512

    /// Calls `visit` with each key beyond `edge` until it returns false.
    func run(descending: Bool, beyond edge: Int64, visit: (Int64) throws -> Bool) throws {
        var edge = descending ? min(edge, keys.upperBound) : max(edge, keys.lowerBound - 1)
        // Versions superseded since the snapshot: few, for a snapshot lives an hour.
        var past = try search.connection.statement(
            "SELECT version_key FROM history WHERE indexed = 1 AND superseded > ?1 AND type = ?2 AND version_key <= ?1"
        ).bind(.init(snapshot), .init(type)).integers().sorted(by: descending ? { $0 > $1 } : { $0 < $1 })[...]
        past = past.drop { descending ? $0 >= edge : $0 <= edge }
        past = past.prefix { keys.contains($0) }
        while true {
            let found = try step(beyond: edge, descending: descending)
            for key in found {
                guard keys.contains(key) else { break }
                while let older = past.first, descending ? older > key : older < key {
                    past.removeFirst()
                    if try !visit(older) { return }
                }
                if try !visit(key) { return }
            }
            guard found.count == Self.step, let last = found.last, keys.contains(last) else { break }
            edge = last
        }
        for older in past {
            if try !visit(older) { return }
        }
    }

    private func step(beyond edge: Int64, descending: Bool) throws -> [Int64] {
        try search.connection.statement(
            descending
                ? "SELECT version_key FROM current WHERE type = ? AND version_key < ? ORDER BY version_key DESC LIMIT 512"
                : "SELECT version_key FROM current WHERE type = ? AND version_key > ? ORDER BY version_key LIMIT 512"
        ).bind(.init(type), .init(edge)).integers()
    }
}
