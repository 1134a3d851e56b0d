// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// Replaces the temporary addresses of a transaction's entries by the
/// addresses the resources get.
///
/// That is in references, in uris and in the links and images of narratives,
/// as R4 section 3.1.0.11.2 says. Canonicals and identifiers stay.
struct ReferenceRewriter {
    /// From `fullUrl` or conditional reference to `Type/id`.
    let addresses: [String: String]

    /// Members whose text may be an address of another entry: references, and the types uri, url, oid and uuid.
    private static let members = [
        "reference", "uri", "url", "valueUri", "valueUrl", "valueUuid", "valueOid", "instantiatesUri",
    ]

    /// The conditional references of a resource, such as `Patient?identifier=…`, each with what it asks for.
    static func conditions(in resource: Resource, base: String) -> [String: Condition] {
        var found: [String: Condition] = [:]
        collectConditions(in: resource.node, base: base, &found)
        return found
    }

    private static func collectConditions(in node: JSONNode, base: String, _ found: inout [String: Condition]) {
        for child in node.children {
            if child.isObject || child.isArray {
                collectConditions(in: child, base: base, &found)
            } else if child.hasName("reference"), child.mayHoldQuestion, let text = child.string, text.contains("?") {
                let relative = text.hasPrefix(base + "/") ? text.dropFirst(base.count + 1) : text[...]
                if let condition = Condition(reference: relative) { found[text] = condition }
            }
        }
    }

    /// Whether a resource has a reference to one of these addresses.
    static func refers(_ resource: Resource, to addresses: Set<String>) -> Bool {
        !addresses.isEmpty && refers(resource.node, to: addresses)
    }

    private static func refers(_ node: JSONNode, to addresses: Set<String>) -> Bool {
        for child in node.children {
            if child.isObject || child.isArray {
                if refers(child, to: addresses) { return true }
            } else if child.hasName("reference"), let text = child.string {
                if addresses.contains(String(text.prefix { $0 != "#" })) { return true }
            }
        }
        return false
    }

    /// The resource with its references rewritten; the same one where there is nothing to rewrite.
    ///
    /// - Parameter fullURL: the resource's own address, against which its relative references are read.
    func rewritten(_ resource: Resource, fullURL: String?) throws(ResourceFailure) -> Resource {
        let own = try resource.standingAlone()
        var edits = JSONEdits()
        visit(own.node, isAddress: false, root: Self.root(of: fullURL), &edits)
        return edits.isEmpty ? own : try Resource(edits.apply(to: own.document))
    }

    /// `https://example.org/fhir/` of `https://example.org/fhir/Patient/1`.
    private static func root(of fullURL: String?) -> String? {
        guard let fullURL, fullURL.hasPrefix("http") else { return nil }
        let parts = fullURL.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 4, R4.isResourceType(String(parts[parts.count - 2])) else { return nil }
        return parts.dropLast(2).joined(separator: "/") + "/"
    }

    private func visit(_ node: JSONNode, isAddress: Bool, root: String?, _ edits: inout JSONEdits) {
        switch node.kind {
        case .object:
            for member in node.children {
                if member.isObject {
                    visit(member, isAddress: false, root: root, &edits)
                } else if member.hasName("div"), let text = member.string, let changed = narrative(text, root: root) {
                    replace(member, by: changed, &edits)
                } else {
                    guard member.isArray || member.kind == .string else { continue }
                    let isAddress = Self.members.contains { member.hasName($0) }
                    if isAddress || member.isArray { visit(member, isAddress: isAddress, root: root, &edits) }
                }
            }
        case .array:
            for item in node.children { visit(item, isAddress: isAddress, root: root, &edits) }
        case .string:
            guard isAddress, let text = node.string, let address = replacement(of: text, root: root) else { return }
            replace(node, by: address, &edits)
        case .number, .true, .false, .null: break
        }
    }

    private func replace(_ node: JSONNode, by text: String, _ edits: inout JSONEdits) {
        var writer = JSONWriter(capacity: text.utf8.count + 2)
        writer.string(text)
        edits.replace(node.range, with: writer.bytes)
    }

    /// The narrative with the addresses of its links and images replaced; nil where it has none of them.
    private func narrative(_ text: String, root: String?) -> String? {
        var pieces = text.split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
        var hasChanged = false
        for position in pieces.indices.dropFirst()
        where pieces[position - 1].hasSuffix("href=") || pieces[position - 1].hasSuffix("src=") {
            guard let address = replacement(of: pieces[position], root: root) else { continue }
            pieces[position] = address
            hasChanged = true
        }
        return hasChanged ? pieces.joined(separator: "\"") : nil
    }

    /// An address may carry a fragment: `urn:uuid:…#part`.
    private func replacement(of text: String, root: String?) -> String? {
        if let address = addresses[text] ?? root.flatMap({ addresses[$0 + text] }) { return address }
        guard let hash = text.firstIndex(of: "#"), let address = addresses[String(text[..<hash])] else { return nil }
        return address + text[hash...]
    }
}

extension JSONNode {
    /// Whether the text of a string may have a question mark, told from its bytes as they came.
    fileprivate var mayHoldQuestion: Bool {
        document.withBytes { bytes in
            bytes[range].contains { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "\\") }
        }
    }
}
