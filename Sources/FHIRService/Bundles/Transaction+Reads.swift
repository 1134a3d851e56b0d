// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import RecordStore

extension Transaction {
    /// Carries out the reads once before anything is written: one that fails refuses the whole (R4 section 3.1.0.11.2).
    ///
    /// What the transaction itself writes is there when its reads are answered; what it deletes is not. Resources that
    /// are read must still be there when the rest is written.
    func checkReads(of plan: inout Plan, until deadline: BundleDeadline) async throws {
        var written = Set<ResourceID>()
        var deleted = Set<ResourceID>()
        for case .write(let change, _) in plan.steps {
            if case .delete = change.content { deleted.insert(change.id) } else { written.insert(change.id) }
        }
        let writes = !written.isEmpty || !deleted.isEmpty
        for (position, step) in plan.steps.enumerated() {
            guard case .read = step else { continue }
            try deadline.check()
            let entry = entries[position]
            let interaction = try Interaction(entry.request)
            if let id = interaction.subject, written.contains(id) { continue }
            if let id = interaction.currentSubject {
                if deleted.contains(id) { throw placed(FHIRRefusal.gone(id), entry) }
                if writes { plan.guards.append(service.isThere(id, for: request.caller)) }
            }
            let response = await service.respond(toEntry: entry.carrying)
            guard response.status >= 400 else { continue }
            throw placed(FHIRRefusal(response), entry)
        }
    }

    private func placed(_ refusal: FHIRRefusal, _ entry: BundleEntry) -> FHIRRefusal {
        var refusal = refusal
        refusal.issues = refusal.issues.map { $0.within(entry.location) }
        return refusal
    }
}

extension Interaction {
    /// The resource that is asked about; nil where it is none or many.
    fileprivate var subject: ResourceID? {
        switch self {
        case .readVersion(let id, _), .history(.resource(let id)): id
        default: currentSubject
        }
    }

    /// The resource whose current version is asked for.
    fileprivate var currentSubject: ResourceID? {
        switch self {
        case .read(let id), .everything(let id), .document(let id), .meta(.resource(let id)), .summary(let id?): id
        default: nil
        }
    }
}

extension FHIRRefusal {
    /// What an answer refuses, with whom it concerns.
    fileprivate init(_ response: FHIRResponse) {
        let outcome = try? Resource(response.body)
        let issues = outcome?.items("issue").map { issue in
            CareIssue(
                issue["code"]?.string.flatMap(CareIssue.Kind.init(rawValue:)) ?? .processing,
                issue["diagnostics"]?.string ?? "The entry failed",
                at: issue.items("expression").first { _ in true }?.string)
        }
        self.init(response.status, issues ?? [])
        people = response.disclosure.people
    }
}
