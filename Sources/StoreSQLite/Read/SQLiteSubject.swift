// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// A version of which only the resource can tell whether it meets a condition.
struct SQLiteSubject: SearchSubject {
    /// Its type with its id, which is empty where no condition and no order asks for it.
    let identity: ResourceID
    let lastUpdated: Timestamp
    let entries: IndexEntries
    let search: SQLiteSearch
    let snapshot: Int64
    let visibility: Visibility

    /// What it holds; nil where no condition and no order asks for it.
    let body: ResourceBody?

    var id: String { identity.id }
    func words() throws -> ResourceWords { ResourceWords(try body?.resource()) }

    func hasReference(_ parameter: IndexedParameter, to type: String, that clause: SearchClause) throws -> Bool {
        for case .local(let target) in entries.targets(of: parameter) where target.type == type {
            if try search.holds([.id([target.id]), clause], forSomeOf: type, at: snapshot, visibility) { return true }
        }
        return false
    }

    func isReferenced(from type: String, by parameter: IndexedParameter, that clause: SearchClause) throws -> Bool {
        let link = SearchClause.parameter(parameter.ordinal, [.reference([.local(identity)])])
        return try search.holds([link, clause], forSomeOf: type, at: snapshot, visibility)
    }
}
