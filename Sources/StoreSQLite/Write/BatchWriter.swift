// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore
internal import StoredBody

/// Applies write batches on the writer's connection, inside an open transaction.
final class BatchWriter {
    /// A batch whose bodies are compressed already.
    struct PackedBatch: QueuedBatch {
        var batch: WriteBatch
        /// Row bytes of each change's body; empty for a deletion.
        var rows: [[UInt8]]
        /// The words of each change's resource; none at all where the store was not known to keep them.
        var words: [ResourceWords?] = []
        /// Rough size in memory, for back-pressure.
        var byteCount: Int
    }

    private struct CurrentRow {
        var versionKey: Int64
        var version: Int64
        var recorded: Int64
        var labels: Int64
        var body: [UInt8]
    }

    private let connection: SQLiteConnection
    private let names: SQLiteNames
    let interned: InternedValues
    private let bodies: StoredBodies
    private let fullText: FullTextIndex
    private let schemes: IndexSchemes
    /// What is indexed from now on; ahead of all others while a batch that changes it is not committed.
    private(set) var scheme: IndexScheme
    /// Whether the scheme was changed since the last commit.
    private var isAhead = false
    /// The newest version key in use.
    private var lastVersionKey: Int64
    /// The newest version keys of the types written since the writer began or began again.
    private var newestOfType: [String: Int64] = [:]
    /// The newest version key of then.
    private var firstVersionKey: Int64
    private var lastCommit: Int64
    /// When the newest version was recorded, as far as the store was read when it was opened or begun again.
    private(set) var lastRecorded: Timestamp

    init(
        _ connection: SQLiteConnection, names: SQLiteNames, schemes: IndexSchemes, bodies: StoredBodies
    ) throws {
        self.connection = connection
        self.names = names
        self.schemes = schemes
        scheme = schemes.newest
        interned = InternedValues(connection, names: names)
        self.bodies = bodies
        fullText = FullTextIndex(connection)
        (lastVersionKey, lastCommit, lastRecorded) = try Self.newest(connection)
        firstVersionKey = lastVersionKey
    }

    /// Searches of the writer's own state.
    private var guards: SQLiteSearch { SQLiteSearch(connection, scheme: scheme, bodies: bodies) }
    private var index: IndexWriter { IndexWriter(connection, scheme: scheme, interned: interned) }

    /// Forgets all it knows of the store, after a transaction came to nothing: numbers that were
    /// handed out in it may be handed out again.
    func startAgain() throws {
        interned.forgetAll()
        scheme = try schemes.scheme(of: connection)
        isAhead = false
        (lastVersionKey, lastCommit, lastRecorded) = try Self.newest(connection)
        firstVersionKey = lastVersionKey
        newestOfType = [:]
    }

    private static func newest(
        _ connection: SQLiteConnection
    ) throws -> (versionKey: Int64, commit: Int64, recorded: Timestamp) {
        let newest = try connection.statement(
            """
            SELECT max(version_key), max(commit_number), max(recorded) FROM (
                SELECT version_key, commit_number, recorded FROM (
                    SELECT * FROM current ORDER BY version_key DESC LIMIT 1)
                UNION ALL
                SELECT version_key, commit_number, recorded FROM (
                    SELECT * FROM history ORDER BY version_key DESC LIMIT 1))
            """)
        defer { newest.reset() }
        _ = try newest.step()
        return (newest.integer(0), newest.integer(1), Timestamp(microseconds: newest.integer(2)))
    }

    /// Lets all know, after a commit, what is indexed from now on.
    func tellScheme() throws {
        guard isAhead else { return }
        scheme = try schemes.scheme(of: connection)
        isAhead = false
    }

    /// Changes what is indexed, in the transaction that is open.
    func changeScheme(_ change: (IndexRegistry) throws -> Void) throws {
        try change(IndexRegistry(connection: connection, names: names))
        isAhead = true
        scheme = try IndexScheme(connection, knowing: schemes.newest, extractor: scheme.extractor)
    }

    /// Gives the connection's statements back; no batch may follow.
    func close() { connection.finalizeStatements() }

    /// Applies one batch in a savepoint of its own: all of it or nothing.
    func apply(_ packed: PackedBatch, recorded: Timestamp, epoch: Int64) throws -> WriteOutcome {
        try connection.statement("SAVEPOINT batch").run()
        let (versionKey, commit, scheme) = (lastVersionKey, lastCommit, self.scheme)
        do {
            let results = try applyChanges(of: packed, recorded: recorded, epoch: epoch)
            try connection.statement("RELEASE batch").run()
            interned.keepAdded()
            return WriteOutcome(results: results, snapshot: StoreSnapshot(epoch: epoch, version: lastVersionKey))
        } catch {
            (lastVersionKey, lastCommit, self.scheme) = (versionKey, commit, scheme)
            interned.forgetAdded()
            connection.resetStatements()
            try connection.execute("ROLLBACK TO batch")
            try connection.execute("RELEASE batch")
            throw error
        }
    }

