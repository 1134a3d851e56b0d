// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch

/// Changes which parameters the index of a store holds, inside a transaction of the caller.
///
/// A parameter of which the store holds resources already is left to ``IndexBuilder``; what is written from then on is
/// indexed with its writing. One that is withdrawn leaves its rows, under numbers that are never given again, to
/// ``LeftoverRemoval``.
struct IndexRegistry {
    let connection: SQLiteConnection
    let names: SQLiteNames

    private struct Standard {
        var number: Int64
        var build: Int64
    }

    // MARK: R4's parameters

    /// Makes the tables say what this program indexes: numbers for what is new, no more for what it defines otherwise.
    func adoptStandard(_ catalog: ParameterCatalog) throws {
        let isNew = try !connection.statement("SELECT 1 FROM parameter LIMIT 1").hasRow()
        if isNew { return try number(catalog) }
        var known: [IndexScheme.StandardName: Standard] = [:]
        let rows = try connection.statement(
            "SELECT id, type, code, definition, build FROM parameter WHERE source IS NULL")
        while try rows.step() {
            let name = IndexScheme.StandardName(type: rows.text(1), code: rows.text(2), definition: rows.integer(3))
            known[name] = Standard(number: rows.integer(0), build: rows.integer(4))
        }
        var missing: [String: [IndexedParameter]] = [:]
        for parameter in catalog.parameters
        where known.removeValue(forKey: IndexScheme.StandardName(parameter)) == nil {
            missing[parameter.resourceType, default: []].append(parameter)
        }
        guard !missing.isEmpty || !known.isEmpty else { return }
        for stale in known.values { try withdraw(stale.number) }
        for (type, parameters) in missing.sorted(by: { $0.key < $1.key }) {
            let build = try begin(type)
            for parameter in parameters { try add(parameter, to: build) }
        }
        try leaveEmptyGroups()
        try count()
    }

    /// The parameters of a new store, which needs no build.
    private func number(_ catalog: ParameterCatalog) throws {
        for parameter in catalog.parameters { try add(parameter, to: Build(id: 0, isDone: true)) }
        try count()
    }

    // MARK: Parameters of the store's own

    /// Takes up what a SearchParameter defines now.
    ///
    /// A definition that the index holds goes on to serve until the one in its place is built.
    ///
    /// - Parameters:
    ///   - source: the resource's JSON.
    ///   - newest: the newest version key in use, that of the SearchParameter included.
    /// - Throws: the CareIssue of a clash.
    func define(
        _ definition: CustomParameter?, source: [UInt8], by id: String, scheme: IndexScheme, newest: Int64
    ) throws {
        var catalog = scheme.catalog
        let change = try catalog.change(definition, definedBy: id)
        guard !change.isEmpty else { return }
        for ordinal in change.withdrawn {
            let old = catalog.parameters[ordinal]
            let isReplaced = old.code == definition?.code && change.added.contains(old.resourceType)
            if isReplaced, !catalog.unbuilt.contains(ordinal) { continue }
            try withdraw(scheme.names.parameters[ordinal])
        }
        for type in change.added {
            guard let definition else { continue }
            let ordinal = try catalog.append(definition, for: type, definedBy: id)
            let build = try begin(type, newest: newest)
            try add(catalog.parameters[ordinal], to: build, source: String(decoding: source, as: UTF8.self))
            if build.isDone { try replace(by: build.id) }
        }
        try leaveEmptyGroups()
        try count()
    }

    /// Lets searches use what a build has made, and nothing any more that it takes the place of.
    func finish(_ build: Int64) throws {
        try connection.statement("UPDATE parameter SET ready = 1 WHERE build = ?").bind(.init(build)).run()
        try connection.statement("DELETE FROM index_build WHERE id = ?").bind(.init(build)).run()
        try replace(by: build)
        try leaveEmptyGroups()
        try count()
    }

