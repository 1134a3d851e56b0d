// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch

/// Chooses the clause that a search starts from: the one with the fewest rows.
struct Driver {
    /// Most rows that are gathered and put in order.
    static let largest = 20_000

    /// Position of the clause, or nil for a walk over the type.
    var clause: Int?
    /// The version keys of the clause, gathered, without repetition.
    var keys: [Int64]?
    /// The clause's one range, when its rows stand in the order of versions and are too many to gather.
    var range: ClauseAccess.Range?

    /// Tries ever larger limits until one clause's rows all fit.
    static func choose(_ accesses: [ClauseAccess], reader: RangeReader, needsOrder sort: SortKey?) throws -> Driver {
        let indexed = accesses.indices.filter { accesses[$0].ranges != nil }
        // One clause in version order needs no count where that order serves: it can be walked from any place.
        let servesOrder = sort.map { $0.subject == .lastUpdated && !$0.descending } ?? true
        if servesOrder, accesses.count == 1, let only = indexed.first, accesses[only].isOrdered {
            return Driver(clause: only, keys: nil, range: accesses[only].ranges?.first)
        }
        for limit in [64, 1_024, largest] {
            for position in indexed {
                guard let keys = try gather(accesses[position], limit: limit, reader: reader) else { continue }
                return Driver(clause: position, keys: keys, range: nil)
            }
        }
        if let ordered = indexed.first(where: { accesses[$0].isOrdered }) {
            return Driver(clause: ordered, keys: nil, range: accesses[ordered].ranges?.first)
        }
        return Driver(clause: nil, keys: nil, range: nil)
    }

    /// All keys of a clause, or nil where there are more than `limit`.
    private static func gather(_ access: ClauseAccess, limit: Int, reader: RangeReader) throws -> [Int64]? {
        var keys = Set<Int64>()
        var count = 0
        for range in access.ranges ?? [] {
            let own = try reader.keys(range, after: 0, limit: limit - count + 1)
            count += own.count
            guard count <= limit else { return nil }
            keys.formUnion(own)
        }
        return Array(keys)
    }
}
