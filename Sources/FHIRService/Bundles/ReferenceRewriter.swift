// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// Replaces the temporary addresses of a transaction's entries by the
/// addresses the resources get.
struct ReferenceRewriter {
    /// From `fullUrl` to `Type/id`.
    let addresses: [String: String]

    /// Members whose text may be an address of another entry: references, and the types uri, url, oid and uuid.
    private static let members: Set<String> = [
        "reference", "uri", "url", "valueUri", "valueUrl", "valueUuid", "valueOid", "valueCanonical", "canonical",
        "instantiatesUri", "instantiatesCanonical",
    ]

    /// The resource with its references rewritten; the same one where there is nothing to rewrite.
    func rewritten(_ resource: Resource) throws(ResourceFailure) -> Resource {
        let own = try resource.standingAlone()
        var edits = JSONEdits()
        visit(own.node, isAddress: false, &edits)
        return edits.isEmpty ? own : try Resource(edits.apply(to: own.document))
    }

    private func visit(_ node: JSONNode, isAddress: Bool, _ edits: inout JSONEdits) {
        switch node.kind {
        case .object:
            for member in node.children {
                let nested = member.kind == .object || member.kind == .array
                let isAddress = !nested || member.kind == .array ? member.name.map(Self.members.contains) ?? false : false
                if nested || isAddress { visit(member, isAddress: isAddress, &edits) }
            }
        case .array:
            for item in node.children { visit(item, isAddress: isAddress, &edits) }
        case .string:
            guard isAddress, let text = node.string, let address = replacement(of: text) else { return }
            var writer = JSONWriter(capacity: address.utf8.count + 2)
            writer.string(address)
            edits.replace(node.range, with: writer.bytes)
        case .number, .true, .false, .null: break
        }
    }

    /// An address may carry a fragment: `urn:uuid:…#part`.
    private func replacement(of text: String) -> String? {
        if let address = addresses[text] { return address }
        guard let hash = text.firstIndex(of: "#"), let address = addresses[String(text[..<hash])] else { return nil }
        return address + text[hash...]
    }
}
