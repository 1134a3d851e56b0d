// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// A version of which only the resource can tell whether it meets a condition.
struct PostgresSubject: SearchSubject {
    let version: StoredVersion
    let entries: IndexEntries
    let planner: Planner

    var id: String { version.id.id }
    var lastUpdated: Timestamp { version.lastUpdated }
    func words() throws -> ResourceWords { ResourceWords(try version.body?.resource()) }

    func hasReference(_ parameter: IndexedParameter, to type: String, that clause: SearchClause) throws -> Bool {
        for case .local(let target) in entries.targets(of: parameter) where target.type == type {
            if try holds([.id([target.id]), clause], forSomeOf: type) { return true }
        }
        return false
    }

    func isReferenced(from type: String, by parameter: IndexedParameter, that clause: SearchClause) throws -> Bool {
        let link = SearchClause.parameter(parameter.ordinal, [.reference([.local(version.id)])])
        return try holds([link, clause], forSomeOf: type)
    }

    private func holds(_ clauses: [SearchClause], forSomeOf type: String) throws -> Bool {
        try planner.search.holds(clauses, forSomeOf: type, at: planner.snapshot, planner.visibility)
    }
}
