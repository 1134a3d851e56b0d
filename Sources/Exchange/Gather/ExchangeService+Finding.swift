// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import Audit
internal import CareTypes
internal import Directory
internal import FHIRModel
internal import Identity

extension ExchangeService {
    /// Looks for someone by name, date of birth and postcode.
    ///
    /// Answers of different nodes about one NHS number are one candidate where they agree, else all of them are there
    /// and say in what they differ.
    package func find(_ search: CandidateSearch, for user: EndUser) async throws -> FoundCandidates {
        let correlation = RandomIdentifier.make()
        guard policy.mayFindPeople(user) else {
            var event = event(.findPerson, .denied, user, correlation, persons: [])
            event.reasons = [AccessReason.roleSeesNothing.rawValue]
            event.policyVersion = policy.version
            try await audit.append(event)
            throw ExchangeRefusal.notPermitted
        }
        let request = NodeRequest(question: .candidates(search), user: user, correlationID: correlation)
        let answers = await fanOut.ask { try await $0.candidates(request) }
        var found = FoundCandidates(candidates: [], unansweredNodes: [])
        var received: [NodeCandidates] = []
        for node in fanOut.nodes {
            switch answers[node.id] {
            case .success(let answer): received.append(answer)
            default: found.unansweredNodes.append(node.name)
            }
        }
        found.candidates = CandidateList.joined(received)
        found.hasMore = received.contains(where: \.hasMore)
        var event = event(.findPerson, .allowed, user, correlation, persons: [])
        event.persons = found.candidates.compactMap(\.number).map { "person:" + $0.digits }.uniqued()
        event.query = "Patient?birthdate&family&postcode"
        try await audit.append(event)
        return found
    }

    // MARK: Possible other records

    /// Adds the records that look alike at nodes that joined none, which only learn here what to look for.
    ///
    /// Somebody's protected address is not sent about: then the nodes that joined a record count alone. A node that
    /// does not answer again gave a part of what it could.
    func countLookalikes(
        _ record: inout GatheredRecord, _ answers: [String: Result<NodeRecordAnswer, NodeFailure>],
        _ request: NodeRequest, since began: ContinuousClock.Instant
    ) async {
        let patients = record.items.filter { $0.resource.type == "Patient" }
        let likeness = patients.reduce(into: IdentityLikeness()) {
            $0.formUnion(PatientIdentity($1.resource).likeness)
        }
        guard !likeness.isEmpty, !patients.contains(where: { NodeGateway.isRestricted($0.resource) }) else { return }
        let known = Set(patients.map(\.node))
        let others = answers.filter { node, answer in
            if case .success(let answer) = answer { answer.isAllowed && !known.contains(node) } else { false }
        }
        guard !others.isEmpty else { return }
        var request = request
        request.question = .lookalikes(record.person, likeness)
        let question = request
        let tallies = await fanOut.ask(only: Set(others.keys), after: ContinuousClock.now - began) {
            try await $0.lookalikes(question)
        }
        for node in fanOut.nodes {
            switch tallies[node.id] {
            case .success(let tally): record.possibleOtherRecords += tally.count
            case .failure: record.sources.append(Self.line(node, .partial))
            case nil: break
            }
        }
    }
}

extension EndUser {
    /// The user with the organisations that are one body with theirs.
    func withBody(_ directory: DirectorySnapshot, now: Timestamp) -> EndUser {
        var user = self
        user.sameBody = reader(in: directory, now: now)?.sameBody ?? []
        return user
    }
}

/// What a search for a person found.
package struct FoundCandidates: Sendable, Equatable {
    package var candidates: [Candidate]
    /// Names of nodes that did not answer: there may be more.
    package var unansweredNodes: [String]
    /// Whether a node knew of more than it named: a given name would help.
    package var hasMore = false
}

extension [String] {
    /// The texts in their order, each once.
    fileprivate func uniqued() -> [String] {
        var seen = Set<String>()
        return filter { seen.insert($0).inserted }
    }
}
