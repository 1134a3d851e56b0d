// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import Audit
internal import CareTypes
internal import Directory
package import FHIRModel
package import Identity

extension ExchangeService {
    /// What became of the wish to open a file.
    package enum OpenedFile: Sendable {
        /// The Binary.
        case found(RecordItem)
        /// The node holds no such file of this person that the user may see.
        case notHeld
        case notAnswered
    }

    /// A file that an item of the person's record refers to.
    ///
    /// The leaf of the audit is durable before this returns.
    package func file(
        _ file: ResourceID, at node: String, of person: TracedPerson, for user: EndUser
    ) async throws -> OpenedFile {
        let correlation = RandomIdentifier.make()
        let directory = await directory()
        let user = user.withBody(directory, now: clock.now())
        let decision = policy.decide(user.accessRequest(about: person, in: directory, now: clock.now()))
        var event = event(
            .read, decision.isAllowed ? .allowed : .denied, user, correlation, persons: [Self.auditKey(of: person)])
        event.reasons = decision.reasons.map(\.rawValue)
        event.policyVersion = decision.policyVersion
        guard decision.isAllowed else {
            try await audit.append(event)
            throw ExchangeRefusal.notAllowed(decision)
        }
        let request = NodeRequest(question: .files(person, [file]), user: user, correlationID: correlation)
        let answers = await fanOut.ask(only: [node]) { try await $0.files(request) }
        let opened: OpenedFile =
            switch answers[node] {
            case .success(let answer):
                answer.context.first { $0.resource.reference == file.reference }.map(OpenedFile.found) ?? .notHeld
            default: .notAnswered
            }
        if case .found = opened { event.touched = [AuditTouch(file.type, count: 1)] }
        try await audit.append(event)
        return opened
    }

    /// Adds the files that items of a record refer to.
    ///
    /// A node that does not answer again, or that holds more than fits into an answer, gave a part of what it could.
    func addFiles(
        to record: inout GatheredRecord, _ request: NodeRequest, since began: ContinuousClock.Instant
    ) async {
        var wanted: [String: [ResourceID]] = [:]
        for item in record.items {
            wanted[item.node, default: []] += ContextReferences.find(in: item.resource, types: ["Binary"])
        }
        let person = record.person
        let questions = wanted.filter { !$0.value.isEmpty }.mapValues { files in
            var request = request
            request.question = .files(person, files)
            return request
        }
        guard !questions.isEmpty else { return }
        let answers = await fanOut.ask(only: Set(questions.keys), after: ContinuousClock.now - began) { client in
            guard let question = questions[client.node] else { throw NodeFailure.refused }
            return try await client.files(question)
        }
        for node in fanOut.nodes {
            switch answers[node.id] {
            case .success(let answer):
                record.context += answer.context
                record.sources += answer.sources
            case .failure: record.sources.append(Self.line(node, .partial))
            case nil: break
            }
        }
    }
}
