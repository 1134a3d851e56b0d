// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Walks versions from the newest to the oldest, inside a transaction of the caller.
///
/// Keys of versions grow with the time of recording: what a history does not hold for its time alone
/// lies before the walk or behind it.
struct HistoryWalk {
    private struct Candidate {
        var key: Int64
        var resource: Int64
        var type: Int64
        var person: Int64
        var version: Int64
        var recorded: Timestamp
        var labels: SensitivityLabels
        var change: StoredVersion.Change
        /// Key and time of the version that came next; nil where the row does not say.
        var successor: (key: Int64, recorded: Timestamp)?
    }

    /// Most versions that are looked at for one page; behind them it ends, however few it holds.
    static let longest = 50_000
    private static let step = 256

    private let connection: SQLiteConnection
    private let names: SQLiteNames
    private let rows: SQLiteRows
    private let query: HistoryQuery
    private let visibility: Visibility
    private let snapshot: StoreSnapshot

    init(_ search: SQLiteSearch, _ query: HistoryQuery, visibility: Visibility, snapshot: StoreSnapshot) {
        connection = search.connection
        names = search.names
        rows = search.rows
        self.query = query
        self.visibility = visibility
        self.snapshot = snapshot
    }

    /// One page, behind a place or from the beginning.
    func page(behind place: SearchPosition?) throws -> HistoryPage {
        var page = HistoryPage(versions: [], next: nil, snapshot: snapshot)
        guard let scope = try scopeNumber() else { return page }
        var last = (key: place?.place.key ?? snapshot.version + 1, version: place?.version ?? .max)
        if place == nil, let end = query.current?.upperBound {
            last.key = try min(
                last.key, RecordedKeys(connection: connection, newest: snapshot.version).first(from: end))
        }
        var examined = 0
        while true {
            let candidates = try candidates(of: scope, below: last)
            for candidate in candidates {
                if let since = query.since, candidate.recorded < since { return page }
                if page.versions.count == query.count || examined == Self.longest {
                    page.next = SearchPosition(
                        snapshot: snapshot, place: SearchPlace(values: [.integer(last.version)], key: last.key))
                    return page
                }
                examined += 1
                last = (candidate.key, candidate.version)
                guard candidate.key <= snapshot.version, try holds(candidate), try isVisible(candidate) else {
                    continue
                }
                page.versions.append(try version(candidate))
            }
            if candidates.count < Self.step { return page }
        }
    }

    // MARK: Where to look

    /// The number of the resource or type; 0 for all, nil where the store has never heard of it.
    private func scopeNumber() throws -> Int64? {
        switch query.scope {
        case .resource(let id): try rows.resource(id)
        case .type(let type): names.number(ofType: type)
        case .all: 0
        }
    }

    private func keyAndTime(_ sql: StaticSQL, _ value: Int64) throws -> (key: Int64, recorded: Timestamp)? {
        let row = try connection.statement(sql).bind(.init(value))
        defer { row.reset() }
        return try row.step() ? (row.integer(0), Timestamp(microseconds: row.integer(1))) : nil
    }

    // MARK: Candidates

    /// The next versions below a place, newest first; fewer than ``step`` where there are no more.
    private func candidates(of scope: Int64, below last: (key: Int64, version: Int64)) throws -> [Candidate] {
        let found: [Candidate]
        switch query.scope {
        case .resource:
            found =
                try read(
                    """
                    SELECT version_key, resource, type, person, version, recorded, labels, change, NULL, NULL FROM current
                    WHERE version_key = (SELECT version_key FROM resource WHERE key = ?1) AND version < ?2 LIMIT ?3
                    """, scope, below: last.version)
                + read(
                    """
                    SELECT version_key, resource, type, person, version, recorded, labels, change, superseded,
                        superseded_at
                    FROM history WHERE resource = ?1 AND version < ?2 ORDER BY version DESC LIMIT ?3
                    """, scope, below: last.version)
        case .type:
            found =
                try read(
                    """
                    SELECT version_key, resource, type, person, version, recorded, labels, change, NULL, NULL FROM current
                    WHERE type = ?1 AND version_key < ?2 ORDER BY version_key DESC LIMIT ?3
                    """, scope, below: last.key)
                + read(
                    """
                    SELECT version_key, resource, type, person, version, recorded, labels, change, superseded,
                        superseded_at
                    FROM history WHERE type = ?1 AND version_key < ?2 ORDER BY version_key DESC LIMIT ?3
                    """, scope, below: last.key)
        case .all:
            found =
                try read(
                    """
                    SELECT version_key, resource, type, person, version, recorded, labels, change, NULL, NULL FROM current
                    WHERE ?1 = 0 AND version_key < ?2 ORDER BY version_key DESC LIMIT ?3
                    """, scope, below: last.key)
                + read(
                    """
                    SELECT version_key, resource, type, person, version, recorded, labels, change, superseded,
                        superseded_at
                    FROM history WHERE ?1 = 0 AND version_key < ?2 ORDER BY version_key DESC LIMIT ?3
                    """, scope, below: last.key)
        }
        return Array(found.sorted { $0.key > $1.key }.prefix(Self.step))
    }

