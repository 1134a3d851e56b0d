// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Decides whether a version that the driver named belongs to the result.
struct CandidateFilter {
    /// A version that does.
    struct Match {
        var key: Int64
        var sortValue: Int64?
        var version: StoredVersion
    }

    let query: SearchQuery
    let accesses: [ClauseAccess]
    let visibility: Visibility
    let snapshot: Int64
    let search: SQLiteSearch
    /// The clause that named the candidates and need not be asked again.
    var driver: Int?
    /// Only these types, where given.
    var types: Set<Int64>?
    private var examined = 0
    private let started = ContinuousClock.now
    private let reader: RangeReader

    init(query: SearchQuery, accesses: [ClauseAccess], visibility: Visibility, snapshot: Int64, search: SQLiteSearch) {
        self.query = query
        self.accesses = accesses
        self.visibility = visibility
        self.snapshot = snapshot
        self.search = search
        reader = RangeReader(connection: search.connection)
    }

    /// The version, if it meets every clause in the snapshot and may be seen.
    mutating func match(_ key: Int64, needsSortValue: Bool = false) throws -> Match? {
        examined += 1
        if examined % 256 == 0, started.duration(to: .now) > search.limit { throw StoreFailure.tooCostly }
        guard key <= snapshot else { return nil }
        var unanswered: [Int] = []
        for (position, access) in accesses.enumerated() where position != driver {
            if access.isProbe, let ranges = access.ranges {
                guard try ranges.contains(where: { try reader.holds($0, version: key) }) else { return nil }
            } else {
                unanswered.append(position)
            }
        }
        // Whoever only counts needs no resource that the index has judged already.
        let needsBody = needsSortValue || !unanswered.isEmpty || !query.onlyTotal
        guard let version = try search.rows.version(key: key, at: snapshot, withBody: needsBody, types: types),
            visibility.filter(version) != nil
        else { return nil }
        if !query.resourceType.isEmpty, version.id.type != query.resourceType { return nil }
        var match = Match(key: key, sortValue: nil, version: version)
        guard needsSortValue || !unanswered.isEmpty, let body = version.body else { return match }
        let entries = search.extractor.entries(
            of: try body.resource(), parameter: unanswered.isEmpty ? query.sort.first?.parameter : nil)
        for position in unanswered {
            guard
                query.clauses[position].matches(
                    id: version.id.id, lastUpdated: version.lastUpdated, entries: entries)
            else { return nil }
        }
        if let sort = query.sort.first {
            match.sortValue = SearchOrder.value(
                for: sort, lastUpdated: version.lastUpdated.microseconds, entries: entries)
        }
        return match
    }
}

extension SortKey {
    /// The parameter that is sorted by, if it is one.
    fileprivate var parameter: Int? { if case .parameter(let ordinal) = subject { ordinal } else { nil } }
}
