// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch

/// The numbers of names, as the writer hands them out within its transaction.
///
/// A cache stands before the tables. What a transaction added is only remembered when it has committed.
final class IndexNameBook {
    private struct Wording: Hashable {
        var token: Int64
        var text: String
    }

    private static let cacheLimit = 200_000
    private let names: PostgresNames
    private var numbers: [IndexName: Int64] = [:]
    private var targets: [IndexTarget: Int64] = [:]
    private var wordings: Set<Wording> = []
    private var newNumbers: [IndexName: Int64] = [:]
    private var newTargets: [IndexTarget: Int64] = [:]
    private var newWordings: Set<Wording> = []
    private var wantedNames: Set<IndexName> = []
    private var wantedTargets: Set<IndexTarget> = []

    init(names: PostgresNames) { self.names = names }

    /// The number of a name; where nil, ``resolve(on:)`` will give it one.
    func number(_ name: IndexName) -> Int64? {
        if let known = numbers[name] ?? newNumbers[name] { return known }
        wantedNames.insert(name)
        return nil
    }

    /// The number of a code system; 0 stands for none.
    func system(_ uri: String?) -> Int64? { uri.map { number(IndexName(.system, $0)) } ?? 0 }

    /// The number of a code in a system.
    func token(system: String?, code: String) -> Int64? {
        self.system(system).flatMap { number(IndexName(.token, owner: $0, code)) }
    }

    /// The number of what a reference points to.
    func target(_ target: ReferenceTarget) -> Int64? {
        let wanted = IndexTarget(target, names: names)
        if let known = targets[wanted] ?? newTargets[wanted] { return known }
        wantedTargets.insert(wanted)
        return nil
    }

    /// Notes that a text, or one of its words on, leads to a token.
    func note(_ text: String, of token: Int64) {
        let wording = Wording(token: token, text: text)
        if !wordings.contains(wording) { newWordings.insert(wording) }
    }

    /// Whether anything was asked for that has no number yet.
    var isWanting: Bool { !wantedNames.isEmpty || !wantedTargets.isEmpty }

    /// Reads the numbers of what was asked for, and gives numbers to what is new.
    func resolve(on connection: PostgresConnection) throws {
        let (names, targets) = (Array(wantedNames), Array(wantedTargets))
        let rows = try connection.run([
            PostgresCommand(
                Self.addNames, .integers(names.map(\.kind.rawValue)), .integers(names.map(\.owner)),
                .texts(names.map(\.name))),
            PostgresCommand(Self.addTargets, .integers(targets.map(\.type)), .texts(targets.map(\.id))),
        ])
        for row in 0..<rows[0].count {
            newNumbers[names[Int(rows[0].integer(row, 0)) - 1]] = rows[0].integer(row, 1)
        }
        for row in 0..<rows[1].count {
            newTargets[targets[Int(rows[1].integer(row, 0)) - 1]] = rows[1].integer(row, 1)
        }
        wantedNames.removeAll(keepingCapacity: true)
        wantedTargets.removeAll(keepingCapacity: true)
    }

    /// The statement that writes what ``note(_:of:)`` was told and the table does not hold.
    func wordingsCommand() -> PostgresCommand? {
        guard !newWordings.isEmpty else { return nil }
        var rows: Set<Wording> = []
        for wording in newWordings {
            for suffix in WordStart.suffixes(of: wording.text) {
                rows.insert(Wording(token: wording.token, text: String(suffix).cutForIndex))
            }
        }
        return PostgresCommand(Self.addWordings, .integers(rows.map(\.token)), .texts(rows.map(\.text)))
    }

    /// The transaction has committed.
    func keep() {
        if numbers.count > Self.cacheLimit { numbers.removeAll() }
        if targets.count > Self.cacheLimit { targets.removeAll() }
        if wordings.count > Self.cacheLimit { wordings.removeAll() }
        numbers.merge(newNumbers) { $1 }
        targets.merge(newTargets) { $1 }
        wordings.formUnion(newWordings)
        forget()
    }

    /// The transaction came to nothing, or nobody knows.
    func forget() {
        newNumbers.removeAll()
        newTargets.removeAll()
        newWordings.removeAll()
        wantedNames.removeAll()
        wantedTargets.removeAll()
    }

    // Only one transaction writes at a time, so what is not there now is there only if it is added here.
    private static let addNames: PostgresSQL =
        """
        WITH looked AS MATERIALIZED (
            SELECT w.kind, w.owner, w.name, w.place, n.id
            FROM unnest($1::bigint[], $2::bigint[], $3::text[]) WITH ORDINALITY AS w(kind, owner, name, place)
            LEFT JOIN index_name n ON n.kind = w.kind AND n.owner = w.owner AND n.name = w.name),
        fresh AS MATERIALIZED (
            SELECT kind, owner, name, place,
                CASE WHEN kind IN (4, 5) THEN nextval('index_parameter_number') ELSE nextval('index_value_number') END id
            FROM looked WHERE id IS NULL),
        added AS (
            INSERT INTO index_name(kind, owner, name, id) SELECT kind, owner, name, id FROM fresh)
        SELECT place, id::bigint FROM looked WHERE id IS NOT NULL UNION ALL SELECT place, id FROM fresh
        """

    private static let addTargets: PostgresSQL =
        """
        WITH looked AS MATERIALIZED (
            SELECT w.type, w.id, w.place, t.number
            FROM unnest($1::bigint[], $2::text[]) WITH ORDINALITY AS w(type, id, place)
            LEFT JOIN index_target t ON t.id = w.id AND t.type = w.type),
        fresh AS MATERIALIZED (
            SELECT type, id, place, nextval('index_target_number') AS number FROM looked WHERE number IS NULL),
        added AS (
            INSERT INTO index_target(type, id, number) SELECT type, id, number FROM fresh)
        SELECT place, number FROM looked WHERE number IS NOT NULL UNION ALL SELECT place, number FROM fresh
        """

    private static let addWordings: PostgresSQL =
        """
        INSERT INTO index_wording(token, text) SELECT token, text FROM unnest($1::bigint[], $2::text[]) AS w(token, text)
        ON CONFLICT DO NOTHING
        """
}
