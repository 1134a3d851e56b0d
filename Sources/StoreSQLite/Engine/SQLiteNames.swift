// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// The store's own numbers for resource types and parameters, fixed when a
/// store is opened.
struct SQLiteNames: Sendable {
    /// Number of the type that stands for addresses elsewhere, which are kept by their text.
    static let externalType: Int64 = 0

    /// Above all numbers of parameters; the numbers of composites' first values follow.
    static let firstComposite: Int64 = 1 << 20

    private let typeNumbers: [String: Int64]
    private let typeNames: [Int64: String]
    /// The store's number of each parameter, by ordinal.
    let parameters: [Int64]

    /// Reads the numbers and gives numbers to what is new.
    ///
    /// - Throws: ``StoreFailure/unavailable(_:)`` where a parameter is new and the store holds resources of its
    ///   type already: none of them would be in its index, and searches would miss them in silence.
    init(_ connection: SQLiteConnection, catalog: ParameterCatalog) throws {
        var numbers: [String: Int64] = [:]
        let rows = try connection.statement("SELECT id, name FROM resource_type")
        while try rows.step() { numbers[rows.text(1)] = rows.integer(0) }
        for type in R4.resourceTypes where numbers[type] == nil {
            let number = Int64(numbers.count + 1)
            try connection.statement("INSERT INTO resource_type(id, name) VALUES (?, ?)").bind(
                .init(number), .init(type)
            ).run()
            numbers[type] = number
        }
        typeNumbers = numbers
        typeNames = Dictionary(uniqueKeysWithValues: numbers.map { ($1, $0) })

        struct Name: Hashable { var type: String, code: String, definition: Int64 }
        var known: [Name: Int64] = [:]
        let parameterRows = try connection.statement("SELECT id, type, code, definition FROM parameter")
        while try parameterRows.step() {
            let name = Name(
                type: parameterRows.text(1), code: parameterRows.text(2), definition: parameterRows.integer(3))
            known[name] = parameterRows.integer(0)
        }
        var next = (known.values.max() ?? 0) + 1
        var parameters: [Int64] = []
        for parameter in catalog.parameters {
            let name = Name(
                type: parameter.resourceType, code: parameter.code,
                definition: Int64(bitPattern: parameter.definitionHash))
            if let number = known[name] {
                parameters.append(number)
            } else {
                guard try !Self.holds(numbers[name.type] ?? -1, connection) else {
                    throw StoreFailure.unavailable(
                        "the index lacks \(name.type).\(name.code); rebuild it by importing the records into a new store"
                    )
                }
                try connection.statement("INSERT INTO parameter(id, type, code, definition) VALUES (?, ?, ?, ?)")
                    .bind(.init(next), .init(name.type), .init(name.code), .init(name.definition)).run()
                parameters.append(next)
                next += 1
            }
        }
        self.parameters = parameters
    }

    /// Whether there are resources of a type.
    private static func holds(_ type: Int64, _ connection: SQLiteConnection) throws -> Bool {
        try connection.statement("SELECT 1 FROM current WHERE type = ? LIMIT 1").bind(.init(type)).hasRow()
    }

    func number(ofType type: String) -> Int64 { typeNumbers[type] ?? -1 }

    func type(_ number: Int64) -> String { typeNames[number] ?? "" }
}
