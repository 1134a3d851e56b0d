// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// SQL text that stands in this module's source: values only ever enter as parameters.
struct PostgresSQL: Hashable, Sendable, ExpressibleByStringLiteral {
    private(set) var text: String

    init(stringLiteral text: StaticString) {
        self.text = text.description
    }

    private init(joined text: String) {
        self.text = text
    }

    /// The making of a database, which takes no parameters; nil for a name with anything but small letters, digits and `_`.
    init?(creatingDatabase name: String) {
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
            default: false
            }
        }
        guard isPlain, !name.isEmpty, name.utf8.count < 64 else { return nil }
        self.init(joined: "CREATE DATABASE \"\(name)\" ENCODING 'UTF8' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
    }

    static func + (left: PostgresSQL, right: PostgresSQL) -> PostgresSQL { PostgresSQL(joined: left.text + right.text) }

    static func += (left: inout PostgresSQL, right: PostgresSQL) { left.text += right.text }

    /// The text of a parameter, such as `$3::bigint`.
    fileprivate static func parameter(_ number: Int, _ type: PostgresSQL) -> PostgresSQL {
        PostgresSQL(joined: "$\(number)::\(type.text)")
    }
}

/// One statement with its values.
struct PostgresCommand {
    private(set) var sql: PostgresSQL
    private(set) var values: [PostgresValue]

    init(_ sql: PostgresSQL, _ values: PostgresValue...) {
        self.sql = sql
        self.values = values
    }

    init(_ sql: PostgresSQL, values: [PostgresValue]) {
        self.sql = sql
        self.values = values
    }

    /// Writes text on.
    mutating func append(_ more: PostgresSQL) { sql += more }

    /// Writes a value on, as the next parameter.
    mutating func bind(_ value: PostgresValue) {
        values.append(value)
        sql += .parameter(values.count, value.type)
    }

    /// Writes on what `parts` write, with text between.
    mutating func append<Part>(
        _ parts: some Sequence<Part>, joinedBy separator: PostgresSQL,
        _ write: (inout PostgresCommand, Part) throws -> Void
    ) rethrows {
        for (position, part) in parts.enumerated() {
            if position > 0 { append(separator) }
            try write(&self, part)
        }
    }
}
