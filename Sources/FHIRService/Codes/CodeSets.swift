// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore
internal import Terminology

/// Finds the codes of value sets and of places in code systems, from the ValueSet and CodeSystem resources that are
/// stored here and the value sets of R4 itself.
///
/// What cannot be told for certain is refused: a set of which a part is missing would hide results in silence.
struct CodeSets {
    let service: FHIRService
    let visibility: Visibility

    /// Most codes of a set.
    static let largest = 10_000
    /// Most value sets that one is made of, one within the other.
    private static let deepest = 8

    /// The codes of a set.
    ///
    /// - Throws: a `CareIssue` that says what is missing.
    func codes(of name: CodeSetName) async throws -> Set<IndexEntries.CodePair> {
        switch name {
        case .members(let text): return pairs(try await members(of: text, within: []))
        case .below(let system, let code): return try await kinds(code, system) { try $0.below($1) }
        case .above(let system, let code): return try await kinds(code, system) { try $0.above($1) }
        }
    }

    private func kinds(
        _ code: String, _ system: String, _ find: (CodeHierarchy, String) throws -> Set<String>
    ) async throws -> Set<IndexEntries.CodePair> {
        let hierarchy = try await hierarchy(of: system, version: nil)
        guard hierarchy.contains(code) else {
            throw CareIssue(.codeInvalid, "The CodeSystem '\(Self.shown(system))' has no such code")
        }
        let codes = try Self.telling(system) { try find(hierarchy, code) }
        return try pairs(Self.limited(Set(codes.map { SystemCode(system: system, code: $0) })))
    }

    private func pairs(_ codes: Set<SystemCode>) -> Set<IndexEntries.CodePair> {
        Set(codes.map { IndexEntries.CodePair(system: $0.system, code: $0.code) })
    }

    // MARK: Value sets

    private func members(of text: String, within outer: [String]) async throws -> Set<SystemCode> {
        guard !outer.contains(text), outer.count < Self.deepest else {
            throw CareIssue(
                .notSupported,
                "The ValueSet '\(Self.shown(outer.first ?? text))' is made of itself or of too many others")
        }
        let address = Canonical(text)
        guard let version = try await resource("ValueSet", named: address) else {
            guard let own = R4.codes(valueSet: text), address.version == nil || address.version == R4.version else {
                throw CareIssue(
                    .notFound,
                    "There is no ValueSet '\(Self.shown(text))' here; store it, or name the codes one by one")
            }
            return Set(own.systems.flatMap { part in part.codes.map { SystemCode(system: part.system, code: $0) } })
        }
        guard let resource = try version.body?.resource() else { return [] }
        let rules = ValueSetRules(resource)
        guard !rules.includes.isEmpty else {
            guard let listed = rules.listed else {
                throw CareIssue(.incomplete, "The ValueSet '\(Self.shown(text))' does not say what its codes are")
            }
            return try Self.limited(Set(listed))
        }
        do {
            return try await members(by: rules, within: outer + [text])
        } catch let issue as CareIssue {
            // A system that is not here may have been asked by whoever listed the members.
            guard issue.kind == .notFound || issue.kind == .incomplete, let listed = rules.listed else { throw issue }
            return try Self.limited(Set(listed))
        }
    }

    private func members(by rules: ValueSetRules, within outer: [String]) async throws -> Set<SystemCode> {
        var members: Set<SystemCode> = []
        for part in rules.includes { try await members.formUnion(Self.limited(codes(of: part, within: outer))) }
        for part in rules.excludes { try await members.subtract(codes(of: part, within: outer)) }
        return try Self.limited(members)
    }

    private func codes(of part: ValueSetRules.Part, within outer: [String]) async throws -> Set<SystemCode> {
        var found: Set<SystemCode>?
        if let system = part.system {
            let codes: Set<String>
            if !part.codes.isEmpty {
                codes = Set(part.codes)
            } else {
                let hierarchy = try await hierarchy(of: system, version: part.version)
                codes = try Self.telling(system) { try hierarchy.codes(meeting: part.filters) }
            }
            found = Set(codes.map { SystemCode(system: system, code: $0) })
        }
        for other in part.valueSets {
            let members = try await members(of: other, within: outer)
            found = found?.intersection(members) ?? members
        }
        return found ?? []
    }

