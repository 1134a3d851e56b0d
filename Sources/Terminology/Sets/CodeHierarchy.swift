// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import FHIRModel

/// The codes of a CodeSystem resource, and which of them are kinds of which others.
///
/// A code is a kind of those that it stands below in the resource, unless the system says that its levels mean something
/// else, and of those that its property `parent` names; `child` says the same the other way round.
package struct CodeHierarchy: Sendable {
    /// Why a CodeSystem cannot tell.
    package enum Fault: Error, Sendable, Equatable {
        /// It holds a part of its codes only.
        case incomplete
        /// It has more than ``largest`` codes.
        case tooLarge
        /// It has no such filter.
        case unknownFilter(String)
        /// Its levels do not mean kinds, and it has no parents.
        case levelsAreNoKinds
    }

    /// Most codes that are read.
    package static let largest = 200_000

    /// All codes, in the order of the resource.
    package private(set) var codes: [String] = []
    private var positions: [String: Int] = [:]
    private var parents: [[Int]] = []
    private var children: [[Int]] = []
    /// By code: names and values of its properties.
    private var properties: [[(name: String, value: String)]] = []
    private var hasKinds = true

    private struct Waiting {
        var concept: JSONNode
        var parent: Int?
    }

    /// Reads a CodeSystem.
    package init(_ codeSystem: Resource) throws(Fault) {
        guard codeSystem["content"]?.string == "complete" else { throw .incomplete }
        let meaning = codeSystem["hierarchyMeaning"]?.string
        let nests = meaning == nil || meaning == "is-a"
        let parentNames = Self.names(of: "parent", in: codeSystem)
        let childNames = Self.names(of: "child", in: codeSystem)
        var named: [(from: Int, name: String, isParent: Bool)] = []
        var isNested = false
        var waiting = codeSystem.items("concept").reversed().map { Waiting(concept: $0, parent: nil) }
        while let next = waiting.popLast() {
            guard let code = next.concept["code"]?.string else { continue }
            guard codes.count < Self.largest else { throw .tooLarge }
            let own = position(of: code)
            if let parent = next.parent {
                isNested = true
                if nests { link(own, to: parent) }
            }
            for property in next.concept.items("property") {
                guard let name = property["code"]?.string, let value = Self.value(of: property) else { continue }
                properties[own].append((name, value))
                if parentNames.contains(name) { named.append((own, value, true)) }
                if childNames.contains(name) { named.append((own, value, false)) }
            }
            waiting += next.concept.items("concept").reversed().map { Waiting(concept: $0, parent: own) }
        }
        for link in named {
            guard let other = positions[link.name] else { continue }
            if link.isParent { self.link(link.from, to: other) } else { self.link(other, to: link.from) }
        }
        hasKinds = nests || !isNested || !named.isEmpty
    }

    /// Whether it has a code.
    package func contains(_ code: String) -> Bool { positions[code] != nil }

    /// A code and all that are kinds of it.
    package func below(_ code: String) throws(Fault) -> Set<String> { try closure(code, children) }

    /// A code and all that it is a kind of.
    package func above(_ code: String) throws(Fault) -> Set<String> { try closure(code, parents) }

    /// The codes that meet all filters.
    package func codes(meeting filters: [ValueSetRules.Filter]) throws(Fault) -> Set<String> {
        var found = Set(codes)
        for filter in filters { found.formIntersection(try codes(meeting: filter)) }
        return found
    }

    private func codes(meeting filter: ValueSetRules.Filter) throws(Fault) -> Set<String> {
        let isOfConcept = filter.property == "concept" || filter.property == "code"
        switch filter.operation {
        case "is-a" where isOfConcept: return try below(filter.value)
        case "descendent-of" where isOfConcept: return try below(filter.value).subtracting([filter.value])
        case "is-not-a" where isOfConcept: return Set(codes).subtracting(try below(filter.value))
        case "generalizes" where isOfConcept: return try above(filter.value)
        case "=": return Set(codes.filter { values(of: filter.property, for: $0).contains(filter.value) })
        case "in", "not-in":
            let wanted = Set(filter.value.split(separator: ",").map { String($0.filter { !$0.isWhitespace }) })
            let isIn = filter.operation == "in"
            return Set(codes.filter { wanted.isDisjoint(with: values(of: filter.property, for: $0)) != isIn })
        case "exists":
            return Set(
                codes.filter { values(of: filter.property, for: $0).isEmpty == (filter.value == "false") })
        default: throw .unknownFilter(filter.operation)
        }
    }

    private func values(of property: String, for code: String) -> [String] {
        if property == "concept" || property == "code" { return [code] }
        guard let position = positions[code] else { return [] }
        return properties[position].filter { $0.name == property }.map(\.value)
    }

    private func closure(_ code: String, _ links: [[Int]]) throws(Fault) -> Set<String> {
        guard hasKinds else { throw .levelsAreNoKinds }
        guard let start = positions[code] else { return [] }
        var seen: Set = [start]
        var waiting = [start]
        while let next = waiting.popLast() {
            for other in links[next] where seen.insert(other).inserted { waiting.append(other) }
        }
        return Set(seen.map { codes[$0] })
    }

    private mutating func position(of code: String) -> Int {
        if let known = positions[code] { return known }
        positions[code] = codes.count
        codes.append(code)
        parents.append([])
        children.append([])
        properties.append([])
        return codes.count - 1
    }

    private mutating func link(_ own: Int, to parent: Int) {
        guard !parents[own].contains(parent) else { return }
        parents[own].append(parent)
        children[parent].append(own)
    }

    /// What the system calls one of R4's properties of concepts.
    private static func names(of property: String, in codeSystem: Resource) -> Set<String> {
        let uri = "http://hl7.org/fhir/concept-properties#\(property)"
        let own = codeSystem.items("property").filter { $0["uri"]?.string == uri }.compactMap { $0["code"]?.string }
        return Set(own + [property])
    }

    private static func value(of property: JSONNode) -> String? {
        for member in ["valueCode", "valueString", "valueBoolean", "valueInteger", "valueDecimal", "valueDateTime"] {
            if let value = property[dynamic: member]?.primitiveText { return value }
        }
        return property["valueCoding"]?["code"]?.string
    }
}
