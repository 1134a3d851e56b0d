// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch

/// The index rows of search values under one number of a parameter.
struct ValueRanges {
    typealias Found = (ranges: IndexRanges, isExact: Bool)

    let planner: Planner
    /// The store's number of the parameter, or of a composite's first value.
    let number: Int64

    private var finder: NameFinder { planner.finder }
    private static let nothing: Found = (IndexRanges(), true)

    func ranges(of value: SearchValue) throws -> Found? {
        switch value {
        case .token(let pattern): return try tokens(pattern)
        case .codes(let codes): return try tokens(codes)
        case .wording(let text): return try wordings(text)
        case .typedIdentifier(_, let value): return (identifiers(value, system: -1), false)
        case .period(let pattern):
            var ranges = IndexRanges()
            ranges.dates = pattern.boxes(parameter: number)
            return (ranges, true)
        case .reference(let targets): return try references(targets)
        case .referenceIdentifier(let pattern): return try identifiers(pattern)
        case .textPrefix(let prefix):
            let cut = prefix.cutForIndex
            return (texts(from: cut, to: cut + "\u{10FFFF}"), !prefix.isCutForIndex)
        case .textExactly(let text):
            let cut = TextFolding.fold(text).cutForIndex
            return (texts(from: cut, to: cut), false)
        case .textEqual(let text):
            let cut = text.cutForIndex
            return (texts(from: cut, to: cut), !text.isCutForIndex)
        // Texts longer than the index holds may have the part behind it.
        case .textPart, .textEnd: return nil
        case .number(let pattern):
            var ranges = IndexRanges()
            ranges.numbers = pattern.boxes(parameter: number)
            return (ranges, true)
        case .quantity(let pattern): return try quantities(pattern)
        case .uri(let pattern): return try uris(pattern)
        case .near(let pattern):
            var ranges = IndexRanges()
            ranges.numbers = [
                IndexBox(parameter: number, low: pattern.latitudes, high: -Double.infinity...Double.infinity)
            ]
            return (ranges, false)
        case .composite: return nil
        }
    }

    // MARK: Codes

    private func tokens(_ pattern: TokenPattern) throws -> Found? {
        guard let code = pattern.code else {
            guard let system = try finder.system(pattern.system) else { return Self.nothing }
            return try finder.tokens(ofSystem: system, parameter: number).map { (rows($0), true) }
        }
        let isExact = !code.isCutForName
        if case .any = pattern.system { return (rows(try finder.tokens(ofCode: code)), isExact) }
        guard let system = try finder.system(pattern.system),
            let token = try finder.number(IndexName(.token, owner: system, code))
        else { return Self.nothing }
        return (rows([token]), isExact)
    }

    /// Rows of codes that a value set or a hierarchy stands for.
    private func tokens(_ codes: Set<IndexEntries.CodePair>) throws -> Found? {
        let patterns = codes.map { pair in
            TokenPattern(system: pair.system.map { .exactly($0) } ?? .none, code: pair.code)
        }
        try planner.prepare(patterns.map { .token($0) })
        return try patterns.reduce(into: Self.nothing) { all, pattern in
            guard let found = try tokens(pattern) else { return }
            all.ranges += found.ranges
            all.isExact = all.isExact && found.isExact
        }
    }

    private func rows(_ tokens: [Int64]) -> IndexRanges {
        tokens.isEmpty ? IndexRanges() : IndexRanges(tokens: tokens, parameter: number)
    }

    private func wordings(_ text: String) throws -> Found? {
        guard !text.isEmpty else { return nil }
        let cut = text.cutForIndex
        guard let found = try finder.tokens(ofWording: cut) else { return nil }
        // A code may stand beside other words elsewhere: the resource itself has the last word.
        var ranges = rows(found)
        let own = PostgresIndexWriter.wordings(of: number)
        ranges += IndexRanges(texts: [.init(parameter: own, from: cut, to: cut + "\u{10FFFF}")])
        return (ranges, false)
    }

    func identifiers(_ pattern: TokenPattern) throws -> Found? {
        guard let code = pattern.code else { return nil }
        let isExact = !code.isCutForIndex && !code.isCutForName
        if case .any = pattern.system { return (identifiers(code, system: -1), isExact) }
        guard let system = try finder.system(pattern.system) else { return Self.nothing }
        return (identifiers(code, system: system), isExact)
    }

    private func identifiers(_ code: String, system: Int64) -> IndexRanges {
        let value = code.cutForName.cutForIndex
        return IndexRanges(texts: [.init(parameter: number, from: value, to: value, system: system)])
    }

