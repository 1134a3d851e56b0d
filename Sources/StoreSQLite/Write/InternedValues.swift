// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch

/// Numbers for systems, tokens and resources, as the writer hands them out.
///
/// A cache stands before the tables. What a savepoint added is forgotten when
/// the savepoint is rolled back, for the numbers may be given again.
final class InternedValues {
    private struct TokenKey: Hashable {
        var system: Int64
        var code: String
    }

    private static let cacheLimit = 200_000
    private let connection: SQLiteConnection
    private let names: SQLiteNames
    private var systems: [String: Int64] = [:]
    private var tokens: [TokenKey: Int64] = [:]
    private var resources: [ResourceID: Int64] = [:]
    private var addedSystems: [String] = []
    private var addedTokens: [TokenKey] = []
    private var addedResources: [ResourceID] = []

    init(_ connection: SQLiteConnection, names: SQLiteNames) {
        self.connection = connection
        self.names = names
    }

    /// Number of a code system; 0 stands for none.
    func system(_ uri: String?) throws -> Int64 {
        guard let uri else { return 0 }
        if let known = systems[uri] { return known }
        let stored = try connection.statement("SELECT id FROM system WHERE uri = ?").bind(.init(uri)).firstInteger()
        let number = try stored ?? insert("INSERT INTO system(uri) VALUES (?) RETURNING id", .init(uri))
        systems[uri] = number
        addedSystems.append(uri)
        return number
    }

    /// Number of a code in a system.
    func token(system: String?, code: String) throws -> Int64 {
        let key = TokenKey(system: try self.system(system), code: code)
        if let known = tokens[key] { return known }
        if tokens.count > Self.cacheLimit { tokens.removeAll(keepingCapacity: true) }
        let stored = try connection.statement("SELECT id FROM token WHERE code = ? AND system = ?")
            .bind(.init(code), .init(key.system)).firstInteger()
        let number =
            try stored
            ?? insert("INSERT INTO token(code, system) VALUES (?, ?) RETURNING id", .init(code), .init(key.system))
        tokens[key] = number
        addedTokens.append(key)
        return number
    }

    /// Number of a resource, whether it exists yet or not.
    func resource(_ id: ResourceID) throws -> Int64 {
        if let known = resources[id] { return known }
        if resources.count > Self.cacheLimit { resources.removeAll(keepingCapacity: true) }
        let type = names.number(ofType: id.type)
        let stored = try connection.statement("SELECT key FROM resource WHERE type = ? AND id = ?")
            .bind(.init(type), .init(id.id)).firstInteger()
        let number =
            try stored
            ?? insert("INSERT INTO resource(type, id) VALUES (?, ?) RETURNING key", .init(type), .init(id.id))
        resources[id] = number
        addedResources.append(id)
        return number
    }

    /// Number of what a reference points to.
    func target(_ target: ReferenceTarget) throws -> Int64 {
        switch target {
        case .local(let id): return try resource(id)
        case .contained(let text), .external(let text):
            // Addresses elsewhere are nearly all different: no cache.
            let stored = try connection.statement("SELECT key FROM resource WHERE type = 0 AND id = ?")
                .bind(.init(text)).firstInteger()
            return try stored ?? insert("INSERT INTO resource(type, id) VALUES (0, ?) RETURNING key", .init(text))
        }
    }

    /// What was added so far stays.
    func keepAdded() {
        addedSystems.removeAll(keepingCapacity: true)
        addedTokens.removeAll(keepingCapacity: true)
        addedResources.removeAll(keepingCapacity: true)
    }

    /// What was added since ``keepAdded()`` is forgotten.
    func forgetAdded() {
        for uri in addedSystems { systems[uri] = nil }
        for key in addedTokens { tokens[key] = nil }
        for id in addedResources { resources[id] = nil }
        keepAdded()
    }

    /// Everything is forgotten and read again when needed.
    func forgetAll() {
        systems.removeAll()
        tokens.removeAll()
        resources.removeAll()
        keepAdded()
    }

    private func insert(_ sql: StaticSQL, _ values: SQLiteValue...) throws -> Int64 {
        let statement = try connection.statement(sql)
        for (position, value) in values.enumerated() { try statement.bind(value, at: Int32(position + 1)) }
        guard let number = try statement.firstInteger() else { return 0 }
        return number
    }
}
