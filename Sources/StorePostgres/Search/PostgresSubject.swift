// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// A version that conditions are asked of, with what its body tells.
struct PostgresSubject: SearchSubject {
    let version: StoredVersion
    let key: Int64
    let entries: IndexEntries
    // The versions hold each other: the search that asks holds them all.
    private unowned let linked: LinkedVersions?

    init(_ version: StoredVersion, key: Int64, entries: IndexEntries, linked: LinkedVersions?) {
        self.version = version
        self.key = key
        self.entries = entries
        self.linked = linked
    }

    var id: String { version.id.id }
    var lastUpdated: Timestamp { version.lastUpdated }
    func words() throws -> ResourceWords { ResourceWords(try version.body?.resource()) }

    func hasReference(_ parameter: IndexedParameter, to type: String, that clause: SearchClause) throws -> Bool {
        let targets = entries.targets(of: parameter)
        return try linked?.all(of: type).contains {
            try targets.contains(.local($0.version.id)) && clause.matches($0, in: .r4)
        } ?? false
    }

    func isReferenced(from type: String, by parameter: IndexedParameter, that clause: SearchClause) throws -> Bool {
        try linked?.all(of: type).contains {
            try $0.entries.targets(of: parameter).contains(.local(version.id)) && clause.matches($0, in: .r4)
        } ?? false
    }

    /// What the index would hold of a version.
    static func entries(of version: StoredVersion, _ extractor: IndexExtractor) throws -> IndexEntries {
        guard let body = version.body else { return IndexEntries() }
        do {
            return extractor.entries(of: try body.resource())
        } catch {
            throw StoreFailure.unavailable("a stored body is damaged")
        }
    }
}

/// The visible versions of the types that conditions on links lead to, each type read once in a search.
final class LinkedVersions {
    /// Most versions of one type; beyond, the search is given up.
    private static let most = 50_000

    private let connection: PostgresConnection
    private let names: PostgresNames
    private let extractor: IndexExtractor
    private let visibility: Visibility
    private let state: Int64
    private var known: [String: [PostgresSubject]] = [:]

    init(
        connection: PostgresConnection, names: PostgresNames, extractor: IndexExtractor, visibility: Visibility,
        state: Int64
    ) {
        self.connection = connection
        self.names = names
        self.extractor = extractor
        self.visibility = visibility
        self.state = state
    }

    /// All visible versions of a type in the state.
    func all(of type: String) throws -> [PostgresSubject] {
        if let found = known[type] { return found }
        var found: [PostgresSubject] = []
        let columns = VersionColumns(names: names)
        let scan = VersionScan(connection: connection, subject: .type(names.number(ofType: type)), state: state)
        try scan.forEach(after: 0) { rows, row in
            let version = try columns.version(rows, row)
            guard visibility.filter(version) != nil else { return true }
            guard found.count < Self.most else { throw StoreFailure.tooCostly }
            found.append(
                PostgresSubject(
                    version, key: VersionColumns.key(rows, row),
                    entries: try PostgresSubject.entries(of: version, extractor), linked: self))
            return true
        }
        known[type] = found
        return found
    }
}
