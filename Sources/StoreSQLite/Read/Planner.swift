// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Finds how the index answers conditions; values the store has never seen have no rows.
struct Planner {
    let search: SQLiteSearch
    let resourceType: String
    let snapshot: Int64
    let visibility: Visibility

    /// Most links that are gathered before the condition that they answer; beyond, each candidate is asked for its own.
    static let mostLinks = 1_000

    var names: SQLiteNames { search.names }
    var connection: SQLiteConnection { search.connection }
    var catalog: ParameterCatalog { search.catalog }

    /// A plan for each condition that must hold, those of times within the rows of a code where one must hold, too.
    func joinedPlans(_ clauses: [SearchClause]) throws -> [ClausePlan] {
        let plans = try self.plans(clauses)
        return try plans.map { plan in
            guard case .parameter(let ordinal, let values) = plan.clause, values.count == 1,
                case .period(let pattern) = values[0], let number = try joinedNumber(of: plans, withTime: ordinal)
            else { return plan }
            return ClausePlan(plan.clause, ranges: [.period(parameter: number, pattern)], isExact: true)
        }
    }

    /// The number under which the times of a code stand that a condition asks for; nil where there is none.
    func joinedNumber(of plans: [ClausePlan], withTime ordinal: Int) throws -> Int64? {
        guard let joined = catalog.joined(withTime: ordinal) else { return nil }
        for plan in plans {
            guard case .parameter(joined.code, _) = plan.clause, plan.isExact, let ranges = plan.ranges,
                ranges.count == 1, case .token(_, let token) = ranges[0]
            else { continue }
            let composite = try connection.statement("SELECT id FROM composite WHERE parameter = ? AND first = ?")
                .bind(.init(names.parameters[joined.both]), .init(token)).firstInteger()
            return composite.map { SQLiteNames.firstComposite + $0 }
        }
        return nil
    }

    /// A plan for each condition that must hold.
    func plans(_ clauses: [SearchClause]) throws -> [ClausePlan] {
        try clauses.flatMap { clause -> [ClausePlan] in
            if case .all(let inner) = clause { return try self.plans(inner) }
            return [try plan(clause)]
        }
    }

    func plan(_ clause: SearchClause) throws -> ClausePlan {
        switch clause {
        case .id(let ids):
            let keys = try ids.compactMap { try search.rows.versionKey(of: ResourceID(resourceType, $0), at: snapshot) }
            return ClausePlan(clause, ranges: keys.map { .version($0) }, isExact: true)
        case .lastUpdated(let patterns):
            let newest = try min(snapshot, RecordedKeys.newest(connection))
            let recorded = RecordedKeys(connection: connection, newest: newest)
            let type = names.number(ofType: resourceType)
            let keys = try patterns.flatMap { try recorded.keys($0) }
            return ClausePlan(
                clause, ranges: keys.map { .recorded(type: type, $0, snapshot: newest) }, isExact: true)
        case .parameter(let ordinal, let values): return try plan(clause, catalog.parameters[ordinal], values)
        case .presence(let ordinal, let isThere):
            let shapes = try ShapeReader(connection).shapes(
                of: names.groups[ordinal], with: Shape.member(ordinal, names), isThere: isThere)
            return ClausePlan(clause, ranges: shapes.map { .shape($0) }, isExact: true)
        case .reference(let ordinal, let type, let inner):
            return try LinkPlanner(planner: self).forward(clause, catalog.parameters[ordinal], type, inner)
        case .referenced(let type, let ordinal, let inner):
            return try LinkPlanner(planner: self).reverse(clause, type, catalog.parameters[ordinal], inner)
        case .phrase(let words, let part):
            guard try FullTextIndex(connection).isOn() else { return ClausePlan(clause) }
            return ClausePlan(clause, ranges: [.words(FullTextIndex.match(words, in: part))], isExact: true)
        case .all(let inner):
            let plans = try self.plans(inner)
            var plan = ClausePlan(clause, test: .all(plans.map(\.test)))
            // Any one of them narrows the search; one in order does it best.
            let best = plans.first { $0.isOrdered } ?? plans.first { $0.ranges != nil }
            plan.ranges = best?.ranges
            plan.isExact = plans.count == 1 && best?.isExact == true
            return plan
        case .any(let inner):
            let plans = try inner.map(self.plan)
            var plan = ClausePlan(clause, test: .any(plans.map(\.test)))
            if plans.allSatisfy({ $0.ranges != nil }) {
                plan.ranges = plans.flatMap { $0.ranges ?? [] }
                plan.isExact = plans.allSatisfy(\.isExact)
            }
            return plan
        case .not(let inner): return ClausePlan(clause, test: .not(try plan(inner).test))
        }
    }

    private func plan(
        _ clause: SearchClause, _ parameter: IndexedParameter, _ values: [SearchValue]
    ) throws -> ClausePlan {
        var ranges: [IndexRange] = []
        var isExact = true
        for value in values {
            for source in parameter.sources {
                guard let found = try self.ranges(of: value, source, of: parameter) else { return ClausePlan(clause) }
                ranges += found.ranges
                isExact = isExact && found.isExact
            }
        }
        return ClausePlan(clause, ranges: ranges, isExact: isExact)
    }

    /// The rows of a value; nil where the index has no place for it.
    private func ranges(
        of value: SearchValue, _ source: IndexedParameter.Source, of parameter: IndexedParameter
    ) throws -> (ranges: [IndexRange], isExact: Bool)? {
        let number = names.parameters[source.ordinal]
        let values = ValueRanges(planner: self, number: number)
        switch value {
        case .composite(let parts):
            return try values.composite(parts, of: catalog.parameters[source.ordinal])
        case .reference(let targets):
            return try values.references(targets.filter { source.accepts($0) })
        case .referenceIdentifier(let pattern):
            let found = try values.identifiers(pattern)
            return found.map { ($0.ranges, $0.isExact && source.targetType == nil) }
        case .token(let pattern) where parameter.holdsIdentifiers:
            guard pattern.code == nil else { return try values.identifiers(pattern) }
            return try values.identifierSystem(pattern.system, ordinal: source.ordinal)
        default: return try values.ranges(of: value)
        }
    }
}
