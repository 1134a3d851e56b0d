// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch

/// Rows of codes that a query names as a set.
extension ValueRanges {
    /// The rows of those codes that the store has ever seen, which are few of a large set.
    func tokens(_ codes: Set<IndexEntries.CodePair>) throws -> Found? {
        var systems: [String?: Int64] = [nil: 0]
        var found: [IndexRange] = []
        for pair in codes {
            if systems[pair.system] == nil, let uri = pair.system {
                systems[uri] =
                    try connection.statement("SELECT id FROM system WHERE uri = ?").bind(.init(uri)).firstInteger()
                    ?? Self.unknown
            }
            guard let system = systems[pair.system], system != Self.unknown else { continue }
            let token = try connection.statement("SELECT id FROM token WHERE code = ? AND system = ?")
                .bind(.init(pair.code), .init(system)).firstInteger()
            if let token { found.append(.token(parameter: number, token: token)) }
        }
        return (found, true)
    }

    /// Stands for a system that the store has never seen.
    private static let unknown: Int64 = -1
}
