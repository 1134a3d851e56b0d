// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The tables, as forward-only numbered migrations.
///
/// - Integer keys throughout; the texts of ids stand in the rows they name.
/// - `current_version` holds the newest version of each resource, deletions included; `history` those it replaced.
/// - Both are partitioned by a hash of the person key, and no key of theirs is without it: a Citus cluster can
///   distribute them by that column. `resource_directory` leads from a type and id to person and resource key; it is
///   partitioned by the hash of the id.
/// - `store_state` has one row. Who writes locks it first and to the end of the transaction, so version keys
///   are given in the order of commits; see ``GroupWriter``.
enum PostgresSchema {
    /// One step, which runs in a transaction of its own together with the note that it has run.
    struct Migration: Sendable {
        let number: Int64
        let sql: PostgresSQL
        /// Whether it is refused where there are resources, for it could not bring them along.
        var needsEmptyStore = false
    }

    /// All steps, oldest first; a step that was ever released never changes.
    static let migrations = [
        Migration(number: 1, sql: versions + partitions),
        Migration(number: 2, sql: indexNames + indexTables + indexPartitions + histories, needsEmptyStore: true),
    ]

    private static let versions: PostgresSQL = """
        CREATE TABLE store_state(
            only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), epoch bigint NOT NULL,
            version_key bigint NOT NULL DEFAULT 0, commit_number bigint NOT NULL DEFAULT 0,
            recorded bigint NOT NULL DEFAULT 0, resource_key bigint NOT NULL DEFAULT 0,
            forgotten bigint NOT NULL DEFAULT 0) WITH (fillfactor = 10);
        INSERT INTO store_state(epoch) VALUES (1 + floor(random() * 2147483646)::bigint);
        CREATE TABLE writer(
            id bytea PRIMARY KEY, batch bigint NOT NULL, written timestamptz NOT NULL) WITH (fillfactor = 20);
        CREATE TABLE bookmark(name text COLLATE "C" PRIMARY KEY, value text NOT NULL);
        CREATE TABLE resource_type(id smallint PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE TABLE resource_directory(
            key bigint NOT NULL, person bigint NOT NULL, type smallint NOT NULL, moved boolean NOT NULL,
            id text COLLATE "C" NOT NULL, PRIMARY KEY (id, type)) PARTITION BY HASH (id);
        CREATE TABLE current_version(
            person bigint NOT NULL, resource bigint NOT NULL, version_key bigint NOT NULL, recorded bigint NOT NULL,
            commit_number bigint NOT NULL, version integer NOT NULL, labels integer NOT NULL, type smallint NOT NULL,
            change smallint NOT NULL, id text COLLATE "C" NOT NULL, person_id text COLLATE "C" NOT NULL,
            body bytea NOT NULL, PRIMARY KEY (person, resource)) PARTITION BY HASH (person);
        CREATE TABLE history(
            person bigint NOT NULL, resource bigint NOT NULL, version_key bigint NOT NULL, recorded bigint NOT NULL,
            commit_number bigint NOT NULL, version integer NOT NULL, labels integer NOT NULL, type smallint NOT NULL,
            change smallint NOT NULL, id text COLLATE "C" NOT NULL, person_id text COLLATE "C" NOT NULL,
            body bytea NOT NULL, superseded bigint NOT NULL, superseded_at bigint NOT NULL,
            PRIMARY KEY (resource, version, person)) PARTITION BY HASH (person);
        ALTER TABLE current_version ALTER COLUMN body SET STORAGE EXTERNAL;
        ALTER TABLE history ALTER COLUMN body SET STORAGE EXTERNAL;
        CREATE INDEX current_version_key ON current_version(version_key);
        CREATE INDEX current_version_type ON current_version(type, version_key) WHERE change < 3;
        CREATE INDEX history_key ON history(version_key);
        CREATE INDEX history_superseded ON history(superseded);
        """

    private static let partitions: PostgresSQL = """
        DO $$ BEGIN
            FOR part IN 0..7 LOOP
                EXECUTE format('CREATE TABLE resource_directory_%1$s PARTITION OF resource_directory '
                    'FOR VALUES WITH (MODULUS 8, REMAINDER %1$s)', part);
                EXECUTE format('CREATE TABLE current_version_%1$s PARTITION OF current_version '
                    'FOR VALUES WITH (MODULUS 8, REMAINDER %1$s)', part);
                EXECUTE format('CREATE TABLE history_%1$s PARTITION OF history '
                    'FOR VALUES WITH (MODULUS 8, REMAINDER %1$s)', part);
            END LOOP;
        END $$;
        """

