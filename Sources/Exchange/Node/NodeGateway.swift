// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Access
package import Audit
package import CareTypes
package import Directory
package import FHIRModel
internal import FHIRSearch
package import Identity
package import RecordStore

/// A node's side of the exchange: answers questions about one person from the node's own store.
///
/// Whatever the exchange decided, the node decides again, and its audit leaf is durable before the answer leaves.
package struct NodeGateway: Sendable {
    let node: NodeDescriptor
    let store: any RecordStore
    let directory: NodeDirectory
    let policy: AccessPolicy
    let audit: AuditLog
    let clock: any WallClock
    let people: PeopleList

    /// The gateway of a node.
    package init(
        node: NodeDescriptor, store: any RecordStore, directory: NodeDirectory, policy: AccessPolicy, audit: AuditLog,
        clock: any WallClock
    ) {
        self.node = node
        self.store = store
        self.directory = directory
        self.policy = policy
        self.audit = audit
        self.clock = clock
        people = PeopleList(store: store)
    }

    /// Everything about a person that the user may see.
    package func record(of person: TracedPerson, _ request: NodeRequest) async throws -> NodeRecordAnswer {
        try await answer(about: person, request) { reader, matched in
            var answer = try await reader.read(matched.ids)
            answer.possibleOtherRecords = matched.possible
            return answer
        }
    }

    /// Files that items of a person's record refer to which the user may see.
    package func files(
        _ files: [ResourceID], of person: TracedPerson, _ request: NodeRequest
    ) async throws -> NodeRecordAnswer {
        try await answer(about: person, request) { try await $0.files(Set(files), of: $1.ids) }
    }

    /// What a reader finds of a person, once it is decided and in the log.
    private func answer(
        about person: TracedPerson, _ request: NodeRequest,
        _ read: (RecordReader, Matched) async throws -> NodeRecordAnswer
    ) async throws -> NodeRecordAnswer {
        let matched = try await match(person)
        let confidentiality: RecordConfidentiality = matched.isRestricted ? [.protectedAddress] : []
        let directory = try await directory.snapshot()
        let decision = policy.decide(
            request.user.accessRequest(
                about: person, in: directory, confidentiality: confidentiality, now: clock.now()))
        guard decision.isAllowed else {
            try await note(request, .read, .denied, decision, people: matched.ids, touched: [])
            return NodeRecordAnswer(isAllowed: false, reasons: decision.reasons.map(\.rawValue))
        }
        let answer = try await read(RecordReader(gateway: self, directory: directory, decision: decision), matched)
        let files = answer.context.filter { $0.resource.type == "Binary" }
        let touched = Dictionary(grouping: answer.items + files, by: { $0.resource.type })
            .map { AuditTouch($0.key, count: $0.value.count) }.sorted { $0.what < $1.what }
        try await note(request, .read, .allowed, decision, people: matched.ids, touched: touched)
        return answer
    }

    /// What ties the person to the reader's own organisation, or to one that is one body with it: kinds and dates only.
    ///
    /// Ties to others would tell, say, of a sexual health clinic, and decide nothing for this reader. Somebody who is
    /// neither staff nor the person learns nothing.
    package func relationships(of person: TracedPerson, _ request: NodeRequest) async throws -> NodeRelationships {
        let matched = try await match(person)
        let directory = try await directory.snapshot()
        let body = request.user.reader(in: directory, now: clock.now())?.sameBody ?? []
        guard !body.isEmpty || request.user.owns(person) else {
            try await note(
                request, .search, .denied, reasons: [.notOwnRecord], policyVersion: policy.version, people: matched.ids,
                query: "Patient?identifier&birthdate")
            return NodeRelationships(relationships: [], isKnown: false)
        }
        try await note(
            request, .search, .allowed, reasons: [], policyVersion: policy.version, people: matched.ids,
            query: "Patient?identifier&birthdate")
        let finder = RelationshipFinder(directory: directory)
        let kinds: Set = ["Patient", "Encounter", "Appointment", "ServiceRequest", "CarePlan", "CareTeam"]
        var versions: [StoredVersion] = []
        for id in matched.ids {
            var page: SearchPosition?
            repeat {
                let found = try await store.everything(
                    about: id, types: kinds, count: 1_000, visibility: .unrestricted, page: page)
                versions += found.matches
                page = found.next
            } while page != nil
        }
        let ties = finder.relationships(in: versions).filter { body.contains($0.organisation) }
        return NodeRelationships(
            relationships: ties, isKnown: !matched.ids.isEmpty, isProtected: matched.isRestricted)
    }

    /// How many records without a usable number look like those that other nodes joined for a person.
    ///
    /// For a node that joined none itself: it cannot know what they look like.
    package func lookalikes(
        of person: TracedPerson, _ likeness: IdentityLikeness, _ request: NodeRequest
    ) async throws -> NodeTally {
        let wish = request.user.accessRequest(about: person, in: try await directory.snapshot(), now: clock.now())
        let decision = policy.decide(wish)
        let found = decision.isAllowed ? try await records(like: likeness, person) : []
        try await note(
            request, .search, decision.isAllowed ? .allowed : .denied, reasons: decision.reasons,
            policyVersion: decision.policyVersion, people: found.map(\.id).sorted(),
            query: "Patient?birthdate&family")
        return NodeTally(count: found.count)
    }

    // MARK: Identity

    struct Matched {
        var ids: [String] = []
        var possible = 0
        /// Whether one of the records has a protected address.
        var isRestricted = false
    }

    /// The Patients that are this person by ``LinkRule``, and how many others may be.
    func match(_ person: TracedPerson) async throws -> Matched {
        // Some sources send the number as it is shown to people.
        let spellings = [person.number.digits, person.number.spaced].map {
            SearchValue.token(TokenPattern(system: .exactly(NHSNumber.system.description), code: $0))
        }
        let number = SearchClause.parameter(Self.ordinal("identifier"), spellings)
        var matched = Matched()
        var joined: [PatientIdentity] = []
        // By id, for one record may look alike in two ways and is still one.
        var possible = Set<ResourceID>()
        for patient in try await patients([number]) {
            let identity = PatientIdentity(patient)
            switch LinkRule.judge(identity, for: person) {
            case .same:
                matched.ids.append(identity.patient.id)
                matched.isRestricted = matched.isRestricted || Self.isRestricted(patient)
                joined.append(identity)
            case .possible: possible.insert(identity.patient)
            case .different: break
            }
        }
        let likeness = joined.reduce(into: IdentityLikeness()) { $0.formUnion($1.likeness) }
        matched.possible = try await possible.union(records(like: likeness, person)).count
        return matched
    }

    /// Records without a usable number that look like those that were joined.
    private func records(like likeness: IdentityLikeness, _ person: TracedPerson) async throws -> Set<ResourceID> {
        // The first letter alone: folded names leave out marks that the search index keeps, as in O'Brien.
        let initials = Set(likeness.families.map { String($0.prefix(1)) })
        guard !initials.isEmpty else { return [] }
        let born = Self.clause("birthdate", .period(Self.day(person.birthDate)))
        let named = SearchClause.parameter(Self.ordinal("family"), initials.sorted().map { .textPrefix($0) })
        var found = Set<ResourceID>()
        for patient in try await patients([born, named]) {
            let identity = PatientIdentity(patient)
            if case .usable = identity.number { continue }
            if LinkRule.isPossible(identity, besides: likeness, born: person.birthDate) {
                found.insert(identity.patient)
            }
        }
        return found
    }

    /// Every Patient that fits, however many pages they fill.
    func patients(_ clauses: [SearchClause]) async throws -> [Resource] {
        var patients: [Resource] = []
        var page: SearchPosition?
        repeat {
            let found = try await store.search(
                SearchQuery(resourceType: "Patient", clauses: clauses, count: 200), visibility: .unrestricted,
                page: page)
            patients += try found.matches.compactMap { try $0.body?.resource() }
            page = found.next
        } while page != nil
        return patients
    }

    static func clause(_ code: String, _ value: SearchValue) -> SearchClause { .parameter(ordinal(code), [value]) }

    static func ordinal(_ code: String) -> Int {
        guard let parameter = ParameterCatalog.r4.parameter(code, for: "Patient") else {
            preconditionFailure("R4 has no parameter of this name for Patient")
        }
        return parameter.ordinal
    }

    static func day(_ date: CivilDate) -> PeriodPattern {
        let low = LondonTime.moment(date).microseconds
        return PeriodPattern(.eq, low: low, high: LondonTime.moment(date.adding(days: 1)).microseconds)
    }

    /// `meta.security` R of the national service, or our own label.
    static func isRestricted(_ patient: Resource) -> Bool {
        patient["meta"]?.items("security").contains { coding in
            (coding["code"]?.equals("R") ?? false)
                && coding["system"]?.equals("http://terminology.hl7.org/CodeSystem/v3-Confidentiality") ?? false
        } ?? false || Labelling.stated(in: patient).contains(.protectedAddress)
    }

    // MARK: Audit

    func note(
        _ request: NodeRequest, _ action: AuditAction, _ outcome: AuditOutcome, _ decision: AccessDecision,
        people: [String], touched: [AuditTouch]
    ) async throws {
        try await note(
            request, action, outcome, reasons: decision.reasons, policyVersion: decision.policyVersion, people: people,
            touched: touched)
    }

    func note(
        _ request: NodeRequest, _ action: AuditAction, _ outcome: AuditOutcome, reasons: [AccessReason],
        policyVersion: String, people: [String], touched: [AuditTouch] = [], query: String? = nil
    ) async throws {
        var event = AuditEvent(
            time: clock.now(), action: action, outcome: outcome, actor: request.user.auditActor,
            purpose: AuditPurpose(rawValue: request.user.purpose.rawValue), network: .platform,
            correlation: request.correlationID, node: node.id, persons: people.map { "Patient/\($0)" })
        event.reasons = reasons.map(\.rawValue)
        event.policyVersion = policyVersion
        event.touched = touched
        event.query = query
        try await audit.append(event)
    }
}