    private func applyChanges(
        of packed: PackedBatch, recorded: Timestamp, epoch: Int64
    ) throws -> [WriteOutcome.Result] {
        try checkBookmark(of: packed.batch)
        try checkGuards(of: packed.batch, epoch: epoch)
        lastCommit += 1
        let firstKey = lastVersionKey
        var seen = Set<ResourceID>(minimumCapacity: packed.batch.changes.count)
        var results: [WriteOutcome.Result] = []
        results.reserveCapacity(packed.batch.changes.count)
        var rows = IndexRows()
        for (position, change) in packed.batch.changes.enumerated() {
            guard seen.insert(change.id).inserted else { throw StoreFailure.duplicateChange(change.id) }
            try results.append(
                apply(change, row: packed.rows[position], at: position, recorded: recorded, into: &rows))
        }
        try index.insert(&rows)
        try insertWords(of: packed, results, behind: firstKey)
        if let bookmark = packed.batch.bookmark, let value = bookmark.value {
            try connection.statement("INSERT OR REPLACE INTO bookmark(name, value) VALUES (?, ?)")
                .bind(.init(bookmark.name), .init(value)).run()
        }
        return results
    }

    /// Adds the words of new versions, whose keys follow each other in the order of the changes.
    private func insertWords(
        of packed: PackedBatch, _ results: [WriteOutcome.Result], behind firstKey: Int64
    ) throws {
        guard try fullText.isOn() else { return }
        var key = firstKey
        for (position, result) in results.enumerated() where result.effect != .unchanged {
            key += 1
            guard case .put(let resource) = packed.batch.changes[position].content else { continue }
            let words = packed.words.isEmpty ? nil : packed.words[position]
            try fullText.insert(words ?? ResourceWords(try resource.body.resource()), version: key)
        }
    }

    private func checkGuards(of batch: WriteBatch, epoch: Int64) throws {
        let end = ContinuousClock.now + MatchGuard.longestSearch
        for (position, guarded) in batch.guards.enumerated() where !holds(guarded, epoch: epoch) {
            var search = guards
            search.limit = ContinuousClock.now.duration(to: end)
            let found = try search.run(
                guarded.again, visibility: guarded.visibility, page: nil, snapshot: nil, withBodies: false)
            guard Set(found.matches.map(\.id)) == Set(guarded.expected) else {
                throw StoreFailure.guardFailed(guard: position)
            }
        }
    }

    /// Whether nothing has been written since that could change what was found.
    ///
    /// Keys of a batch that came to nothing may stand too high in ``newestOfType``: then the search is asked again.
    private func holds(_ guarded: MatchGuard, epoch: Int64) -> Bool {
        guard let seen = guarded.seen, seen.epoch == epoch else { return false }
        let newest =
            guarded.query.followsLinks
            ? lastVersionKey : newestOfType[guarded.query.resourceType] ?? firstVersionKey
        return newest <= seen.version
    }

    private func checkBookmark(of batch: WriteBatch) throws {
        guard let bookmark = batch.bookmark else { return }
        let row = try connection.statement("SELECT value FROM bookmark WHERE name = ?").bind(.init(bookmark.name))
        defer { row.reset() }
        try bookmark.check(row.step() ? row.text(0) : nil)
    }

    private func apply(
        _ change: WriteChange, row: [UInt8], at position: Int, recorded: Timestamp, into rows: inout IndexRows
    ) throws -> WriteOutcome.Result {
        let key = try interned.resource(change.id)
        let previous = try connection.statement("SELECT version_key FROM resource WHERE key = ?")
            .bind(.init(key)).firstInteger().flatMap { $0 > 0 ? $0 : nil }
        let current = try previous.flatMap(self.current)
        switch change.expecting {
        case .anything: break
        case .absent:
            if let current { throw StoreFailure.versionConflict(change: position, current: Int(current.version)) }
        case .version(let wanted):
            guard current?.version == Int64(wanted) else {
                throw StoreFailure.versionConflict(change: position, current: Int(current?.version ?? 0))
            }
        }
        let lastVersion = try current?.version ?? previous.map(deletedVersion) ?? 0

        var entry = VersionRow(
            versionKey: lastVersionKey + 1, resource: key, type: names.number(ofType: change.id.type), person: 0,
            version: lastVersion + 1, recorded: recorded.microseconds, commit: lastCommit, labels: 0, change: .deleted)
        switch change.content {
        case .put(let resource):
            let labels = Int64(resource.labels.rawValue)
            if let current, current.labels == labels,
                bodies.row(current.body, holds: resource.body, packedAs: row)
            {
                return .init(
                    id: change.id, effect: .unchanged, version: Int(current.version),
                    lastUpdated: Timestamp(microseconds: current.recorded))
            }
            entry.person = try resource.person.map { try interned.resource(ResourceID("Patient", $0)) } ?? 0
            entry.labels = labels
            entry.change = current == nil ? .created : .updated
            lastVersionKey += 1
            if let current { try supersede(current, by: entry) }
            try insert(entry, body: row)
            try define(change, at: position)
            let entries = try resource.entries(for: scheme.extractor)
            try index.collect(entries, type: change.id.type, version: entry.versionKey, into: &rows)
        case .delete:
            guard let current else {
                let deleted = try previous.flatMap(deletionTime).map { Timestamp(microseconds: $0) }
                return .init(
                    id: change.id, effect: .unchanged, version: Int(lastVersion), lastUpdated: deleted ?? recorded)
            }
            lastVersionKey += 1
            try supersede(current, by: entry)
            try insertDeletion(entry, person: personOf(superseded: current.versionKey), labels: current.labels)
            try define(change, at: position)
        }
        newestOfType[change.id.type] = lastVersionKey
        try connection.statement("UPDATE resource SET version_key = ? WHERE key = ?")
            .bind(.init(entry.versionKey), .init(key)).run()
        return .init(
            id: change.id, effect: entry.change.effect, version: Int(entry.version), lastUpdated: recorded,
            formerPerson: try previous.flatMap { try guards.rows.person(personOf(superseded: $0)) })
    }

