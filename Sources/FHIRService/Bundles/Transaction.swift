// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import FHIRValidation
internal import RecordStore

/// One transaction Bundle: all entries or none.
///
/// In the order of R4 section 3.1.0.11.2: conditions are resolved and ids
/// given out first, then deletes, creates and updates are written as one batch,
/// then reads see the result. A read that would fail refuses the whole before
/// anything is written. If someone else changes what a condition or a read
/// relied on in between, the whole is tried again.
struct Transaction {
    let service: FHIRService
    let entries: [BundleEntry]
    let request: FHIRRequest
    /// Becomes durable with the transaction.
    var bookmark: WriteBatch.Bookmark?

    /// What an entry will do once conditions are resolved.
    enum Step {
        case write(WriteChange, PreparedResource?)
        /// A conditional create whose resource is there already.
        case found(ResourceID)
        /// A conditional delete that names nothing.
        case nothing
        case read
    }

    struct Plan {
        var guards: [MatchGuard] = []
        /// Which entries make or change the one resource of a condition, and where it will be.
        var conditional: [Condition: (entry: Int, id: ResourceID)] = [:]
        var steps: [Step] = []
    }

    private struct Target {
        var id: ResourceID
        var found = false
        /// A conditional update that names nothing yet.
        var isNew = false
        /// What a patch makes of the resource, and the version that it was made of.
        var patched: (resource: Resource, version: Int)?
    }

    /// The transaction's effects by entry; reads and entries that name nothing have none.
    private struct Done {
        var plan: Plan
        var results: [Int: WriteOutcome.Result]
    }

    /// Carries the transaction out and answers with a Bundle.
    func run() async throws -> FHIRResponse {
        let deadline = BundleDeadline(entries.count, service)
        let done = try await execute(until: deadline)
        var answer = BundleWriter(type: "transaction-response", limit: service.largestAnswer)
        for (position, step) in done.plan.steps.enumerated() {
            if case .read = step, deadline.isPast {
                answer.answerEntry(deadline.refusal(isBatch: true).response)
                continue
            }
            let isFull = answer.isFull
            answer.answerEntry(try await self.answer(position, step, done.results[position], isFull: isFull))
        }
        return answer.response
    }

    /// Carries the transaction out and tells its effects only.
    func importing() async throws -> FHIRService.ImportedTransaction {
        let done = try await execute(until: BundleDeadline(entries.count, service))
        let effects: [WriteOutcome.Effect] = done.plan.steps.enumerated().compactMap { position, step in
            if case .found = step { return .unchanged }
            return done.results[position]?.effect
        }
        let withoutPerson = done.plan.steps.count { step in
            if case .write(_, let resource?) = step { resource.isWithoutPerson } else { false }
        }
        return FHIRService.ImportedTransaction(effects: effects, withoutPerson: withoutPerson)
    }

    private func execute(until deadline: BundleDeadline) async throws -> Done {
        try checkEntries()
        let hasPatches = entries.contains { $0.request.method == .patch }
        for _ in 0..<(hasPatches ? FHIRService.patchAttempts : FHIRService.attempts) {
            var plan = try await plan(until: deadline)
            try await checkReads(of: &plan, until: deadline)
            do {
                return Done(plan: plan, results: try await write(plan))
            } catch StoreFailure.guardFailed { continue } catch StoreFailure.versionConflict(let change, _) {
                let entry = writePositions(of: plan)[safe: change].map { entries[$0] }
                // A patch without a version of its own is made again on the newer one.
                if let entry, entry.request.method == .patch, entry.request.headers.ifMatch == nil { continue }
                throw FHIRRefusal.changed(at: entry?.location)
            }
        }
        throw StoreFailure.guardFailed(guard: 0)
    }

