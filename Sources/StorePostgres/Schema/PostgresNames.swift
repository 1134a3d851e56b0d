// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// The store's own numbers for resource types, fixed when a store is opened.
struct PostgresNames: Sendable {
    private let numbers: [String: Int64]
    private let types: [Int64: String]

    /// Reads the numbers and gives numbers to what is new.
    init(_ connection: PostgresConnection) throws {
        let newTypes = try Self.types(connection)
        let known = Set(newTypes.map(\.name))
        let missing = R4.resourceTypes.filter { !known.contains($0) }
        if !missing.isEmpty {
            // Another program may be at it too: behind the lock, the second statement sees what it has done.
            defer { connection.rollBack() }
            try connection.run([
                PostgresCommand("BEGIN"), PostgresCommand("SELECT 1 FROM store_state FOR UPDATE"),
                PostgresCommand(Self.insert, .texts(missing)), PostgresCommand("COMMIT"),
            ])
        }
        let all = try Self.types(connection)
        numbers = Dictionary(all.map { ($0.name, $0.number) }, uniquingKeysWith: { $1 })
        types = Dictionary(all.map { ($0.number, $0.name) }, uniquingKeysWith: { $1 })
    }

    private static let insert: PostgresSQL =
        """
        INSERT INTO resource_type(id, name)
        SELECT ((SELECT coalesce(max(id), 0) FROM resource_type) + row_number() OVER ())::smallint, name
        FROM unnest($1::text[]) AS new(name)
        WHERE NOT EXISTS (SELECT 1 FROM resource_type old WHERE old.name = new.name)
        """

    private static func types(_ connection: PostgresConnection) throws -> [(number: Int64, name: String)] {
        let rows = try connection.run("SELECT id, name FROM resource_type")
        return (0..<rows.count).map { (rows.integer($0, 0), rows.text($0, 1)) }
    }

    func number(ofType type: String) -> Int64 { numbers[type] ?? -1 }

    func type(_ number: Int64) -> String { types[number] ?? "" }
}
