// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Access
package import Audit
package import CareTypes
package import Directory
internal import FHIRModel
package import Identity

/// The exchange: holds no clinical data, knows the nodes, asks them together,
/// joins what they answer and says what is missing.
package struct ExchangeService: Sendable {
    let fanOut: FanOut
    let people: PeopleIndex
    let policy: AccessPolicy
    let audit: AuditLog
    let clock: any WallClock
    let directory: @Sendable () async -> DirectorySnapshot

    /// The name under which the exchange writes into its own audit.
    package static let auditName = "exchange"

    /// An exchange over these nodes.
    ///
    /// - Parameter directory: what is known of organisations and roles at the time, of all nodes together.
    package init(
        fanOut: FanOut, people: PeopleIndex, policy: AccessPolicy, audit: AuditLog, clock: any WallClock,
        directory: @escaping @Sendable () async -> DirectorySnapshot
    ) {
        self.fanOut = fanOut
        self.people = people
        self.policy = policy
        self.audit = audit
        self.clock = clock
        self.directory = directory
    }

    /// Whose record it is, as the audit keys it.
    package static func auditKey(of person: TracedPerson) -> String { "person:" + person.number.digits }

    /// Records that somebody signed in or out, or closed a record that was opened by mistake.
    ///
    /// - Parameter person: whose record it was; nil where none is concerned.
    package func note(_ action: AuditAction, by user: EndUser, about person: TracedPerson? = nil) async throws {
        let event = event(
            action, .allowed, user, RandomIdentifier.make(), persons: person.map { [Self.auditKey(of: $0)] } ?? [])
        try await audit.append(event)
    }

    // MARK: Opening

    /// Decides whether a user may open a record, on relationships that the nodes' data shows.
    ///
    /// Recorded whether allowed or denied.
    package func open(_ person: TracedPerson, for user: EndUser) async throws -> OpenedPerson {
        let correlation = RandomIdentifier.make()
        let directory = await directory()
        var user = user.withBody(directory, now: clock.now())
        let request = NodeRequest(question: .relationships(person), user: user, correlationID: correlation)
        let asked = whomToAsk(about: person).asked
        let answers = await fanOut.ask(only: asked) { try await $0.relationships(request) }
        var isKnown = false
        var unansweredNodes: [String] = []
        for node in fanOut.nodes where asked.contains(node.id) {
            guard case .success(let answer)? = answers[node.id] else {
                unansweredNodes.append(node.name)
                continue
            }
            isKnown = isKnown || answer.isKnown
            user.relationships += answer.relationships
        }
        user.relationships = policy.telling(user.relationships, at: clock.now())
        let decision = policy.decide(user.accessRequest(about: person, in: directory, now: clock.now()))
        let action: AuditAction = user.emergency == nil ? .openRecord : .emergencyAccess
        var event = event(
            action, decision.isAllowed && isKnown ? .allowed : .denied, user, correlation,
            persons: [Self.auditKey(of: person)])
        event.reasons = decision.reasons.map(\.rawValue) + (isKnown ? [] : ["person-not-known"])
        event.explanation = user.emergency?.reason.value
        event.policyVersion = decision.policyVersion
        try await audit.append(event)
        return OpenedPerson(
            person: person, user: user, decision: decision, isKnown: isKnown, unansweredNodes: unansweredNodes)
    }

    /// The nodes to ask about a person; for each of the others, which do not hold the person, what it would answer
    /// about its sources.
    ///
    /// Where none seems to hold the person all are asked, so that an unknown person takes the time of a known one.
    private func whomToAsk(about person: TracedPerson) -> (asked: Set<String>, others: [String: [SourceLine]]) {
        let all = Set(fanOut.nodes.map(\.id))
        let others = people.nodes(without: person)
        let asked = all.subtracting(others.keys)
        return asked.isEmpty ? (all, [:]) : (asked, others)
    }

    // MARK: The record

    /// Everything about a person from all nodes that answer in time.
    ///
    /// The leaf of the audit is durable before this returns.
    ///
    /// - Parameter withFiles: whether the files come along that items refer to.
    package func record(
        of person: TracedPerson, for user: EndUser, withFiles: Bool = false
    ) async throws -> GatheredRecord {
        let correlation = RandomIdentifier.make()
        let directory = await directory()
        let user = user.withBody(directory, now: clock.now())
        let decision = policy.decide(user.accessRequest(about: person, in: directory, now: clock.now()))
        guard decision.isAllowed else {
            var event = event(.read, .denied, user, correlation, persons: [Self.auditKey(of: person)])
            event.reasons = decision.reasons.map(\.rawValue)
            event.policyVersion = decision.policyVersion
            try await audit.append(event)
            throw ExchangeRefusal.notAllowed(decision)
        }
        let request = NodeRequest(question: .record(person), user: user, correlationID: correlation)
        let began = ContinuousClock.now
        let (asked, others) = whomToAsk(about: person)
        let answers = await fanOut.ask(only: asked) { try await $0.record(request) }
        var record = join(answers, others, person: person, correlation: correlation)
        await countLookalikes(&record, answers, request, since: began)
        if withFiles { await addFiles(to: &record, request, since: began) }
        var event = event(.read, .allowed, user, correlation, persons: [Self.auditKey(of: person)])
        event.reasons = decision.reasons.map(\.rawValue)
        event.policyVersion = decision.policyVersion
        let files = record.context.filter { $0.resource.type == "Binary" }
        event.touched = Dictionary(grouping: record.items + files, by: { $0.resource.type })
            .map { AuditTouch($0.key, count: $0.value.count) }.sorted { $0.what < $1.what }
        try await audit.append(event)
        return record
    }

    private func join(
        _ answers: [String: Result<NodeRecordAnswer, NodeFailure>], _ others: [String: [SourceLine]],
        person: TracedPerson, correlation: String
    ) -> GatheredRecord {
        var record = GatheredRecord(
            person: person, items: [], context: [], sources: [], possibleOtherRecords: 0, hiddenItems: 0,
            gatheredAt: clock.now(), correlationID: correlation)
        for node in fanOut.nodes {
            if let lines = others[node.id] {
                record.sources += lines
                continue
            }
            switch answers[node.id] {
            case .success(let answer) where answer.isAllowed:
                record.items += answer.items
                record.context += answer.context
                record.sources += answer.sources
                record.possibleOtherRecords += answer.possibleOtherRecords
                record.hiddenItems += answer.hiddenItems
            case .success:
                record.sources.append(Self.line(node, .withheld))
            // Refused, too: that a node does not take our token is a fault of ours, and its rows are missing.
            case .failure, nil:
                record.sources.append(Self.line(node, .failed))
            }
        }
        return record
    }

    /// The line of a node that did not answer: it might have held any section.
    static func line(_ node: (id: String, name: String), _ state: SourceLine.State) -> SourceLine {
        SourceLine(
            node: node.id, feed: nil, organisation: nil, name: node.name, state: state,
            content: Set(RecordSection.allCases), lastReceived: nil, itemCount: 0)
    }

    // MARK: Who looked

    /// Who looked at a person's record, newest first: for that person only, and itself recorded.
    package func whoLooked(at person: TracedPerson, for user: EndUser, limit: Int) async throws -> [AuditEvent] {
        let isOwn = user.owns(person)
        let events = isOwn ? try audit.events(concerning: Self.auditKey(of: person), limit: limit) : []
        var event = event(
            .viewAudit, isOwn ? .allowed : .denied, user, RandomIdentifier.make(),
            persons: [Self.auditKey(of: person)])
        event.reasons = [(isOwn ? AccessReason.ownRecord : .notOwnRecord).rawValue]
        try await audit.append(event)
        guard isOwn else { throw ExchangeRefusal.notPermitted }
        return events
    }

    /// Whether a page about a person has to leave out every place: a node protects the address, or one did not say.
    package func hidesPlaces(of person: TracedPerson, for user: EndUser) async -> Bool {
        let request = NodeRequest(
            question: .relationships(person), user: user, correlationID: RandomIdentifier.make())
        let asked = whomToAsk(about: person).asked
        let answers = await fanOut.ask(only: asked) { try await $0.relationships(request) }
        return asked.contains { node in
            guard case .success(let answer) = answers[node] else { return true }
            return answer.isProtected
        }
    }

    func event(
        _ action: AuditAction, _ outcome: AuditOutcome, _ user: EndUser, _ correlation: String, persons: [String]
    ) -> AuditEvent {
        AuditEvent(
            time: clock.now(), action: action, outcome: outcome, actor: user.auditActor,
            purpose: AuditPurpose(rawValue: user.purpose.rawValue),
            network: user.kind == .professional ? .healthAndCareNetwork : .internet, correlation: correlation,
            node: Self.auditName, persons: persons)
    }
}

/// A person whose record a user asked to open, and what was decided.
package struct OpenedPerson: Sendable {
    package var person: TracedPerson
    /// The user with the relationships that were found.
    package var user: EndUser
    package var decision: AccessDecision
    /// Whether any node knows the person.
    package var isKnown: Bool
    /// Names of nodes that did not answer: they may know the person, or of a relationship.
    package var unansweredNodes: [String]

    /// Whether the record may be shown.
    package var mayOpen: Bool { decision.isAllowed && isKnown }
}

/// Why the exchange does not answer.
package enum ExchangeRefusal: Error, Sendable {
    case notAllowed(AccessDecision)
    case notPermitted
}