    /// Finds what is wrong with single entries and reports all of it.
    private func checkEntries() throws {
        var issues: [CareIssue] = []
        var fullURLs: [String: Int] = [:]
        for entry in entries {
            do {
                try check(entry)
            } catch let refusal as FHIRRefusal {
                issues += refusal.issues.map { $0.within(entry.location) }
                if refusal.status == 403 { throw FHIRRefusal(403, issues) }
            }
            if let url = entry.fullURL, let other = fullURLs.updateValue(entry.position, forKey: url) {
                issues.append(
                    CareIssue(
                        .duplicate, "Two entries have the same fullUrl: this one and entry \(other)",
                        at: "\(entry.location).fullUrl"))
            }
        }
        guard issues.isEmpty else { throw FHIRRefusal(400, issues) }
    }

    private func check(_ entry: BundleEntry) throws {
        let interaction = try Interaction(entry.request)
        if interaction == .bundle { throw FHIRRefusal(400, .value, "A Bundle inside a transaction is not allowed") }
        if interaction.writes, !request.caller.mayWrite {
            throw FHIRRefusal(403, .forbidden, "You may read here but not write")
        }
        if case .changeMeta = interaction {
            throw FHIRRefusal(
                400, .notSupported,
                "An operation that changes something is no part of a transaction; send it in a batch",
                at: "request.url")
        }
        guard let resource = entry.resource, interaction.writes else { return }
        guard resource.type == entry.request.path.first else {
            throw FHIRRefusal(
                400, .value, "The resource's type differs from the address's", at: "resource.resourceType")
        }
        let issues = StructureCheck().issues(in: resource)
        guard issues.isEmpty else {
            throw FHIRRefusal(400, issues.map { $0.within("resource", replacing: resource.type) })
        }
    }

    /// Resolves conditions, gives out ids, rewrites references and prepares all resources.
    private func plan(until deadline: BundleDeadline) async throws -> Plan {
        var plan = Plan()
        var targets: [Int: Target] = [:]
        var addresses: [String: String] = [:]
        for entry in entries {
            try deadline.check()
            guard let target = try await entry.placing({ try await target(of: entry, &plan, until: deadline) }) else {
                continue
            }
            targets[entry.position] = target
            if let url = entry.fullURL { addresses[url] = target.id.reference }
        }
        for entry in entries {
            guard let resource = targets[entry.position]?.patched?.resource ?? entry.resource else { continue }
            for (text, condition) in ReferenceRewriter.conditions(in: resource, base: service.base)
            where addresses[text] == nil {
                addresses[text] = try await entry.placing { try await address(for: condition, &plan, until: deadline) }
            }
        }
        let rewriter = ReferenceRewriter(addresses: addresses)
        for entry in entries {
            let target = targets[entry.position]
            let step: Step = try await entry.placing {
                try await self.step(for: entry, target: target, rewriter, &plan)
            }
            plan.steps.append(step)
        }
        try checkChanges(of: plan)
        return plan
    }

    /// No two entries may change one resource, and none may rely on one that another deletes.
    private func checkChanges(of plan: Plan) throws(FHIRRefusal) {
        var changed: [ResourceID: Int] = [:]
        var deleted: [ResourceID: Int] = [:]
        for (position, step) in plan.steps.enumerated() {
            guard case .write(let change, _) = step else { continue }
            if let other = changed.updateValue(position, forKey: change.id) {
                throw duplicate(other, position, "change the same resource; change it once")
            }
            if case .delete = change.content { deleted[change.id] = position }
        }
        for (position, step) in plan.steps.enumerated() {
            if case .found(let id) = step, let other = deleted[id] {
                throw duplicate(other, position, "delete and need the same resource; do one of the two")
            }
        }
    }

    private func duplicate(_ one: Int, _ other: Int, _ text: String) -> FHIRRefusal {
        FHIRRefusal(
            400, .duplicate, "Bundle.entry[\(one)] and Bundle.entry[\(other)] \(text)",
            at: "\(entries[other].location).request.url")
    }

