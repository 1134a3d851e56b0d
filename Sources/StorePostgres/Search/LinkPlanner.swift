// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Plans conditions on linked resources: those that meet the inner condition are gathered first, if they are not too many.
struct LinkPlanner {
    let planner: Planner

    /// Resources that refer to one that meets a condition.
    func forward(
        _ clause: SearchClause, _ parameter: IndexedParameter, _ type: String, _ inner: SearchClause
    ) throws -> ClausePlan {
        guard let found = try matches(of: type, inner, withBodies: false) else { return ClausePlan(clause) }
        let targets = found.map { ReferenceTarget.local($0.id) }
        var ranges = IndexRanges()
        for source in parameter.sources {
            let values = ValueRanges(planner: planner, number: planner.names.parameters[source.ordinal])
            if let own = try values.references(targets.filter { source.accepts($0) }) { ranges += own.ranges }
        }
        return ClausePlan(clause, ranges: ranges, isExact: true)
    }

    /// Resources that one that meets a condition refers to.
    func reverse(
        _ clause: SearchClause, _ type: String, _ parameter: IndexedParameter, _ inner: SearchClause
    ) throws -> ClausePlan {
        guard let sources = try matches(of: type, inner, withBodies: true) else { return ClausePlan(clause) }
        let search = planner.search
        var ids: Set<String> = []
        for source in sources {
            guard let body = source.body else { continue }
            let entries = search.extractor.entries(
                of: try body.resource(), parameters: Set(parameter.sources.map(\.ordinal)))
            for case .local(let target) in entries.targets(of: parameter) where target.type == planner.resourceType {
                ids.insert(target.id)
            }
        }
        let places = try search.places(of: Array(ids), type: planner.resourceType, at: planner.snapshot)
        return ClausePlan(clause, ranges: IndexRanges(versions: places), isExact: true)
    }

    /// Visible resources that meet a condition; nil where they are too many.
    private func matches(of type: String, _ clause: SearchClause, withBodies: Bool) throws -> [StoredVersion]? {
        let query = SearchQuery(resourceType: type, clauses: [clause], count: Planner.mostLinks + 1)
        let page = try planner.search.run(
            query, visibility: planner.visibility, page: nil, snapshot: planner.snapshot, withBodies: withBodies)
        return page.matches.count > Planner.mostLinks ? nil : page.matches
    }
}