    /// Takes up what a SearchParameter defines now.
    private func define(_ change: WriteChange, at position: Int) throws {
        guard change.id.type == "SearchParameter" else { return }
        do {
            let definition = try change.definition
            let own = scheme.catalog.custom.contains { scheme.catalog.parameters[$0].definedBy == change.id.id }
            guard own || definition != nil else { return }
            var source: [UInt8] = []
            if case .put(let resource) = change.content { source = resource.body.json }
            try changeScheme { registry in
                try registry.define(
                    definition, source: source, by: change.id.id, scheme: scheme, newest: lastVersionKey)
            }
        } catch let issue as CareIssue {
            throw StoreFailure.searchParameterRefused(change: position, issue)
        }
    }

    private func current(_ versionKey: Int64) throws -> CurrentRow? {
        let row = try connection.statement(
            "SELECT version, recorded, labels, body FROM current WHERE version_key = ?"
        ).bind(.init(versionKey))
        defer { row.reset() }
        guard try row.step() else { return nil }
        return CurrentRow(
            versionKey: versionKey, version: row.integer(0), recorded: row.integer(1), labels: row.integer(2),
            body: row.withBlob(3) { Array($0) })
    }

    private func deletedVersion(_ versionKey: Int64) throws -> Int64 {
        try connection.statement("SELECT version FROM history WHERE version_key = ?").bind(.init(versionKey))
            .firstInteger() ?? 0
    }

    private func deletionTime(_ versionKey: Int64) throws -> Int64? {
        try connection.statement("SELECT recorded FROM history WHERE version_key = ?").bind(.init(versionKey))
            .firstInteger()
    }

    private func personOf(superseded versionKey: Int64) throws -> Int64 {
        try connection.statement("SELECT person FROM history WHERE version_key = ?").bind(.init(versionKey))
            .firstInteger() ?? 0
    }

    private func supersede(_ current: CurrentRow, by entry: VersionRow) throws {
        try connection.statement(
            """
            INSERT INTO history
            SELECT version_key, resource, type, person, version, recorded, commit_number, labels, change, body, ?, ?, 1
            FROM current WHERE version_key = ?
            """
        ).bind(.init(entry.versionKey), .init(entry.recorded), .init(current.versionKey)).run()
        try connection.statement("DELETE FROM current WHERE version_key = ?").bind(.init(current.versionKey)).run()
    }

    private func insert(_ entry: VersionRow, body: [UInt8]) throws {
        if body.first == BodyRow.Place.file.rawValue, let file = body.withUnsafeBytes(BodyRow.init)?.file {
            try connection.statement("INSERT OR IGNORE INTO content_file(name) VALUES (?)").bind(.blob(file.bytes))
                .run()
        }
        try connection.statement("INSERT INTO current VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").bind(
            .init(entry.versionKey), .init(entry.resource), .init(entry.type), .init(entry.person),
            .init(entry.version), .init(entry.recorded), .init(entry.commit), .init(entry.labels),
            .init(entry.change.rawValue), .blob(body)
        ).run()
    }

    private func insertDeletion(_ entry: VersionRow, person: Int64, labels: Int64) throws {
        try connection.statement("INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, 0)").bind(
            .init(entry.versionKey), .init(entry.resource), .init(entry.type), .init(person), .init(entry.version),
            .init(entry.recorded), .init(entry.commit), .init(labels), .init(entry.change.rawValue)
        ).run()
    }
}

/// The columns of a version beside its body.
struct VersionRow {
    var versionKey: Int64
    var resource: Int64
    var type: Int64
    var person: Int64
    var version: Int64
    var recorded: Int64
    var commit: Int64
    var labels: Int64
    var change: StoredVersion.Change
}

extension StoredVersion.Change {
    /// What a write did that made the version.
    fileprivate var effect: WriteOutcome.Effect {
        switch self {
        case .created: .created
        case .updated: .updated
        case .deleted: .deleted
        }
    }
}