    /// Notes which entry makes the one resource of a condition: two would make it twice.
    private func note(
        _ condition: Condition, of entry: BundleEntry, _ id: ResourceID, _ plan: inout Plan
    ) throws(FHIRRefusal) {
        guard let other = plan.conditional.updateValue((entry.position, id), forKey: condition) else { return }
        throw FHIRRefusal(
            400, .duplicate,
            "Bundle.entry[\(other.entry)] and Bundle.entry[\(entry.position)] have the same condition on \(id.type);"
                + " give it once", at: "request")
    }

    /// The address of the one resource that a conditional reference such as `Patient?identifier=…` names.
    ///
    /// It may be one that an entry makes by the same condition.
    private func address(
        for condition: Condition, _ plan: inout Plan, until deadline: BundleDeadline
    ) async throws -> String {
        if let own = plan.conditional[condition] { return own.id.reference }
        guard let match = try await resource(meeting: condition.text, type: condition.type, &plan, until: deadline)
        else {
            throw FHIRRefusal(
                412, .notFound, "A reference by condition names no \(condition.type) here", at: "resource")
        }
        return match.reference
    }

    /// The resource an entry is about; nil for reads and for a conditional delete that names nothing.
    private func target(
        of entry: BundleEntry, _ plan: inout Plan, until deadline: BundleDeadline
    ) async throws -> Target? {
        switch try Interaction(entry.request) {
        case .create(let type):
            guard let condition = try FHIRService.conditionOfCreate(entry.request) else {
                return Target(id: ResourceID(type, RandomIdentifier.make()))
            }
            let match = try await resource(meeting: condition, type: type, &plan, until: deadline)
            let id = match ?? ResourceID(type, RandomIdentifier.make())
            try note(Condition(type: type, text: condition), of: entry, id, &plan)
            return Target(id: id, found: match != nil)
        case .update(let id), .delete(let id): return Target(id: id)
        case .conditionalUpdate(let type):
            let text = FormParameters.queryText(entry.request.query)
            let match = try await resource(meeting: text, type: type, &plan, until: deadline)
            let id = ResourceID(type, try FHIRService.id(forUpdateOf: match, given: entry.resource?.id, type: type))
            try note(Condition(type: type, text: text), of: entry, id, &plan)
            return Target(id: id, isNew: match == nil)
        case .patch(let id): return try await patchTarget(id, entry)
        case .conditionalPatch(let type):
            let text = FormParameters.queryText(entry.request.query)
            guard let match = try await resource(meeting: text, type: type, &plan, until: deadline) else {
                throw FHIRService.nothingToPatch(type)
            }
            return try await patchTarget(match, entry)
        case .conditionalDelete(let type):
            let text = FormParameters.queryText(entry.request.query)
            return try await resource(meeting: text, type: type, &plan, until: deadline).map { Target(id: $0) }
        default: return nil
        }
    }

    private func patchTarget(_ id: ResourceID, _ entry: BundleEntry) async throws -> Target {
        let patch = try ResourcePatch(entry.request.body, contentType: entry.request.headers.contentType)
        let precondition = try WritePrecondition(of: entry.request)
        return Target(
            id: id, patched: try await service.patched(id, by: patch, if: precondition, for: request.caller))
    }

    private func step(
        for entry: BundleEntry, target: Target?, _ rewriter: ReferenceRewriter, _ plan: inout Plan
    ) async throws -> Step {
        let interaction = try Interaction(entry.request)
        guard interaction.writes else { return .read }
        guard let target else { return .nothing }
        if target.found { return .found(target.id) }
        if let (resource, version) = target.patched {
            let prepared = try service.prepare(
                rewriter.rewritten(resource, fullURL: entry.fullURL), id: target.id.id)
            return .write(WriteChange(.put(prepared), expecting: .version(version)), prepared)
        }
        let terms: FHIRService.WriteTerms
        if case .create = interaction {
            terms = .init(expectation: .absent)
        } else {
            terms = try await service.writeTerms(of: entry.request, for: target.id)
        }
        plan.guards += terms.guards
        switch interaction {
        case .delete, .conditionalDelete:
            return .write(WriteChange(.delete(target.id), expecting: terms.expectation), nil)
        default: break
        }
        guard let resource = entry.resource else { return .nothing }
        if case .update = interaction, resource.id != target.id.id {
            throw FHIRRefusal(
                400, .value, "The id in the resource differs from the id in the address", at: "resource.id")
        }
        let prepared = try service.prepare(rewriter.rewritten(resource, fullURL: entry.fullURL), id: target.id.id)
        let isNew = target.isNew && terms.expectation == .anything && terms.guards.isEmpty
        return .write(WriteChange(.put(prepared), expecting: isNew ? .absent : terms.expectation), prepared)
    }

