// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import Foundation
internal import RecordStore

/// The connection that writes: many batches in one transaction.
///
/// A transaction locks the one row of `store_state` first and keeps it to its end. So at most one transaction at a
/// time writes, whichever program it is of, and the version keys and commit numbers that the row counts are given in
/// the order of commits, without gaps: what one snapshot of the database shows is always all commits up to one number,
/// since PostgreSQL lets go of a row only after the commit that held it shows. Guards are asked behind the same lock.
///
/// Each transaction also notes this writer's own number for it in `writer`. Where the connection is lost and nobody
/// knows whether the commit happened, that note is asked for behind the same lock, when the lost transaction has
/// ended one way or the other: what happened is acknowledged, and what did not is done again.
final class GroupWriter: GroupWriting {
    typealias Outcome = Result<WriteOutcome, any Error>

    private let address: PostgresAddress
    private let names: PostgresNames
    private let extractor: IndexExtractor
    private let book: IndexNameBook
    private let clock: any WallClock
    /// How long a server may be away before writes fail.
    private let patience: Duration
    /// Names this writer among those of the database.
    private let id = Array(RandomIdentifier.make().utf8)
    private var batch: Int64 = 0
    private var connection: PostgresConnection?

    init(
        _ address: PostgresAddress, names: PostgresNames, extractor: IndexExtractor, clock: any WallClock,
        patience: Duration
    ) {
        self.address = address
        self.names = names
        self.extractor = extractor
        book = IndexNameBook(names: names)
        self.clock = clock
        self.patience = patience
    }

    /// Ends the connection.
    func close() { connection = nil }

    /// Writes batches in one transaction; when this returns, those that succeeded are durable.
    ///
    /// - Throws: where none of them was written, or nobody can say.
    func commit(_ group: [PackedBatch]) throws -> [Outcome] {
        do {
            return try commitTogether(group)
        } catch let failure as PostgresFailure where failure.mayBeOfOneBatch && group.count > 1 {
            return group.map { packed in
                Outcome {
                    let outcomes = try mapped { try commitTogether([packed]) }
                    return try outcomes[0].get()
                }
            }
        } catch let failure as PostgresFailure {
            throw failure.storeFailure
        }
    }

    /// Removes index rows that only positions from before `moment` need.
    ///
    /// - Returns: how many versions cannot be read any more and keep theirs.
    func purge(before moment: Timestamp) throws -> Int {
        try mapped {
            var damaged = 0
            while true {
                let step = try persisting { connection in
                    defer {
                        book.forget()
                        connection.rollBack()
                    }
                    return try IndexPurge(connection: connection, names: names, book: book, extractor: extractor)
                        .run(before: moment)
                }
                damaged += step.damaged
                if step.count < IndexPurge.step { return damaged }
            }
        }
    }