    /// Withdraws the parameters that have the same name and SearchParameter as those of a build.
    private func replace(by build: Int64) throws {
        let old = try connection.statement(
            """
            SELECT old.id FROM parameter AS new JOIN parameter AS old
                ON old.type = new.type AND old.code = new.code AND old.resource = new.resource AND old.id <> new.id
            WHERE new.build = ? AND new.source IS NOT NULL
            """
        ).bind(.init(build)).integers()
        for number in old { try withdraw(number) }
    }

    // MARK: Steps

    private struct Build {
        var id: Int64
        /// Whether there is nothing to index.
        var isDone: Bool
    }

    /// A new build of a type, finished at once where the store holds nothing of it.
    private func begin(_ type: String, newest: Int64? = nil) throws -> Build {
        let number = names.number(ofType: type)
        let last = try newest ?? connection.statement("SELECT max(version_key) FROM current").firstInteger() ?? 0
        let total =
            try connection.statement("SELECT count(*) FROM current WHERE type = ?").bind(.init(number))
            .firstInteger() ?? 0
        let id =
            try connection.statement(
                "INSERT INTO index_build(type, last, done, total, finished, proven) VALUES (?, ?, 0, ?, 0, 0) RETURNING id"
            ).bind(.init(number), .init(last), .init(total)).firstInteger() ?? 0
        if total == 0 { try connection.statement("DELETE FROM index_build WHERE id = ?").bind(.init(id)).run() }
        return Build(id: id, isDone: total == 0)
    }

    private func add(_ parameter: IndexedParameter, to build: Build, source: String? = nil) throws {
        try connection.statement(
            """
            INSERT INTO parameter(id, type, code, definition, build, ready, source, resource)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """
        ).bind(
            .init(try nextNumber()), .init(parameter.resourceType), .init(parameter.code),
            .init(Int64(bitPattern: parameter.definitionHash)), .init(build.id), .init(build.isDone ? 1 : 0),
            source.map { .init($0) } ?? .null, parameter.definedBy.map { .init($0) } ?? .null
        ).run()
    }

    /// A number that no parameter has or had.
    private func nextNumber() throws -> Int64 {
        try connection.statement(
            """
            INSERT INTO property(name, value)
            VALUES ('newest_parameter', 1 + coalesce((SELECT max(id) FROM parameter), 0))
            ON CONFLICT(name) DO UPDATE SET value = value + 1 RETURNING value
            """
        ).firstInteger() ?? 0
    }

    private func withdraw(_ number: Int64) throws {
        try connection.statement("DELETE FROM parameter WHERE id = ?").bind(.init(number)).run()
        try connection.statement("INSERT OR IGNORE INTO index_leftover(number, is_group) VALUES (?, 0)")
            .bind(.init(number)).run()
    }

    /// Ends builds whose parameters are all withdrawn, and leaves the shapes of groups that have none any more.
    private func leaveEmptyGroups() throws {
        try connection.statement("DELETE FROM index_build WHERE id NOT IN (SELECT build FROM parameter)").run()
        for group in try connection.statement("SELECT DISTINCT type FROM shape").integers() {
            let isUsed =
                try group > SQLiteNames.firstGroup
                ? connection.statement("SELECT 1 FROM parameter WHERE build = ? LIMIT 1")
                    .bind(.init(group - SQLiteNames.firstGroup)).hasRow()
                : connection.statement("SELECT 1 FROM parameter WHERE build = 0 AND type = ? LIMIT 1")
                    .bind(.init(names.type(group))).hasRow()
            guard !isUsed else { continue }
            try connection.statement("INSERT OR IGNORE INTO index_leftover(number, is_group) VALUES (?, 1)")
                .bind(.init(group)).run()
        }
    }

    /// Notes that the scheme has changed.
    private func count() throws {
        try connection.statement(
            """
            INSERT INTO property(name, value) VALUES ('index_generation', 1)
            ON CONFLICT(name) DO UPDATE SET value = value + 1
            """
        ).run()
    }
}
