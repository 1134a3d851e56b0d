// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Decides whether a candidate that a statement let through belongs to the result.
struct CandidateFilter {
    /// Conditions that only the resource answers.
    private let open: [SearchClause]
    private let planner: Planner
    private let order: SearchOrder
    /// The parameters that conditions and order look at.
    private let parameters: Set<Int>
    /// Whether what is in the resource counts.
    let needsEntries: Bool
    private let columns: VersionColumns

    /// - Parameter read: a parameter whose values are needed all the same.
    init(query: SearchQuery, open: [SearchClause], planner: Planner, order: SearchOrder, read: Int? = nil) {
        self.open = open
        self.planner = planner
        self.order = order
        var needed: Set<Int> = []
        for clause in open { clause.collectParameters(into: &needed) }
        for key in query.sort { if let ordinal = key.ordinal { needed.insert(ordinal) } }
        if let read { needed.insert(read) }
        parameters = Set(needed.flatMap { planner.catalog.parameters[$0].sources.map(\.ordinal) })
        needsEntries =
            read != nil || query.sort.contains { $0.ordinal != nil } || open.contains { !$0.isOfOwnColumns }
        columns = VersionColumns(names: planner.names)
    }

    /// Whether statements have judged all.
    var isEmpty: Bool { open.isEmpty }

    /// The candidate in a row of ``CandidateReader``, if it is a match.
    func match(_ rows: PostgresRows, _ row: Int) throws -> PageSink<StoredVersion>.Match? {
        guard let subject = try subject(rows, row) else { return nil }
        let values = order.values(of: subject, in: planner.catalog)
        let place = SearchPlace(values: values, key: VersionColumns.key(rows, row))
        return PageSink<StoredVersion>.Match(place: place, row: subject.version)
    }

    /// The same with what was read of it.
    func subject(_ rows: PostgresRows, _ row: Int) throws -> PostgresSubject? {
        guard !rows.isNull(row, 0) else { return nil }
        let version = try columns.version(rows, row)
        guard planner.visibility.filter(version) != nil else { return nil }
        let subject = PostgresSubject(
            version: version, entries: try needsEntries ? entries(of: version) : IndexEntries(), planner: planner)
        for clause in open {
            guard try clause.matches(subject, in: planner.catalog) else { return nil }
        }
        return subject
    }

    /// What the conditions and the order need to know of a resource.
    private func entries(of version: StoredVersion) throws -> IndexEntries {
        guard let body = version.body else { return IndexEntries() }
        do {
            return planner.search.extractor.entries(of: try body.resource(), parameters: parameters)
        } catch {
            throw StoreFailure.unavailable("a stored body is damaged")
        }
    }
}
