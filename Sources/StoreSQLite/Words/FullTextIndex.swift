// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch
internal import RecordStore

/// The index of all words (FTS5), for `_text` and `_content`.
///
/// It is an index alone, without the texts (`content=''`): a row is taken out by giving its words again, as the rows of
/// the other tables are. The words come parted and folded (``FoldedWords``), so that the tokeniser `ascii` has nothing
/// left to decide. Rows are numbered by version: what was superseded stays until it is purged, for old page links.
struct FullTextIndex {
    private let connection: SQLiteConnection

    init(_ connection: SQLiteConnection) { self.connection = connection }

    /// Makes the table; it stays empty until the store is told to keep it.
    static let table = """
        CREATE VIRTUAL TABLE full_text USING fts5(
            narrative, others, content = '', columnsize = 0, detail = full, tokenize = 'ascii')
        """

    /// Whether every version's words are in it.
    func isOn() throws -> Bool { try property("full_text") == Int64(ResourceWords.form) }

    /// What FTS5 is to look for: signs cannot be in words, so nothing needs to be escaped.
    static func match(_ words: FoldedWords, in part: TextPart) -> String {
        (part == .narrative ? "narrative : " : "") + "\"" + words.text + "\""
    }

    // MARK: Reading

    func keys(_ match: String, after: Int64, limit: Int) throws -> [Int64] {
        try connection.statement(
            "SELECT rowid FROM full_text WHERE full_text MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?"
        ).bind(.init(match), .init(after), .init(limit)).integers()
    }

    func holds(_ match: String, version: Int64) throws -> Bool {
        try connection.statement("SELECT 1 FROM full_text WHERE full_text MATCH ? AND rowid = ?")
            .bind(.init(match), .init(version)).hasRow()
    }

    // MARK: Writing

    func insert(_ words: ResourceWords, version: Int64) throws {
        guard !words.narrative.isEmpty || !words.others.isEmpty else { return }
        try connection.statement("INSERT INTO full_text(rowid, narrative, others) VALUES (?, ?, ?)")
            .bind(.init(version), .init(words.narrative.text), .init(words.others.text)).run()
    }

    /// Takes a version out; `words` are those that it was put in with.
    func delete(_ words: ResourceWords, version: Int64) throws {
        guard !words.narrative.isEmpty || !words.others.isEmpty else { return }
        try connection.statement(
            "INSERT INTO full_text(full_text, rowid, narrative, others) VALUES ('delete', ?, ?, ?)"
        ).bind(.init(version), .init(words.narrative.text), .init(words.others.text)).run()
    }

    // MARK: Turning on and off

    /// Forgets all words.
    func turnOff() throws {
        guard try property("full_text") != nil || property("full_text_next") != nil else { return }
        try connection.statement("INSERT INTO full_text(full_text) VALUES ('delete-all')").run()
        try connection.statement("DELETE FROM property WHERE name IN ('full_text', 'full_text_next')").run()
    }

    /// How many versions one step of ``build(bodies:)`` takes.
    private static let step = 1_000

    /// Takes in the next versions of those that are there; false where none is left and the index is on.
    ///
    /// Where it ends is written down with the rows, so that a later start goes on from there.
    func build(bodies: StoredBodies) throws -> Bool {
        // Words that another version of this program took out otherwise are of no use.
        if try property("full_text") != nil { try turnOff() }
        let next = try property("full_text_next")
        if next == nil { try connection.statement("INSERT INTO full_text(full_text) VALUES ('delete-all')").run() }
        let rows = try connection.statement(
            """
            SELECT version_key, body FROM (
                SELECT * FROM (SELECT version_key, body FROM current WHERE version_key > ?1 ORDER BY version_key LIMIT ?2)
                UNION ALL
                SELECT * FROM (
                    SELECT version_key, body FROM history WHERE version_key > ?1 AND indexed = 1
                    ORDER BY version_key LIMIT ?2))
            ORDER BY version_key LIMIT ?2
            """
        ).bind(.init(next ?? 0), .init(Self.step))
        var last: Int64 = next ?? 0
        var count = 0
        while try rows.step() {
            last = rows.integer(0)
            count += 1
            // A damaged body has no words; whoever reads it hears of it.
            guard let resource = try? rows.withBlob(1, bodies.body(of:)).resource() else { continue }
            try insert(ResourceWords(resource), version: last)
        }
        try setProperty("full_text_next", last)
        if count < Self.step { try setProperty("full_text", Int64(ResourceWords.form)) }
        return count == Self.step
    }

    private func property(_ name: String) throws -> Int64? {
        try connection.statement("SELECT value FROM property WHERE name = ?").bind(.init(name)).firstInteger()
    }

    private func setProperty(_ name: String, _ value: Int64) throws {
        try connection.statement("INSERT OR REPLACE INTO property(name, value) VALUES (?, ?)")
            .bind(.init(name), .init(value)).run()
    }
}
