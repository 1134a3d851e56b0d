// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch

/// Chooses the condition that a search starts from: the one with the fewest rows.
struct Driver {
    /// Position of the condition, or nil for a walk over the type.
    var clause: Int?
    /// The version keys of the condition, gathered, without repetition.
    var keys: [Int64]?
    /// The condition's one range, when its rows stand in the order of versions and are too many to gather.
    var range: IndexRange?

    /// Tries ever larger limits until one condition's rows all fit.
    ///
    /// - Parameters:
    ///   - followsKeys: whether results are wanted in the order of version keys.
    ///   - allowed: the conditions to choose from.
    static func choose(
        _ plans: [ClausePlan], reader: RangeReader, followsKeys: Bool, limits: [Int],
        where allowed: (ClausePlan) -> Bool = { _ in true }
    ) throws -> Driver {
        let indexed = plans.indices.filter { plans[$0].ranges != nil && allowed(plans[$0]) }
        // One condition in version order needs no count where that order serves: it can be walked from any place.
        if followsKeys, plans.count == 1, let only = indexed.first, plans[only].isOrdered {
            return Driver(
                clause: only, keys: plans[only].ranges?.isEmpty ?? true ? [] : nil, range: plans[only].ranges?.first)
        }
        for limit in limits {
            for position in indexed {
                guard let keys = try gather(plans[position], limit: limit, reader: reader) else { continue }
                return Driver(clause: position, keys: keys, range: nil)
            }
        }
        if let ordered = indexed.first(where: { plans[$0].isOrdered }) {
            return Driver(clause: ordered, keys: nil, range: plans[ordered].ranges?.first)
        }
        return Driver(clause: nil, keys: nil, range: nil)
    }

    /// All keys of a condition, or nil where there are more than `limit`.
    private static func gather(_ plan: ClausePlan, limit: Int, reader: RangeReader) throws -> [Int64]? {
        // Rows in the order of versions name each once.
        if plan.isOrdered, let only = plan.ranges?.first {
            let keys = try reader.keys(only, after: 0, limit: limit + 1)
            return keys.count <= limit ? keys : nil
        }
        var keys = Set<Int64>()
        var count = 0
        for range in plan.ranges ?? [] {
            let own = try reader.keys(range, after: 0, limit: limit - count + 1)
            count += own.count
            guard count <= limit else { return nil }
            keys.formUnion(own)
        }
        return Array(keys)
    }
}
