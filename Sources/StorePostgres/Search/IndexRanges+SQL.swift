// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Which versions a statement looks at, and in which order.
struct KeyWindow {
    /// The versions behind this key.
    var after: Int64 = 0
    /// The last of them.
    var upTo: Int64
    var isDescending = false

    /// Writes the order of version keys.
    func writeOrder(of row: PostgresSQL, into command: inout PostgresCommand) {
        command.append(" ORDER BY " + row + (isDescending ? "version_key DESC" : "version_key"))
    }

    /// Writes the condition on the keys of a row.
    func write(of row: PostgresSQL, into command: inout PostgresCommand) {
        command.append(" " + row + ".version_key > ")
        command.bind(.integer(after))
        command.append(" AND " + row + ".version_key <= ")
        command.bind(.integer(upTo))
    }
}

extension IndexRanges {
    /// Writes a statement's part that gives person and version key of all rows, in any order, some more than once.
    func writeRows(_ window: KeyWindow, into command: inout PostgresCommand) {
        var parts: [(inout PostgresCommand) -> Void] = []
        for group in tokens {
            parts.append { $0.select(from: "index_token", group, "token", window) }
        }
        for group in targets {
            parts.append { $0.select(from: "index_reference", group, "target", window) }
        }
        if !texts.isEmpty { parts.append { self.selectTexts(window, into: &$0) } }
        if !dates.isEmpty { parts.append { self.selectDates(window, into: &$0) } }
        if !numbers.isEmpty { parts.append { self.selectNumbers(window, into: &$0) } }
        if !versions.isEmpty { parts.append { self.selectVersions(window, into: &$0) } }
        command.append(parts, joinedBy: " UNION ALL ") { $1(&$0) }
    }

    // `OFFSET 0` keeps PostgreSQL's planner from turning the question round, whatever it thinks of the tables.
    private static let endOfRange: PostgresSQL = " OFFSET 0) x"

    private func selectTexts(_ window: KeyWindow, into command: inout PostgresCommand) {
        command.append("SELECT x.person, x.version_key FROM unnest(")
        command.bind(.integers(texts.map(\.parameter)))
        command.append(", ")
        command.bind(.texts(texts.map(\.from)))
        command.append(", ")
        command.bind(.texts(texts.map(\.to)))
        command.append(", ")
        command.bind(.integers(texts.map(\.system)))
        command.append(
            """
            ) AS r(parameter, first, last, system) CROSS JOIN LATERAL (
                SELECT i.person, i.version_key FROM index_text i
                WHERE i.parameter = r.parameter AND i.value >= r.first AND i.value <= r.last
                    AND (r.system < 0 OR i.system = r.system) AND
            """)
        window.write(of: "i", into: &command)
        command.append(Self.endOfRange)
    }

    private func selectDates(_ window: KeyWindow, into command: inout PostgresCommand) {
        command.append("SELECT x.person, x.version_key FROM unnest(")
        command.bind(.integers(dates.map(\.parameter)))
        for column in [dates.map(\.low.lowerBound), dates.map(\.low.upperBound), dates.map(\.high.lowerBound)] {
            command.append(", ")
            command.bind(.integers(column))
        }
        command.append(", ")
        command.bind(.integers(dates.map(\.high.upperBound)))
        command.append(
            """
            ) AS r(parameter, a, b, c, d) CROSS JOIN LATERAL (
                SELECT i.person, i.version_key FROM index_date i
                WHERE i.parameter = r.parameter AND i.low >= r.a AND i.low <= r.b AND i.high >= r.c AND i.high <= r.d AND
            """)
        window.write(of: "i", into: &command)
        command.append(Self.endOfRange)
    }

    private func selectNumbers(_ window: KeyWindow, into command: inout PostgresCommand) {
        command.append("SELECT x.person, x.version_key FROM unnest(")
        command.bind(.integers(numbers.map(\.parameter)))
        command.append(", ")
        command.bind(.integers(numbers.map(\.unit)))
        for column in [
            numbers.map(\.low.lowerBound), numbers.map(\.low.upperBound), numbers.map(\.high.lowerBound),
            numbers.map(\.high.upperBound),
        ] {
            command.append(", ")
            command.bind(.reals(column))
        }
        command.append(
            """
            ) AS r(parameter, unit, a, b, c, d) CROSS JOIN LATERAL (
                SELECT i.person, i.version_key FROM index_number i
                WHERE i.parameter = r.parameter AND i.low >= r.a AND i.low <= r.b AND i.high >= r.c AND i.high <= r.d
                    AND (r.unit < 0 OR i.unit = r.unit) AND
            """)
        window.write(of: "i", into: &command)
        command.append(Self.endOfRange)
    }

    private func selectVersions(_ window: KeyWindow, into command: inout PostgresCommand) {
        command.append("SELECT x.person, x.version_key FROM unnest(")
        command.bind(.integers(versions.map(\.person)))
        command.append(", ")
        command.bind(.integers(versions.map(\.key)))
        command.append(") AS x(person, version_key) WHERE")
        window.write(of: "x", into: &command)
    }

