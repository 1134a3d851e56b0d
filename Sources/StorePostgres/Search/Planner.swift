// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Finds how the index answers conditions; values the store has never seen have no rows.
struct Planner {
    let search: PostgresSearch
    let resourceType: String
    let snapshot: StoreSnapshot
    let visibility: Visibility

    /// Most links that are gathered before the condition that they answer; beyond, each candidate is asked for its own.
    static let mostLinks = 1_000

    var names: PostgresNames { search.names }
    var finder: NameFinder { search.finder }
    var catalog: ParameterCatalog { .r4 }

    /// One plan for a search by a code and a time that the store keeps together, see ``ParameterCatalog/joined(withTime:)``.
    func joinedPlan(_ plans: [ClausePlan]) throws -> ClausePlan? {
        guard plans.count == 2 else { return nil }
        for plan in plans {
            guard case .parameter(let ordinal, let values) = plan.clause, values.count == 1, plan.isExact,
                case .period = values[0], let number = try joinedNumber(of: plans, withTime: ordinal),
                let found = try ValueRanges(planner: self, number: number).ranges(of: values[0])
            else { continue }
            var joined = ClausePlan(.all(plans.map(\.clause)), ranges: found.ranges, isExact: found.isExact)
            joined.joined = (ordinal, number)
            return joined
        }
        return nil
    }

    /// The number under which the times of a code stand that a condition asks for; nil where there is none.
    func joinedNumber(of plans: [ClausePlan], withTime ordinal: Int) throws -> Int64? {
        guard let joined = catalog.joined(withTime: ordinal), names.parameters[joined.both] > 0 else { return nil }
        for plan in plans {
            guard case .parameter(joined.code, _) = plan.clause, plan.isExact, let tokens = plan.ranges?.onlyTokens,
                tokens.count == 1
            else { continue }
            let name = IndexName(.composite, owner: names.parameters[joined.both], "t\(tokens[0])")
            try finder.prepare([name])
            return try finder.number(name)
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
            let places = try search.places(of: ids, type: resourceType, at: snapshot)
            return ClausePlan(clause, ranges: IndexRanges(versions: places), isExact: true)
        case .lastUpdated(let patterns): return ClausePlan(clause, test: .recorded(patterns))
        case .parameter(let ordinal, let values): return try plan(clause, catalog.parameters[ordinal], values)
        case .presence(let ordinal, let isThere):
            let shapes = try finder.shapes(of: resourceType, with: names.parameters[ordinal], isThere: isThere)
            return ClausePlan(
                clause, ranges: IndexRanges(tokens: shapes, parameter: PostgresNames.shapeParameter), isExact: true)
        case .reference(let ordinal, let type, let inner):
            return try LinkPlanner(planner: self).forward(clause, catalog.parameters[ordinal], type, inner)
        case .referenced(let type, let ordinal, let inner):
            return try LinkPlanner(planner: self).reverse(clause, type, catalog.parameters[ordinal], inner)
        // There is no index of all words here.
        case .phrase: return ClausePlan(clause)
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
                plan.ranges = plans.reduce(into: IndexRanges()) { $0 += $1.ranges ?? IndexRanges() }
                plan.isExact = plans.allSatisfy(\.isExact)
            }
            return plan
        case .not(let inner): return ClausePlan(clause, test: .not(try plan(inner).test))
        }
    }

    private func plan(
        _ clause: SearchClause, _ parameter: IndexedParameter, _ values: [SearchValue]
    ) throws -> ClausePlan {
        try prepare(values)
        var ranges = IndexRanges()
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
    ) throws -> ValueRanges.Found? {
        let values = ValueRanges(planner: self, number: names.parameters[source.ordinal])
        switch value {
        case .composite(let parts): return try values.composite(parts, of: catalog.parameters[source.ordinal])
        case .reference(let targets): return try values.references(targets.filter { source.accepts($0) })
        case .referenceIdentifier(let pattern):
            let found = try values.identifiers(pattern)
            return found.map { ($0.ranges, $0.isExact && source.targetType == nil) }
        case .token(let pattern) where parameter.holdsIdentifiers:
            guard pattern.code == nil else { return try values.identifiers(pattern) }
            return try values.identifierSystem(pattern.system)
        default: return try values.ranges(of: value)
        }
    }

    /// Looks for all names of a list of values at once.
    func prepare(_ values: [SearchValue]) throws {
        guard values.count > 1 else { return }
        var patterns: [TokenPattern] = []
        var targets: [ReferenceTarget] = []
        for value in values {
            switch value {
            case .token(let pattern), .referenceIdentifier(let pattern): patterns.append(pattern)
            case .reference(let own): targets += own
            case .uri(let pattern): patterns.append(TokenPattern(system: .none, code: pattern.uri))
            case .composite(let parts):
                for case .token(let pattern) in parts { patterns.append(pattern) }
            default: continue
            }
        }
        try finder.prepare(
            patterns.compactMap { pattern in
                if case .exactly(let uri) = pattern.system { IndexName(.system, uri) } else { nil }
            })
        try finder.prepare(
            patterns.compactMap { pattern in
                guard let code = pattern.code, pattern.system != .any,
                    let system = try finder.system(pattern.system)
                else { return nil }
                return IndexName(.token, owner: system, code)
            })
        try finder.prepare(codes: patterns.compactMap { $0.system == .any ? $0.code : nil })
        try finder.prepare(targets: targets)
    }
}
