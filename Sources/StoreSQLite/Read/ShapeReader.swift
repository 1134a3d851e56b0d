// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Finds the sets of parameters that resources of a type have.
struct ShapeReader {
    private let connection: SQLiteConnection

    init(_ connection: SQLiteConnection) { self.connection = connection }

    /// The shapes of a group of parameters that have a member, or lack it.
    func shapes(of group: Int64, with member: String, isThere: Bool) throws -> [Int64] {
        try connection.statement(
            "SELECT id FROM shape WHERE type = ? AND (instr(members, ?) > 0) = ?"
        ).bind(.init(group), .init("," + member + ","), .init(isThere ? 1 : 0)).integers()
    }
}
