// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Dispatch
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// What one build takes out of the versions of its type.
struct BuildWork: Sendable {
    /// A version with what the index is to hold of it.
    struct Version: Sendable {
        var key: Int64
        /// What it has rows of.
        var rows: IndexEntries
        /// What its shape is made of: beside these what others keep the rows of.
        var all: IndexEntries
    }

    let build: IndexBuilds.Row
    /// The parameters that are built.
    let ordinals: [Int]
    private let readers: ReaderPool
    private let bodies: StoredBodies
    private let take: @Sendable (Resource) -> IndexEntries
    /// Whether rows of others are looked at too, which are there already.
    private let readsOthers: Bool

    /// The group of shapes that the build makes.
    var group: Int64 { SQLiteNames.firstGroup + build.id }

    init(_ build: IndexBuilds.Row, scheme: IndexScheme, readers: ReaderPool, bodies: StoredBodies) throws {
        self.build = build
        self.readers = readers
        self.bodies = bodies
        ordinals = Self.ordinals(of: build, in: scheme)
        let sources = ordinals.flatMap { scheme.catalog.parameters[$0].lookedAt(in: scheme.catalog) }
        let looked = Set(ordinals).union(sources)
        readsOthers = looked.count > ordinals.count
        take = scheme.extractor.taking(looked)
    }

    /// The parameters that a build is of, as far as they are still in use.
    static func ordinals(of build: IndexBuilds.Row, in scheme: IndexScheme) -> [Int] {
        scheme.names.members[scheme.names.type(build.type)]?[SQLiteNames.firstGroup + build.id] ?? []
    }

    /// Where pieces are read: not on the threads that answer searches.
    private static let queue = DispatchQueue(label: "onelondon.store.build", qos: .utility, attributes: .concurrent)

    /// Reads what it finds of the current versions behind one key and up to another.
    func versions(after start: Int64, upTo end: Int64) async throws -> [Version] {
        try await withCheckedThrowingContinuation { continuation in
            Self.queue.async {
                continuation.resume(with: Result { try self.versionsNow(after: start, upTo: end) })
            }
        }
    }

    private func versionsNow(after start: Int64, upTo end: Int64) throws -> [Version] {
        try readers.reading { search in
            let rows = try search.connection.statement(
                "SELECT version_key, body FROM current WHERE type = ? AND version_key > ? AND version_key <= ?"
            ).bind(.init(build.type), .init(start), .init(end))
            var found: [Version] = []
            while try rows.step() { found.append(try version(rows.integer(0), rows)) }
            return found
        }
    }

    /// Reads what it finds of some versions, as far as they are still current.
    func versions(_ keys: [Int64]) throws -> [Version] {
        try readers.reading { search in
            try keys.compactMap { key in
                let row = try search.connection.statement("SELECT version_key, body FROM current WHERE version_key = ?")
                    .bind(.init(key))
                defer { row.reset() }
                return try row.step() ? try version(key, row) : nil
            }
        }
    }

    /// A resource that is damaged has nothing to be found by; whoever reads it is told.
    private func version(_ key: Int64, _ row: SQLiteStatement) throws -> Version {
        guard let resource = try? row.withBlob(1, bodies.body(of:)).resource() else {
            return Version(key: key, rows: IndexEntries(), all: IndexEntries())
        }
        let all = take(resource)
        return Version(key: key, rows: readsOthers ? all.keeping(Set(ordinals)) : all, all: all)
    }

    /// Runs `body` in a read transaction.
    func reading<Result>(_ body: (SQLiteConnection) throws -> Result) throws -> Result {
        try readers.reading { try body($0.connection) }
    }

    /// The last key of the next piece of so many versions.
    func end(ofPieceAfter start: Int64, count: Int) throws -> Int64 {
        try readers.reading { search in
            try search.connection.statement(
                """
                SELECT version_key FROM current WHERE type = ? AND version_key > ? AND version_key <= ?
                ORDER BY version_key LIMIT 1 OFFSET ?
                """
            ).bind(.init(build.type), .init(start), .init(build.last), .init(count - 1)).firstInteger() ?? build.last
        }
    }

    /// Collects the index rows of versions, among them those that are still current.
    func collect(
        _ versions: [Version], among current: Set<Int64>, _ index: IndexWriter
    ) throws -> (rows: IndexRows, count: Int) {
        var rows = IndexRows()
        var count = 0
        for version in versions where current.contains(version.key) {
            try index.collect(version.rows, version: version.key, into: &rows)
            try index.collectShape(of: version.all, group, ordinals, version: version.key, into: &rows)
            count += 1
        }
        return (rows, count)
    }

    /// Current versions of the type behind one key and up to another.
    func current(_ connection: SQLiteConnection, after start: Int64, upTo end: Int64) throws -> Set<Int64> {
        Set(
            try connection.statement(
                "SELECT version_key FROM current WHERE type = ? AND version_key > ? AND version_key <= ?"
            ).bind(.init(build.type), .init(start), .init(end)).integers())
    }
}
