// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch

/// The parameters of a group that a resource has values of, and the systems of its identifiers: few different sets in
/// millions of resources, so that `:missing` and `identifier=system|` need one small index row a resource and group.
enum Shape {
    /// A parameter by the store's number; of identifiers with the number of a system.
    struct Member: Hashable {
        var parameter: Int64
        var system: Int64?

        /// As it stands in the set's text.
        var text: String { system.map { "\(parameter):\($0)" } ?? String(parameter) }
    }

    /// The set, the same for the same members: in the order of the group, then identifiers.
    ///
    /// - Parameter ordinals: the parameters of the group.
    static func members(
        of entries: IndexEntries, group: Int64, ordinals: [Int], scheme: IndexScheme, system: (String?) throws -> Int64
    ) rethrows -> [Member] {
        var members: [Member] = []
        let rows = entries.parametersWithRows
        for ordinal in ordinals {
            let parameter = scheme.catalog.parameters[ordinal]
            guard parameter.sources.contains(where: { rows.contains($0.ordinal) }) else { continue }
            // Of rows that are shared some may not count.
            guard parameter.keepsRows || entries.hasValue(of: parameter) else { continue }
            members.append(Member(parameter: scheme.names.parameters[ordinal]))
        }
        var identifiers: Set<Member> = []
        for identifier in entries.identifiers where scheme.names.groups[identifier.parameter] == group {
            let number = scheme.names.parameters[identifier.parameter]
            try identifiers.insert(Member(parameter: number, system: system(identifier.system)))
        }
        return members + identifiers.sorted { ($0.parameter, $0.system ?? 0) < ($1.parameter, $1.system ?? 0) }
    }

    /// The set as text: the members in the order of their texts, between commas.
    static func text(of members: [Member]) -> String {
        "," + members.map(\.text).sorted().joined(separator: ",") + ","
    }

    static func member(_ ordinal: Int, _ names: SQLiteNames) -> String {
        Member(parameter: names.parameters[ordinal]).text
    }
}