    @discardableResult
    private func mapped<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let failure as PostgresFailure {
            throw failure.storeFailure
        }
    }

    private func commitTogether(_ group: [PackedBatch]) throws -> [Outcome] {
        batch += 1
        var unresolved: [Outcome]?
        do {
            return try persisting { connection in
                if let known = unresolved, try wasCommitted(connection) { return known }
                unresolved = nil
                return try attempt(group, on: connection) { unresolved = $0 }
            }
        } catch let failure as PostgresFailure where failure.isOfConnection && unresolved != nil {
            throw StoreFailure.unavailable(
                "the connection to the PostgreSQL server was lost during a commit; nobody knows whether it happened")
        }
    }

    /// Runs `body`, again where the connection is lost or another transaction was in the way, until patience ends.
    private func persisting<Value>(_ body: (PostgresConnection) throws -> Value) throws -> Value {
        let clock = ContinuousClock()
        let end = clock.now + patience
        var pause = Duration.milliseconds(10)
        while true {
            do {
                let connection = try self.connection ?? connect()
                self.connection = connection
                return try body(connection)
            } catch let failure as PostgresFailure where failure.isOfConnection || failure.isPassing {
                if failure.isOfConnection { connection = nil }
                guard clock.now < end else { throw failure }
                Thread.sleep(forTimeInterval: pause / .seconds(1))
                pause = min(pause * 2, .milliseconds(100))
            }
        }
    }

    /// Whether the transaction of the batch under way has committed; waits until it has ended.
    private func wasCommitted(_ connection: PostgresConnection) throws -> Bool {
        defer { connection.rollBack() }
        let rows = try connection.run([
            PostgresCommand("BEGIN"), PostgresCommand("SELECT 1 FROM store_state FOR UPDATE"),
            PostgresCommand("SELECT batch FROM writer WHERE id = $1::bytea", .bytes(id)),
        ])
        return rows[2].count > 0 && rows[2].integer(0, 0) == batch
    }

    /// One transaction.
    ///
    /// - Parameter committing: is told the outcomes just before the commit is sent.
    private func attempt(
        _ group: [PackedBatch], on connection: PostgresConnection, committing: ([Outcome]) -> Void
    ) throws -> [Outcome] {
        do {
            var draft = try begin(group, on: connection)
            var outcomes: [Outcome] = []
            for packed in group {
                do {
                    try checkGuards(of: packed.batch, in: &draft, on: connection)
                    outcomes.append(.success(try draft.apply(packed, now: clock.now())))
                } catch let refusal as StoreFailure {
                    outcomes.append(.failure(refusal))
                }
            }
            let isRefused = outcomes.allSatisfy { outcome in
                if case .failure = outcome { return true }
                return false
            }
            if isRefused {
                book.forget()
                connection.rollBack()
                return outcomes
            }
            try finish(&draft, on: connection) { committing(outcomes) }
            book.keep()
            return outcomes
        } catch {
            book.forget()
            connection.rollBack()
            throw error
        }
    }

    private func checkGuards(
        of batch: WriteBatch, in draft: inout GroupDraft, on connection: PostgresConnection
    ) throws {
        guard !batch.guards.isEmpty else { return }
        let state = draft.state.snapshot
        let unsure = batch.guards.enumerated().filter { $1.seen != state }
        guard !unsure.isEmpty else { return }
        // A guard sees the batches before its own.
        try write(draft.takePending(), on: connection)
        // Without known names: those of this transaction may come to nothing.
        var search = PostgresSearch(
            PostgresReader(connection: connection, names: names, extractor: extractor, known: nil))
        let end = ContinuousClock.now + MatchGuard.longestSearch
        for (position, guarded) in unsure {
            search.limit = ContinuousClock.now.duration(to: end)
            let found = try search.run(
                guarded.again, visibility: guarded.visibility, page: nil, snapshot: state, withBodies: false)
            guard Set(found.matches.map(\.id)) == Set(guarded.expected) else {
                throw StoreFailure.guardFailed(guard: position)
            }
        }
    }

    /// Begins the transaction, takes the turn and reads what the batches change.
    private func begin(_ group: [PackedBatch], on connection: PostgresConnection) throws -> GroupDraft {
        let ids = Set(group.flatMap { $0.batch.changes.map(\.id) })
        let people = Set(group.flatMap(\.people))
        let bookmarks = group.compactMap { $0.batch.bookmark?.name }
        let rows = try connection.run([
            PostgresCommand("BEGIN"), PostgresCommand(Self.takeTurn),
            PostgresCommand(
                Self.newest, .texts(ids.map(\.id)), .integers(ids.map { names.number(ofType: $0.type) })),
            PostgresCommand(Self.people, .texts(Array(people)), .integer(names.number(ofType: "Patient"))),
            PostgresCommand("SELECT name, value FROM bookmark WHERE name = ANY($1::text[])", .texts(bookmarks)),
        ])
        let state = rows[1]
        var draft = GroupDraft(
            state: .init(
                epoch: state.integer(0, 0), versionKey: state.integer(0, 1), commit: state.integer(0, 2),
                recorded: Timestamp(microseconds: state.integer(0, 3)), resourceKey: state.integer(0, 4)),
            bookmarks: Dictionary(
                (0..<rows[4].count).map { (rows[4].text($0, 0), rows[4].text($0, 1)) }, uniquingKeysWith: { $1 }),
            names: names)
        for row in 0..<rows[3].count {
            draft.know(ResourceID("Patient", rows[3].text(row, 0)), key: rows[3].integer(row, 1))
        }
        let columns = VersionColumns(names: names)
        for row in 0..<rows[2].count { draft.know(try columns.row(rows[2], row)) }
        return draft
    }

    /// Writes what is pending and commits.
    private func finish(
        _ draft: inout GroupDraft, on connection: PostgresConnection, committing: () -> Void
    ) throws {
        var commands = try writeLarge(draft.takePending(), on: connection)
        commands.append(
            PostgresCommand(
                Self.keepState, .integer(draft.state.versionKey), .integer(draft.state.commit),
                .integer(draft.state.recorded.microseconds), .integer(draft.state.resourceKey)))
        commands.append(PostgresCommand(Self.note, .bytes(id), .integer(batch)))
        for (name, value) in draft.changedBookmarks {
            commands.append(PostgresCommand(Self.keepBookmark, .text(name), .text(value)))
        }
        commands.append(PostgresCommand("COMMIT"))
        committing()
        try connection.run(commands)
    }

    /// Writes pending rows.
    private func write(_ pending: PendingRows, on connection: PostgresConnection) throws {
        let commands = try writeLarge(pending, on: connection)
        if !commands.isEmpty { try connection.run(commands) }
    }

    /// Writes pending rows by `COPY` where they are many; gives the statements that remain to be run.
    private func writeLarge(_ pending: PendingRows, on connection: PostgresConnection) throws -> [PostgresCommand] {
        guard !pending.isEmpty else { return [] }
        var commands = pending.commandsBeforeCurrent()
        if pending.current.count >= PendingRows.copyThreshold {
            if !commands.isEmpty { try connection.run(commands) }
            try connection.copy(PendingRows.copyCurrent, pending.currentCopy())
            commands = []
        } else if !pending.current.isEmpty {
            commands.append(pending.insertCurrentCommand())
        }
        return try commands + writeIndex(of: pending, on: connection)
    }

    /// Writes index rows, as ``writeLarge(_:on:)`` does with versions.
    private func writeIndex(of pending: PendingRows, on connection: PostgresConnection) throws -> [PostgresCommand] {
        let rows = try PostgresIndexWriter(names: names, book: book).rows(of: pending.index, on: connection)
        var commands: [PostgresCommand] = []
        for table in rows.tables {
            if table.count >= PendingRows.copyThreshold {
                try connection.copy(table.copy, table.copied())
            } else {
                commands.append(table.insert)
            }
        }
        if let wordings = book.wordingsCommand() { commands.append(wordings) }
        return commands
    }

    private func connect() throws -> PostgresConnection {
        try PostgresConnection(
            address,
            settings: """
                SELECT set_config('synchronous_commit', 'on', false)
                    WHERE current_setting('synchronous_commit') IN ('off', 'local');
                SET statement_timeout = '30s'; SET lock_timeout = '10s';
                SET idle_in_transaction_session_timeout = '60s'; SET jit = off;
                SET plan_cache_mode = force_generic_plan;
                SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_hashjoin = off;
                SET enable_mergejoin = off;
                SET enable_material = off; SET enable_memoize = off
                """)
    }
}

