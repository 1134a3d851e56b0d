// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Rows of codes, addresses or references in the order of their texts: the tables have them in the order of numbers that
/// stand for the texts.
///
/// A parameter with few different values has them put in order here. Of one with many codes the table of codes is walked,
/// which is in order; most of what that meets are then codes of the parameter.
struct NumberedRows: SortOrderRows {
    /// Where the rows of a text are.
    private struct Place {
        var parameter: Int64
        var number: Int64
    }

    /// Most codes of a parameter that are put in order for each page.
    private static let mostTokens = 5_000
    /// Most different targets; of more nothing is in the order of their addresses.
    private static let mostTargets = 50_000
    /// Rows of one step.
    private static let size = 512

    private let search: SQLiteSearch
    private let parameter: IndexedParameter
    private let descending: Bool
    /// All texts in the order of the sort; nil where there are too many codes.
    private let texts: [(text: String, places: [Place])]?

    /// The rows of a parameter; nil where it is not of such a kind or has too many targets.
    init?(_ parameter: IndexedParameter, search: SQLiteSearch, descending: Bool) throws {
        self.search = search
        self.parameter = parameter
        self.descending = descending
        let isReference = parameter.kind == .reference
        guard isReference || parameter.kind == .uri || parameter.kind == .token && !parameter.holdsIdentifiers else {
            return nil
        }
        let found = try Self.texts(of: parameter, search, most: isReference ? Self.mostTargets : Self.mostTokens)
        if isReference, found == nil { return nil }
        texts = found?.sorted { left, right in
            descending
                ? right.key.utf8.lexicographicallyPrecedes(left.key.utf8)
                : left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
        }.map { ($0.key, $0.value) }
    }

    var edge: SortValue { .text(descending ? .behindAll : "") }

    func indexed(_ value: SortValue?) -> SortValue? { value }

    func step(from value: SortValue, behind key: Int64) throws -> [(value: SortValue, key: Int64)] {
        guard case .text(let start) = value else { return [] }
        var found: [(value: SortValue, key: Int64)] = []
        func add(_ text: String, _ places: [Place]) throws -> Bool {
            let isFirst = text.utf8.elementsEqual(start.utf8)
            let keys = try versions(at: places, behind: isFirst ? key : descending ? .max : 0)
            found += keys.map { (.text(text), $0) }
            return found.count < Self.size
        }
        if let texts {
            for (text, places) in texts where !precedes(text, start) { if try !add(text, places) { break } }
        } else {
            try walkTokens(from: start, add)
        }
        return found
    }

    private func precedes(_ text: String, _ other: String) -> Bool {
        descending
            ? other.utf8.lexicographicallyPrecedes(text.utf8) : text.utf8.lexicographicallyPrecedes(other.utf8)
    }

    /// The next versions of one text.
    private func versions(at places: [Place], behind key: Int64) throws -> [Int64] {
        var keys: [Int64] = []
        for place in places { keys += try versions(at: place, behind: key) }
        guard places.count > 1 else { return keys }
        return Array(Set(keys).sorted(by: descending ? { $0 > $1 } : { $0 < $1 }).prefix(Self.size))
    }

    private func versions(at place: Place, behind key: Int64) throws -> [Int64] {
        let sql: StaticSQL =
            switch (parameter.kind == .reference, descending) {
            case (true, true):
                """
                SELECT version FROM index_reference WHERE parameter = ? AND target = ? AND version < ?
                ORDER BY version DESC LIMIT 512
                """
            case (true, false):
                """
                SELECT version FROM index_reference WHERE parameter = ? AND target = ? AND version > ?
                ORDER BY version LIMIT 512
                """
            case (false, true):
                """
                SELECT version FROM index_token WHERE parameter = ? AND token = ? AND version < ?
                ORDER BY version DESC LIMIT 512
                """
            case (false, false):
                """
                SELECT version FROM index_token WHERE parameter = ? AND token = ? AND version > ?
                ORDER BY version LIMIT 512
                """
            }
        return try search.connection.statement(sql).bind(.init(place.parameter), .init(place.number), .init(key))
            .integers()
    }

    // MARK: Texts

    /// All texts that the parameter has rows of; nil where there are more than so many.
    private static func texts(
        of parameter: IndexedParameter, _ search: SQLiteSearch, most: Int
    ) throws -> [String: [Place]]? {
        let isReference = parameter.kind == .reference
        var found: [String: [Place]] = [:]
        var count = 0
        for source in parameter.sources {
            let number = search.names.parameters[source.ordinal]
            var last: Int64 = -1
            while let next = try search.connection.statement(
                isReference
                    ? "SELECT target FROM index_reference WHERE parameter = ? AND target > ? ORDER BY target LIMIT 1"
                    : "SELECT token FROM index_token WHERE parameter = ? AND token > ? ORDER BY token LIMIT 1"
            ).bind(.init(number), .init(last)).firstInteger() {
                last = next
                count += 1
                if count > most { return nil }
                if count % 256 == 0 { try search.checkTime() }
                let text = isReference ? try address(of: next, source, search) : try code(of: next, search)
                guard let text else { continue }
                found[text, default: []].append(Place(parameter: number, number: next))
            }
        }
        return found
    }

    private static func code(of token: Int64, _ search: SQLiteSearch) throws -> String? {
        let row = try search.connection.statement("SELECT code FROM token WHERE id = ?").bind(.init(token))
        defer { row.reset() }
        return try row.step() ? row.text(0) : nil
    }

    /// `Patient/12`, or the address elsewhere; nil where the parameter is about others.
    private static func address(
        of target: Int64, _ source: IndexedParameter.Source, _ search: SQLiteSearch
    ) throws -> String? {
        let row = try search.connection.statement("SELECT type, id FROM resource WHERE key = ?").bind(.init(target))
        defer { row.reset() }
        guard try row.step() else { return nil }
        let isElsewhere = row.integer(0) == SQLiteNames.externalType
        let found: ReferenceTarget =
            isElsewhere ? .external(row.text(1)) : .local(ResourceID(search.names.type(row.integer(0)), row.text(1)))
        return source.accepts(found) ? found.sortText : nil
    }

    /// Calls `body` with each code of the store from one on, in order, until it returns false.
    private func walkTokens(from start: String, _ body: (String, [Place]) throws -> Bool) throws {
        let numbers = parameter.sources.map { search.names.parameters[$0.ordinal] }
        var edge = start
        var isFirst = true
        while true {
            let rows = try search.connection.statement(
                descending
                    ? "SELECT id, code FROM token WHERE code <= ? ORDER BY code DESC LIMIT 1024"
                    : "SELECT id, code FROM token WHERE code >= ? ORDER BY code LIMIT 1024"
            ).bind(.init(edge))
            var tokens: [(id: Int64, code: String)] = []
            while try rows.step() { tokens.append((rows.integer(0), rows.text(1))) }
            try search.checkTime()
            let isLast = tokens.count < 1_024
            // The last code of a step may go on in the next one.
            let ending = tokens.last?.code
            var position = 0
            while position < tokens.count {
                let code = tokens[position].code
                let own = tokens[position...].prefix { $0.code.utf8.elementsEqual(code.utf8) }
                position = own.endIndex
                if !isLast, code.utf8.elementsEqual((ending ?? "").utf8) { break }
                let places = own.flatMap { token in numbers.map { Place(parameter: $0, number: token.id) } }
                if try !body(code, places) { return }
            }
            guard !isLast, let ending else { return }
            if !isFirst, ending.utf8.elementsEqual(edge.utf8) { throw StoreFailure.tooCostly }
            (edge, isFirst) = (ending, false)
        }
    }
}