    // MARK: Code systems

    private func hierarchy(of system: String, version: String?) async throws -> CodeHierarchy {
        let address = Canonical(url: system, version: version)
        guard let version = try await resource("CodeSystem", named: address) else {
            throw CareIssue(
                .notFound, "There is no CodeSystem '\(Self.shown(system))' here; store it, or name the codes one by one"
            )
        }
        let key = CodeSystemCache.Key(id: version.id, version: version.version)
        return try Self.telling(system) {
            try service.codeSystems.codes(of: key) {
                guard let resource = try version.body?.resource() else { throw CodeHierarchy.Fault.incomplete }
                return try CodeHierarchy(resource)
            }
        }
    }

    /// Says of which system something cannot be told.
    private static func telling<Result>(_ system: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let fault as CodeHierarchy.Fault {
            let name = shown(system)
            switch fault {
            case .incomplete:
                throw CareIssue(.incomplete, "The CodeSystem '\(name)' is not here with all of its codes")
            case .tooLarge: throw CareIssue(.tooCostly, "The CodeSystem '\(name)' has too many codes to be searched by")
            case .unknownFilter(let operation):
                throw CareIssue(
                    .notSupported,
                    "A filter '\(operation.prefix(32))' on the CodeSystem '\(name)' is not supported; use is-a, "
                        + "descendent-of, is-not-a, generalizes, =, in, not-in or exists")
            case .levelsAreNoKinds:
                throw CareIssue(
                    .notSupported, "The levels of the CodeSystem '\(name)' do not tell what is a kind of what")
            }
        }
    }

    // MARK: Resources

    /// A ValueSet or CodeSystem by its address: the version that is named, else one in use, else the newest.
    private func resource(_ type: String, named address: Canonical) async throws -> StoredVersion? {
        if let id = address.id(of: type, base: service.base) {
            return try await service.store.read(id, visibility: visibility).flatMap { $0.body == nil ? nil : $0 }
        }
        guard let url = ParameterCatalog.r4.parameter("url", for: type) else { return nil }
        let query = SearchQuery(
            resourceType: type,
            clauses: [.parameter(url.ordinal, [.uri(URIPattern(address.url, .exactly))])], count: 100)
        let found = try await service.store.search(query, visibility: visibility, page: nil).matches
        var best: (version: StoredVersion, isActive: Bool)?
        for candidate in found {
            guard let resource = try candidate.body?.resource() else { continue }
            if let version = address.version, resource["version"]?.string != version { continue }
            let isActive = resource["status"]?.string == "active"
            if let best, best.isActive != isActive ? best.isActive : best.version.lastUpdated > candidate.lastUpdated {
                continue
            }
            best = (candidate, isActive)
        }
        return best?.version
    }

    private static func limited(_ codes: Set<SystemCode>) throws -> Set<SystemCode> {
        guard codes.count <= largest else {
            throw CareIssue(.tooCostly, "The set has more than \(largest) codes; use a smaller one")
        }
        return codes
    }

    /// As much of an address as an outcome repeats.
    private static func shown(_ address: String) -> String { String(address.prefix(200)) }
}

/// The address of a ValueSet or CodeSystem, perhaps with a version.
private struct Canonical {
    let url: String
    let version: String?

    init(url: String, version: String?) {
        self.url = url
        self.version = version
    }

    init(_ text: String) {
        let parts = text.split(separator: "|", maxSplits: 1).map(String.init)
        self.init(url: parts.first ?? text, version: parts.count > 1 ? parts[1] : nil)
    }

    /// The resource that a reference such as `ValueSet/12` names; nil for any other address.
    func id(of type: String, base: String) -> ResourceID? {
        guard case .local(let id) = ReferenceTarget(url, base: base), id.type == type else { return nil }
        return id
    }
}
