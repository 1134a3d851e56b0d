// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch
internal import RecordStore

/// Reads what is still to be built.
struct IndexBuilds {
    /// One build as its row has it.
    struct Row {
        var id: Int64
        var type: Int64
        /// The last version to be done; what comes behind it is indexed with its writing.
        var last: Int64
        /// Up to this version all is done.
        var done: Int64
        var total: Int64
        /// How many versions are done.
        var finished: Int64
        /// Up to this version all was looked at again.
        var proven: Int64

        /// Whether all is done and was looked at again.
        var isProven: Bool { done >= last && proven >= last }
    }

    private let connection: SQLiteConnection
    private let scheme: IndexScheme

    init(_ connection: SQLiteConnection, scheme: IndexScheme) {
        self.connection = connection
        self.scheme = scheme
    }

    /// All of them, in the order in which they began.
    func rows() throws -> [Row] {
        let rows = try connection.statement(
            "SELECT id, type, last, done, total, finished, proven FROM index_build ORDER BY id")
        var found: [Row] = []
        while try rows.step() {
            found.append(
                Row(
                    id: rows.integer(0), type: rows.integer(1), last: rows.integer(2), done: rows.integer(3),
                    total: rows.integer(4), finished: rows.integer(5), proven: rows.integer(6)))
        }
        return found
    }

    /// One of them, if it is not finished or withdrawn.
    func row(_ id: Int64) throws -> Row? { try rows().first { $0.id == id } }

    /// All of them, as others are told of them.
    func all() throws -> [IndexBuild] {
        try rows().map { row in
            let type = scheme.names.type(row.type)
            let ordinals = scheme.names.members[type]?[SQLiteNames.firstGroup + row.id] ?? []
            return IndexBuild(
                resourceType: type, parameters: ordinals.map { scheme.catalog.parameters[$0].code }.sorted(),
                done: Int(row.finished), total: Int(row.total), fault: nil)
        }
    }
}
