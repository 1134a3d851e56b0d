// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch

/// Adds and removes the index rows of versions, sorted so that neighbouring
/// rows of one commit touch neighbouring pages.
struct IndexWriter {
    private let connection: SQLiteConnection
    private let scheme: IndexScheme
    private let interned: InternedValues
    private var names: SQLiteNames { scheme.names }

    init(_ connection: SQLiteConnection, scheme: IndexScheme, interned: InternedValues) {
        self.connection = connection
        self.scheme = scheme
        self.interned = interned
    }

    /// Adds the rows of one version of a resource, with a shape for each group of its type's parameters.
    func collect(_ entries: IndexEntries, type: String, version: Int64, into rows: inout IndexRows) throws {
        try collect(entries, version: version, into: &rows)
        for (group, ordinals) in names.members[type] ?? [:] {
            try collectShape(of: entries, group, ordinals, version: version, into: &rows)
        }
    }

    /// Adds the rows of one version of a resource; systems, codes and targets get their numbers.
    func collect(_ entries: IndexEntries, version: Int64, into rows: inout IndexRows) throws {
        try collect(entries, version: version, into: &rows) { names.parameters[$0] }
        for wording in entries.wordings { try note(wording, version: version, into: &rows) }
        for identifier in entries.referenceIdentifiers {
            try rows.identifiers.append(
                .init(
                    parameter: names.parameters[identifier.parameter], value: identifier.value,
                    system: interned.system(identifier.system), version: version))
        }
        for position in entries.positions {
            rows.numbers.append(
                .init(
                    parameter: names.parameters[position.parameter], unit: 0, low: position.latitude,
                    high: position.longitude, version: version))
        }
        for composite in entries.composites { try collect(composite, version: version, into: &rows) }
    }

    /// Adds which of a group's parameters a version has values of.
    func collectShape(
        of entries: IndexEntries, _ group: Int64, _ ordinals: [Int], version: Int64, into rows: inout IndexRows
    ) throws {
        let shape = try Shape.members(of: entries, group: group, ordinals: ordinals, scheme: scheme) {
            try interned.system($0)
        }
        try rows.shapes.append((interned.shape(group: group, members: shape), version))
    }

    /// Rows of plain values, under the numbers that `parameter` gives.
    private func collect(
        _ entries: IndexEntries, version: Int64, into rows: inout IndexRows, parameter: (Int) -> Int64
    ) throws {
        for token in entries.tokens {
            let number = try interned.token(system: token.system, code: token.code)
            rows.tokens.append(.init(parameter: parameter(token.parameter), value: number, version: version))
        }
        for identifier in entries.identifiers {
            try rows.identifiers.append(
                .init(
                    parameter: parameter(identifier.parameter), value: identifier.code,
                    system: interned.system(identifier.system), version: version))
        }
        for reference in entries.references {
            let number = try interned.target(reference.target)
            rows.references.append(.init(parameter: parameter(reference.parameter), value: number, version: version))
        }
        for period in entries.periods {
            rows.append(
                .init(parameter: parameter(period.parameter), low: period.low, high: period.high, version: version))
        }
        for text in entries.texts {
            rows.texts.append(
                .init(parameter: parameter(text.parameter), value: text.folded.cutForIndex, system: 0, version: version)
            )
        }
        for number in entries.numbers {
            rows.numbers.append(
                .init(
                    parameter: parameter(number.parameter), unit: 0, low: number.low, high: number.high,
                    version: version))
        }
        for quantity in entries.quantities {
            let (number, measure) = (parameter(quantity.parameter), quantity.measure)
            try rows.quantities.append(
                .init(
                    parameter: number, unit: interned.unit(of: measure), low: measure.low, high: measure.high,
                    version: version))
            guard let canonical = measure.canonical else { continue }
            try rows.amounts.append(
                .init(
                    parameter: number, unit: interned.dimension(canonical.dimensions), low: canonical.low,
                    high: canonical.high, version: version))
        }
    }

    /// Words beside a code lead to the code; words without one stand in the index themselves.
    private func note(_ wording: IndexEntries.Wording, version: Int64, into rows: inout IndexRows) throws {
        if let code = wording.code, !scheme.catalog.parameters[wording.parameter].holdsIdentifiers {
            return try interned.note(wording.text, of: interned.token(system: code.system, code: code.code))
        }
        for suffix in WordStart.suffixes(of: wording.text) {
            rows.texts.append(
                .init(
                    parameter: names.parameters[wording.parameter], value: String(suffix).cutForIndex, system: 0,
                    version: version))
        }
    }

