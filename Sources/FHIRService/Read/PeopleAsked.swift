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
        for clause in clauses {
            for value in clause.values {
                switch value {
                case .id(let id): if resourceType == "Patient" { people.insert(id) }
                case .reference(let targets):
                    for case .local(let id) in targets where id.type == "Patient" { people.insert(id.id) }
                default: break
                }
            }
        }
        return people
    }
}
