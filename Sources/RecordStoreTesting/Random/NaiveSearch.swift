// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// The plainest search there is: replays the change feed up to a state and
/// asks every resource.
struct NaiveSearch {
    private struct Entry {
        var key: Int64
        var version: StoredVersion
        var entries: IndexEntries
    }

    private let changes: [StoreChange]

    /// - Parameter changes: the whole feed, from its beginning.
    init(_ changes: [StoreChange]) { self.changes = changes }

    /// All matches in the state, in order.
    func matches(_ query: SearchQuery, visibility: Visibility, at snapshot: StoreSnapshot) throws -> [StoredVersion] {
        var current: [ResourceID: StoreChange] = [:]
        for change in changes where change.position <= snapshot.version && change.version.id.type == query.resourceType
        {
            current[change.version.id] = change.version.change == .deleted ? nil : change
        }
        let extractor = Draft.extractor
        let found = try current.values.compactMap { change -> Entry? in
            guard let body = change.version.body, visibility.filter(change.version) != nil else { return nil }
            let entry = Entry(
                key: change.position, version: change.version, entries: extractor.entries(of: try body.resource()))
            let meets = query.clauses.allSatisfy {
                $0.matches(id: entry.version.id.id, lastUpdated: entry.version.lastUpdated, entries: entry.entries)
            }
            return meets ? entry : nil
        }
        let sort = query.sort.first
        func value(_ entry: Entry) -> Int64? {
            sort.flatMap {
                SearchOrder.value(for: $0, lastUpdated: entry.version.lastUpdated.microseconds, entries: entry.entries)
            }
        }
        return found.sorted {
            SearchOrder.precedes((value($0), $0.key), (value($1), $1.key), descending: sort?.descending ?? false)
        }.map(\.version)
    }
}
