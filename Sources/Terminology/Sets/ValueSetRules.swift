// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import FHIRModel

/// What a ValueSet resource says of its members, without what the systems say that it takes codes from.
package struct ValueSetRules: Sendable {
    /// A condition on the codes of a system.
    package struct Filter: Sendable {
        package let property: String
        /// A code of R4 such as `is-a` or `=`.
        package let operation: String
        package let value: String
    }

    /// Codes that are all in, or all out.
    package struct Part: Sendable {
        package let system: String?
        package let version: String?
        /// These codes of the system; none for all that meet the filters.
        package let codes: [String]
        /// All of these must hold.
        package let filters: [Filter]
        /// Only what is in each of these, too.
        package let valueSets: [String]
    }

    /// Members are in one of these.
    package let includes: [Part]
    /// Members are in none of these.
    package let excludes: [Part]
    /// The members as somebody has listed them, where that list is whole.
    package let listed: [SystemCode]?

    /// What a ValueSet says.
    package init(_ valueSet: Resource) {
        includes = Self.parts(valueSet["compose"], "include")
        excludes = Self.parts(valueSet["compose"], "exclude")
        listed = valueSet["expansion"].flatMap(Self.listed)
    }

    private static func parts(_ compose: JSONNode?, _ member: StaticString) -> [Part] {
        guard let compose else { return [] }
        return compose.items(member).map { part in
            Part(
                system: part["system"]?.string, version: part["version"]?.string,
                codes: part.items("concept").compactMap { $0["code"]?.string },
                filters: part.items("filter").map {
                    Filter(
                        property: $0["property"]?.string ?? "", operation: $0["op"]?.string ?? "",
                        value: $0["value"]?.string ?? "")
                }, valueSets: part.items("valueSet").compactMap(\.string))
        }
    }

    /// The codes of an expansion; nil where it is a page of a longer one.
    private static func listed(_ expansion: JSONNode) -> [SystemCode]? {
        var codes: [SystemCode] = []
        var entries = 0
        var waiting = Array(expansion.items("contains"))
        while let entry = waiting.popLast() {
            entries += 1
            waiting += entry.items("contains")
            guard entry["abstract"]?.bool != true, let system = entry["system"]?.string,
                let code = entry["code"]?.string
            else { continue }
            codes.append(SystemCode(system: system, code: code))
        }
        if let total = expansion["total"]?.numberText.flatMap({ Int($0) }), total > entries { return nil }
        if let offset = expansion["offset"]?.numberText, offset != "0" { return nil }
        return codes
    }
}
