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

    private struct Pair: Hashable {
        var first: Int64
        var second: Int64
    }

    private struct Unit: Hashable {
        var system: String
        var code: String
        var word: String
    }

    private static let cacheLimit = 200_000
    private let connection: SQLiteConnection
    private let names: SQLiteNames
    private var systems: [String: Int64] = [:]
    private var tokens: [TokenKey: Int64] = [:]
    private var resources: [ResourceID: Int64] = [:]
    private var units: [Unit: Int64] = [:]
    private var dimensions: [String: Int64] = [:]
    private var composites: [Pair: Int64] = [:]
    private var shapes: [Int64: [[Shape.Member]: Int64]] = [:]
    /// Texts that the table holds for a token, by their hashes.
    private var wordings: Set<Pair> = []
    private var addedSystems: [String] = []
    private var addedTokens: [TokenKey] = []
    private var addedResources: [ResourceID] = []
    /// Whether anything was added that is rare enough to be forgotten altogether.
    private var hasAddedRarely = false

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

    /// Number of a unit as it is written.
    func unit(of measure: Measure) throws -> Int64 {
        let unit = Unit(system: measure.system ?? "", code: measure.code ?? "", word: measure.unit ?? "")
        if let known = units[unit] { return known }
        if units.count > Self.cacheLimit { units.removeAll() }
        let stored = try connection.statement("SELECT id FROM unit WHERE code = ? AND system = ? AND word = ?")
            .bind(.init(unit.code), .init(unit.system), .init(unit.word)).firstInteger()
        let number =
            try stored
            ?? insert(
                "INSERT INTO unit(code, system, word) VALUES (?, ?, ?) RETURNING id", .init(unit.code),
                .init(unit.system), .init(unit.word))
        units[unit] = number
        hasAddedRarely = hasAddedRarely || stored == nil
        return number
    }

    /// Number of what a unit measures.
    func dimension(_ name: String) throws -> Int64 {
        if let known = dimensions[name] { return known }
        let stored = try connection.statement("SELECT id FROM dimension WHERE name = ?").bind(.init(name))
            .firstInteger()
        let number = try stored ?? insert("INSERT INTO dimension(name) VALUES (?) RETURNING id", .init(name))
        dimensions[name] = number
        hasAddedRarely = hasAddedRarely || stored == nil
        return number
    }

    /// The parameter number under which the second values of a composite stand, by the number of its first value.
    func composite(parameter: Int64, first: Int64) throws -> Int64 {
        let pair = Pair(first: parameter, second: first)
        if let known = composites[pair] { return known }
        if composites.count > Self.cacheLimit { composites.removeAll() }
        let stored = try connection.statement("SELECT id FROM composite WHERE parameter = ? AND first = ?")
            .bind(.init(parameter), .init(first)).firstInteger()
        let number =
            try stored
            ?? insert(
                "INSERT INTO composite(parameter, first) VALUES (?, ?) RETURNING id", .init(parameter), .init(first))
        composites[pair] = SQLiteNames.firstComposite + number
        hasAddedRarely = hasAddedRarely || stored == nil
        return SQLiteNames.firstComposite + number
    }

    /// Number of a set of parameters of a group.
    func shape(group: Int64, members: [Shape.Member]) throws -> Int64 {
        if let known = shapes[group]?[members] { return known }
        let text = Shape.text(of: members)
        let stored = try connection.statement("SELECT id FROM shape WHERE type = ? AND members = ?")
            .bind(.init(group), .init(text)).firstInteger()
        let number =
            try stored
            ?? insert("INSERT INTO shape(type, members) VALUES (?, ?) RETURNING id", .init(group), .init(text))
        if shapes[group, default: [:]].count > Self.cacheLimit { shapes[group] = [:] }
        shapes[group, default: [:]][members] = number
        hasAddedRarely = hasAddedRarely || stored == nil
        return number
    }

    /// Notes that a text, or one of its words on, leads to a token.
    func note(_ text: String, of token: Int64) throws {
        let key = Pair(first: token, second: Int64(truncatingIfNeeded: text.hashValue))
        guard !wordings.contains(key) else { return }
        if wordings.count > Self.cacheLimit { wordings.removeAll(keepingCapacity: true) }
        for suffix in WordStart.suffixes(of: text) {
            try connection.statement("INSERT OR IGNORE INTO wording(text, token) VALUES (?, ?)")
                .bind(.init(String(suffix).cutForIndex), .init(token)).run()
        }
        wordings.insert(key)
        hasAddedRarely = true
    }

    /// What was added so far stays.
    func keepAdded() {
        hasAddedRarely = false
        addedSystems.removeAll(keepingCapacity: true)
        addedTokens.removeAll(keepingCapacity: true)
        addedResources.removeAll(keepingCapacity: true)
    }

    /// What was added since ``keepAdded()`` is forgotten.
    func forgetAdded() {
        for uri in addedSystems { systems[uri] = nil }
        for key in addedTokens { tokens[key] = nil }
        for id in addedResources { resources[id] = nil }
        if hasAddedRarely { forgetRare() }
        keepAdded()
    }

    private func forgetRare() {
        units.removeAll()
        dimensions.removeAll()
        composites.removeAll()
        shapes.removeAll()
        wordings.removeAll()
    }

    /// Everything is forgotten and read again when needed.
    func forgetAll() {
        systems.removeAll()
        tokens.removeAll()
        resources.removeAll()
        forgetRare()
        keepAdded()
    }

    private func insert(_ sql: StaticSQL, _ values: SQLiteValue...) throws -> Int64 {
        let statement = try connection.statement(sql)
        for (position, value) in values.enumerated() { try statement.bind(value, at: Int32(position + 1)) }
        guard let number = try statement.firstInteger() else { return 0 }
        return number
    }
}
