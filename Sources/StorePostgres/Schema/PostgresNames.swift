// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// The store's own numbers for resource types and parameters, fixed when a store is opened.
struct PostgresNames: Sendable {
    /// Number of the type that stands for addresses elsewhere, which are kept by their text.
    static let externalType: Int64 = 0
    /// The parameter under which the shapes of resources stand, see ``IndexNameBook/Kind/shape``.
    static let shapeParameter: Int64 = 0

    private let numbers: [String: Int64]
    private let types: [Int64: String]
    /// The store's number of each parameter, by ordinal; -1 for one that it does not keep.
    let parameters: [Int64]

    private struct Definition: Hashable {
        var type: String
        var code: String
        var hash: Int64
    }

    /// Reads the numbers and gives numbers to what is new.
    ///
    /// - Throws: ``StoreFailure/unavailable(_:)`` where a parameter is new and the store holds resources of its
    ///   type already: none of them would be in its index, and searches would miss them in silence.
    init(_ connection: PostgresConnection, catalog: ParameterCatalog = .r4) throws {
        let all = catalog.parameters.map {
            Definition(type: $0.resourceType, code: $0.code, hash: Int64(bitPattern: $0.definitionHash))
        }
        // A store that had records before there were joined parameters goes without them.
        let wanted = zip(catalog.parameters, all).filter { !$0.0.isJoined }.map(\.1)
        var types = try Self.types(connection)
        var known = try Self.definitions(connection)
        if !Set(types.map(\.name)).isSuperset(of: R4.resourceTypes) || wanted.contains(where: { known[$0] == nil }) {
            // Another program may be at it too: behind the lock, statements see what it has done.
            defer { connection.rollBack() }
            try connection.run([PostgresCommand("BEGIN"), PostgresCommand("SELECT 1 FROM store_state FOR UPDATE")])
            try connection.run(Self.insertTypes, .texts(R4.resourceTypes))
            types = try Self.types(connection)
            known = try Self.definitions(connection)
            try Self.add((known.isEmpty ? all : wanted).filter { known[$0] == nil }, types: types, connection)
            known = try Self.definitions(connection)
            try connection.run("COMMIT")
        }
        numbers = Dictionary(types.map { ($0.name, $0.number) }, uniquingKeysWith: { $1 })
        self.types = Dictionary(types.map { ($0.number, $0.name) }, uniquingKeysWith: { $1 })
        parameters = all.map { known[$0] ?? -1 }
    }

    private static func add(
        _ new: [Definition], types: [(number: Int64, name: String)], _ connection: PostgresConnection
    ) throws {
        guard !new.isEmpty else { return }
        let concerned = Set(new.map(\.type))
        let filled = try connection.run(
            """
            SELECT wanted.type FROM unnest($1::bigint[]) AS wanted(type)
            WHERE EXISTS (SELECT 1 FROM current_version v WHERE v.type = wanted.type)
            """, .integers(types.filter { concerned.contains($0.name) }.map(\.number)))
        let names = Set(
            (0..<filled.count).compactMap { row in
                types.first { $0.number == filled.integer(row, 0) }?.name
            })
        if let lacking = new.first(where: { names.contains($0.type) }) {
            throw StoreFailure.unavailable(
                "the index lacks \(lacking.type).\(lacking.code); rebuild it by importing the records into a new store")
        }
        try connection.run(
            insertParameters, .texts(new.map(\.type)), .texts(new.map(\.code)), .integers(new.map(\.hash)))
    }

    private static let insertTypes: PostgresSQL =
        """
        INSERT INTO resource_type(id, name)
        SELECT ((SELECT coalesce(max(id), 0) FROM resource_type) + row_number() OVER ())::smallint, name
        FROM unnest($1::text[]) AS new(name)
        WHERE NOT EXISTS (SELECT 1 FROM resource_type old WHERE old.name = new.name)
        """

    private static let insertParameters: PostgresSQL =
        """
        INSERT INTO search_parameter(id, type, code, definition)
        SELECT (SELECT coalesce(max(id), 0) FROM search_parameter) + row_number() OVER (), type, code, definition
        FROM unnest($1::text[], $2::text[], $3::bigint[]) AS new(type, code, definition)
        """

    private static func types(_ connection: PostgresConnection) throws -> [(number: Int64, name: String)] {
        let rows = try connection.run("SELECT id, name FROM resource_type")
        return (0..<rows.count).map { (rows.integer($0, 0), rows.text($0, 1)) }
    }

    private static func definitions(_ connection: PostgresConnection) throws -> [Definition: Int64] {
        let rows = try connection.run("SELECT id, type, code, definition FROM search_parameter")
        return Dictionary(
            (0..<rows.count).map { row in
                (
                    Definition(type: rows.text(row, 1), code: rows.text(row, 2), hash: rows.integer(row, 3)),
                    rows.integer(row, 0)
                )
            }, uniquingKeysWith: { $1 })
    }

    func number(ofType type: String) -> Int64 { numbers[type] ?? -1 }

    func type(_ number: Int64) -> String { types[number] ?? "" }
}
