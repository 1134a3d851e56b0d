// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A statement and the steps in which SQLite carries it out, such as `SEARCH current USING INDEX current_type (type=?)`.
package struct QueryPlan: Sendable {
    package let sql: String
    package let steps: [String]
}
