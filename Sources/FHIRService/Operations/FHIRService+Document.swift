// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import Foundation
internal import RecordStore

extension FHIRService {
    /// `Composition/$document`: the Composition and every resource of this server that it refers to, as one document.
    ///
    /// What stands elsewhere stays a reference. A document that would lack something of this server is refused.
    func document(of id: ResourceID, _ request: FHIRRequest) async throws -> FHIRResponse {
        var request = request
        request.query = try OperationParameters.all(
            of: request, as: [.init(name: "persist", members: ["valueBoolean"])])
        try refuseParameters(of: request, except: ["persist"])
        switch request.query.first(where: { $0.name == "persist" })?.value {
        case nil, "false": break
        case "true":
            throw FHIRRefusal(
                400, .notSupported, "A document is not stored by this operation; POST it to \(base)/Bundle",
                at: "http.persist")
        default: throw FHIRRefusal(400, .value, "The value of 'persist' is true or false", at: "http.persist")
        }
        guard let composition = try await store.read(id, visibility: request.caller.visibility) else {
            throw FHIRRefusal.notFound(id)
        }
        return await answering(about: Set([composition.person].compactMap(\.self))) { [request] in
            guard let body = composition.body else { throw FHIRRefusal.gone(id) }
            return try await document(of: composition, try body.resource(), request)
        }
    }

    private func document(
        of composition: StoredVersion, _ resource: Resource, _ request: FHIRRequest
    ) async throws -> FHIRResponse {
        var bundle = BundleWriter(type: "document", limit: largestAnswer)
        bundle.setIdentity("urn:uuid:" + UUID().uuidString.lowercased(), at: clock.now())
        try bundle.documentEntry(composition, base: base)
        var seen: Set = [composition.id]
        var missing: [CareIssue] = []
        for (reference, place) in Self.references(in: resource.node, at: resource.type) {
            guard case .local(let id) = ReferenceTarget(reference, base: base), seen.insert(id).inserted else {
                continue
            }
            let version = try await store.read(id, visibility: request.caller.visibility)
            if let version, version.body != nil {
                try bundle.documentEntry(version, base: base)
            } else {
                missing.append(
                    CareIssue(.notFound, "The document needs a \(id.type) that is not to be had here", at: place))
            }
        }
        guard missing.isEmpty else { throw FHIRRefusal(422, missing) }
        return bundle.response
    }

    /// The references of a resource with their places, in order; those of what it contains too.
    static func references(in node: JSONNode, at path: String) -> [(reference: String, place: String)] {
        var found: [(reference: String, place: String)] = []
        for (position, child) in node.children.enumerated() {
            let here = node.isArray ? "\(path)[\(position)]" : "\(path).\(child.name ?? "")"
            if child.isObject || child.isArray {
                found += references(in: child, at: here)
            } else if child.hasName("reference"), let text = child.string {
                found.append((text, path))
            }
        }
        return found
    }
}
