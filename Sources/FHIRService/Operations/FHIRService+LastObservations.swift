// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

extension FHIRService {
    /// Most Observations that are looked through for the last ones.
    static let largestLastN = 20_000

    /// `Observation/$lastn`: of each kind of Observation that a search finds the most recent ones.
    ///
    /// What was entered in error is left out, unless the search speaks of the status itself.
    func lastObservations(_ request: FHIRRequest) async throws -> FHIRResponse {
        var asked = request
        asked.query = try OperationParameters.all(of: request, as: [.wholeNumber("max")])
        let most = try wholeNumber("max", in: asked, largest: Self.largestLastN) ?? 1
        let parameters = asked.query.filter { $0.name != "max" }
        try Subset.checkElements(of: parameters, of: R4.resourceTypes)
        try Self.checkLastN(parameters)
        let isAboutStatus = parameters.contains { Self.plainName($0.name) == "status" }
        var query =
            try parser
            .parse(
                resourceType: "Observation",
                parameters: parameters + (isAboutStatus ? [] : [("status:not", "entered-in-error")]))
        guard !query.onlyTotal else {
            throw FHIRRefusal(400, .notSupported, "The last Observations are not counted", at: "http._summary")
        }
        query.count = SearchQueryParser.maximumCount
        return await answering(about: query.peopleAsked) { [query, asked] in
            try await last(most, of: query, parameters, asked)
        }
    }

    private func last(
        _ most: Int, of query: SearchQuery, _ parameters: [(name: String, value: String)], _ request: FHIRRequest
    ) async throws -> FHIRResponse {
        var groups = ObservationGroups(most: most)
        var place: SearchPosition?
        var examined = 0
        repeat {
            try Task.checkCancellation()
            let page = try await store.search(query, visibility: request.caller.visibility, page: place)
            examined += page.matches.count
            guard examined <= Self.largestLastN else {
                throw FHIRRefusal(
                    400, .tooCostly,
                    "There are more than \(Self.largestLastN) Observations to look through; add a category, a code or"
                        + " a date")
            }
            for match in page.matches { try groups.add(match) }
            place = page.next
        } while place != nil
        let latest = groups.latest
        var bundle = BundleWriter(type: "searchset", limit: largestAnswer)
        bundle.setTotal(latest.count)
        bundle.link(
            "self",
            "\(base)/Observation/$lastn" + FormParameters.queryText(request.query + request.formParameters))
        let subset = Subset(parameters)
        for match in latest { try bundle.searchEntry(match, mode: "match", base: base, subset: subset) }
        for included in try await IncludeRun(service: self, visibility: request.caller.visibility)
            .found(query.includes, for: latest)
        {
            try bundle.searchEntry(included, mode: "include", base: base, subset: subset)
        }
        return bundle.response
    }

    private static func checkLastN(_ parameters: [(name: String, value: String)]) throws(FHIRRefusal) {
        if let name = parameters.map(\.name).first(where: { ["_count", "_sort", "_total", "_page"].contains($0) }) {
            throw FHIRRefusal(
                400, .notSupported, "'\(name)' has no meaning here: 'max' says how many of each group are wanted",
                at: "http.\(name)")
        }
        guard parameters.contains(where: { ["patient", "subject"].contains(plainName($0.name)) }) else {
            throw FHIRRefusal(
                400, .required, "Say about whom: add patient=… or subject=…", at: "http.subject")
        }
    }

    /// A parameter's name without modifiers and what it leads to.
    private static func plainName(_ name: String) -> String { String(name.prefix { $0 != ":" && $0 != "." }) }
}
