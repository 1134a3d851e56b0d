// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch

/// The index rows of search values under one number of a parameter.
struct ValueRanges {
    typealias Found = (ranges: [IndexRange], isExact: Bool)

    let planner: Planner
    /// The store's number of the parameter, or of a composite's first value.
    let number: Int64

    var connection: SQLiteConnection { planner.connection }

    /// Most codes that a system, a text or an address may stand for before reading resources is the better way.
    private static let mostCodes = 2_000

    func ranges(of value: SearchValue) throws -> Found? {
        switch value {
        case .token(let pattern): return try tokens(pattern)
        case .codes(let codes): return try tokens(codes)
        case .wording(let text): return try wordings(text)
        case .typedIdentifier(_, let value):
            return ([.identifier(parameter: number, code: value, system: nil)], false)
        case .period(let pattern): return ([.period(parameter: number, pattern)], true)
        case .reference(let targets): return try references(targets)
        case .referenceIdentifier(let pattern): return try identifiers(pattern)
        case .textPrefix(let prefix): return texts(from: prefix, isExact: !prefix.isCutForIndex)
        case .textExactly(let text): return texts(equalTo: TextFolding.fold(text), isExact: false)
        case .textEqual(let text): return texts(equalTo: text, isExact: !text.isCutForIndex)
        // Texts longer than the index holds may have the part behind it: the resource has the last word.
        case .textPart(let part), .textEnd(let part): return ([.textPart(parameter: number, part)], false)
        case .number(let pattern): return ([.number(parameter: number, pattern)], true)
        case .quantity(let pattern): return try quantities(pattern)
        case .uri(let pattern): return try uris(pattern)
        case .near(let pattern): return ([.latitude(parameter: number, pattern.latitudes)], false)
        case .composite: return nil
        }
    }

    // MARK: Codes

    private func tokens(_ pattern: TokenPattern) throws -> Found? {
        guard let code = pattern.code else { return try tokens(ofSystem: pattern.system) }
        let found: [Int64]
        switch pattern.system {
        case .any:
            found = try connection.statement("SELECT id FROM token WHERE code = ?").bind(.init(code)).integers()
        case .none, .exactly:
            guard let system = try system(pattern.system) else { return ([], true) }
            found = try connection.statement("SELECT id FROM token WHERE code = ? AND system = ?")
                .bind(.init(code), .init(system)).integers()
        }
        return (found.map { .token(parameter: number, token: $0) }, true)
    }

    /// All codes of a system that the parameter has rows of.
    private func tokens(ofSystem system: TokenPattern.System) throws -> Found? {
        guard let wanted = try self.system(system) else { return ([], true) }
        var found: [IndexRange] = []
        var last: Int64 = -1
        while true {
            let row = try connection.statement(
                """
                SELECT index_token.token, token.system FROM index_token JOIN token ON token.id = index_token.token
                WHERE index_token.parameter = ? AND index_token.token > ? ORDER BY index_token.token LIMIT 1
                """
            ).bind(.init(number), .init(last))
            guard try row.step() else { return (found, true) }
            last = row.integer(0)
            if row.integer(1) == wanted { found.append(.token(parameter: number, token: last)) }
            row.reset()
            guard found.count <= Self.mostCodes else { return nil }
        }
    }

    private func wordings(_ text: String) throws -> Found? {
        guard !text.isEmpty else { return nil }
        let cut = text.cutForIndex
        let found = try connection.statement(
            "SELECT DISTINCT token FROM wording WHERE text >= ? AND text < ? LIMIT 2001"
        ).bind(.init(cut), .init(cut + "\u{10FFFF}")).integers()
        guard found.count <= Self.mostCodes else { return nil }
        // A code may stand beside other words elsewhere: the resource itself has the last word.
        let own = IndexRange.text(parameter: number, from: cut, to: cut + "\u{10FFFF}")
        return (found.map { .token(parameter: number, token: $0) } + [own], false)
    }

    func identifiers(_ pattern: TokenPattern) throws -> Found? {
        guard let code = pattern.code else { return nil }
        if case .any = pattern.system { return ([.identifier(parameter: number, code: code, system: nil)], true) }
        guard let system = try system(pattern.system) else { return ([], true) }
        return ([.identifier(parameter: number, code: code, system: system)], true)
    }

    func identifierSystem(_ system: TokenPattern.System, ordinal: Int) throws -> Found? {
        guard let wanted = try self.system(system) else { return ([], true) }
        let shapes = try ShapeReader(connection).shapes(
            of: planner.names.groups[ordinal],
            with: Shape.member(ordinal, planner.names) + ":\(wanted)", isThere: true)
        return (shapes.map { .shape($0) }, true)
    }

    private func system(_ system: TokenPattern.System) throws -> Int64? {
        switch system {
        case .any: nil
        case .none: 0
        case .exactly(let uri):
            try connection.statement("SELECT id FROM system WHERE uri = ?").bind(.init(uri)).firstInteger()
        }
    }