extension GroupWriter {
    private static let takeTurn: PostgresSQL =
        "SELECT epoch, version_key, commit_number, recorded, resource_key FROM store_state FOR UPDATE"

    private static let newest: PostgresSQL =
        "SELECT " + VersionColumns.list + """
             FROM unnest($1::text[], $2::bigint[]) AS wanted(id, type)
            JOIN resource_directory d ON d.id = wanted.id AND d.type = wanted.type
            JOIN current_version v ON v.person = d.person AND v.resource = d.key
            """

    private static let people: PostgresSQL =
        """
        SELECT d.id, d.key FROM unnest($1::text[]) AS wanted(id)
        JOIN resource_directory d ON d.id = wanted.id AND d.type = $2::bigint
        """

    private static let keepState: PostgresSQL =
        """
        UPDATE store_state SET version_key = $1::bigint, commit_number = $2::bigint, recorded = $3::bigint,
            resource_key = $4::bigint
        """

    private static let note: PostgresSQL =
        """
        INSERT INTO writer(id, batch, written) VALUES ($1::bytea, $2::bigint, now())
        ON CONFLICT (id) DO UPDATE SET batch = excluded.batch, written = excluded.written
        """

    private static let keepBookmark: PostgresSQL =
        """
        INSERT INTO bookmark(name, value) VALUES ($1::text, $2::text)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value
        """
}
