// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import FHIRModel
package import FHIRSearch
internal import Foundation
internal import GRDB
package import RecordStore
internal import StoredBody

/// A record store in one SQLite file, with a folder beside it for large resources.
///
/// Resources of more than 64 kB of JSON are sealed files in `PATH.content`; their
/// key is the file `PATH.content-key`, unless another is named. Store, folder and
/// key belong together: a backup without one of them is none.
///
/// Writing goes through one connection with `synchronous = FULL`: a write
/// returns after the write-ahead log is on disk. Reading goes through
/// connections of its own and never waits for the writer.
package final class SQLiteStore: RecordStore {
    private let database: DatabaseQueue
    private let writer: WriteQueue<SQLiteGroupWriter>
    private let readers: ReaderPool
    private let bodies: StoredBodies
    private let checkpointer: Checkpointer
    private let schemes: IndexSchemes
    private let builder: IndexBuilder
    private let epoch: Int64
    /// Whether words are taken out of what is written, before it comes to the writer.
    private let keepsWords: Bool

    /// How long a page token stays usable.
    package static let pageLifetime = Duration.seconds(3_600)

    /// How much may pile up.
    package struct Limits: Sendable {
        /// Most memory, in bytes, that may wait for the writer before callers are turned away.
        package var backlog: Int
        /// Length of the write-ahead log, in pages of 8 kB, at which it is moved into the file.
        package var logPages: Int
        /// Whether what the index lacks is built while the store is open.
        package var buildsIndex: Bool
        /// Longest time one search may take.
        package var longestSearch: Duration
        /// How much a search does in one way before it tries another.
        package var effort: SearchEffort
        /// How many searches run at once.
        package var lanes: SearchLanes.Size

        /// Limits; see the members.
        package init(
            backlog: Int = 256 << 20, logPages: Int = 16_384, buildsIndex: Bool = true,
            longestSearch: Duration = .seconds(5), effort: SearchEffort = .usual,
            lanes: SearchLanes.Size = .init()
        ) {
            self.backlog = backlog
            self.logPages = logPages
            self.buildsIndex = buildsIndex
            self.longestSearch = longestSearch
            self.effort = effort
            self.lanes = lanes
        }
    }

    /// How long, in milliseconds, the writer waits for another process.
    static let busyTimeout: Int32 = 10_000

    /// Opens or creates the store at `path`.
    ///
    /// - Parameter contentKeyFile: the file of 32 bytes that seals large resources; made where it is
    ///   missing and nothing is sealed yet. Nil stands for `PATH.content-key`.
    /// - Throws: ``StoreFailure/unavailable(_:)`` where the file is not usable, is from a newer
    ///   version of this program, cannot be made durable, or its key is missing or another.
    package init(
        path: String, extractor: IndexExtractor = IndexExtractor(), clock: any WallClock = SystemClock(),
        limits: Limits = Limits(), contentKeyFile: String? = nil, fullText: FullTextSetting = .asItIs
    ) throws {
        let database = try Self.open(path)
        let checkpointer = Checkpointer(path: path, threshold: limits.logPages)
        // One transaction: a new store numbers some 1,900 types and parameters.
        let (writer, schemes, bodies, epoch) = try database.write { database in
            guard let handle = database.sqliteConnection else { throw StoreFailure.unavailable("the store is closed") }
            let connection = SQLiteConnection(borrowing: handle)
            checkpointer.watch(connection)
            let names = try SQLiteNames(connection)
            try IndexRegistry(connection: connection, names: names).adoptStandard(.r4)
            let schemes = IndexSchemes(try IndexScheme(connection, knowing: nil, extractor: extractor))
            let epoch = try Self.epoch(connection)
            let bodies = StoredBodies(
                files: try Self.content(of: path, keyFile: contentKeyFile ?? path + ".content-key", connection))
            let writer = try BatchWriter(connection, names: names, schemes: schemes, bodies: bodies)
            return (Handover(writer), schemes, bodies, epoch)
        }
        self.database = database
        self.schemes = schemes
        self.epoch = epoch
        self.checkpointer = checkpointer
        self.bodies = bodies
        try fullText.apply(to: database, bodies: bodies)
        keepsWords = try database.read { database in
            try database.sqliteConnection.map { try FullTextIndex(SQLiteConnection(borrowing: $0)).isOn() } ?? false
        }
        readers = ReaderPool(path: path, schemes: schemes, bodies: bodies, limits: limits)
        self.writer = WriteQueue(
            SQLiteGroupWriter(
                database: database, writer: writer.value, checkpointer: checkpointer, clock: clock, epoch: epoch),
            largestBacklog: limits.backlog)
        builder = IndexBuilder(readers: readers, writer: self.writer, bodies: bodies)
        guard limits.buildsIndex else { return }
        schemes.watch { [weak builder] in builder?.wake() }
        builder.wake()
    }

    /// Finishes accepted writes and closes the files.
    package func close() async throws {
        await builder.close()
        await writer.close()
        readers.close()
        checkpointer.close()
        bodies.files.release()
        try database.close()
    }

    package func read(_ id: ResourceID, visibility: Visibility) async throws -> StoredVersion? {
        try readers.reading { try $0.rows.current(id) }.flatMap { visibility.filter($0) }
    }

    package func read(_ id: ResourceID, version: Int, visibility: Visibility) async throws -> StoredVersion? {
        try readers.reading { search -> StoredVersion? in
            guard try search.rows.current(id).flatMap({ visibility.filter($0) }) != nil else { return nil }
            return try search.rows.version(version, of: id)
        }.flatMap { visibility.filter($0) }
    }

    package func history(
        _ query: HistoryQuery, visibility: Visibility, page: SearchPosition?
    ) async throws -> HistoryPage {
        try await readers.searching { [self] search in
            // Versions are never taken away: a place in a history stays good, whatever is purged of the index.
            if let page, page.snapshot.epoch != self.epoch { throw StoreFailure.positionGone }
            let snapshot = try page?.snapshot ?? self.snapshot(for: nil, search.connection)
            return try HistoryWalk(search, query, visibility: visibility, snapshot: snapshot).page(behind: page)
        }
    }

    package func search(
        _ query: SearchQuery, visibility: Visibility, page: SearchPosition?
    ) async throws -> SearchPage {
        try await readers.searching { [self] search in
            let snapshot = try self.snapshot(for: page, search.connection)
            return try search.run(query, visibility: visibility, page: page, snapshot: snapshot)
        }
    }

    package func everything(
        about person: String, types: Set<String>?, count: Int, visibility: Visibility, page: SearchPosition?
    ) async throws -> SearchPage {
        try await readers.searching { [self] search in
            let snapshot = try self.snapshot(for: page, search.connection)
            guard let key = try search.rows.resource(ResourceID("Patient", person)) else {
                return SearchPage(matches: [], places: [], next: nil, total: nil, snapshot: snapshot)
            }
            return try search.everything(
                about: key, types: types?.map(search.names.number(ofType:)), count: count, visibility: visibility,
                page: page,
                snapshot: snapshot)
        }
    }

    package func write(_ batch: WriteBatch) async throws -> WriteOutcome {
        var rows: [[UInt8]] = []
        var files: [ContentFiles.Piece] = []
        var words: [ResourceWords?] = []
        rows.reserveCapacity(batch.changes.count)
        var byteCount = 512
        for change in batch.changes {
            switch change.content {
            case .put(let resource):
                let packed = try bodies.pack(resource.body)
                byteCount += packed.row.count + 96 * resource.entries.count + 256
                rows.append(packed.row)
                if let file = packed.file { files.append(file) }
                if keepsWords {
                    let own = ResourceWords(try resource.body.resource())
                    byteCount += own.narrative.bytes.count + own.others.bytes.count
                    words.append(own)
                }
            case .delete:
                rows.append([])
                if keepsWords { words.append(nil) }
            }
        }
        // Before the writer: a row never refers to a file that is not on disk.
        if !files.isEmpty { try await bodies.files.store(files) }
        return try await writer.write(.init(batch: batch, rows: rows, words: words, byteCount: byteCount))
    }

    package func changes(after position: Int64, limit: Int) async throws -> [StoreChange] {
        try await readers.searching { try $0.rows.changes(after: position, limit: limit) }
    }

    package func bookmark(_ name: String) async throws -> String? {
        try readers.reading { search in
            let row = try search.connection.statement("SELECT value FROM bookmark WHERE name = ?").bind(.init(name))
            defer { row.reset() }
            return try row.step() ? row.text(0) : nil
        }
    }

    package func snapshot() async throws -> StoreSnapshot {
        try readers.reading { try self.snapshot(for: nil, $0.connection) }
    }

    /// Carries searches out, as far as their time reaches, and tells in which steps SQLite did it, each statement once.
    package func queryPlans(of queries: [SearchQuery]) async throws -> [QueryPlan] {
        try readers.readingApart { search in
            let snapshot = StoreSnapshot(epoch: epoch, version: try RecordedKeys.newest(search.connection))
            for query in queries {
                do {
                    _ = try search.run(query, visibility: .unrestricted, page: nil, snapshot: snapshot)
                } catch StoreFailure.tooCostly { continue }
            }
            return try search.connection.queryPlans()
        }
    }

    package var searchParameters: ParameterCatalog { schemes.newest.catalog }

    package func indexBuilds() async throws -> [IndexBuild] {
        let builds = try readers.reading { try IndexBuilds($0.connection, scheme: $0.scheme).all() }
        guard let fault = builder.fault else { return builds }
        return builds.map { build in
            var build = build
            build.fault = fault
            return build
        }
    }

    @discardableResult
    package func purgeSuperseded(before moment: Timestamp) async throws -> Int {
        let bodies = bodies
        var damaged = 0
        while true {
            let step = try await writer.alone { connection, writer in
                try IndexPurge(
                    connection: connection, scheme: writer.scheme, interned: writer.interned, bodies: bodies
                ).run(before: moment)
            }
            damaged += step.damaged
            if step.count < IndexPurge.step { return damaged }
        }
    }
}

