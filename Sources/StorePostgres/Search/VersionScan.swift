// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import RecordStore

/// Walks the versions of a person that were current in a state, in the order of recording, a piece at a time.
///
/// A version key in a state never comes to mean another version, so pieces read one after the other are still of one
/// state: what was superseded meanwhile is found in `history`.
struct VersionScan {
    let connection: PostgresConnection
    let person: Int64
    /// Only of these types; of every type where nil.
    let types: [Int64]?
    /// The state, as its newest version key.
    let state: Int64
    /// How many versions one piece holds.
    var piece = 1_000

    /// Calls `body` with each row behind version key `after` until it answers no.
    func forEach(after: Int64, _ body: (PostgresRows, Int) throws -> Bool) throws {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(5)
        var edge = after
        while true {
            let rows = try read(after: edge)
            for row in 0..<rows.count where try !body(rows, row) { return }
            guard rows.count == piece else { return }
            guard clock.now < end else { throw StoreFailure.tooCostly }
            edge = VersionColumns.key(rows, rows.count - 1)
        }
    }

    private func read(after edge: Int64) throws -> PostgresRows {
        try connection.run(
            Self.ofPerson, .integer(edge), .integer(state), .integer(person), .init(piece), .integers(types ?? []),
            .init(types == nil ? 1 : 0))
    }

    // Sums with 0 leave the planner one index each: that of the person and that of what was superseded. It knows no
    // values here and might walk all version keys instead.
    private static let ofPerson: PostgresSQL =
        "(SELECT " + VersionColumns.list + """
             FROM current_version v
            WHERE v.change < 3 AND v.person = $3::bigint AND ($6::bigint = 1 OR v.type = ANY($5::bigint[]))
                AND v.version_key + 0 > $1::bigint AND v.version_key + 0 <= $2::bigint
            ORDER BY v.version_key + 0 LIMIT $4::bigint) UNION ALL SELECT 
            """ + VersionColumns.list + past + """
             AND v.person = $3::bigint AND ($6::bigint = 1 OR v.type = ANY($5::bigint[]))
            ORDER BY version_key LIMIT $4::bigint
            """

    private static let past: PostgresSQL =
        """
         FROM history v WHERE v.change < 3 AND v.superseded > $2::bigint AND v.version_key + 0 > $1::bigint
            AND v.version_key + 0 <= $2::bigint
        """
}
