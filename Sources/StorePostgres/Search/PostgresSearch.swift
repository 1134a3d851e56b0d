// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Answers searches, for now without an index.
///
/// It walks all resources of the type that are current in the page's state, reads each body and asks the plain
/// definition of matching. That is exact, and takes up to 70 µs a resource of the type; past 5 seconds it gives up with
/// ``StoreFailure/tooCostly``. For conditions on linked resources it reads those of their types, too. With the tables of ``PostgresIndexWriter`` it will begin at an index instead.
struct PostgresSearch {
    let connection: PostgresConnection
    let names: PostgresNames
    let extractor: IndexExtractor

    init(_ reader: PostgresReader) {
        connection = reader.connection
        names = reader.names
        extractor = reader.extractor
    }

    /// One page of matches in a state.
    func run(
        _ query: SearchQuery, visibility: Visibility, page: SearchPosition?, snapshot: StoreSnapshot
    ) throws -> SearchPage {
        var collector = PageCollector(
            snapshot: snapshot, page: page, count: query.onlyTotal ? 0 : query.count,
            sort: query.onlyTotal ? [] : query.sort, wantsTotal: query.wantsTotal || query.onlyTotal)
        let linked = LinkedVersions(
            connection: connection, names: names, extractor: extractor, visibility: visibility, state: snapshot.version)
        let needsEntries = !query.sort.isEmpty || !query.clauses.isEmpty
        let isPlain = query.clauses.isEmpty && query.sort.isEmpty && !collector.wantsTotal
        let scan = VersionScan(
            connection: connection, subject: .type(names.number(ofType: query.resourceType)), state: snapshot.version,
            piece: isPlain ? Self.piece(for: query.count) : 1_000)
        let columns = VersionColumns(names: names)
        try scan.forEach(after: collector.start) { rows, row in
            let version = try columns.version(rows, row)
            guard visibility.filter(version) != nil else { return true }
            let subject = PostgresSubject(
                version, key: VersionColumns.key(rows, row),
                entries: needsEntries ? try PostgresSubject.entries(of: version, extractor) : IndexEntries(),
                linked: linked)
            if try query.clauses.allSatisfy({ try $0.matches(subject, in: .r4) }) { collector.add(subject) }
            return !collector.isFull
        }
        return collector.finish()
    }

    /// One page of all that concerns a person, in a state.
    func everything(
        about person: Int64, types: Set<String>?, count: Int, visibility: Visibility, page: SearchPosition?,
        snapshot: StoreSnapshot
    ) throws -> SearchPage {
        var collector = PageCollector(snapshot: snapshot, page: page, count: count, sort: [], wantsTotal: false)
        let scan = VersionScan(
            connection: connection, subject: .person(person, types: types?.map(names.number(ofType:))),
            state: snapshot.version, piece: Self.piece(for: count))
        let columns = VersionColumns(names: names)
        try scan.forEach(after: collector.start) { rows, row in
            let version = try columns.version(rows, row)
            if visibility.filter(version) != nil {
                collector.add(
                    PostgresSubject(version, key: VersionColumns.key(rows, row), entries: IndexEntries(), linked: nil))
            }
            return !collector.isFull
        }
        return collector.finish()
    }

    /// How much to read at once where nearly all of it is a match.
    private static func piece(for count: Int) -> Int { max(20, min(count, 999) + 1) }
}
