// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// SQL text that stands in this module's source: values only ever enter as parameters.
struct PostgresSQL: Hashable, Sendable, ExpressibleByStringLiteral {
    let text: String

    init(stringLiteral text: StaticString) {
        self.text = text.description
    }

    private init(joined text: String) {
        self.text = text
    }

    static func + (left: PostgresSQL, right: PostgresSQL) -> PostgresSQL { PostgresSQL(joined: left.text + right.text) }
}

/// One statement with its values.
struct PostgresCommand {
    let sql: PostgresSQL
    let values: [PostgresValue]

    init(_ sql: PostgresSQL, _ values: PostgresValue...) {
        self.sql = sql
        self.values = values
    }
}
