// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRSearch
internal import RecordStore

/// Reads candidates of a search: one statement names versions by their keys, `d`, and looks each of them up, `w`.
///
/// The statements leave PostgreSQL's planner no choice but that of one index for each table, so what a search costs does
/// not hang on its statistics.
struct CandidateReader {
    let search: PostgresSearch
    let query: SearchQuery
    let visibility: Visibility
    let state: Int64
    /// What statements can ask.
    let tests: IndexTests
    let withBody: Bool

    /// Where in the answers the key, the person and the sort value of a candidate are; before them are the columns of
    /// ``VersionColumns``, null where the candidate is no match.
    static let key: Int32 = 12
    static let person: Int32 = 13
    static let value: Int32 = 14

    /// Versions that are known by their keys.
    func read(_ places: [VersionPlace]) throws -> PostgresRows {
        var command = PostgresCommand("WITH d AS MATERIALIZED (SELECT x.person, x.version_key, 0 AS value FROM unnest(")
        command.bind(.integers(places.map(\.person)))
        command.append(", ")
        command.bind(.integers(places.map(\.key)))
        command.append(") AS x(person, version_key)) ")
        writeLookup(into: &command, tests)
        return try search.run(command)
    }

    /// The next versions that have rows in ranges that are in the order of versions.
    func read(_ ranges: IndexRanges, _ window: KeyWindow, limit: Int) throws -> PostgresRows {
        var command = PostgresCommand("WITH d AS MATERIALIZED (SELECT person, version_key, 0 AS value FROM (")
        ranges.writeOrderedRows(window, limit: limit, tests: tests.ofIndexRows, into: &command)
        command.append(") x) ")
        writeLookup(into: &command, tests.ofVersions)
        window.writeOrder(of: "d.", into: &command)
        return try search.run(command)
    }

    /// The next versions of the type.
    func readType(_ window: KeyWindow, limit: Int, and further: [IndexTest] = []) throws -> PostgresRows {
        var all = tests
        all.tests += further
        var command = PostgresCommand("WITH d AS MATERIALIZED ((")
        writeTypeRows("current_version", window, all, into: &command)
        command.append(
            window.isDescending ? " ORDER BY x.type DESC, x.version_key DESC" : " ORDER BY x.type, x.version_key")
        command.append(" LIMIT ")
        command.bind(.init(limit))
        command.append(") UNION ALL (")
        writeTypeRows("history", window, all, into: &command)
        // Not in the order of an index, but by the index of what was superseded.
        command.append(window.isDescending ? " ORDER BY x.version_key + 0 DESC" : " ORDER BY x.version_key + 0")
        command.append(" LIMIT ")
        command.bind(.init(limit))
        command.append(")")
        window.writeOrder(of: "", into: &command)
        command.append(" LIMIT ")
        command.bind(.init(limit))
        command.append(") ")
        writeLookup(into: &command, IndexTests())
        window.writeOrder(of: "d.", into: &command)
        return try search.run(command)
    }

    /// How many versions of the type there are.
    func countType() throws -> Int {
        let window = KeyWindow(upTo: state)
        var command = PostgresCommand("SELECT (SELECT count(*) FROM (")
        writeTypeRows("current_version", window, tests, into: &command)
        command.append(") a) + (SELECT count(*) FROM (")
        writeTypeRows("history", window, tests, into: &command)
        command.append(") b)")
        return Int(try search.run(command).integer(0, 0))
    }

    /// How many versions have rows in ranges.
    func count(_ ranges: IndexRanges) throws -> Int {
        guard !ranges.isEmpty else { return 0 }
        var command = PostgresCommand(
            "WITH d AS MATERIALIZED (SELECT DISTINCT person, version_key, 0 AS value FROM (")
        ranges.writeRows(KeyWindow(upTo: state), into: &command)
        command.append(") x) SELECT count(*) FROM (")
        writeLookup(into: &command, tests)
        command.append(") found WHERE found.type IS NOT NULL")
        return Int(try search.run(command).integer(0, 0))
    }

    // MARK: Parts

    private func writeTypeRows(
        _ table: PostgresSQL, _ window: KeyWindow, _ tests: IndexTests, into command: inout PostgresCommand
    ) {
        let type = PostgresValue.integer(search.names.number(ofType: query.resourceType))
        command.append("SELECT x.person, x.version_key, 0 AS value FROM " + table + " x WHERE x.change < 3")
        if table == "history" {
            // What was superseded since the state: few, for a state lives an hour.
            command.append(" AND x.superseded > ")
            command.bind(.integer(state))
            command.append(" AND x.type + 0 = ")
            command.bind(type)
            command.append(" AND x.version_key + 0 > ")
            command.bind(.integer(window.after))
            command.append(" AND x.version_key + 0 <= ")
            command.bind(.integer(window.upTo))
        } else {
            // A comparison of rows leaves one index: that of the type.
            command.append(" AND (x.type, x.version_key) > (")
            command.bind(type)
            command.append(", ")
            command.bind(.integer(window.after))
            command.append(") AND (x.type, x.version_key) <= (")
            command.bind(type)
            command.append(", ")
            command.bind(.integer(window.upTo))
            command.append(")")
        }
        writeVisibility(of: "x", into: &command)
        tests.write(of: "x", into: &command)
    }

    /// Looks candidates up: in the state, visible and, as far as statements can tell, a match.
    func writeLookup(into command: inout PostgresCommand, _ tests: IndexTests) {
        command.append("SELECT w.*, d.version_key AS key, d.person AS whom, d.value FROM d LEFT JOIN LATERAL (SELECT ")
        command.append(columns)
        command.append(
            """
             FROM current_version v WHERE v.person = d.person AND v.version_key = d.version_key UNION ALL SELECT 
            """ + columns + """
                 FROM history v WHERE v.person = d.person AND v.version_key = d.version_key AND v.superseded + 0 >
                """)
        command.bind(.integer(state))
        writeConditions(into: &command, tests)
    }

    /// The conditions on what was looked up.
    func writeConditions(into command: inout PostgresCommand, _ tests: IndexTests) {
        command.append(" OFFSET 0) w ON w.change < 3 AND w.type = ")
        command.bind(.integer(search.names.number(ofType: query.resourceType)))
        writeVisibility(of: "w", into: &command)
        tests.write(of: "w", into: &command)
    }

    var columns: PostgresSQL { withBody ? VersionColumns.list : VersionColumns.listWithoutBody }

    private func writeVisibility(of row: PostgresSQL, into command: inout PostgresCommand) {
        if !visibility.hiddenLabels.isEmpty {
            command.append(" AND " + row + ".labels & ")
            command.bind(.integer(Int64(Int32(bitPattern: visibility.hiddenLabels.rawValue))))
            command.append(" = 0")
        }
        guard case .only(let people) = visibility.people else { return }
        command.append(" AND (" + row + ".person_id = ANY(")
        command.bind(.texts(people.filter { !$0.isEmpty && !$0.utf8.contains(0) }))
        command.append(")")
        if !PersonParameters.canConcernPerson(query.resourceType) { command.append(" OR " + row + ".person_id = ''") }
        command.append(")")
    }
}
