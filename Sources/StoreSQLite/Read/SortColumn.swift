// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// An index table that stands in the order of a sort key.
enum SortColumn {
    case date, number, quantity, string, identifier

    /// The table of a parameter; nil for codes and references, which stand in the order of their numbers.
    init?(_ parameter: IndexedParameter) {
        guard parameter.sources.count == 1 else { return nil }
        switch parameter.kind {
        case .date: self = .date
        case .number: self = .number
        case .quantity: self = .quantity
        case .string: self = .string
        case .token where parameter.holdsIdentifiers: self = .identifier
        case .token, .reference, .uri, .composite, .special: return nil
        }
    }

    /// Before every value in a direction.
    func edge(descending: Bool) -> SortValue {
        switch self {
        case .date: .integer(descending ? .max : .min)
        case .number, .quantity: .number(descending ? .infinity : -.infinity)
        case .string, .identifier: .text(descending ? String(repeating: "\u{10FFFF}", count: 8) : "")
        }
    }

    /// A value as the table holds it.
    func indexed(_ value: SortValue?) -> SortValue? {
        if self == .string, case .text(let text)? = value { return .text(text.cutForIndex) }
        return value
    }

    /// The value in the first column of a row.
    func value(_ row: SQLiteStatement) -> SortValue {
        switch self {
        case .date: .integer(row.integer(0))
        case .number, .quantity: .number(row.real(0))
        case .string, .identifier: .text(row.text(0))
        }
    }

    /// Rows of value and version from a value and behind a version with it: parameter, value, version.
    ///
    /// Those of dates take the number of the long periods, too.
    func sql(descending: Bool) -> StaticSQL { descending ? self.descending : ascending }

    private var ascending: StaticSQL {
        switch self {
        case .date:
            """
            SELECT low, version FROM index_date WHERE parameter = ?1 AND low >= ?2 AND (low > ?2 OR version > ?3)
            UNION ALL
            SELECT low, version FROM index_date WHERE parameter = ?4 AND low >= ?2 AND (low > ?2 OR version > ?3)
            ORDER BY low, version LIMIT 512
            """
        case .number:
            """
            SELECT low, version FROM index_number WHERE parameter = ?1 AND low >= ?2 AND (low > ?2 OR version > ?3)
            ORDER BY low, version LIMIT 512
            """
        case .quantity:
            """
            SELECT low, version FROM index_quantity WHERE parameter = ?1 AND low >= ?2 AND (low > ?2 OR version > ?3)
            ORDER BY low, version LIMIT 512
            """
        case .string:
            """
            SELECT value, version FROM index_string WHERE parameter = ?1 AND value >= ?2 AND (value > ?2 OR version > ?3)
            ORDER BY value, version LIMIT 512
            """
        case .identifier:
            """
            SELECT code, version FROM index_identifier WHERE parameter = ?1 AND code >= ?2 AND (code > ?2 OR version > ?3)
            ORDER BY code, version LIMIT 512
            """
        }
    }

    private var descending: StaticSQL {
        switch self {
        case .date:
            """
            SELECT low, version FROM index_date WHERE parameter = ?1 AND low <= ?2 AND (low < ?2 OR version < ?3)
            UNION ALL
            SELECT low, version FROM index_date WHERE parameter = ?4 AND low <= ?2 AND (low < ?2 OR version < ?3)
            ORDER BY low DESC, version DESC LIMIT 512
            """
        case .number:
            """
            SELECT low, version FROM index_number WHERE parameter = ?1 AND low <= ?2 AND (low < ?2 OR version < ?3)
            ORDER BY low DESC, version DESC LIMIT 512
            """
        case .quantity:
            """
            SELECT low, version FROM index_quantity WHERE parameter = ?1 AND low <= ?2 AND (low < ?2 OR version < ?3)
            ORDER BY low DESC, version DESC LIMIT 512
            """
        case .string:
            """
            SELECT value, version FROM index_string WHERE parameter = ?1 AND value <= ?2 AND (value < ?2 OR version < ?3)
            ORDER BY value DESC, version DESC LIMIT 512
            """
        case .identifier:
            """
            SELECT code, version FROM index_identifier WHERE parameter = ?1 AND code <= ?2 AND (code < ?2 OR version < ?3)
            ORDER BY code DESC, version DESC LIMIT 512
            """
        }
    }
}

extension SortValue {
    /// As a bound value of a statement.
    var bound: SQLiteValue {
        switch self {
        case .integer(let value): .integer(value)
        case .number(let value): .real(value)
        case .text(let value): .text(value)
        }
    }
}
