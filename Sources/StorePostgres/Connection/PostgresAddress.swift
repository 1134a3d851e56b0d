// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CLibPQ
internal import CareTypes
package import RecordStore

/// Where a PostgreSQL store is: a connection URI or `keyword=value` text, as libpq reads it.
///
/// TLS (`sslmode`), SCRAM and password files are libpq's own. The text is never printed:
/// it may hold a password.
package struct PostgresAddress: Sendable, CustomStringConvertible {
    /// All of the text.
    let connection: Redacted<String>
    /// The database; the user's name where none is given.
    package let database: String
    /// Server and database, without user and password.
    package let description: String

    /// Reads an address.
    ///
    /// - Throws: ``StoreFailure/unavailable(_:)``, without any of the text, where it is none.
    package init(_ text: String) throws(StoreFailure) {
        guard let options = Self.options(text) else { throw Self.unreadable }
        // libpq's words name the host: with an @ of the password left as it is, that is part of the password.
        for name in ["host", "hostaddr", "port"] where options[name]?.contains("@") == true { throw Self.unreadable }
        connection = Redacted(text)
        let host = options["host"] ?? options["hostaddr"] ?? ""
        let port = options["port"].map { ":" + $0 } ?? ""
        database = options["dbname"] ?? options["user"] ?? "onelondon"
        description = "postgres://\(host)\(port)/\(database)"
    }

    static let unreadable = StoreFailure.unavailable(
        "the PostgreSQL address cannot be read; write postgres://USER@HOST:PORT/DATABASE, with @ as %40 and / as %2F "
            + "within names and passwords")

    static func options(_ text: String) -> [String: String]? {
        var complaint: UnsafeMutablePointer<CChar>?
        guard let first = PQconninfoParse(text, &complaint) else {
            PQfreemem(complaint)
            return nil
        }
        defer { PQconninfoFree(first) }
        var options: [String: String] = [:]
        var option = first
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { options[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return options
    }
}
