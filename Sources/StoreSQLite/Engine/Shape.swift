// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch

/// The parameters of a group that a resource has values of, and the systems of its identifiers: few different sets in
/// millions of resources, so that `:missing` and `identifier=system|` need one small index row a resource and group.
enum Shape {
    /// The set as text: the store's numbers of parameters, `number:system` for identifiers, in order, between commas.
    ///
    /// - Parameter ordinals: the parameters of the group.
    static func members(
        of entries: IndexEntries, group: Int64, ordinals: [Int], scheme: IndexScheme, system: (String?) throws -> Int64
    ) throws -> String {
        var members: Set<String> = []
        let rows = entries.parametersWithRows
        for ordinal in ordinals {
            let parameter = scheme.catalog.parameters[ordinal]
            guard parameter.sources.contains(where: { rows.contains($0.ordinal) }) else { continue }
            // Of rows that are shared some may not count.
            guard parameter.keepsRows || entries.hasValue(of: parameter) else { continue }
            members.insert(member(ordinal, scheme.names))
        }
        for identifier in entries.identifiers where scheme.names.groups[identifier.parameter] == group {
            try members.insert(member(identifier.parameter, scheme.names) + ":\(system(identifier.system))")
        }
        return "," + members.sorted().joined(separator: ",") + ","
    }

    static func member(_ ordinal: Int, _ names: SQLiteNames) -> String { String(names.parameters[ordinal]) }
}
