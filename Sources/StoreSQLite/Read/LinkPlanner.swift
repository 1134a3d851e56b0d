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
        guard let targets = try matches(of: type, inner) else { return ClausePlan(clause) }
        var ranges: [IndexRange] = []
        for target in targets {
            guard let key = try planner.search.rows.resource(target) else { continue }
            for source in parameter.sources where source.accepts(.local(target)) {
                ranges.append(.reference(parameter: planner.names.parameters[source.ordinal], target: key))
            }
        }
        return ClausePlan(clause, ranges: ranges, isExact: true)
    }

    /// Resources that one that meets a condition refers to.
    func reverse(
        _ clause: SearchClause, _ type: String, _ parameter: IndexedParameter, _ inner: SearchClause
    ) throws -> ClausePlan {
        guard let sources = try matches(of: type, inner) else { return ClausePlan(clause) }
        let search = planner.search
        var keys: Set<Int64> = []
        for source in sources {
            guard let key = try search.rows.versionKey(of: source, at: planner.snapshot),
                let version = try search.rows.version(key: key, at: planner.snapshot, withBody: true, types: nil),
                let body = version.body
            else { continue }
            let entries = search.extractor.entries(
                of: try body.resource(), parameters: Set(parameter.sources.map(\.ordinal)))
            for case .local(let target) in entries.targets(of: parameter) where target.type == planner.resourceType {
                if let key = try search.rows.versionKey(of: target, at: planner.snapshot) { keys.insert(key) }
            }
        }
        return ClausePlan(clause, ranges: keys.map { .version($0) }, isExact: true)
    }

    /// Visible resources that meet a condition; nil where they are too many.
    private func matches(of type: String, _ clause: SearchClause) throws -> [ResourceID]? {
        let query = SearchQuery(resourceType: type, clauses: [clause], count: Planner.mostLinks + 1)
        let page = try planner.search.run(
            query, visibility: planner.visibility, page: nil,
            snapshot: StoreSnapshot(epoch: 0, version: planner.snapshot), withBodies: false)
        guard page.matches.count <= Planner.mostLinks else { return nil }
        return page.matches.map(\.id)
    }
}
