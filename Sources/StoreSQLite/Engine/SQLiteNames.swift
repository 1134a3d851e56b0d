// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// The store's own numbers for resource types, fixed when a store is opened, and for parameters.
struct SQLiteNames: Sendable {
    /// Number of the type that stands for addresses elsewhere, which are kept by their text.
    static let externalType: Int64 = 0

    /// Above all numbers of parameters; the numbers of composites' first values follow.
    static let firstComposite: Int64 = 1 << 20

    /// Above all numbers of types; the groups of parameters that were taken into a running store follow.
    static let firstGroup: Int64 = 1 << 20

    private let typeNumbers: [String: Int64]
    private let typeNames: [Int64: String]
    /// The store's number of each parameter, by ordinal.
    var parameters: [Int64] = []
    /// The group of each parameter, by ordinal: parameters of one type that share their ``Shape``.
    ///
    /// Those that were there when the store was made have the number of their type.
    var groups: [Int64] = []
    /// The groups of a type, each with the ordinals of its parameters that are in use.
    var members: [String: [Int64: [Int]]] = [:]

    /// Reads the numbers of types and gives numbers to what is new.
    init(_ connection: SQLiteConnection) throws {
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
    }

    func number(ofType type: String) -> Int64 { typeNumbers[type] ?? -1 }

    func type(_ number: Int64) -> String { typeNames[number] ?? "" }
}
