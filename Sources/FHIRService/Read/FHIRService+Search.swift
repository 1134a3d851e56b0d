// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

extension FHIRService {
    func search(_ scope: SearchScope, _ request: FHIRRequest) async throws -> FHIRResponse {
        var parameters = request.query
        if request.method == .post { parameters += try FormParameters.read(request) }
        var page: SearchPosition?
        if let token = parameters.first(where: { $0.name == "_page" })?.value {
            let content = try content(of: token, among: parameters, scope: .search, subject: scope.path)
            parameters = content.query.map { ($0[0], $0[1]) }
            page = content.position
        }
        let found = try await read(parameters, scope, request)
        return await answering(about: found.queries.peopleAsked) { [page] in
            try await results(of: found, scope, page: page, request)
        }
    }

    /// What is searched for, in each type.
    private func read(
        _ parameters: [(name: String, value: String)], _ scope: SearchScope, _ request: FHIRRequest
    ) async throws -> ReadSearch {
        let names = scope.hasManyTypes ? parameters.filter { $0.name == "_type" } : []
        let types = try scope.types(named: names.isEmpty ? nil : names.map(\.value))
        let own = parameters.filter { parameter in !names.contains { $0 == parameter } }
        var found = try await read(
            types: types, parameters: own, leavesOutUnknown: request.headers.handling == .lenient,
            for: request.caller.visibility)
        try found.checkElements(request.headers.handling)
        found.used = names + found.used
        for position in found.queries.indices {
            found.queries[position].clauses += scope.clauses(for: found.queries[position].resourceType)
        }
        return found
    }

    /// One page of a search as a Bundle, with what it brings along.
    private func results(
        of search: ReadSearch, _ scope: SearchScope, page: SearchPosition?, _ request: FHIRRequest
    ) async throws -> FHIRResponse {
        let found = try await TypesRun(store: store, visibility: request.caller.visibility)
            .page(of: search.queries, at: page)
        var bundle = BundleWriter(type: "searchset", limit: largestAnswer)
        bundle.setTotal(found.total)
        let address = "\(base)/\(scope.path)"
        bundle.link("self", address + FormParameters.queryText(search.used + request.formParameters))
        if let next = found.next {
            let token = try tokens.seal(
                .init(
                    scope: .search, subject: scope.path, query: search.used.map { [$0.name, $0.value] }, position: next)
            )
            bundle.link("next", address + FormParameters.queryText([("_page", token)] + request.formParameters))
        }
        let subset = Subset(search.used)
        for match in found.matches { try bundle.searchEntry(match, mode: "match", base: base, subset: subset) }
        for included in try await IncludeRun(service: self, visibility: request.caller.visibility)
            .found(search.includes, for: found.matches)
        {
            try bundle.searchEntry(included, mode: "include", base: base, subset: subset)
        }
        if !search.leftOut.isEmpty { bundle.outcomeEntry(search.leftOut) }
        return bundle.response
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
}

extension ReadSearch {
    /// What the searches of all types bring along, each include once.
    fileprivate var includes: [SearchInclude] {
        queries.flatMap(\.includes).reduce(into: []) { found, include in
            if !found.contains(include) { found.append(include) }
        }
    }
}
