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

    /// Each entry by itself; one that fails does not touch the others.
    private func runBatch(_ bundle: Resource, _ request: FHIRRequest) async throws -> FHIRResponse {
        var answer = BundleWriter(type: "batch-response", limit: largestAnswer)
        let temporary = Self.temporaryAddresses(in: bundle)
        for (position, node) in bundle.items("entry").enumerated() {
            let isFull = answer.isFull
            answer.answerEntry(
                await answerBatchEntry(node, position: position, temporary: temporary, isFull: isFull, request))
        }
        return answer.response
    }

    /// The addresses of entries that hold only within the Bundle.
    private static func temporaryAddresses(in bundle: Resource) -> Set<String> {
        Set(bundle.items("entry").compactMap { $0["fullUrl"]?.string }.filter { $0.hasPrefix("urn:") })
    }

    /// - Parameter isFull: whether the answer has room for no more than what was done: nothing is read then.
    private func answerBatchEntry(
        _ node: JSONNode, position: Int, temporary: Set<String>, isFull: Bool, _ request: FHIRRequest
    ) async -> FHIRResponse {
        do {
            var entry = try BundleEntry.read(node, position: position, outer: request, base: base)
            guard !entry.request.path.isEmpty else {
                throw FHIRRefusal(
                    400, .value, "A batch inside a batch is not allowed", at: "\(entry.location).request.url")
            }
            // R4 section 3.1.0.11.1: entries of a batch do not depend on each other.
            if let resource = entry.resource, ReferenceRewriter.refers(resource, to: temporary) {
                throw FHIRRefusal(
                    400, .value,
                    "An entry of a batch may not refer to another one's fullUrl; send them as a transaction",
                    at: "\(entry.location).resource")
            }
            entry.request.body = entry.resource?.bytes ?? []
            if isFull {
                guard try Interaction(entry.request).writes else { throw FHIRRefusal.answerTooLarge }
                entry.request.headers.prefer = "return=minimal"
            }
            return await respond(toEntry: entry.request)
        } catch {
            return FHIRRefusal.from(error).response
        }
    }
}