    /// Numbers of what index rows name, see ``IndexNameBook``.
    ///
    /// `index_name` has codes, systems, units and the like, `index_target` what references point to.
    private static let indexNames: PostgresSQL = """
        CREATE TABLE search_parameter(
            id integer PRIMARY KEY, type text NOT NULL, code text NOT NULL, definition bigint NOT NULL,
            UNIQUE (type, code, definition));
        CREATE SEQUENCE index_value_number AS integer;
        CREATE SEQUENCE index_parameter_number AS integer START WITH 1048576;
        CREATE SEQUENCE index_target_number;
        CREATE TABLE index_name(
            kind smallint NOT NULL, owner bigint NOT NULL, id integer NOT NULL, name text COLLATE "C" NOT NULL,
            PRIMARY KEY (kind, owner, name));
        CREATE INDEX index_name_code ON index_name(name) WHERE kind = 2;
        CREATE INDEX index_name_token ON index_name(id) INCLUDE (owner) WHERE kind = 2;
        CREATE TABLE index_wording(
            token integer NOT NULL, text text COLLATE "C" NOT NULL, PRIMARY KEY (text, token));
        CREATE TABLE index_target(
            number bigint NOT NULL, type smallint NOT NULL, id text COLLATE "C" NOT NULL,
            PRIMARY KEY (id, type)) PARTITION BY HASH (id);
        """

    /// One table for each way to compare: the same code, the same target, between texts, periods, numbers.
    ///
    /// Each has one index that ends with the version key, and is partitioned like the versions.
    private static let indexTables: PostgresSQL = """
        CREATE TABLE index_token(
            version_key bigint NOT NULL, person bigint NOT NULL, parameter integer NOT NULL,
            token integer NOT NULL) PARTITION BY HASH (person);
        CREATE TABLE index_reference(
            version_key bigint NOT NULL, person bigint NOT NULL, target bigint NOT NULL,
            parameter integer NOT NULL) PARTITION BY HASH (person);
        CREATE TABLE index_text(
            version_key bigint NOT NULL, person bigint NOT NULL, parameter integer NOT NULL, system integer NOT NULL,
            value text COLLATE "C" NOT NULL) PARTITION BY HASH (person);
        CREATE TABLE index_date(
            version_key bigint NOT NULL, person bigint NOT NULL, low bigint NOT NULL, high bigint NOT NULL,
            parameter integer NOT NULL) PARTITION BY HASH (person);
        CREATE TABLE index_number(
            version_key bigint NOT NULL, person bigint NOT NULL, low float8 NOT NULL, high float8 NOT NULL,
            parameter integer NOT NULL, unit integer NOT NULL) PARTITION BY HASH (person);
        CREATE INDEX index_token_value ON index_token(parameter, token, version_key);
        CREATE INDEX index_reference_value ON index_reference(parameter, target, version_key);
        CREATE INDEX index_text_value ON index_text(parameter, value, version_key);
        CREATE INDEX index_date_value ON index_date(parameter, low, version_key) INCLUDE (high);
        CREATE INDEX index_number_value ON index_number(parameter, low, version_key) INCLUDE (high);
        """

    private static let indexPartitions: PostgresSQL = """
        DO $$ DECLARE
            name text;
        BEGIN
            FOREACH name IN ARRAY ARRAY[
                'index_target', 'index_token', 'index_reference', 'index_text', 'index_date', 'index_number'
            ] LOOP
                FOR part IN 0..7 LOOP
                    EXECUTE format('CREATE TABLE %1$s_%2$s PARTITION OF %1$s '
                        'FOR VALUES WITH (MODULUS 8, REMAINDER %2$s)', name, part);
                END LOOP;
            END LOOP;
        END $$;
        """

    /// Deletions are part of histories, so the index by type takes them in.
    private static let histories: PostgresSQL = """
        DROP INDEX current_version_type;
        CREATE INDEX current_version_type ON current_version(type, version_key);
        CREATE INDEX history_type ON history(type, version_key);
        """
}
