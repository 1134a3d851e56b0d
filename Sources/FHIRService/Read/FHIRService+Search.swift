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
        let query = try parser.parse(resourceType: type, parameters: parameters)
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
        let subset = Subset(parameters)
        for match in found.matches { try bundle.searchEntry(match, mode: "match", base: base, subset: subset) }
        for included in try await IncludeRun(service: self, visibility: request.caller.visibility)
            .found(query.includes, for: found.matches)
        {
            try bundle.searchEntry(included, mode: "include", base: base, subset: subset)
        }
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