    private func uris(_ pattern: URIPattern) throws -> Found? {
        var tokens: [Int64] = []
        switch pattern.relation {
        case .exactly: tokens = try uriTokens(pattern.uri)
        case .above: for uri in pattern.ancestors { tokens += try uriTokens(uri) }
        case .below:
            let folder = URIPattern.folder(pattern.uri)
            tokens = try uriTokens(pattern.uri)
            tokens += try connection.statement(
                "SELECT id FROM token WHERE code >= ? AND code < ? AND system = 0 LIMIT 2001"
            ).bind(.init(folder), .init(folder + "\u{10FFFF}")).integers()
            guard tokens.count <= Self.mostCodes else { return nil }
        }
        return (Set(tokens).map { .token(parameter: number, token: $0) }, true)
    }

    private func uriTokens(_ uri: String) throws -> [Int64] {
        try connection.statement("SELECT id FROM token WHERE code = ? AND system = 0").bind(.init(uri)).integers()
    }

    // MARK: Texts, amounts and references

    private func texts(from prefix: String, isExact: Bool) -> Found {
        let cut = prefix.cutForIndex
        return ([.text(parameter: number, from: cut, to: cut + "\u{10FFFF}")], isExact)
    }

    private func texts(equalTo text: String, isExact: Bool) -> Found {
        let cut = text.cutForIndex
        return ([.text(parameter: number, from: cut, to: cut + "\u{0}")], isExact)
    }

    private func quantities(_ pattern: QuantityPattern) throws -> Found? {
        switch pattern.unit {
        case .any: return ([.quantity(parameter: number, pattern.number, units: nil)], true)
        case .code(let system, let code):
            let units = try connection.statement("SELECT id FROM unit WHERE code = ? AND system = ?")
                .bind(.init(code), .init(system)).integers()
            return quantities(pattern.number, in: units)
        case .named(let name):
            let coded = try connection.statement("SELECT id FROM unit WHERE code = ?").bind(.init(name)).integers()
            let worded = try connection.statement("SELECT id FROM unit WHERE word = ?").bind(.init(name)).integers()
            return quantities(pattern.number, in: coded + worded)
        case .dimensions(let name):
            let dimension = try connection.statement("SELECT id FROM dimension WHERE name = ?").bind(.init(name))
                .firstInteger()
            guard let dimension else { return ([], true) }
            return ([.amount(parameter: number, dimension: dimension, pattern.number)], true)
        }
    }

    /// Amounts in some of the units that the store has met.
    private func quantities(_ pattern: NumberPattern, in units: [Int64]) -> Found {
        (units.isEmpty ? [] : [.quantity(parameter: number, pattern, units: Set(units))], true)
    }

    func references(_ targets: [ReferenceTarget]) throws -> Found? {
        let keys = try targets.compactMap { try planner.search.rows.target($0) }
        return (keys.map { .reference(parameter: number, target: $0) }, true)
    }

    // MARK: Composites

    /// Rows of the second value under the numbers of the first; where there are none, those of the first alone.
    func composite(_ parts: [SearchValue], of parameter: IndexedParameter) throws -> Found? {
        guard parts.count == 2, let firsts = try firstNumbers(parts[0]) else {
            let first = planner.catalog.parameters[parameter.components[0].ordinal]
            return try firstAlone(parts[0], of: first)
        }
        var ranges: [IndexRange] = []
        var isExact = true
        for first in firsts {
            let composite = try connection.statement("SELECT id FROM composite WHERE parameter = ? AND first = ?")
                .bind(.init(number), .init(first)).firstInteger()
            guard let composite else { continue }
            let second = ValueRanges(planner: planner, number: SQLiteNames.firstComposite + composite)
            guard let found = try second.ranges(of: parts[1]) else {
                return try firstAlone(parts[0], of: planner.catalog.parameters[parameter.components[0].ordinal])
            }
            ranges += found.ranges
            isExact = isExact && found.isExact
        }
        return (ranges, isExact)
    }

    private func firstNumbers(_ value: SearchValue) throws -> [Int64]? {
        switch value {
        case .token(let pattern):
            guard pattern.code != nil, let found = try tokens(pattern) else { return nil }
            return found.ranges.compactMap { if case .token(_, let token) = $0 { token } else { nil } }
        case .reference(let targets): return try targets.compactMap { try planner.search.rows.target($0) }
        default: return nil
        }
    }

    private func firstAlone(_ value: SearchValue, of parameter: IndexedParameter) throws -> Found? {
        var ranges: [IndexRange] = []
        for source in parameter.sources {
            let own = ValueRanges(planner: planner, number: planner.names.parameters[source.ordinal])
            guard let found = try own.ranges(of: value) else { return nil }
            ranges += found.ranges
        }
        return (ranges, false)
    }
}
