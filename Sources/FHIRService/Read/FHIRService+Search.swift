// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

extension FHIRService {
    func search(_ type: String, _ request: FHIRRequest) async throws -> FHIRResponse {
        var parameters = request.query
        if request.method == .post { parameters += try FormParameters.read(request) }
        var page: SearchPosition?
        if let token = parameters.first(where: { $0.name == "_page" })?.value {
            let content = try content(of: token, among: parameters, scope: .search, subject: type)
            parameters = content.query.map { ($0[0], $0[1]) }
            page = content.position
        }
        let query = try SearchQueryParser(base: base, clock: clock).parse(resourceType: type, parameters: parameters)
        return await answering(about: query.peopleAsked) {
            try await results(of: query, parameters, page: page, request)
        }
    }

    /// One page of a search as a Bundle, with what it brings along.
    private func results(
        of query: SearchQuery, _ parameters: [(name: String, value: String)], page: SearchPosition?,
        _ request: FHIRRequest
    ) async throws -> FHIRResponse {
        let type = query.resourceType
        let found = try await store.search(query, visibility: request.caller.visibility, page: page)
        var bundle = BundleWriter(type: "searchset", limit: largestAnswer)
        bundle.setTotal(found.total)
        bundle.link("self", "\(base)/\(type)" + FormParameters.queryText(parameters + request.formParameters))
        if let next = found.next {
            let token = try tokens.seal(
                .init(scope: .search, subject: type, query: parameters.map { [$0.name, $0.value] }, position: next))
            bundle.link(
                "next", "\(base)/\(type)" + FormParameters.queryText([("_page", token)] + request.formParameters))
        }
        for match in found.matches { try bundle.searchEntry(match, mode: "match", base: base) }
        for included in try await includes(of: query, for: found.matches, caller: request.caller) {
            try bundle.searchEntry(included, mode: "include", base: base)
        }
        return bundle.response
    }

    /// What `_include` and `_revinclude` bring along, each once.
    private func includes(
        of query: SearchQuery, for matches: [StoredVersion], caller: FHIRCaller
    ) async throws -> [StoredVersion] {
        guard !query.includes.isEmpty else { return [] }
        let resources =
            query.includes.contains { !$0.reverse } ? try matches.compactMap { try $0.body?.resource() } : []
        var seen = Set(matches.map(\.id))
        var found: [StoredVersion] = []
        for include in query.includes {
            if include.reverse {
                for source in try await sources(of: include, to: matches, query, caller: caller)
                where seen.insert(source.id).inserted { found.append(source) }
                continue
            }
            for target in targets(of: include, in: resources) where seen.insert(target).inserted {
                let version = try await store.read(target, visibility: caller.visibility)
                if let version, version.body != nil { found.append(version) }
            }
        }
        return found
    }

    /// Most resources that one `_revinclude` brings along; more are refused, never left out in silence.
    static let largestReverseInclude = 10_000

    private func sources(
        of include: SearchInclude, to matches: [StoredVersion], _ query: SearchQuery, caller: FHIRCaller
    ) async throws -> [StoredVersion] {
        guard !matches.isEmpty, include.targetType ?? query.resourceType == query.resourceType else { return [] }
        let clause = SearchClause(
            .parameter(include.parameter), [.reference(matches.map { ReferenceTarget.local($0.id) })])
        let wanted = SearchQuery(
            resourceType: ParameterCatalog.r4.parameters[include.parameter].resourceType, clauses: [clause],
            count: SearchQueryParser.maximumCount)
        var found: [StoredVersion] = []
        var position: SearchPosition?
        repeat {
            let page = try await store.search(wanted, visibility: caller.visibility, page: position)
            found += page.matches
            position = page.next
            guard found.count <= Self.largestReverseInclude else {
                throw FHIRRefusal(
                    400, .tooCostly,
                    "_revinclude brings more than \(Self.largestReverseInclude) resources; lower _count",
                    at: "http._revinclude")
            }
        } while position != nil
        return found
    }

    /// What a page link holds, if it belongs here and stands alone.
    func content(
        of token: String, among parameters: [(name: String, value: String)], scope: PageTokenSeal.Content.Scope,
        subject: String
    ) throws(FHIRRefusal) -> PageTokenSeal.Content {
        guard parameters.count(where: { !FormParameters.areOfForm($0.name) }) == 1 else {
            throw FHIRRefusal(400, .value, "A page link takes no further parameters", at: "http._page")
        }
        let content = try tokens.open(token)
        guard content.scope == scope, content.subject == subject else {
            throw FHIRRefusal(400, .value, "This page link belongs to another request", at: "http._page")
        }
        return content
    }

    private func targets(of include: SearchInclude, in resources: [Resource]) -> [ResourceID] {
        resources.flatMap { resource in
            extractor.entries(of: resource, parameter: include.parameter).references.compactMap {
                guard case .local(let id) = $0.target, include.targetType.map({ $0 == id.type }) ?? true else {
                    return nil
                }
                return id
            }
        }
    }
}
