// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import FHIRValidation
internal import RecordStore

extension FHIRService {
    /// How often a conditional change is tried again when someone else was faster.
    static let attempts = 8

    func create(_ type: String, _ request: FHIRRequest) async throws -> FHIRResponse {
        try refuseParameters(of: request, except: [])
        let resource = try resource(from: request, type: type)
        guard let condition = try Self.conditionOfCreate(request) else {
            let prepared = try prepare(resource, id: RandomIdentifier.make())
            let outcome = try await store.write(WriteBatch(changes: [.init(.put(prepared), expecting: .absent)]))
            return answer(outcome.results[0], prepared, request)
        }
        for _ in 0..<Self.attempts {
            let guarded = try await matches(of: condition, type: type, for: request.caller)
            if let match = guarded.expected.first { return try await existing(match, request) }
            let prepared = try prepare(resource, id: RandomIdentifier.make())
            do {
                let outcome = try await store.write(
                    WriteBatch(guards: [guarded], changes: [.init(.put(prepared), expecting: .absent)]))
                return answer(outcome.results[0], prepared, request)
            } catch StoreFailure.guardFailed { continue }
        }
        throw StoreFailure.guardFailed(guard: 0)
    }

    func update(_ id: ResourceID, _ request: FHIRRequest) async throws -> FHIRResponse {
        try refuseParameters(of: request, except: [])
        let resource = try resource(from: request, type: id.type)
        guard let own = resource.id else {
            throw FHIRRefusal(
                400, .required, "An update carries the id of its address; add \"id\"", at: "\(id.type).id")
        }
        guard own == id.id else {
            throw FHIRRefusal(
                400, .value, "The id in the resource differs from the id in the address", at: "\(id.type).id")
        }
        let prepared = try prepare(resource, id: id.id)
        let terms = try await writeTerms(of: request, for: id)
        let outcome = try await store.write(
            WriteBatch(guards: terms.guards, changes: [.init(.put(prepared), expecting: terms.expectation)]))
        return answer(outcome.results[0], prepared, request)
    }

    func conditionalUpdate(_ type: String, _ request: FHIRRequest) async throws -> FHIRResponse {
        let resource = try resource(from: request, type: type)
        let condition = FormParameters.queryText(request.query)
        for _ in 0..<Self.attempts {
            let guarded = try await matches(of: condition, type: type, for: request.caller)
            let id = try Self.id(forUpdateOf: guarded.expected.first, given: resource.id, type: type)
            let prepared = try prepare(resource, id: id)
            let terms = try await writeTerms(of: request, for: ResourceID(type, id))
            let isNew = guarded.expected.isEmpty && terms.expectation == .anything && terms.guards.isEmpty
            let change = WriteChange(.put(prepared), expecting: isNew ? .absent : terms.expectation)
            do {
                let outcome = try await store.write(WriteBatch(guards: [guarded], changes: [change]))
                return answer(outcome.results[0], prepared, request)
            } catch StoreFailure.guardFailed { continue }
        }
        throw StoreFailure.guardFailed(guard: 0)
    }

    func delete(_ id: ResourceID, _ request: FHIRRequest) async throws -> FHIRResponse {
        try refuseParameters(of: request, except: [])
        let terms = try await writeTerms(of: request, for: id)
        let outcome = try await store.write(
            WriteBatch(guards: terms.guards, changes: [WriteChange(.delete(id), expecting: terms.expectation)]))
        return deleted(outcome.results[0], request)
    }

    func conditionalDelete(_ type: String, _ request: FHIRRequest) async throws -> FHIRResponse {
        for _ in 0..<Self.attempts {
            let guarded = try await matches(
                of: FormParameters.queryText(request.query), type: type, for: request.caller)
            guard let match = guarded.expected.first else { return nothingDeleted(request) }
            let terms = try await writeTerms(of: request, for: match)
            let change = WriteChange(.delete(match), expecting: terms.expectation)
            do {
                let outcome = try await store.write(WriteBatch(guards: [guarded], changes: [change]))
                return deleted(outcome.results[0], request)
            } catch StoreFailure.guardFailed { continue }
        }
        throw StoreFailure.guardFailed(guard: 0)
    }

    /// Reads and checks the resource that a request carries.
    func resource(from request: FHIRRequest, type: String) throws -> Resource {
        let resource = try Resource(request.body)
        guard resource.type == type else {
            // A type that R4 does not know may be anything, also somebody's number.
            let found = R4.isResourceType(resource.type) ? "of the type \(resource.type)" : "of no type that R4 knows"
            throw FHIRRefusal(
                400, .value, "The resource is \(found) but the address asks for the type \(type)", at: "resourceType")
        }
        let issues = StructureCheck().issues(in: resource)
        guard issues.isEmpty else { throw FHIRRefusal(400, issues) }
        return resource
    }

    /// Normalises, indexes and labels a resource for writing.
    func prepare(_ resource: Resource, id: String) throws -> PreparedResource {
        if resource.type == "SearchParameter" { try checkDefinition(resource, id: id) }
        return try PreparedResource(resource, id: id, labels: labels(resource), extractor: extractor)
    }

    /// Refuses a SearchParameter that cannot be one of the store's parameters.
    private func checkDefinition(_ resource: Resource, id: String) throws(FHIRRefusal) {
        do {
            _ = try store.searchParameters.change(CustomParameter(resource), definedBy: id)
        } catch {
            throw FHIRRefusal(422, [error])
        }
    }

