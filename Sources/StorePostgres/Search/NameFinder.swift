// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch
internal import Synchronization

/// Numbers of names that readers have met: once committed, a name keeps its number for ever.
final class KnownNames: Sendable {
    private struct Found {
        var names: [IndexName: Int64] = [:]
        var targets: [IndexTarget: Int64] = [:]
    }

    private static let limit = 100_000
    private let found = Mutex(Found())

    func number(_ name: IndexName) -> Int64? { found.withLock { $0.names[name] } }

    func number(_ target: IndexTarget) -> Int64? { found.withLock { $0.targets[target] } }

    func add(_ names: [IndexName: Int64], _ targets: [IndexTarget: Int64]) {
        found.withLock { found in
            if found.names.count > Self.limit { found.names.removeAll() }
            if found.targets.count > Self.limit { found.targets.removeAll() }
            found.names.merge(names) { $1 }
            found.targets.merge(targets) { $1 }
        }
    }
}

/// Finds the numbers of names for one search; what the store has never seen has none.
final class NameFinder {
    private let connection: PostgresConnection
    private let names: PostgresNames
    private let known: KnownNames?
    private var numbers: [IndexName: Int64?] = [:]
    private var targets: [IndexTarget: Int64?] = [:]
    private var tokens: [String: [Int64]] = [:]
    private var units: [(name: UnitName, number: Int64)]?

    /// Most codes that a system, a text or an address may stand for before reading resources is the better way.
    static let mostCodes = 2_000

    init(connection: PostgresConnection, names: PostgresNames, known: KnownNames?) {
        self.connection = connection
        self.names = names
        self.known = known
    }

    /// Looks for names, all of them in one statement.
    func prepare(_ wanted: some Sequence<IndexName>) throws {
        var missing: [IndexName] = []
        for name in Set(wanted) where numbers[name] == nil {
            numbers[name] = .some(known?.number(name))
            if numbers[name] == .some(nil) { missing.append(name) }
        }
        guard !missing.isEmpty else { return }
        let rows = try connection.run(
            """
            SELECT w.place, n.id
            FROM unnest($1::bigint[], $2::bigint[], $3::text[]) WITH ORDINALITY AS w(kind, owner, name, place)
            JOIN index_name n ON n.kind = w.kind AND n.owner = w.owner AND n.name = w.name
            """, .integers(missing.map(\.kind.rawValue)), .integers(missing.map(\.owner)), .texts(missing.map(\.name)))
        var found: [IndexName: Int64] = [:]
        for row in 0..<rows.count { found[missing[Int(rows.integer(row, 0)) - 1]] = rows.integer(row, 1) }
        for (name, number) in found { numbers[name] = .some(number) }
        known?.add(found, [:])
    }

    /// Looks for what references point to, all of it in one statement.
    func prepare(targets wanted: some Sequence<ReferenceTarget>) throws {
        var missing: [IndexTarget] = []
        for target in Set(wanted.map { IndexTarget($0, names: names) }) where targets[target] == nil {
            targets[target] = .some(known?.number(target))
            if targets[target] == .some(nil) { missing.append(target) }
        }
        guard !missing.isEmpty else { return }
        let rows = try connection.run(
            """
            SELECT w.place, t.number FROM unnest($1::bigint[], $2::text[]) WITH ORDINALITY AS w(type, id, place)
            JOIN index_target t ON t.id = w.id AND t.type = w.type
            """, .integers(missing.map(\.type)), .texts(missing.map(\.id)))
        var found: [IndexTarget: Int64] = [:]
        for row in 0..<rows.count { found[missing[Int(rows.integer(row, 0)) - 1]] = rows.integer(row, 1) }
        for (target, number) in found { targets[target] = .some(number) }
        known?.add([:], found)
    }

    /// Looks for the tokens of codes in any system, all of them in one statement.
    func prepare(codes wanted: some Sequence<String>) throws {
        let missing = Set(wanted.map(\.cutForName)).filter { tokens[$0] == nil }
        guard !missing.isEmpty else { return }
        let codes = Array(missing)
        for code in codes { tokens[code] = [] }
        let rows = try connection.run(
            """
            SELECT w.place, n.id FROM unnest($1::text[]) WITH ORDINALITY AS w(name, place)
            JOIN index_name n ON n.kind = 2 AND n.name = w.name
            """, .texts(codes))
        for row in 0..<rows.count {
            tokens[codes[Int(rows.integer(row, 0)) - 1], default: []].append(rows.integer(row, 1))
        }
    }

