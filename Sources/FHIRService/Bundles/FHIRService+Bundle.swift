// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

extension FHIRService {
    /// Most entries of a batch or transaction.
    static let largestBundle = 10_000

    /// Runs a batch or a transaction.
    func runBundle(_ request: FHIRRequest) async throws -> FHIRResponse {
        return try await run(bundle: Resource(request.body), request)
    }

    private func run(bundle: Resource, _ request: FHIRRequest) async throws -> FHIRResponse {
        guard bundle.type == "Bundle" else {
            throw FHIRRefusal(400, .value, "A Bundle is needed at this address", at: "resourceType")
        }
        if let entries = bundle["entry"], !entries.isArray {
            throw FHIRRefusal(
                400, .structure, "'entry' repeats, so it is a list: put the entries in [ ]", at: "Bundle.entry")
        }
        guard bundle["entry"]?.count ?? 0 <= Self.largestBundle else {
            throw FHIRRefusal(
                413, .tooLong, "A Bundle has at most \(Self.largestBundle) entries; send several", at: "Bundle.entry")
        }
        switch bundle["type"]?.string {
        case "batch": return try await runBatch(bundle, request)
        case "transaction":
            let entries = try BundleEntry.read(bundle, request: request, base: base)
            return try await Transaction(service: self, entries: entries, request: request).run()
        default:
            throw FHIRRefusal(
                400, .value, "The type of a Bundle at this address is batch or transaction", at: "Bundle.type")
        }
    }

    /// Most entries of a batch that are carried out at one time.
    private static let mostTogether = 64

    /// Each entry by itself; one that fails does not touch the others.
    ///
    /// Neighbours that write a resource each wait for the disk together; what may see another one's effect waits for it.
    private func runBatch(_ bundle: Resource, _ request: FHIRRequest) async throws -> FHIRResponse {
        var answer = BundleWriter(type: "batch-response", limit: largestAnswer)
        let temporary = Self.temporaryAddresses(in: bundle)
        let entries = bundle.items("entry").enumerated().map { position, node in
            batchEntry(node, position: position, temporary: temporary, request)
        }
        let deadline = BundleDeadline(entries.count, self)
        var rest = entries[...]
        while !rest.isEmpty {
            if deadline.isPast || Task.isCancelled {
                for _ in rest { answer.answerEntry(deadline.refusal(isBatch: true).response) }
                break
            }
            let together = rest.prefix(Self.countTogether(rest))
            for response in await answers(to: together, isFull: answer.isFull) { answer.answerEntry(response) }
            rest = rest.dropFirst(together.count)
        }
        return answer.response
    }

    /// How many of the next entries neither see nor undo each other's effects; at least one.
    private static func countTogether(_ entries: ArraySlice<Result<BundleEntry, FHIRRefusal>>) -> Int {
        var written = Set<ResourceID>()
        let together = entries.prefix(mostTogether).prefix { entry in
            guard case .success(let entry) = entry else { return true }
            switch try? Interaction(entry.request) {
            case .create: return entry.request.headers.ifNoneExist == nil
            case .update(let id), .delete(let id): return written.insert(id).inserted
            default: return false
            }
        }
        return max(together.count, 1)
    }

    /// The answers to entries that are carried out at one time, in the order of the entries.
    private func answers(
        to entries: ArraySlice<Result<BundleEntry, FHIRRefusal>>, isFull: Bool
    ) async -> [FHIRResponse] {
        await withTaskGroup(of: (Int, FHIRResponse).self) { group in
            for (position, entry) in entries.enumerated() {
                group.addTask { (position, await self.answer(to: entry, isFull: isFull)) }
            }
            var answers: [(Int, FHIRResponse)] = []
            for await answer in group { answers.append(answer) }
            return answers.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// The addresses of entries that hold only within the Bundle.
    private static func temporaryAddresses(in bundle: Resource) -> Set<String> {
        Set(bundle.items("entry").compactMap { $0["fullUrl"]?.string }.filter { $0.hasPrefix("urn:") })
    }

    private func batchEntry(
        _ node: JSONNode, position: Int, temporary: Set<String>, _ request: FHIRRequest
    ) -> Result<BundleEntry, FHIRRefusal> {
        do {
            let entry = try BundleEntry.read(node, position: position, outer: request, base: base)
            guard !entry.request.path.isEmpty || entry.request.method != .post else {
                throw FHIRRefusal(
                    400, .value, "A batch inside a batch is not allowed", at: "\(entry.location).request.url")
            }
            // R4 section 3.1.0.11.1: entries of a batch do not depend on each other.
            // Parameters with a patch are no resource of the entry, but what they refer to comes into one.
            let carried = entry.resource ?? node["resource"].flatMap { try? Resource($0) }
            if let carried, ReferenceRewriter.refers(carried, to: temporary) {
                throw FHIRRefusal(
                    400, .value,
                    "An entry of a batch may not refer to another one's fullUrl; send them as a transaction",
                    at: "\(entry.location).resource")
            }
            return .success(entry)
        } catch {
            return .failure(FHIRRefusal.from(error))
        }
    }

    /// - Parameter isFull: whether the answer has room for no more than what was done: nothing is read then.
    private func answer(to entry: Result<BundleEntry, FHIRRefusal>, isFull: Bool) async -> FHIRResponse {
        do {
            let entry = try entry.get()
            var request = entry.carrying
            if isFull {
                guard try Interaction(request).writes else { throw FHIRRefusal.answerTooLarge }
                request.headers.prefer = "return=minimal"
            }
            return await respond(toEntry: request)
        } catch {
            return FHIRRefusal.from(error).response
        }
    }
}
