// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// What the index of a store holds, as its tables say: which parameters, under which numbers, and which are finished.
///
/// Changes of it are made by ``IndexRegistry`` in the transaction of the write that causes them, and counted.
struct IndexScheme: Sendable {
    /// Counts the changes, so that whoever reads finds out in one step whether the scheme is the one of what is read.
    let generation: Int64
    private(set) var names: SQLiteNames
    private(set) var extractor: IndexExtractor

    var catalog: ParameterCatalog { extractor.catalog }

    /// Reads the scheme in the state that a connection sees.
    ///
    /// - Parameter known: any other scheme of the same open store: what has an ordinal there has the same here.
    init(_ connection: SQLiteConnection, knowing known: IndexScheme?, extractor: IndexExtractor) throws {
        generation = try Self.generation(connection)
        var catalog = known?.catalog ?? extractor.catalog
        var names = try known?.names ?? SQLiteNames(connection)
        let standardCount = ParameterCatalog.r4.parameters.count
        if names.parameters.isEmpty {
            names.parameters = Array(repeating: 0, count: standardCount)
            names.groups = names.parameters
        }
        var standard: [StandardName: Int] = [:]
        if known == nil {
            for ordinal in 0..<standardCount { standard[StandardName(catalog.parameters[ordinal])] = ordinal }
        }
        var ordinals: [Int64: Int] = [:]
        for (ordinal, number) in names.parameters.enumerated() where number > 0 { ordinals[number] = ordinal }
        var definitions: [String: CustomParameter] = [:]
        var own: Set<Int> = []
        var seen: Set<Int> = []
        var unbuilt: Set<Int> = []
        let rows = try connection.statement(
            "SELECT id, type, code, definition, build, ready, source, resource FROM parameter ORDER BY id")
        while try rows.step() {
            let number = rows.integer(0)
            let type = rows.text(1)
            let isOwn = !rows.isNull(6)
            var ordinal = ordinals[number]
            if ordinal == nil, isOwn {
                // A definition that was good when it came in; one that this program cannot read makes no parameter.
                let source = rows.text(6)
                let definition = definitions[source] ?? (try? CustomParameter(Resource(source.utf8))) ?? nil
                guard let definition else { continue }
                definitions[source] = definition
                ordinal = try? catalog.append(definition, for: type, definedBy: rows.text(7))
            } else if ordinal == nil {
                ordinal = standard[StandardName(type: type, code: rows.text(2), definition: rows.integer(3))]
            }
            guard let ordinal else { continue }
            names.set(
                ordinal, number,
                group: rows.integer(4) == 0 ? names.number(ofType: type) : SQLiteNames.firstGroup + rows.integer(4))
            if isOwn { own.insert(ordinal) } else { seen.insert(ordinal) }
            if rows.integer(5) == 0 { unbuilt.insert(ordinal) }
        }
        // Another release of the program, in another process, may have put its own definitions in their place.
        unbuilt.formUnion((0..<standardCount).filter { !seen.contains($0) })
        catalog.use(own, unbuilt: unbuilt)
        names.gather(catalog, standardCount: standardCount)
        self.names = names
        self.extractor = IndexExtractor(catalog: catalog, base: extractor.base)
    }

    /// How often the scheme of a store has changed.
    static func generation(_ connection: SQLiteConnection) throws -> Int64 {
        try connection.statement("SELECT value FROM property WHERE name = 'index_generation'").firstInteger() ?? 0
    }

    /// Tells a definition of R4 in the tables.
    struct StandardName: Hashable {
        var type: String
        var code: String
        var definition: Int64

        init(type: String, code: String, definition: Int64) {
            (self.type, self.code, self.definition) = (type, code, definition)
        }

        init(_ parameter: IndexedParameter) {
            self.init(
                type: parameter.resourceType, code: parameter.code,
                definition: Int64(bitPattern: parameter.definitionHash))
        }
    }
}

extension SQLiteNames {
    fileprivate mutating func set(_ ordinal: Int, _ number: Int64, group: Int64) {
        while parameters.count <= ordinal {
            parameters.append(0)
            groups.append(0)
        }
        parameters[ordinal] = number
        groups[ordinal] = group
    }

    fileprivate mutating func gather(_ catalog: ParameterCatalog, standardCount: Int) {
        members = [:]
        for ordinal in Array(0..<standardCount) + catalog.custom.sorted() {
            members[catalog.parameters[ordinal].resourceType, default: [:]][groups[ordinal], default: []].append(
                ordinal)
        }
    }
}