    /// The second values of a composite, under the number of each first value.
    private func collect(_ composite: IndexEntries.Composite, version: Int64, into rows: inout IndexRows) throws {
        guard composite.parts.count == 2 else { return }
        let own = names.parameters[composite.parameter]
        var firsts = try composite.parts[0].tokens.map { try interned.token(system: $0.system, code: $0.code) }
        firsts += try composite.parts[0].references.map { try interned.target($0.target) }
        for first in firsts {
            let number = try interned.composite(parameter: own, first: first)
            try collect(composite.parts[1], version: version, into: &rows) { _ in number }
        }
    }

    /// Writes rows.
    func insert(_ rows: inout IndexRows) throws {
        rows.sort()
        try run("INSERT OR IGNORE INTO index_token VALUES (?, ?, ?)", rows.tokens)
        try run("INSERT OR IGNORE INTO index_reference VALUES (?, ?, ?)", rows.references)
        try run("INSERT OR IGNORE INTO index_date VALUES (?, ?, ?, ?)", rows.periods)
        try run("INSERT OR IGNORE INTO index_identifier VALUES (?, ?, ?, ?)", identifiers: rows.identifiers)
        try run("INSERT OR IGNORE INTO index_string VALUES (?, ?, ?)", texts: rows.texts)
        try run("INSERT OR IGNORE INTO index_number VALUES (?, ?, ?, ?)", numbers: rows.numbers)
        try run(
            "INSERT OR IGNORE INTO index_quantity(unit, parameter, low, high, version) VALUES (?, ?, ?, ?, ?)",
            measured: rows.quantities)
        try run(
            "INSERT OR IGNORE INTO index_amount(dimension, parameter, low, high, version) VALUES (?, ?, ?, ?, ?)",
            measured: rows.amounts)
        try run("INSERT OR IGNORE INTO index_shape VALUES (?, ?)", shapes: rows.shapes)
    }

    /// How many of these rows are not there.
    func countMissing(_ rows: IndexRows) throws -> Int {
        var missing = 0
        let isThere: (SQLiteStatement) throws -> Void = { if try !$0.hasRow() { missing += 1 } }
        try run("SELECT 1 FROM index_token WHERE parameter = ? AND token = ? AND version = ?", rows.tokens, isThere)
        try run(
            "SELECT 1 FROM index_reference WHERE parameter = ? AND target = ? AND version = ?", rows.references, isThere
        )
        try run(
            "SELECT 1 FROM index_date WHERE parameter = ? AND low = ? AND high = ? AND version = ?", rows.periods,
            isThere)
        try run(
            "SELECT 1 FROM index_identifier WHERE parameter = ? AND code = ? AND system = ? AND version = ?",
            identifiers: rows.identifiers, isThere)
        try run(
            "SELECT 1 FROM index_string WHERE parameter = ? AND value = ? AND version = ?", texts: rows.texts, isThere)
        try run(
            "SELECT 1 FROM index_number WHERE parameter = ? AND low = ? AND high = ? AND version = ?",
            numbers: rows.numbers, isThere)
        try run(
            "SELECT 1 FROM index_quantity WHERE unit = ? AND parameter = ? AND low = ? AND high = ? AND version = ?",
            measured: rows.quantities, isThere)
        try run(
            "SELECT 1 FROM index_amount WHERE dimension = ? AND parameter = ? AND low = ? AND high = ? AND version = ?",
            measured: rows.amounts, isThere)
        try run("SELECT 1 FROM index_shape WHERE shape = ? AND version = ?", shapes: rows.shapes, isThere)
        return missing
    }

