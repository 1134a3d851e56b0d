// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import FHIRModel
package import FHIRSearch
package import RecordStore

/// A record store in a PostgreSQL database, which several programs may have open at once.
///
/// Writes share transactions and are given their order by a row lock, see ``GroupWriter``; a write returns when
/// its commit is on the server's disk (`synchronous_commit`). Reads go over connections of their own and never
/// wait for writers. A server that restarts costs reads one more try and writes a pause: what was acknowledged is
/// there, and nothing is written twice. A pooler that changes the session between transactions is not supported.
package final class PostgresStore: RecordStore {
    private let writer: WriteQueue<GroupWriter>
    private let readers: PostgresReaders

    /// How long a page token stays usable.
    package static let pageLifetime = Duration.seconds(3_600)

    /// How much may pile up, and how long a server may be away.
    package struct Limits: Sendable {
        /// Most memory, in bytes, that may wait for the writer before callers are turned away.
        package var backlog: Int
        /// Most connections that read.
        package var readers: Int
        /// How long writes wait for a server that is away.
        package var patience: Duration

        /// Limits; see the members.
        package init(backlog: Int = 256 << 20, readers: Int = 8, patience: Duration = .seconds(30)) {
            self.backlog = backlog
            self.readers = readers
            self.patience = patience
        }
    }

    /// Opens the store in a database, making its tables where they are missing.
    ///
    /// Waits on the calling thread for the server, and for other programs that make the tables.
    ///
    /// - Throws: ``StoreFailure/unavailable(_:)`` where the server cannot be reached or would not keep what it
    ///   acknowledges, or the store is from a newer version of this program.
    package init(
        _ address: PostgresAddress, extractor: IndexExtractor = IndexExtractor(), clock: any WallClock = SystemClock(),
        limits: Limits = Limits()
    ) throws {
        let names: PostgresNames
        do {
            let connection = try PostgresConnection(address, settings: "SET jit = off")
            try PostgresMigrator(connection: connection).run()
            names = try PostgresNames(connection)
            // Writers that have been gone for long; their last notes are nobody's any more.
            try connection.execute("DELETE FROM writer WHERE written < now() - interval '7 days'")
        } catch let failure as PostgresFailure {
            throw failure.storeFailure
        }
        readers = PostgresReaders(address, names: names, extractor: extractor, count: limits.readers)
        writer = WriteQueue(
            GroupWriter(address, names: names, extractor: extractor, clock: clock, patience: limits.patience),
            largestBacklog: limits.backlog)
    }

    /// Finishes accepted writes and ends the connections.
    package func close() async {
        await writer.close()
        readers.close()
    }

    package func read(_ id: ResourceID, visibility: Visibility) async throws -> StoredVersion? {
        try await readers.reading { try $0.current(id) }.flatMap { visibility.filter($0) }
    }

    package func read(_ id: ResourceID, version: Int, visibility: Visibility) async throws -> StoredVersion? {
        guard version > 0, version < Int32.max else { return nil }
        let before = Int64(version) + 1
        return try await readers.reading { reader in
            try reader.history(of: id, before: before, count: 1) { visibility.filter($0) != nil }
        }.first { $0.version == version }.flatMap { visibility.filter($0) }
    }

    package func history(
        _ query: HistoryQuery, visibility: Visibility, page: SearchPosition?
    ) async throws -> HistoryPage {
        if case .resource(let id) = query.scope, id.id.utf8.contains(0) {
            return HistoryPage(versions: [], next: nil, snapshot: try await snapshot())
        }
        return try await readers.reading { reader in
            // Versions are never taken away: a place in a history stays good, whatever is purged of the index.
            let newest = try reader.snapshot(for: nil)
            guard page.map({ $0.snapshot.epoch == newest.epoch }) ?? true else { throw StoreFailure.positionGone }
            let history = PostgresHistory(
                reader: reader, query: query, visibility: visibility, snapshot: page?.snapshot ?? newest)
            return try history.page(behind: page)
        }
    }

    package func search(
        _ query: SearchQuery, visibility: Visibility, page: SearchPosition?
    ) async throws -> SearchPage {
        try await readers.reading { reader in
            try PostgresSearch(reader).run(
                query, visibility: visibility, page: page, snapshot: reader.snapshot(for: page))
        }
    }

    package func everything(
        about person: String, types: Set<String>?, count: Int, visibility: Visibility, page: SearchPosition?
    ) async throws -> SearchPage {
        try await readers.reading { reader in
            let snapshot = try reader.snapshot(for: page)
            guard let key = try reader.person(person) else {
                return SearchPage(matches: [], places: [], next: nil, total: nil, snapshot: snapshot)
            }
            return try PostgresSearch(reader).everything(
                about: key, types: types, count: count, visibility: visibility, page: page, snapshot: snapshot)
        }
    }

    package func write(_ batch: WriteBatch) async throws -> WriteOutcome {
        try Self.refuseDefinitions(in: batch)
        return try await writer.write(PackedBatch(batch))
    }

    package func changes(after position: Int64, limit: Int) async throws -> [StoreChange] {
        try await readers.reading { try $0.changes(after: position, limit: limit) }
    }

    package func bookmark(_ name: String) async throws -> String? {
        try await readers.reading { try $0.bookmark(name) }
    }

    package func snapshot() async throws -> StoreSnapshot {
        try await readers.reading { try $0.snapshot(for: nil) }
    }

    @discardableResult
    package func purgeSuperseded(before moment: Timestamp) async throws -> Int {
        try await writer.exclusively { writer in try writer.purge(before: moment) }
    }

    /// Those of R4: this driver does not take parameters of a store's own yet.
    package var searchParameters: ParameterCatalog { .r4 }

    package func indexBuilds() async throws -> [IndexBuild] { [] }

    /// A SearchParameter that nobody could search by would be a promise that is not kept.
    private static func refuseDefinitions(in batch: WriteBatch) throws {
        for (position, change) in batch.changes.enumerated() where change.id.type == "SearchParameter" {
            guard (try? change.definition) != nil else { continue }
            throw StoreFailure.searchParameterRefused(
                change: position,
                CareIssue(
                    .notSupported,
                    "A store in PostgreSQL takes no search parameters of its own yet; give it another status than active",
                    at: "SearchParameter.status"))
        }
    }
}