    /// Entry positions of the batch's changes, in the batch's order: deletes, creates, updates.
    private func writePositions(of plan: Plan) -> [Int] {
        let order: [FHIRRequest.Method: Int] = [.delete: 0, .post: 1, .put: 2, .patch: 2]
        return plan.steps.indices.filter { if case .write = plan.steps[$0] { true } else { false } }
            .sorted { (order[entries[$0].request.method] ?? 3, $0) < (order[entries[$1].request.method] ?? 3, $1) }
    }

    private func write(_ plan: Plan) async throws -> [Int: WriteOutcome.Result] {
        let positions = writePositions(of: plan)
        let changes = positions.compactMap { position -> WriteChange? in
            if case .write(let change, _) = plan.steps[position] { change } else { nil }
        }
        guard !changes.isEmpty || !plan.guards.isEmpty || bookmark != nil else { return [:] }
        let outcome = try await service.store.write(
            WriteBatch(guards: plan.guards, changes: changes, bookmark: bookmark))
        return Dictionary(uniqueKeysWithValues: zip(positions, outcome.results))
    }

    /// - Parameter isFull: whether the answer has room for no more than what was done: nothing is read then.
    private func answer(
        _ position: Int, _ step: Step, _ result: WriteOutcome.Result?, isFull: Bool
    ) async throws -> FHIRResponse {
        var entry = entries[position]
        if isFull { entry.request.headers.prefer = "return=minimal" }
        switch step {
        case .write(_, let prepared?):
            guard let result else { return FHIRResponse(status: 500) }
            return service.answer(result, prepared, entry.request)
        case .write(_, nil):
            guard let result else { return FHIRResponse(status: 500) }
            return service.deleted(result, entry.request)
        case .nothing: return service.nothingDeleted(entry.request)
        case .found(let id):
            var read = FHIRRequest(.get, [id.type, id.id], caller: request.caller)
            read.headers.prefer = entry.request.headers.prefer
            var response = await service.respond(toEntry: read)
            if response.status == 200, let version = response.header("ETag").map(ETag.list)?.first {
                response.headers.append(("Location", "\(service.base)/\(id.reference)/_history/\(version)"))
                if ReturnPreference(entry.request.headers.prefer) != .representation { response.body = [] }
            }
            return response
        case .read:
            if isFull { return FHIRRefusal.answerTooLarge.response }
            return await service.respond(toEntry: entry.carrying)
        }
    }
}

extension BundleEntry {
    /// Runs a step for the entry; what it refuses then names the entry.
    func placing<Result>(_ step: () async throws -> Result) async throws -> Result {
        do {
            return try await step()
        } catch let failure as StoreFailure {
            throw failure
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            var refusal = FHIRRefusal.from(error)
            refusal.issues = refusal.issues.map { $0.within(location) }
            throw refusal
        }
    }
}

extension CareIssue {
    /// The issue as seen from an outer location; `type` at the front of its own is left out.
    func within(_ outer: String, replacing type: String? = nil) -> CareIssue {
        var issue = self
        guard var inner = expression else {
            issue.expression = outer
            return issue
        }
        if let type, inner.hasPrefix(type + ".") { inner = String(inner.dropFirst(type.count + 1)) }
        issue.expression = "\(outer).\(inner)"
        return issue
    }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
