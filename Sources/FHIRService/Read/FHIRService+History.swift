// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import RecordStore

extension FHIRService {
    func history(of scope: HistoryQuery.Scope, _ request: FHIRRequest) async throws -> FHIRResponse {
        var asked = request
        var place: SearchPosition?
        if let token = request.query.first(where: { $0.name == "_page" })?.value {
            let content = try content(of: token, among: request.query, scope: .history, subject: scope.path)
            asked.query = content.query.map { ($0[0], $0[1]) }
            place = content.position
        } else {
            try refuseParameters(of: request, except: ["_count", "_since", "_at"])
        }
        let onlyCounts = asked.query.first { $0.name == "_count" }?.value == "0"
        var query = HistoryQuery(scope, count: onlyCounts ? 1_000 : try wholeNumber("_count", in: asked) ?? 50)
        query.since = try time("_since", in: asked)?.earliest
        query.current = try time("_at", in: asked).map { $0.earliest..<$0.end }
        guard case .resource(let id) = scope else {
            return onlyCounts ? try await count(of: query, asked) : try await page(of: query, at: place, asked)
        }
        guard let current = try await store.read(id, visibility: request.caller.visibility) else {
            throw FHIRRefusal.notFound(id)
        }
        return await answering(about: Set([current.person].compactMap(\.self))) { [query, place, asked] in
            onlyCounts ? try await count(of: query, asked) : try await page(of: query, at: place, asked)
        }
    }

    /// Most versions that are counted.
    private static let largestCount = 20_000

    /// How many versions there are, and none of them (`_count=0`).
    private func count(of query: HistoryQuery, _ request: FHIRRequest) async throws -> FHIRResponse {
        var count = 0
        var place: SearchPosition?
        repeat {
            try Task.checkCancellation()
            let found = try await store.history(query, visibility: request.caller.visibility, page: place)
            count += found.versions.count
            place = found.next
            guard place == nil || count < Self.largestCount else {
                throw FHIRRefusal(
                    400, .tooCostly,
                    "There are more than \(Self.largestCount) versions to count; ask for those of a type or a resource,"
                        + " or since a time", at: "http._count")
            }
        } while place != nil
        var bundle = BundleWriter(type: "history", limit: largestAnswer)
        bundle.setTotal(count)
        bundle.link("self", address(of: query.scope) + FormParameters.queryText(request.query + request.formParameters))
        return bundle.response
    }

    private func address(of scope: HistoryQuery.Scope) -> String {
        [base, scope.path, "_history"].filter { !$0.isEmpty }.joined(separator: "/")
    }

    private func page(
        of query: HistoryQuery, at place: SearchPosition?, _ request: FHIRRequest
    ) async throws -> FHIRResponse {
        let found = try await store.history(query, visibility: request.caller.visibility, page: place)
        let address = address(of: query.scope)
        var bundle = BundleWriter(type: "history", limit: largestAnswer)
        // To count the versions behind a page would take as long as to read them.
        if place == nil, found.next == nil { bundle.setTotal(found.versions.count) }
        bundle.link("self", address + FormParameters.queryText(request.query + request.formParameters))
        if let next = found.next {
            let token = try tokens.seal(
                .init(
                    scope: .history, subject: query.scope.path, query: request.query.map { [$0.name, $0.value] },
                    position: next))
            bundle.link("next", address + FormParameters.queryText([("_page", token)] + request.formParameters))
        }
        for version in found.versions { try bundle.historyEntry(version, base: base) }
        return bundle.response
    }

    /// The time that a parameter holds.
    func time(_ name: String, in request: FHIRRequest) throws(FHIRRefusal) -> PartialDate? {
        guard let text = request.query.first(where: { $0.name == name })?.value else { return nil }
        // In an address a plus that was not escaped is a space.
        guard let time = PartialDate(text.replacing(" ", with: "+")) else {
            throw FHIRRefusal(
                400, .value, "The value of '\(name)' is a time such as 2026-11-23T09:30:00Z or a date",
                at: "http.\(name)")
        }
        return time
    }
}

extension HistoryQuery.Scope {
    /// The address of what it is the history of, below the service's.
    fileprivate var path: String {
        switch self {
        case .resource(let id): id.reference
        case .type(let type): type
        case .all: ""
        }
    }
}
