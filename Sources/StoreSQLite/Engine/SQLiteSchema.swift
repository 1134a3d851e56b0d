// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import GRDB

/// The tables, as forward-only numbered migrations.
///
/// - Integer keys throughout; systems, codes and resource ids are interned.
/// - `current` and `history` stand apart, so many versions do not slow current reads.
/// - One index table for each kind of value, clustered by (parameter, value, version),
///   without a second index by version: on purge the rows of a version are computed
///   again from its body.
enum SQLiteSchema {
    /// The newest migration this program knows.
    static let newest = "0005-online-index"

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("0001-versions-and-index") { database in
            try database.execute(sql: tables)
            try database.execute(sql: indexTables)
        }
        migrator.registerMigration("0002-content-files") { database in
            // Which content files rows refer to, so that the others can be swept.
            try database.execute(
                sql: "CREATE TABLE content_file(name BLOB PRIMARY KEY) STRICT, WITHOUT ROWID")
        }
        migrator.registerMigration("0003-all-kinds-of-parameters") { database in
            try database.execute(sql: moreIndexTables)
        }
        migrator.registerMigration("0004-history-of-types") { database in
            // In the order of version keys, as every index ends with them.
            try database.execute(sql: "CREATE INDEX history_type ON history(type)")
        }
        migrator.registerMigration("0010-full-text") { database in
            try database.execute(sql: FullTextIndex.table)
        }
        migrator.registerMigration(newest) { database in try database.execute(sql: onlineIndex) }
        return migrator
    }

    /// What is needed to build the index while the store serves.
    ///
    /// A `parameter` of the store's own has its SearchParameter's JSON and id; `build` is the build that took it into a
    /// store with records, and `ready` says whether that is finished. An `index_build` does the versions of its type up
    /// to `last`; those up to `done` are in the index, and those up to `proven` were looked at again. An `index_leftover`
    /// is the number of a parameter, or of a group of shapes, whose rows are to be removed.
    private static let onlineIndex = """
        ALTER TABLE parameter ADD COLUMN build INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE parameter ADD COLUMN ready INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE parameter ADD COLUMN source TEXT;
        ALTER TABLE parameter ADD COLUMN resource TEXT;
        CREATE TABLE index_build(
            id INTEGER PRIMARY KEY AUTOINCREMENT, type INTEGER NOT NULL, last INTEGER NOT NULL, done INTEGER NOT NULL,
            total INTEGER NOT NULL, finished INTEGER NOT NULL, proven INTEGER NOT NULL) STRICT;
        CREATE TABLE index_leftover(
            number INTEGER NOT NULL, is_group INTEGER NOT NULL, PRIMARY KEY(number, is_group)) STRICT, WITHOUT ROWID;
        """

    private static let tables = """
        CREATE TABLE property(name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE bookmark(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE parameter(
            id INTEGER PRIMARY KEY, type TEXT NOT NULL, code TEXT NOT NULL, definition INTEGER NOT NULL,
            UNIQUE(type, code, definition)) STRICT;
        CREATE TABLE resource_type(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE system(id INTEGER PRIMARY KEY, uri TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE token(
            id INTEGER PRIMARY KEY, code TEXT NOT NULL, system INTEGER NOT NULL, UNIQUE(code, system)) STRICT;
        CREATE TABLE resource(
            key INTEGER PRIMARY KEY, type INTEGER NOT NULL, id TEXT NOT NULL, version_key INTEGER,
            UNIQUE(type, id)) STRICT;
        CREATE TABLE current(
            version_key INTEGER PRIMARY KEY, resource INTEGER NOT NULL, type INTEGER NOT NULL,
            person INTEGER NOT NULL, version INTEGER NOT NULL, recorded INTEGER NOT NULL,
            commit_number INTEGER NOT NULL, labels INTEGER NOT NULL, change INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
        CREATE INDEX current_type ON current(type);
        CREATE INDEX current_person ON current(person, type) WHERE person > 0;
        CREATE TABLE history(
            version_key INTEGER PRIMARY KEY, resource INTEGER NOT NULL, type INTEGER NOT NULL,
            person INTEGER NOT NULL, version INTEGER NOT NULL, recorded INTEGER NOT NULL,
            commit_number INTEGER NOT NULL, labels INTEGER NOT NULL, change INTEGER NOT NULL, body BLOB,
            superseded INTEGER, superseded_at INTEGER, indexed INTEGER NOT NULL) STRICT;
        CREATE UNIQUE INDEX history_resource ON history(resource, version);
        CREATE INDEX history_superseded ON history(superseded) WHERE indexed = 1;
        """

    private static let indexTables = """
        CREATE TABLE index_token(
            parameter INTEGER NOT NULL, token INTEGER NOT NULL, version INTEGER NOT NULL,
            PRIMARY KEY(parameter, token, version)) STRICT, WITHOUT ROWID;
        CREATE TABLE index_identifier(
            parameter INTEGER NOT NULL, code TEXT NOT NULL, system INTEGER NOT NULL, version INTEGER NOT NULL,
            PRIMARY KEY(parameter, code, system, version)) STRICT, WITHOUT ROWID;
        CREATE TABLE index_date(
            parameter INTEGER NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL, version INTEGER NOT NULL,
            PRIMARY KEY(parameter, low, high, version)) STRICT, WITHOUT ROWID;
        CREATE TABLE index_reference(
            parameter INTEGER NOT NULL, target INTEGER NOT NULL, version INTEGER NOT NULL,
            PRIMARY KEY(parameter, target, version)) STRICT, WITHOUT ROWID;
        CREATE TABLE index_string(
            parameter INTEGER NOT NULL, value TEXT NOT NULL, version INTEGER NOT NULL,
            PRIMARY KEY(parameter, value, version)) STRICT, WITHOUT ROWID;
        """

    /// Numbers and amounts; `composite` numbers the first values of composite parameters, under which the second values
    /// stand in the tables of their kinds; a `shape` is the set of parameters that a resource has values of.
    private static let moreIndexTables = """
        CREATE TABLE index_number(
            parameter INTEGER NOT NULL, low REAL NOT NULL, high REAL NOT NULL, version INTEGER NOT NULL,
            PRIMARY KEY(parameter, low, high, version)) STRICT, WITHOUT ROWID;
        CREATE TABLE unit(
            id INTEGER PRIMARY KEY, code TEXT NOT NULL, system TEXT NOT NULL, word TEXT NOT NULL,
            UNIQUE(code, system, word)) STRICT;
        CREATE INDEX unit_word ON unit(word);
        CREATE TABLE index_quantity(
            parameter INTEGER NOT NULL, low REAL NOT NULL, high REAL NOT NULL, unit INTEGER NOT NULL,
            version INTEGER NOT NULL,
            PRIMARY KEY(parameter, low, high, unit, version)) STRICT, WITHOUT ROWID;
        CREATE TABLE dimension(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE index_amount(
            parameter INTEGER NOT NULL, dimension INTEGER NOT NULL, low REAL NOT NULL, high REAL NOT NULL,
            version INTEGER NOT NULL,
            PRIMARY KEY(parameter, dimension, low, high, version)) STRICT, WITHOUT ROWID;
        CREATE TABLE composite(
            id INTEGER PRIMARY KEY, parameter INTEGER NOT NULL, first INTEGER NOT NULL, UNIQUE(parameter, first)) STRICT;
        CREATE TABLE wording(text TEXT NOT NULL, token INTEGER NOT NULL, PRIMARY KEY(text, token)) STRICT, WITHOUT ROWID;
        CREATE TABLE shape(
            id INTEGER PRIMARY KEY, type INTEGER NOT NULL, members TEXT NOT NULL, UNIQUE(type, members)) STRICT;
        CREATE TABLE index_shape(
            shape INTEGER NOT NULL, version INTEGER NOT NULL, PRIMARY KEY(shape, version)) STRICT, WITHOUT ROWID;
        """
}
