// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The structure table in memory: every type by name.
struct StructureTable: Sendable {
    /// Every type, sorted by name.
    let structures: [R4.Structure]

    /// The names of concrete resource types, sorted.
    let resourceTypes: [String]

    private let indexes: [String: Int]

    /// Finds a type by name.
    func structure(named name: String) -> R4.Structure? {
        indexes[name].map { structures[$0] }
    }

    /// Says whether a type is the same as another or extends it, directly or not; false for an unknown name.
    func isKind(_ name: String, of ancestor: String) -> Bool {
        var next = indexes[name]
        while let index = next {
            if structures[index].name == ancestor { return true }
            next = structures[index].base.flatMap { indexes[$0] }
        }
        return false
    }

    /// Gives a type's name and those of the types it extends, nearest first; empty for an unknown name.
    func lineage(of name: String) -> [String] {
        var result: [String] = []
        var next = structure(named: name)
        while let current = next {
            result.append(current.name)
            next = current.base.flatMap { structure(named: $0) }
        }
        return result
    }

    /// Reads the table and gives each type the elements of its base.
    init(text: String) {
        var reader = StructureReader()
        TableText.forEachBlock(text) { header, lines in reader.read(header: header, lines: lines) }
        let structures = reader.makeStructures()
        self.structures = structures
        self.resourceTypes = structures.lazy.filter(\.isConcreteResource).map(\.name)
        self.indexes = Dictionary(uniqueKeysWithValues: structures.lazy.map(\.name).enumerated().map { ($1, $0) })
    }
}
