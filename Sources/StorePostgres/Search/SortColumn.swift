// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// A table that has an index in the order of a sort key.
enum SortColumn {
    case date, number, string, identifier, id

    /// The table of a sort key; nil for codes and references, which stand in the order of their numbers.
    init?(_ key: SortKey, in catalog: ParameterCatalog) {
        if key.subject == .id {
            self = .id
            return
        }
        guard let ordinal = key.ordinal, catalog.parameters[ordinal].sources.count == 1 else { return nil }
        let parameter = catalog.parameters[ordinal]
        switch parameter.kind {
        case .date: self = .date
        case .number, .quantity: self = .number
        case .string: self = .string
        case .token where parameter.holdsIdentifiers: self = .identifier
        case .token, .reference, .uri, .composite, .special: return nil
        }
    }

    /// Before every value in a direction.
    func edge(descending: Bool) -> SortValue {
        switch self {
        case .date: .integer(descending ? .max : .min)
        case .number: .number(descending ? .infinity : -.infinity)
        case .string, .identifier, .id: .text(descending ? String(repeating: "\u{10FFFF}", count: 8) : "")
        }
    }

    /// A value as the table holds it.
    func indexed(_ value: SortValue?) -> SortValue? {
        guard case .text(let text)? = value else { return value }
        switch self {
        case .string: return .text(text.cutForIndex)
        case .identifier: return .text(text.cutForName.cutForIndex)
        case .date, .number, .id: return value
        }
    }

    /// The value in a row of ``CandidateReader``.
    func value(_ rows: PostgresRows, _ row: Int) -> SortValue {
        switch self {
        case .date: .integer(rows.integer(row, CandidateReader.value))
        case .number: .number(rows.real(row, CandidateReader.value))
        case .string, .identifier, .id: .text(rows.text(row, CandidateReader.value))
        }
    }

    var table: PostgresSQL {
        switch self {
        case .date: "index_date"
        case .number: "index_number"
        case .string, .identifier: "index_text"
        case .id: "resource_directory"
        }
    }

    var column: PostgresSQL {
        switch self {
        case .date, .number: "x.low"
        case .string, .identifier: "x.value"
        case .id: "x.id"
        }
    }

    /// The numbers under which rows of a parameter are.
    func numbers(of parameter: Int64) -> [Int64] {
        switch self {
        case .date, .number: [parameter, PeriodClass.longByStart(parameter)]
        case .string, .identifier, .id: [parameter]
        }
    }
}

extension SortValue {
    /// As a value of a statement.
    var bound: PostgresValue {
        switch self {
        case .integer(let value): .integer(value)
        case .number(let value): .real(value)
        case .text(let value): .text(value)
        }
    }
}