    func number(_ name: IndexName) throws -> Int64? {
        if numbers[name] == nil { try prepare([name]) }
        return numbers[name] ?? nil
    }

    func number(_ target: ReferenceTarget) throws -> Int64? {
        let wanted = IndexTarget(target, names: names)
        if targets[wanted] == nil { try prepare(targets: [target]) }
        return targets[wanted] ?? nil
    }

    func tokens(ofCode code: String) throws -> [Int64] {
        try prepare(codes: [code])
        return tokens[code.cutForName] ?? []
    }

    /// The number of the system that a pattern names: 0 for none, nil where the store has never seen it.
    func system(_ system: TokenPattern.System) throws -> Int64? {
        switch system {
        case .any, .none: 0
        case .exactly(let uri): try number(IndexName(.system, uri))
        }
    }

    // MARK: Many names at once

    /// The codes of a system that a parameter has rows of; nil where they are too many.
    func tokens(ofSystem system: Int64, parameter: Int64) throws -> [Int64]? {
        try few(
            connection.run(
                """
                WITH RECURSIVE step(token) AS (
                    (SELECT x.token FROM index_token x WHERE x.parameter = $1::bigint
                        ORDER BY x.parameter, x.token, x.version_key LIMIT 1)
                    UNION ALL
                    SELECT (SELECT x.token FROM index_token x WHERE x.parameter = $1::bigint AND x.token > step.token
                        ORDER BY x.parameter, x.token, x.version_key LIMIT 1)
                    FROM step WHERE step.token IS NOT NULL)
                SELECT step.token FROM step
                WHERE EXISTS (
                    SELECT 1 FROM index_name n WHERE n.kind = 2 AND n.id = step.token AND n.owner = $2::bigint OFFSET 0)
                LIMIT $3::bigint
                """, .integer(parameter), .integer(system), .init(Self.mostCodes + 1)))
    }

    /// The tokens that stand beside words which begin with a text; nil where they are too many.
    func tokens(ofWording text: String) throws -> [Int64]? {
        try few(
            connection.run(
                """
                SELECT DISTINCT w.token FROM index_wording w WHERE w.text >= $1::text AND w.text <= $2::text
                LIMIT $3::bigint
                """, .text(text), .text(text + "\u{10FFFF}"), .init(Self.mostCodes + 1)))
    }

    /// The addresses that begin with a text; nil where they are too many.
    func tokens(ofAddressesIn folder: String) throws -> [Int64]? {
        try few(
            connection.run(
                """
                SELECT n.id FROM index_name n
                WHERE n.kind = 2 AND n.owner = 0 AND n.name >= $1::text AND n.name <= $2::text LIMIT $3::bigint
                """, .text(folder), .text(folder + "\u{10FFFF}"), .init(Self.mostCodes + 1)))
    }

    private func few(_ rows: PostgresRows) -> [Int64]? {
        rows.count > Self.mostCodes ? nil : (0..<rows.count).map { rows.integer($0, 0) }
    }

    /// The sets of parameters of a type that have a member, or lack it.
    func shapes(of type: String, with parameter: Int64, isThere: Bool) throws -> [Int64] {
        let rows = try connection.run(
            """
            SELECT id FROM index_name
            WHERE kind = 6 AND owner = $1::bigint AND (strpos(name, $2::text) > 0) = ($3::bigint = 1)
            """, .integer(names.number(ofType: type)), .text(IndexName.member(parameter)), .init(isThere ? 1 : 0))
        return (0..<rows.count).map { rows.integer($0, 0) }
    }

    /// The units that `isWanted` accepts.
    func units(_ isWanted: (UnitName) -> Bool) throws -> [Int64] {
        if units == nil {
            let rows = try connection.run("SELECT name, id FROM index_name WHERE kind = 3 AND owner = 0 ORDER BY id")
            units = (0..<rows.count).compactMap { row in
                UnitName(rows.text(row, 0)).map { ($0, rows.integer(row, 1)) }
            }
        }
        return (units ?? []).filter { isWanted($0.name) }.map(\.number)
    }
}
