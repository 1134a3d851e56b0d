// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

extension FHIRService {
    /// What concerns a patient or belongs to an encounter, page by page, with what it refers to.
    func everything(about id: ResourceID, _ request: FHIRRequest) async throws -> FHIRResponse {
        var request = request
        request.query = try OperationParameters.all(of: request, as: EverythingRequest.definitions)
        var asked = request
        var place: EverythingPlace?
        if let token = request.query.first(where: { $0.name == "_page" })?.value {
            let content = try content(of: token, among: request.query, scope: .everything, subject: id.reference)
            asked.query = content.query.filter { $0[0] != EverythingPlace.name }.map { ($0[0], $0[1]) }
            place = EverythingPlace(content)
        } else {
            try refuseParameters(of: request, except: EverythingRequest.definitions.map(\.name))
        }
        let wanted = try EverythingRequest(asked, self)
        guard let current = try await store.read(id, visibility: request.caller.visibility) else {
            throw FHIRRefusal.notFound(id)
        }
        return await answering(about: Set([current.person].compactMap(\.self))) { [asked, place] in
            guard current.change != .deleted else { throw FHIRRefusal.gone(id) }
            let found =
                id.type == "Patient"
                ? try await page(ofPatient: id.id, wanted, at: place, asked.caller)
                : try await page(ofEncounter: current, wanted, at: place, asked.caller)
            return try await answer(found, about: id, wanted, asked)
        }
    }

    private func answer(
        _ found: (matches: [StoredVersion], next: EverythingPlace?), about id: ResourceID, _ wanted: EverythingRequest,
        _ request: FHIRRequest
    ) async throws -> FHIRResponse {
        var bundle = BundleWriter(type: "searchset", limit: largestAnswer)
        let address = "\(base)/\(id.reference)/$everything"
        bundle.link("self", address + FormParameters.queryText(request.query + request.formParameters))
        if let next = found.next {
            let query = request.query.map { [$0.name, $0.value] } + [[EverythingPlace.name, String(next.step)]]
            let token = try tokens.seal(
                .init(scope: .everything, subject: id.reference, query: query, position: next.position))
            bundle.link("next", address + FormParameters.queryText([("_page", token)] + request.formParameters))
        }
        for match in found.matches { try bundle.searchEntry(match, mode: "match", base: base) }
        let isEncounter = id.type == "Encounter"
        for version in try await context(of: found.matches, withPatients: isEncounter, request.caller)
        where try wanted.holds(version, extractor) {
            try bundle.searchEntry(version, mode: "include", base: base)
        }
        return bundle.response
    }

    private func page(
        ofPatient id: String, _ wanted: EverythingRequest, at place: EverythingPlace?, _ caller: FHIRCaller
    ) async throws -> (matches: [StoredVersion], next: EverythingPlace?) {
        var position = place?.position
        while true {
            let found = try await store.everything(
                about: id, types: wanted.types, count: wanted.count, visibility: caller.visibility, page: position)
            let matches = try found.matches.filter { try wanted.holds($0, extractor) }
            // A page may hold less than was asked for, but none is empty before the last.
            guard matches.isEmpty, let next = found.next else {
                return (matches, found.next.map { EverythingPlace(step: 0, position: $0) })
            }
            position = next
        }
    }

    /// The encounter itself is the first step, then comes one for each type of its compartment.
    private func page(
        ofEncounter encounter: StoredVersion, _ wanted: EverythingRequest, at place: EverythingPlace?,
        _ caller: FHIRCaller
    ) async throws -> (matches: [StoredVersion], next: EverythingPlace?) {
        let steps = Self.encounterSteps.filter { wanted.types?.contains($0.type) ?? true }
        var matches: [StoredVersion] = []
        let snapshot: StoreSnapshot
        if let place { snapshot = place.position.snapshot } else { snapshot = try await store.snapshot() }
        let start = SearchPosition(snapshot: snapshot, place: SearchPlace(values: [], key: 0))
        var place = place ?? EverythingPlace(step: 0, position: start)
        if place.step == 0 {
            if try wanted.holds(encounter, extractor) { matches.append(encounter) }
            place.step = 1
        }
        while place.step <= steps.count {
            guard matches.count < wanted.count else { return (matches, place) }
            let step = steps[place.step - 1]
            var query =
                try parser
                .parse(resourceType: step.type, parameters: [(step.parameter, encounter.id.reference)])
            query.count = wanted.count - matches.count
            let found = try await store.search(query, visibility: caller.visibility, page: place.position)
            matches += try found.matches.filter { try wanted.holds($0, extractor) }
            place =
                found.next.map { EverythingPlace(step: place.step, position: $0) }
                ?? EverythingPlace(step: place.step + 1, position: start)
        }
        return (matches, nil)
    }

    /// Which types refer to an encounter, and by what parameter.
    private static let encounterSteps: [(type: String, parameter: String)] =
        (R4.compartment("Encounter")?.parameters ?? [:]).sorted { $0.key < $1.key }
        .flatMap { type, parameters in parameters.map { (type, $0) } }
        .filter { ParameterCatalog.r4.parameter($0.1, for: $0.0) != nil }

    /// Organisations, staff, places and products that resources refer to; also people, where an encounter is asked for.
    private func context(
        of matches: [StoredVersion], withPatients: Bool, _ caller: FHIRCaller
    ) async throws -> [StoredVersion] {
        var types: Set = [
            "Organization", "Practitioner", "PractitionerRole", "Location", "Medication", "HealthcareService", "Device",
        ]
        if withPatients { types.insert("Patient") }
        var wanted: [ResourceID] = []
        var seen = Set(matches.map(\.id))
        for match in matches {
            guard let body = match.body else { continue }
            for reference in extractor.entries(of: try body.resource()).references {
                guard case .local(let id) = reference.target, types.contains(id.type), seen.insert(id).inserted
                else { continue }
                wanted.append(id)
            }
        }
        var found: [StoredVersion] = []
        for id in wanted {
            let version = try await store.read(id, visibility: caller.visibility)
            if let version, version.body != nil { found.append(version) }
        }
        return found
    }
}

/// Where a page of everything begins.
private struct EverythingPlace: Sendable {
    /// How the step is called among the sealed parameters.
    static let name = "$step"

    /// Which of the searches goes on.
    var step: Int
    var position: SearchPosition

    init(step: Int, position: SearchPosition) {
        self.step = step
        self.position = position
    }

    init(_ content: PageTokenSeal.Content) {
        let step = content.query.first { $0[0] == Self.name }.flatMap { Int($0[1]) }
        self.init(step: step ?? 0, position: content.position)
    }
}