extension SQLiteStore {
    /// Carries the writer out of the block that made it, to the queue that will own it.
    private struct Handover: @unchecked Sendable {
        // `@unchecked`: handed over once, before anyone else can use it.
        let value: BatchWriter

        init(_ value: BatchWriter) { self.value = value }
    }

    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "onelondon.store"
        configuration.busyMode = .timeout(Double(Self.busyTimeout) / 1_000)
        let database: DatabaseQueue
        guard path != ":memory:" else {
            throw StoreFailure.unavailable("the store needs a file: what is in memory is gone with the program")
        }
        // SQLite gives its other files the rights of this one.
        DurableFile.reserve(path)
        do {
            database = try DatabaseQueue(path: path, configuration: configuration)
            let applied = try database.read { try SQLiteSchema.migrator.appliedIdentifiers($0) }
            guard applied.isSubset(of: SQLiteSchema.migrator.migrations) else {
                throw StoreFailure.unavailable("the store was written by a newer version of this program; use that one")
            }
            // The page size must be set before the first table is made; durability after GRDB is done.
            try database.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA page_size = 8192")
                try database.execute(sql: "PRAGMA journal_mode = WAL")
                try database.execute(sql: "PRAGMA synchronous = FULL")
                try database.execute(sql: "PRAGMA wal_autocheckpoint = 0")
                try database.execute(sql: "PRAGMA cache_size = -131072")
                try database.execute(sql: "PRAGMA mmap_size = 1073741824")
            }
            try SQLiteSchema.migrator.migrate(database)
        } catch let failure as StoreFailure {
            throw failure
        } catch {
            throw StoreFailure.unavailable("the store file is not usable: \(error)")
        }
        let (mode, synchronous) = try database.writeWithoutTransaction { database in
            (
                try String.fetchOne(database, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(database, sql: "PRAGMA synchronous")
            )
        }
        guard mode == "wal", synchronous == 2 else {
            throw StoreFailure.unavailable("the store file does not allow durable writes here")
        }
        return database
    }

    private static func epoch(_ connection: SQLiteConnection) throws -> Int64 {
        if let known = try connection.statement("SELECT value FROM property WHERE name = 'epoch'").firstInteger() {
            return known
        }
        let epoch = Int64.random(in: 1...Int64(Int32.max))
        try connection.statement("INSERT INTO property(name, value) VALUES ('epoch', ?)").bind(.init(epoch)).run()
        return epoch
    }

    /// Opens the folder of large bodies with its key and removes what a crash has left in it.
    private static func content(
        of path: String, keyFile: String, _ connection: SQLiteConnection
    ) throws -> ContentFiles {
        let isUsed =
            try connection.statement("SELECT count(*) FROM (SELECT 1 FROM content_file LIMIT 1)")
            .firstInteger() == 1
        let known = try connection.statement("SELECT value FROM property WHERE name = 'content_key'").firstInteger()
        let found = try ContentKey.read(keyFile)
        if isUsed {
            guard let found else {
                throw StoreFailure.unavailable(
                    "the key file \(keyFile) of the store's large resources is missing; restore it from a backup")
            }
            guard found.fingerprint == known else {
                throw StoreFailure.unavailable(
                    "\(keyFile) is not the key of this store's large resources; use that one")
            }
        }
        let key = try found ?? ContentKey.make(keyFile)
        // Whoever made the key may have been stopped before its name was durable.
        try DurableFile.syncFolder(of: keyFile)
        if known != key.fingerprint {
            try connection.statement("INSERT OR REPLACE INTO property(name, value) VALUES ('content_key', ?)")
                .bind(.init(key.fingerprint)).run()
        }
        let files = try ContentFiles(folder: path + ".content", key: key)
        try files.sweep { name in
            try connection.statement("SELECT count(*) FROM content_file WHERE name = ?").bind(.blob(name.bytes))
                .firstInteger() == 1
        }
        return files
    }

    /// The state a page is read from: the token's, if it is still readable, else the newest.
    private func snapshot(for page: SearchPosition?, _ connection: SQLiteConnection) throws -> StoreSnapshot {
        guard let page else {
            return StoreSnapshot(epoch: epoch, version: try RecordedKeys.newest(connection))
        }
        let purged = try connection.statement("SELECT value FROM property WHERE name = 'purged'").firstInteger() ?? 0
        guard page.snapshot.epoch == epoch, page.snapshot.version >= purged else { throw StoreFailure.positionGone }
        return page.snapshot
    }
}