    /// The resources that a condition names now; at most one, else the request is refused.
    ///
    /// What is hidden from the caller is no match: no answer may tell that it is there.
    func matches(
        of condition: String, type: String, for caller: FHIRCaller
    ) async throws -> MatchGuard {
        let text = condition.hasPrefix("?") ? String(condition.dropFirst()) : condition
        let read = try await read(types: [type], parameters: try FormParameters.parse(text), for: caller.visibility)
        guard var query = read.queries.first, !query.clauses.isEmpty, query.sort.isEmpty, query.includes.isEmpty,
            !query.onlyTotal
        else {
            throw FHIRRefusal(
                412, .value, "A condition is a search by at least one parameter, such as identifier=system|value")
        }
        query.count = 2
        let found = try await store.search(query, visibility: caller.visibility, page: nil)
        guard found.matches.count < 2 else {
            throw FHIRRefusal(412, .multipleMatches, "The condition is met by several resources; make it narrower")
        }
        return MatchGuard(
            query: query, expected: found.matches.map(\.id), visibility: caller.visibility, seen: found.snapshot)
    }

    static func id(forUpdateOf match: ResourceID?, given: String?, type: String) throws(FHIRRefusal) -> String {
        guard let match else { return given ?? RandomIdentifier.make() }
        if let given, given != match.id {
            throw FHIRRefusal(
                400, .value, "The id in the resource is not that of the resource the condition names", at: "\(type).id")
        }
        return match.id
    }

    private func existing(_ id: ResourceID, _ request: FHIRRequest) async throws -> FHIRResponse {
        guard let version = try await store.read(id, visibility: request.caller.visibility) else {
            // It was there a moment ago.
            throw StoreFailure.guardFailed(guard: 0)
        }
        var response = FHIRResponse(
            status: 200, headers: headers(id: id, version: version.version, lastUpdated: version.lastUpdated))
        switch ReturnPreference(request.headers.prefer) {
        case .minimal: break
        case .representation: response.setJSON(version.bytes ?? [])
        case .outcome:
            let text = "The condition is met by a resource that is there already; nothing has changed"
            response.setJSON(OperationOutcome.json([.init(.informational, text, severity: .information)]))
        }
        response.disclosure.note(id, person: version.person)
        return response
    }

    /// The answer to a delete.
    func deleted(_ result: WriteOutcome.Result, _ request: FHIRRequest) -> FHIRResponse {
        var response =
            result.effect == .deleted
            ? deletion("Deleted, which is version \(result.version)", request) : nothingDeleted(request)
        if result.version > 0 { response.headers.append(("ETag", "W/\"\(result.version)\"")) }
        guard result.effect == .deleted else { return response }
        response.disclosure.changed.append(result.id)
        if let person = result.formerPerson { response.disclosure.people.insert(person) }
        return response
    }

    /// The answer to a delete of what is not there.
    func nothingDeleted(_ request: FHIRRequest) -> FHIRResponse { deletion("There was nothing to delete", request) }

    private func deletion(_ text: String, _ request: FHIRRequest) -> FHIRResponse {
        guard ReturnPreference(request.headers.prefer) == .outcome else { return FHIRResponse(status: 204) }
        var response = FHIRResponse(status: 200)
        response.setJSON(OperationOutcome.json([.init(.informational, text, severity: .information)]))
        return response
    }

    /// The answer to a create or update.
    func answer(_ result: WriteOutcome.Result, _ prepared: PreparedResource, _ request: FHIRRequest) -> FHIRResponse {
        var response = FHIRResponse(
            status: result.effect == .created ? 201 : 200,
            headers: headers(id: result.id, version: result.version, lastUpdated: result.lastUpdated))
        switch ReturnPreference(request.headers.prefer) {
        case .minimal: break
        case .representation:
            response.setJSON(prepared.body.stamped(version: result.version, lastUpdated: result.lastUpdated))
        case .outcome:
            let done = result.effect == .unchanged ? "Nothing has changed" : "Stored as version \(result.version)"
            response.setJSON(OperationOutcome.json([.init(.informational, done, severity: .information)]))
        }
        if result.effect != .unchanged { response.disclosure.changed.append(result.id) }
        // Who loses a resource to another person is concerned as much as who gets it.
        response.disclosure.people.formUnion([prepared.person, result.formerPerson].compactMap(\.self))
        return response
    }

    private func headers(id: ResourceID, version: Int, lastUpdated: Timestamp) -> [(name: String, value: String)] {
        [
            ("Location", "\(base)/\(id.reference)/_history/\(version)"), ("ETag", "W/\"\(version)\""),
            ("Last-Modified", HTTPDate.text(lastUpdated)), (FHIRResponse.instantHeader, lastUpdated.instant),
        ]
    }
}

extension FHIRResponse {
    /// Carries the exact time of recording to a Bundle's entry; ``FormEdge`` removes it before an answer leaves.
    static let instantHeader = "X-Recorded"

    var lastModifiedInstant: String? { header(Self.instantHeader) }

    /// Gives the answer a FHIR resource as its body.
    mutating func setJSON(_ bytes: [UInt8]) {
        body = bytes
        headers.append(("Content-Type", FHIRMediaType.json))
    }
}
