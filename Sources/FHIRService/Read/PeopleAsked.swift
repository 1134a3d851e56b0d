// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch

extension FHIRService {
    /// Answers a question about people who are named in it.
    ///
    /// That someone was asked about is to be recorded also where nothing was found, only counted or
    /// refused: whatever the answer is, its disclosure names them.
    func answering(
        about people: Set<String>, _ body: () async throws -> FHIRResponse
    ) async -> FHIRResponse {
        var response: FHIRResponse
        do {
            response = try await body()
        } catch {
            response = FHIRRefusal.from(error).response
        }
        response.disclosure.people.formUnion(people)
        return response
    }
}

extension SearchQuery {
    /// The Patient ids that the search names: as `_id` of a Patient or as the target of a reference.
    var peopleAsked: Set<String> {
        var people: Set<String> = []
        for clause in clauses { clause.collectPeople(of: resourceType, into: &people) }
        return people
    }
}

extension [SearchQuery] {
    /// The Patient ids that any of the searches names.
    var peopleAsked: Set<String> { reduce(into: []) { $0.formUnion($1.peopleAsked) } }
}

extension SearchClause {
    fileprivate func collectPeople(of type: String, into people: inout Set<String>) {
        switch self {
        case .id(let ids): if type == "Patient" { people.formUnion(ids) }
        case .parameter(_, let values): for value in values { value.collectPeople(into: &people) }
        case .reference(_, let target, let clause): clause.collectPeople(of: target, into: &people)
        case .referenced(let source, _, let clause): clause.collectPeople(of: source, into: &people)
        case .all(let clauses), .any(let clauses):
            for clause in clauses { clause.collectPeople(of: type, into: &people) }
        case .not(let clause): clause.collectPeople(of: type, into: &people)
        case .lastUpdated, .presence, .phrase: break
        }
    }
}

extension SearchValue {
    fileprivate func collectPeople(into people: inout Set<String>) {
        switch self {
        case .reference(let targets):
            for case .local(let id) in targets where id.type == "Patient" { people.insert(id.id) }
        case .composite(let parts): for part in parts { part.collectPeople(into: &people) }
        default: break
        }
    }
}