    /// Removes rows.
    func delete(_ rows: IndexRows) throws {
        try run("DELETE FROM index_token WHERE parameter = ? AND token = ? AND version = ?", rows.tokens)
        try run("DELETE FROM index_reference WHERE parameter = ? AND target = ? AND version = ?", rows.references)
        try run("DELETE FROM index_date WHERE parameter = ? AND low = ? AND high = ? AND version = ?", rows.periods)
        try run(
            "DELETE FROM index_identifier WHERE parameter = ? AND code = ? AND system = ? AND version = ?",
            identifiers: rows.identifiers)
        try run("DELETE FROM index_string WHERE parameter = ? AND value = ? AND version = ?", texts: rows.texts)
        try run(
            "DELETE FROM index_number WHERE parameter = ? AND low = ? AND high = ? AND version = ?",
            numbers: rows.numbers)
        try run(
            "DELETE FROM index_quantity WHERE unit = ? AND parameter = ? AND low = ? AND high = ? AND version = ?",
            measured: rows.quantities)
        try run(
            "DELETE FROM index_amount WHERE dimension = ? AND parameter = ? AND low = ? AND high = ? AND version = ?",
            measured: rows.amounts)
        try run("DELETE FROM index_shape WHERE shape = ? AND version = ?", shapes: rows.shapes)
    }
}

// MARK: Statements

extension IndexWriter {
    /// What is done with a statement once a row is bound.
    private typealias Step = (SQLiteStatement) throws -> Void

    private func run<Row>(
        _ sql: StaticSQL, each rows: [Row], _ step: Step, bind: (SQLiteStatement, Row) throws -> Void
    ) throws {
        guard !rows.isEmpty else { return }
        let statement = try connection.statement(sql)
        for row in rows {
            try bind(statement, row)
            try step(statement)
        }
    }

    private func run(
        _ sql: StaticSQL, _ rows: [IndexRows.Number], _ step: Step = { try $0.run() }
    ) throws {
        try run(sql, each: rows, step) { statement, row in
            try statement.bind(.integer(row.parameter), at: 1)
            try statement.bind(.integer(row.value), at: 2)
            try statement.bind(.integer(row.version), at: 3)
        }
    }

    private func run(
        _ sql: StaticSQL, _ rows: [IndexRows.Period], _ step: Step = { try $0.run() }
    ) throws {
        try run(sql, each: rows, step) { statement, row in
            try statement.bind(.integer(row.parameter), at: 1)
            try statement.bind(.integer(row.low), at: 2)
            try statement.bind(.integer(row.high), at: 3)
            try statement.bind(.integer(row.version), at: 4)
        }
    }

    private func run(
        _ sql: StaticSQL, identifiers rows: [IndexRows.Text], _ step: Step = { try $0.run() }
    ) throws {
        try run(sql, each: rows, step) { statement, row in
            try statement.bind(.integer(row.parameter), at: 1)
            try statement.bind(.text(row.value), at: 2)
            try statement.bind(.integer(row.system), at: 3)
            try statement.bind(.integer(row.version), at: 4)
        }
    }

    private func run(
        _ sql: StaticSQL, texts rows: [IndexRows.Text], _ step: Step = { try $0.run() }
    ) throws {
        try run(sql, each: rows, step) { statement, row in
            try statement.bind(.integer(row.parameter), at: 1)
            try statement.bind(.text(row.value), at: 2)
            try statement.bind(.integer(row.version), at: 3)
        }
    }

    private func run(
        _ sql: StaticSQL, numbers rows: [IndexRows.Measured], _ step: Step = { try $0.run() }
    ) throws {
        try run(sql, each: rows, step) { statement, row in
            try statement.bind(.integer(row.parameter), at: 1)
            try statement.bind(.real(row.low), at: 2)
            try statement.bind(.real(row.high), at: 3)
            try statement.bind(.integer(row.version), at: 4)
        }
    }

    private func run(
        _ sql: StaticSQL, measured rows: [IndexRows.Measured], _ step: Step = { try $0.run() }
    ) throws {
        try run(sql, each: rows, step) { statement, row in
            try statement.bind(.integer(row.unit), at: 1)
            try statement.bind(.integer(row.parameter), at: 2)
            try statement.bind(.real(row.low), at: 3)
            try statement.bind(.real(row.high), at: 4)
            try statement.bind(.integer(row.version), at: 5)
        }
    }

    private func run(
        _ sql: StaticSQL, shapes rows: [(shape: Int64, version: Int64)], _ step: Step = { try $0.run() }
    ) throws {
        try run(sql, each: rows, step) { statement, row in
            try statement.bind(.integer(row.shape), at: 1)
            try statement.bind(.integer(row.version), at: 2)
        }
    }
}
