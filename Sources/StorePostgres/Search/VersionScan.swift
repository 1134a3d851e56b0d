// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import RecordStore

/// Walks the versions that were current in a state, in the order of recording, a piece at a time.
///
/// A version key in a state never comes to mean another version, so pieces read one after the other are still of one
/// state: what was superseded meanwhile is found in `history`.
struct VersionScan {
    /// What is walked.
    enum Subject {
        /// All resources of a type.
        case type(Int64)
        /// All that concerns a person, of some types or of every type where nil.
        case person(Int64, types: [Int64]?)
    }

    /// How many versions one piece holds.
    private static let piece = 1_000

    let connection: PostgresConnection
    let subject: Subject
    /// The state, as its newest version key.
    let state: Int64

    /// Calls `body` with each row behind version key `after` until it answers no.
    func forEach(after: Int64, _ body: (PostgresRows, Int) throws -> Bool) throws {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(5)
        var edge = after
        while true {
            let rows = try read(after: edge)
            for row in 0..<rows.count where try !body(rows, row) { return }
            guard rows.count == Self.piece else { return }
            guard clock.now < end else { throw StoreFailure.tooCostly }
            edge = VersionColumns.key(rows, rows.count - 1)
        }
    }

    private func read(after edge: Int64) throws -> PostgresRows {
        switch subject {
        case .type(let type):
            try connection.run(Self.ofType, .integer(edge), .integer(state), .integer(type))
        case .person(let person, let types):
            try connection.run(
                Self.ofPerson, .integer(edge), .integer(state), .integer(person), .integers(types ?? []),
                .init(types == nil ? 1 : 0))
        }
    }

    private static let inState: PostgresSQL =
        " v.change < 3 AND v.version_key > $1::bigint AND v.version_key <= $2::bigint"

    private static let typeClause: PostgresSQL = " AND v.type = $3::bigint"

    private static let personClause: PostgresSQL =
        " AND v.person = $3::bigint AND ($5::bigint = 1 OR v.type = ANY($4::bigint[]))"

    private static let ofType = statement(typeClause)
    private static let ofPerson = statement(personClause)

    private static func statement(_ clause: PostgresSQL) -> PostgresSQL {
        "SELECT " + VersionColumns.list + " FROM current_version v WHERE" + inState + clause + " UNION ALL SELECT "
            + VersionColumns.list + " FROM history v WHERE" + inState + clause
            + " AND v.superseded > $2::bigint ORDER BY version_key LIMIT 1000"
    }
}
