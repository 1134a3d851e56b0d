// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import RecordStore

/// Brings a database to the schema of this program.
struct PostgresMigrator {
    let connection: PostgresConnection
    var migrations = PostgresSchema.migrations

    /// Runs what is missing; several programs that start at once wait for each other.
    ///
    /// A step that was interrupted has left nothing and runs again.
    /// - Throws: ``StoreFailure/unavailable(_:)`` where a newer program has been here, or the server would not keep
    ///   what it has acknowledged.
    func run() throws {
        try requireDurableServer()
        // The session's lock, with a number of our own; it goes with the connection if not before.
        try connection.execute("SET lock_timeout = '60s'; SELECT pg_advisory_lock(6724811203650817)")
        defer { _ = try? connection.execute("SELECT pg_advisory_unlock(6724811203650817); RESET lock_timeout") }
        try connection.execute(
            """
            SET client_min_messages = warning;
            CREATE TABLE IF NOT EXISTS schema_migration(number bigint PRIMARY KEY, finished timestamptz NOT NULL)
            """)
        let newest = try connection.run("SELECT coalesce(max(number), 0) FROM schema_migration").integer(0, 0)
        guard newest <= migrations.last?.number ?? 0 else {
            throw StoreFailure.unavailable("the store was written by a newer version of this program; use that one")
        }
        for migration in migrations where migration.number > newest {
            if migration.needsEmptyStore, newest > 0,
                try connection.run("SELECT 1 FROM current_version LIMIT 1").count > 0
            {
                throw StoreFailure.unavailable(
                    "the store was filled before it had an index; import its records into a new store with this version "
                        + "of the program")
            }
            do {
                try connection.execute("BEGIN")
                try connection.execute(migration.sql)
                try connection.run(
                    "INSERT INTO schema_migration(number, finished) VALUES ($1, now())", .integer(migration.number))
                try connection.execute("COMMIT")
            } catch {
                connection.rollBack()
                throw error
            }
        }
    }

    private func requireDurableServer() throws {
        let settings = try connection.run(
            """
            SELECT current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on',
                current_setting('server_encoding') = 'UTF8'
            """)
        guard settings.isTrue(0, 0) else {
            throw StoreFailure.unavailable("the PostgreSQL server runs without fsync or full_page_writes; turn both on")
        }
        guard settings.isTrue(0, 1) else {
            throw StoreFailure.unavailable(
                "the PostgreSQL database has another encoding than UTF8; make one that has it")
        }
    }
}
