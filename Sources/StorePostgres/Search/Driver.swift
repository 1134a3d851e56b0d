// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch
internal import RecordStore

/// The condition that a search starts from: the one with the fewest rows.
struct Driver {
    /// Most rows that are gathered and put in order.
    static let largest = 20_000

    /// Limits of rows, tried one after the other.
    static let limits = [200, 2_000, largest]

    /// Position of the condition, or nil for a walk over the type.
    var clause: Int?
    /// The versions of the condition, gathered, without repetition.
    var places: [VersionPlace]?
    /// The condition's rows, when they can be read in the order of versions and are too many to gather.
    var ranges: IndexRanges?

    /// Tries ever larger limits until one condition's rows all fit.
    ///
    /// - Parameter prefersOrder: whether a single condition whose rows are in the order of versions is to be walked.
    static func choose(
        _ plans: [ClausePlan], search: PostgresSearch, state: Int64, prefersOrder: Bool, limits: [Int] = limits
    ) throws -> Driver {
        let indexed = plans.indices.filter { plans[$0].ranges != nil }
        if prefersOrder, plans.count == 1, let only = indexed.first, plans[only].isOrdered {
            return Driver(clause: only, ranges: plans[only].ranges)
        }
        for limit in limits where !indexed.isEmpty {
            let rows = try search.run(indexed.map { gathering(plans[$0].ranges ?? IndexRanges(), limit, state) })
            let fitting = zip(indexed, rows).filter { $1.count <= limit }.min { $0.1.count < $1.1.count }
            guard let (position, found) = fitting else { continue }
            var places = Set<VersionPlace>(minimumCapacity: found.count)
            for row in 0..<found.count {
                places.insert(VersionPlace(person: found.integer(row, 0), key: found.integer(row, 1)))
            }
            return Driver(clause: position, places: Array(places))
        }
        if let ordered = indexed.first(where: { plans[$0].isOrdered }) {
            return Driver(clause: ordered, ranges: plans[ordered].ranges)
        }
        return Driver()
    }

    /// The statement that gives the rows of a condition, and one more than `limit` of them at most.
    static func gathering(_ ranges: IndexRanges, _ limit: Int, _ state: Int64) -> PostgresCommand {
        var command = PostgresCommand("SELECT person, version_key FROM (")
        ranges.writeRows(KeyWindow(upTo: state), into: &command)
        command.append(") x LIMIT ")
        command.bind(.init(limit + 1))
        return command
    }

    /// What statements ask of candidates beside the driver's own condition.
    func tests(beside plans: [ClausePlan]) -> IndexTests {
        IndexTests(tests: plans.indices.filter { !settles($0, plans) }.map { plans[$0].test })
    }

    /// What only the resource can tell of candidates.
    func openClauses(of plans: [ClausePlan]) -> [SearchClause] {
        plans.indices.filter { !settles($0, plans) && !plans[$0].test.isExact }.map { plans[$0].clause }
    }

    private func settles(_ position: Int, _ plans: [ClausePlan]) -> Bool {
        position == clause && plans[position].isExact
    }
}
