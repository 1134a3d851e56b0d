// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import RecordStore

extension PostgresAddress {
    /// The address of a database beside this one, with this one's name and an ending; it is made where it is missing.
    ///
    /// - Parameter ending: small letters, digits and `_`.
    /// - Throws: ``StoreFailure/unavailable(_:)`` where the server is not there, or the user may not make databases.
    package func besides(_ ending: String) throws -> PostgresAddress {
        guard var options = Self.options(connection.value) else { throw Self.unreadable }
        let name = "\(database)_\(ending)"
        guard let creation = PostgresSQL(creatingDatabase: name) else {
            throw StoreFailure.unavailable("a database cannot be named \(name); use small letters, digits and _")
        }
        do {
            options["dbname"] = "postgres"
            let server = try PostgresConnection(Self(options), settings: "SET client_min_messages = warning")
            if try server.run("SELECT 1 FROM pg_database WHERE datname = $1::text", .text(name)).count == 0 {
                try server.execute(creation)
            }
        } catch let failure as PostgresFailure {
            throw StoreFailure.unavailable("the database \(name) cannot be made: \(failure)")
        }
        options["dbname"] = name
        return try Self(options)
    }

    private init(_ options: [String: String]) throws(StoreFailure) {
        let words = options.sorted { $0.key < $1.key }.map { name, value in
            let escaped = value.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
            return "\(name)='\(escaped)'"
        }
        try self.init(words.joined(separator: " "))
    }
}