    /// Identifiers of a system, whatever their values are.
    func identifierSystem(_ system: TokenPattern.System) throws -> Found? {
        guard let wanted = try finder.system(system) else { return Self.nothing }
        return (rows([wanted]), true)
    }

    private func uris(_ pattern: URIPattern) throws -> Found? {
        let isExact = pattern.uri.utf8.count < 400 && pattern.uri.utf8.allSatisfy { $0 > 0 && $0 < 0x80 }
        switch pattern.relation {
        case .exactly: return (rows(try tokens(ofAddresses: [pattern.uri])), isExact)
        case .above: return (rows(try tokens(ofAddresses: pattern.ancestors)), isExact)
        case .below:
            let folder = URIPattern.folder(pattern.uri).cutForName
            guard let below = try finder.tokens(ofAddressesIn: folder) else { return nil }
            let tokens = Set(try tokens(ofAddresses: [pattern.uri]) + below)
            return (rows(Array(tokens)), isExact)
        }
    }

    private func tokens(ofAddresses uris: [String]) throws -> [Int64] {
        let names = Set(uris.map { IndexName(.token, owner: 0, $0) })
        try finder.prepare(names)
        return try names.compactMap { try finder.number($0) }
    }

    // MARK: Texts, amounts and references

    private func texts(from first: String, to last: String) -> IndexRanges {
        IndexRanges(texts: [.init(parameter: number, from: first, to: last)])
    }

    private func quantities(_ pattern: QuantityPattern) throws -> Found? {
        var ranges = IndexRanges()
        switch pattern.unit {
        case .any: ranges.numbers = pattern.number.boxes(parameter: number)
        case .code(let system, let code):
            let (cutCode, cutSystem) = (UnitName.cut(code), UnitName.cut(system))
            for unit in try finder.units({ $0.code == cutCode && $0.system == cutSystem }) {
                ranges.numbers += pattern.number.boxes(parameter: number, unit: unit)
            }
            return (ranges, !UnitName.isCut(code) && !UnitName.isCut(system))
        case .named(let name):
            let cut = UnitName.cut(name)
            for unit in try finder.units({ $0.code == cut || $0.word == cut }) {
                ranges.numbers += pattern.number.boxes(parameter: number, unit: unit)
            }
            return (ranges, !UnitName.isCut(name))
        case .dimensions(let name):
            guard let amount = try finder.number(IndexName(.amount, owner: number, name)) else { return Self.nothing }
            ranges.numbers = pattern.number.boxes(parameter: amount)
        }
        return (ranges, true)
    }

    func references(_ targets: [ReferenceTarget]) throws -> Found? {
        try finder.prepare(targets: targets)
        let numbers = try targets.compactMap { try finder.number($0) }
        let isExact = targets.allSatisfy { target in
            switch target {
            case .local: true
            case .contained(let text), .external(let text): !text.isCutForName
            }
        }
        return (numbers.isEmpty ? IndexRanges() : IndexRanges(targets: numbers, parameter: number), isExact)
    }

    // MARK: Composites

    /// Rows of the second value under the numbers of the first; where there are none, those of the first alone.
    func composite(_ parts: [SearchValue], of parameter: IndexedParameter) throws -> Found? {
        let first = planner.catalog.parameters[parameter.components[0].ordinal]
        guard parts.count == 2, let firsts = try firstNames(parts[0]) else {
            return try firstAlone(parts[0], of: first)
        }
        var ranges = IndexRanges()
        var isExact = true
        try finder.prepare(firsts)
        for name in firsts {
            guard let own = try finder.number(name) else { continue }
            guard let found = try ValueRanges(planner: planner, number: own).ranges(of: parts[1]) else {
                return try firstAlone(parts[0], of: first)
            }
            ranges += found.ranges
            isExact = isExact && found.isExact
        }
        return (ranges, isExact)
    }

    private func firstNames(_ value: SearchValue) throws -> [IndexName]? {
        switch value {
        case .token(let pattern):
            guard let code = pattern.code, !code.isCutForName, let found = try tokens(pattern) else { return nil }
            return found.ranges.tokens.flatMap(\.values).map { IndexName(.composite, owner: number, "t\($0)") }
        case .reference(let targets):
            return try targets.compactMap { try finder.number($0) }.map {
                IndexName(.composite, owner: number, "r\($0)")
            }
        default: return nil
        }
    }

    private func firstAlone(_ value: SearchValue, of parameter: IndexedParameter) throws -> Found? {
        var ranges = IndexRanges()
        for source in parameter.sources {
            let own = ValueRanges(planner: planner, number: planner.names.parameters[source.ordinal])
            guard let found = try own.ranges(of: value) else { return nil }
            ranges += found.ranges
        }
        return (ranges, false)
    }
}