    private func read(_ sql: StaticSQL, _ scope: Int64, below edge: Int64) throws -> [Candidate] {
        let row = try connection.statement(sql).bind(.init(scope), .init(edge), .init(Self.step))
        var found: [Candidate] = []
        while try row.step() {
            found.append(
                Candidate(
                    key: row.integer(0), resource: row.integer(1), type: row.integer(2), person: row.integer(3),
                    version: row.integer(4), recorded: Timestamp(microseconds: row.integer(5)),
                    labels: SensitivityLabels(rawValue: UInt32(row.integer(6))),
                    change: StoredVersion.Change(rawValue: Int(row.integer(7))) ?? .deleted,
                    successor: row.isNull(8) ? nil : (row.integer(8), Timestamp(microseconds: row.integer(9)))))
        }
        return found
    }

    /// Whether its time belongs to the history.
    private func holds(_ candidate: Candidate) throws -> Bool {
        guard query.current != nil else { return true }
        var successor = candidate.successor
        if candidate.change == .deleted { successor = try self.successor(ofDeletion: candidate) }
        if let key = successor?.key, key > snapshot.version { successor = nil }
        return query.holds(recorded: candidate.recorded, successor: successor?.recorded)
    }

    /// The version that brought a deleted resource back.
    private func successor(ofDeletion candidate: Candidate) throws -> (key: Int64, recorded: Timestamp)? {
        let row = try connection.statement(
            "SELECT version_key, recorded FROM history WHERE resource = ? AND version = ?"
        ).bind(.init(candidate.resource), .init(candidate.version + 1))
        defer { row.reset() }
        if try row.step() { return (row.integer(0), Timestamp(microseconds: row.integer(1))) }
        let newest = try keyAndTime(
            """
            SELECT version_key, recorded FROM current
            WHERE version_key = (SELECT version_key FROM resource WHERE key = ?)
            """, candidate.resource)
        return newest.flatMap { $0.key > candidate.key ? $0 : nil }
    }

    // MARK: Visibility

    /// Whether both the version and what the resource is now may be seen.
    private func isVisible(_ candidate: Candidate) throws -> Bool {
        if visibility == .unrestricted { return true }
        let type = names.type(candidate.type)
        guard try permits(type, person: candidate.person, labels: candidate.labels) else { return false }
        let row = try connection.statement(
            """
            SELECT current.person, current.labels FROM resource JOIN current ON current.version_key = resource.version_key
            WHERE resource.key = ?
            """
        ).bind(.init(candidate.resource))
        if try row.step() {
            let now = (person: row.integer(0), labels: SensitivityLabels(rawValue: UInt32(row.integer(1))))
            row.reset()
            return try permits(type, person: now.person, labels: now.labels)
        }
        let deletion = try connection.statement(
            """
            SELECT history.person, history.labels FROM resource JOIN history ON history.version_key = resource.version_key
            WHERE resource.key = ?
            """
        ).bind(.init(candidate.resource))
        guard try deletion.step() else { return false }
        let now = (person: deletion.integer(0), labels: SensitivityLabels(rawValue: UInt32(deletion.integer(1))))
        deletion.reset()
        return try permits(type, person: now.person, labels: now.labels)
    }

    private func permits(_ type: String, person: Int64, labels: SensitivityLabels) throws -> Bool {
        visibility.permits(type: type, person: try rows.person(person), labels: labels)
    }

    private func version(_ candidate: Candidate) throws -> StoredVersion {
        // A version is what the resource was in the state that ends with it.
        if let found = try rows.version(key: candidate.key, at: candidate.key, withBody: true, types: nil) {
            return found
        }
        return StoredVersion(
            id: try rows.id(ofResource: candidate.resource, type: candidate.type), version: Int(candidate.version),
            lastUpdated: candidate.recorded, change: candidate.change, person: try rows.person(candidate.person),
            labels: candidate.labels, body: nil)
    }
}

extension SearchPosition {
    /// The number of the version behind which a page of a history begins.
    fileprivate var version: Int64? {
        if case .integer(let number)?? = place.values.first { number } else { nil }
    }
}
