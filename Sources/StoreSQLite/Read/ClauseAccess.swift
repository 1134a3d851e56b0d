// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// How the index answers one clause: which rows of which table.
struct ClauseAccess {
    /// Rows of one index table that all meet the clause.
    enum Range {
        case token(parameter: Int64, token: Int64)
        case identifier(parameter: Int64, code: String, system: Int64?)
        case reference(parameter: Int64, target: Int64)
        case period(parameter: Int64, PeriodPattern)
        case text(parameter: Int64, from: String, to: String)
        case version(Int64)
    }

    /// The union of these ranges is what meets the clause; nil where only the resource itself can tell.
    var ranges: [Range]?

    /// Whether the index can tell at once if one version meets the clause.
    var isProbe: Bool {
        ranges?.allSatisfy { range in
            switch range {
            case .token, .reference, .identifier(_, _, .some), .version: true
            default: false
            }
        } ?? false
    }

    /// Whether all rows stand together in the order of versions.
    var isOrdered: Bool {
        guard let ranges, ranges.count <= 1 else { return false }
        switch ranges.first {
        case nil, .token, .reference, .identifier(_, _, .some), .version: return true
        default: return false
        }
    }

    /// Looks up the numbers of a clause's values; values the store has never seen have no rows.
    init(_ clause: SearchClause, resourceType: String, snapshot: Int64, rows: SQLiteRows) throws {
        var ranges: [Range] = []
        for value in clause.values {
            switch (clause.subject, value) {
            case (.id, .id(let id)):
                let key = try rows.versionKey(of: ResourceID(resourceType, id), at: snapshot)
                if let key { ranges.append(.version(key)) }
            case (.parameter(let ordinal), _):
                guard let own = try Self.ranges(of: value, ordinal: ordinal, rows: rows) else {
                    self.ranges = nil
                    return
                }
                ranges += own
            default:
                self.ranges = nil
                return
            }
        }
        self.ranges = ranges
    }

    private static func ranges(of value: SearchValue, ordinal: Int, rows: SQLiteRows) throws -> [Range]? {
        let parameter = rows.names.parameters[ordinal]
        switch value {
        case .token(let pattern):
            guard let code = pattern.code else { return nil }
            return ParameterCatalog.r4.parameters[ordinal].holdsIdentifiers
                ? try identifierRanges(pattern, code: code, parameter: parameter, rows: rows)
                : try tokenRanges(pattern, code: code, parameter: parameter, rows: rows)
        case .reference(let targets):
            return try targets.compactMap { try rows.target($0) }.map { .reference(parameter: parameter, target: $0) }
        case .period(let pattern): return [.period(parameter: parameter, pattern)]
        case .textPrefix(let prefix): return [.text(parameter: parameter, from: prefix, to: prefix + "\u{10FFFF}")]
        case .textExactly(let text): return [.text(parameter: parameter, from: text, to: text + "\u{0}")]
        case .id: return []
        }
    }

    private static func tokenRanges(
        _ pattern: TokenPattern, code: String, parameter: Int64, rows: SQLiteRows
    ) throws -> [Range] {
        let tokens: [Int64]
        switch pattern.system {
        case .any:
            tokens = try rows.connection.statement("SELECT id FROM token WHERE code = ?").bind(.init(code)).integers()
        case .none, .exactly:
            guard let system = try system(pattern.system, rows) else { return [] }
            tokens = try rows.connection.statement("SELECT id FROM token WHERE code = ? AND system = ?")
                .bind(.init(code), .init(system)).integers()
        }
        return tokens.map { .token(parameter: parameter, token: $0) }
    }

    private static func identifierRanges(
        _ pattern: TokenPattern, code: String, parameter: Int64, rows: SQLiteRows
    ) throws -> [Range] {
        if case .any = pattern.system { return [.identifier(parameter: parameter, code: code, system: nil)] }
        guard let system = try system(pattern.system, rows) else { return [] }
        return [.identifier(parameter: parameter, code: code, system: system)]
    }

    private static func system(_ system: TokenPattern.System, _ rows: SQLiteRows) throws -> Int64? {
        switch system {
        case .any: nil
        case .none: 0
        case .exactly(let uri):
            try rows.connection.statement("SELECT id FROM system WHERE uri = ?").bind(.init(uri)).firstInteger()
        }
    }
}
