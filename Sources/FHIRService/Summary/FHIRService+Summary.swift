// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

extension FHIRService {
    /// Most resources of one person that a summary is made from.
    static let largestSummary = 20_000

    private static let summaryParameters: [OperationParameters.Definition] = [
        .init(name: "identifier", members: ["valueString", "valueIdentifier"]),
        .init(name: "profile", members: ["valueCanonical", "valueUri"]),
    ]

    /// `Patient/$summary`: the summary of the one Patient with an identifier.
    func summary(_ request: FHIRRequest) async throws -> FHIRResponse {
        var asked = request
        asked.query = try OperationParameters.all(of: request, as: Self.summaryParameters)
        try checkSummary(asked, known: ["identifier", "profile"])
        guard let identifier = asked.query.first(where: { $0.name == "identifier" })?.value else {
            throw FHIRRefusal(
                400, .required, "Say whose summary: identifier=system|value, or ask at Patient/[id]/$summary",
                at: "http.identifier")
        }
        var query =
            try parser
            .parse(resourceType: "Patient", parameters: [("identifier", identifier)])
        query.count = 2
        let found = try await store.search(query, visibility: request.caller.visibility, page: nil).matches
        guard let patient = found.first else {
            throw FHIRRefusal(404, .notFound, "There is no Patient with this identifier here", at: "http.identifier")
        }
        return await answering(about: Set(found.map(\.id.id))) { [asked] in
            guard found.count == 1 else {
                throw FHIRRefusal(
                    412, .multipleMatches,
                    "Several records have this identifier; ask for the summary of one at Patient/[id]/$summary",
                    at: "http.identifier")
            }
            return try await summary(of: patient, asked)
        }
    }

    /// `Patient/[id]/$summary`: the International Patient Summary of one record of this node.
    func summary(of id: ResourceID, _ request: FHIRRequest) async throws -> FHIRResponse {
        var asked = request
        asked.query = try OperationParameters.all(of: request, as: Self.summaryParameters)
        try checkSummary(asked, known: ["profile"])
        guard let patient = try await store.read(id, visibility: request.caller.visibility) else {
            throw FHIRRefusal.notFound(id)
        }
        return await answering(about: [id.id]) { [asked] in
            guard patient.change != .deleted else { throw FHIRRefusal.gone(id) }
            return try await summary(of: patient, asked)
        }
    }

    private func checkSummary(_ request: FHIRRequest, known: [String]) throws(FHIRRefusal) {
        try refuseParameters(of: request, except: known)
        let profile = SummaryComposition.profiles + "Bundle-uv-ips"
        if let wanted = request.query.first(where: { $0.name == "profile" })?.value, wanted != profile {
            throw FHIRRefusal(400, .notSupported, "Summaries are made by \(profile) only", at: "http.profile")
        }
    }

    private func summary(of patient: StoredVersion, _ request: FHIRRequest) async throws -> FHIRResponse {
        let record = try await SummaryRecord(of: patient, for: request.caller, in: self)
        let made = SummaryComposition(
            patient: patient.id, contents: record.contents, versions: record.versions, base: base, software: software,
            now: clock.now())
        var bundle = BundleWriter(type: "document", limit: largestAnswer)
        bundle.setProfile(SummaryComposition.profiles + "Bundle-uv-ips")
        bundle.setIdentity(made.address, at: made.now)
        bundle.madeEntry(made.composition)
        for version in record.versions { try bundle.documentEntry(version, base: base) }
        bundle.madeEntry(made.device)
        return bundle.response
    }
}
