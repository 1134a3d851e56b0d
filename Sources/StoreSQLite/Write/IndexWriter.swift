// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch

/// Adds and removes the index rows of versions, sorted so that neighbouring
/// rows of one commit touch neighbouring pages.
struct IndexWriter {
    private let connection: SQLiteConnection
    private let names: SQLiteNames
    private let interned: InternedValues

    init(_ connection: SQLiteConnection, names: SQLiteNames, interned: InternedValues) {
        self.connection = connection
        self.names = names
        self.interned = interned
    }

    /// Index rows of versions that are written together.
    struct Batch {
        fileprivate struct Number {
            var parameter: Int64
            var value: Int64
            var version: Int64
        }

        fileprivate struct Text {
            var parameter: Int64
            var value: String
            var system: Int64
            var version: Int64
        }

        fileprivate var tokens: [Number] = []
        fileprivate var references: [Number] = []
        fileprivate var periods: [(parameter: Int64, low: Int64, high: Int64, version: Int64)] = []
        fileprivate var identifiers: [Text] = []
        fileprivate var texts: [Text] = []
    }

    /// Adds the rows of one version to a batch; systems, codes and targets get their numbers.
    func collect(_ entries: IndexEntries, version: Int64, into batch: inout Batch) throws {
        for token in entries.tokens {
            let number = try interned.token(system: token.system, code: token.code)
            batch.tokens.append(.init(parameter: names.parameters[token.parameter], value: number, version: version))
        }
        for identifier in entries.identifiers {
            batch.identifiers.append(
                .init(
                    parameter: names.parameters[identifier.parameter], value: identifier.code,
                    system: try interned.system(identifier.system), version: version))
        }
        for reference in entries.references {
            let number = try interned.target(reference.target)
            batch.references.append(
                .init(parameter: names.parameters[reference.parameter], value: number, version: version))
        }
        for period in entries.periods {
            batch.periods.append((names.parameters[period.parameter], period.low, period.high, version))
        }
        for text in entries.texts {
            batch.texts.append(
                .init(parameter: names.parameters[text.parameter], value: text.folded, system: 0, version: version))
        }
    }

    /// Writes the rows of a batch.
    func insert(_ batch: inout Batch) throws {
        batch.tokens.sort { ($0.parameter, $0.value, $0.version) < ($1.parameter, $1.value, $1.version) }
        batch.references.sort { ($0.parameter, $0.value, $0.version) < ($1.parameter, $1.value, $1.version) }
        batch.periods.sort { ($0.parameter, $0.low, $0.high, $0.version) < ($1.parameter, $1.low, $1.high, $1.version) }
        batch.identifiers.sort { ($0.parameter, $0.value) < ($1.parameter, $1.value) }
        batch.texts.sort { ($0.parameter, $0.value) < ($1.parameter, $1.value) }
        try run("INSERT OR IGNORE INTO index_token VALUES (?, ?, ?)", batch.tokens)
        try run("INSERT OR IGNORE INTO index_reference VALUES (?, ?, ?)", batch.references)
        try run("INSERT OR IGNORE INTO index_date VALUES (?, ?, ?, ?)", batch.periods)
        try run("INSERT OR IGNORE INTO index_identifier VALUES (?, ?, ?, ?)", identifiers: batch.identifiers)
        try run("INSERT OR IGNORE INTO index_string VALUES (?, ?, ?)", texts: batch.texts)
    }

    /// Removes the rows of a batch.
    func delete(_ batch: Batch) throws {
        try run("DELETE FROM index_token WHERE parameter = ? AND token = ? AND version = ?", batch.tokens)
        try run("DELETE FROM index_reference WHERE parameter = ? AND target = ? AND version = ?", batch.references)
        try run("DELETE FROM index_date WHERE parameter = ? AND low = ? AND high = ? AND version = ?", batch.periods)
        try run(
            "DELETE FROM index_identifier WHERE parameter = ? AND code = ? AND system = ? AND version = ?",
            identifiers: batch.identifiers)
        try run("DELETE FROM index_string WHERE parameter = ? AND value = ? AND version = ?", texts: batch.texts)
    }

    private func run(_ sql: StaticSQL, _ rows: [Batch.Number]) throws {
        guard !rows.isEmpty else { return }
        let statement = try connection.statement(sql)
        for row in rows {
            try statement.bind(.integer(row.parameter), at: 1)
            try statement.bind(.integer(row.value), at: 2)
            try statement.bind(.integer(row.version), at: 3)
            try statement.run()
        }
    }

    private func run(_ sql: StaticSQL, _ rows: [(parameter: Int64, low: Int64, high: Int64, version: Int64)]) throws {
        guard !rows.isEmpty else { return }
        let statement = try connection.statement(sql)
        for row in rows {
            try statement.bind(.integer(row.parameter), at: 1)
            try statement.bind(.integer(row.low), at: 2)
            try statement.bind(.integer(row.high), at: 3)
            try statement.bind(.integer(row.version), at: 4)
            try statement.run()
        }
    }

    private func run(_ sql: StaticSQL, identifiers rows: [Batch.Text]) throws {
        guard !rows.isEmpty else { return }
        let statement = try connection.statement(sql)
        for row in rows {
            try statement.bind(.integer(row.parameter), at: 1)
            try statement.bind(.text(row.value), at: 2)
            try statement.bind(.integer(row.system), at: 3)
            try statement.bind(.integer(row.version), at: 4)
            try statement.run()
        }
    }

    private func run(_ sql: StaticSQL, texts rows: [Batch.Text]) throws {
        guard !rows.isEmpty else { return }
        let statement = try connection.statement(sql)
        for row in rows {
            try statement.bind(.integer(row.parameter), at: 1)
            try statement.bind(.text(row.value), at: 2)
            try statement.bind(.integer(row.version), at: 3)
            try statement.run()
        }
    }
}