    /// Writes a condition on the version `row` that the index answers: one of these rows is its own.
    ///
    /// For ranges that ``isProbe`` allows.
    func writeTest(of row: PostgresSQL, into command: inout PostgresCommand) {
        var parts: [(inout PostgresCommand) -> Void] = []
        for group in tokens { parts.append { $0.probe("index_token", group, "token", row) } }
        for group in targets { parts.append { $0.probe("index_reference", group, "target", row) } }
        if !texts.isEmpty {
            parts.append { command in
                command.append("EXISTS (SELECT 1 FROM unnest(")
                command.bind(.integers(texts.map(\.parameter)))
                command.append(", ")
                command.bind(.texts(texts.map(\.from)))
                command.append(", ")
                command.bind(.integers(texts.map(\.system)))
                command.append(
                    """
                    ) AS r(parameter, value, system) CROSS JOIN LATERAL (
                        SELECT 1 FROM index_text t
                        WHERE t.parameter = r.parameter AND t.value = r.value
                            AND (r.system < 0 OR t.system = r.system)
                    """)
                command.writeSame(row)
            }
        }
        if !versions.isEmpty {
            parts.append { command in
                command.append(row + ".version_key = ANY(")
                command.bind(.integers(versions.map(\.key)))
                command.append(")")
            }
        }
        guard !parts.isEmpty else { return command.append("false") }
        command.append("(")
        command.append(parts, joinedBy: " OR ") { $1(&$0) }
        command.append(")")
    }

    /// Writes a statement's part that gives the first rows behind a key in the order of versions, with ``isProbe``.
    ///
    /// - Parameter tests: further conditions.
    func writeOrderedRows(_ window: KeyWindow, limit: Int, tests: IndexTests, into command: inout PostgresCommand) {
        func end(_ command: inout PostgresCommand) {
            command.append(" AND")
            window.write(of: "i", into: &command)
            tests.write(of: "i", into: &command)
            window.writeOrder(of: "i.", into: &command)
            command.append(" LIMIT ")
            command.bind(.init(limit))
            command.append(") x")
        }
        func select(_ table: PostgresSQL, _ column: PostgresSQL, _ group: Numbers, _ command: inout PostgresCommand) {
            command.append("SELECT x.person, x.version_key FROM unnest(")
            command.bind(.integers(group.values))
            command.append(") AS r(value) CROSS JOIN LATERAL (SELECT i.person, i.version_key FROM ")
            command.append(table + " i WHERE i.parameter = ")
            command.bind(.integer(group.parameter))
            command.append(" AND i." + column + " = r.value")
            end(&command)
        }
        var parts: [(inout PostgresCommand) -> Void] = []
        for group in tokens { parts.append { select("index_token", "token", group, &$0) } }
        for group in targets { parts.append { select("index_reference", "target", group, &$0) } }
        if !texts.isEmpty {
            parts.append { command in
                command.append("SELECT x.person, x.version_key FROM unnest(")
                command.bind(.integers(texts.map(\.parameter)))
                command.append(", ")
                command.bind(.texts(texts.map(\.from)))
                command.append(", ")
                command.bind(.integers(texts.map(\.system)))
                command.append(
                    """
                    ) AS r(parameter, value, system) CROSS JOIN LATERAL (
                        SELECT i.person, i.version_key FROM index_text i
                        WHERE i.parameter = r.parameter AND i.value = r.value
                            AND (r.system < 0 OR i.system = r.system)
                    """)
                end(&command)
            }
        }
        if !versions.isEmpty { parts.append { self.selectVersions(window, into: &$0) } }
        command.append(parts, joinedBy: " UNION ALL ") { $1(&$0) }
        window.writeOrder(of: "", into: &command)
        command.append(" LIMIT ")
        command.bind(.init(limit))
    }
}

extension PostgresCommand {
    /// Rows with one of a list of numbers.
    ///
    /// An equation for each, and no `= ANY` in the condition itself, leaves the
    /// planner nothing but the whole index key, also where it knows nothing yet of a table.
    fileprivate mutating func select(
        from table: PostgresSQL, _ group: IndexRanges.Numbers, _ column: PostgresSQL, _ window: KeyWindow
    ) {
        append("SELECT x.person, x.version_key FROM unnest(")
        bind(.integers(group.values))
        append(
            ") AS r(value) CROSS JOIN LATERAL (SELECT i.person, i.version_key FROM " + table + " i WHERE i.parameter = "
        )
        bind(.integer(group.parameter))
        append(" AND i." + column + " = r.value AND")
        window.write(of: "i", into: &self)
        append(" OFFSET 0) x")
    }

    fileprivate mutating func probe(
        _ table: PostgresSQL, _ group: IndexRanges.Numbers, _ column: PostgresSQL, _ row: PostgresSQL
    ) {
        append("EXISTS (SELECT 1 FROM unnest(")
        bind(.integers(group.values))
        append(") AS r(value) CROSS JOIN LATERAL (SELECT 1 FROM " + table + " t WHERE t.parameter = ")
        bind(.integer(group.parameter))
        append(" AND t." + column + " = r.value")
        writeSame(row)
    }

    /// Ends a condition that asks for an index row `t` of the version `row`.
    fileprivate mutating func writeSame(_ row: PostgresSQL) {
        append(" AND t.version_key = " + row + ".version_key AND t.person = " + row + ".person OFFSET 0) y OFFSET 0)")
    }
}
