// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

extension FHIRService {
    /// Runs a batch or a transaction.
    func runBundle(_ request: FHIRRequest) async throws -> FHIRResponse {
        if let media = request.headers.contentType, !media.lowercased().contains("json") {
            throw FHIRRefusal(415, .notSupported, "Send the Bundle as application/fhir+json")
        }
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
        var answer = BundleWriter(type: "batch-response")
        let temporary = Self.temporaryAddresses(in: bundle)
        for (position, node) in bundle.items("entry").enumerated() {
            answer.answerEntry(await answerBatchEntry(node, position: position, temporary: temporary, request))
        }
        return answer.response
    }

    /// The addresses of entries that hold only within the Bundle.
    private static func temporaryAddresses(in bundle: Resource) -> Set<String> {
        Set(bundle.items("entry").compactMap { $0["fullUrl"]?.string }.filter { $0.hasPrefix("urn:") })
    }

    private func answerBatchEntry(
        _ node: JSONNode, position: Int, temporary: Set<String>, _ request: FHIRRequest
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
            if entry.request.method == .get { entry.request.headers.prefer = nil }
            return await respond(to: entry.request)
        } catch {
            return FHIRRefusal.from(error).response
        }
    }
}
