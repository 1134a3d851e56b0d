// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// A Bundle of answers whose entries XML may have no place for.
///
/// One resource that only JSON can hold must not keep readers of XML from all the others: an OperationOutcome stands in
/// its place and says so.
struct BundleForXML {
    private let document: JSONDocument
    private let entries: [JSONNode]

    /// The Bundle that an answer is; nil where it is something else, or a Bundle that somebody stored.
    init?(_ body: [UInt8]) {
        let limits = JSONLimits(byteCount: body.count, depth: JSONLimits.standard.depth + 10)
        guard let document = try? JSONDocument.parse(body, limits: limits),
            document.root["resourceType"]?.string == "Bundle", document.root["id"] == nil
        else { return nil }
        self.document = document
        entries = document.root.items("entry").map(\.self)
        guard entries.allSatisfy({ $0["search"] != nil || $0["response"] != nil }) else { return nil }
    }

    /// The Bundle with an OperationOutcome instead of each resource that is to be left out.
    func json(leavingOut isLeftOut: (JSONNode) -> Bool) -> [UInt8] {
        var edits = JSONEdits()
        for entry in entries {
            guard let resource = entry["resource"], isLeftOut(resource) else { continue }
            let outcome = OperationOutcome.json([Self.issue(of: resource)])
            if let mode = entry["search"]?["mode"] {
                edits.replace(resource.range, with: outcome)
                edits.replace(mode.range, with: #""outcome""#.utf8)
                if let address = entry["fullUrl"] { remove(address, from: entry, &edits) }
            } else if let response = entry["response"] {
                remove(resource, from: entry, &edits)
                edits.insert(Array(#","outcome":"#.utf8) + outcome, at: response.range.upperBound - 1)
            }
        }
        return edits.apply(to: document)
    }

    private static func issue(of resource: JSONNode) -> CareIssue {
        let type = resource["resourceType"]?.string.flatMap { R4.isResourceType($0) ? $0 : nil } ?? "A resource"
        let id = resource["id"]?.string.flatMap { ResourceID.isValid(id: $0) ? "/" + $0 : nil } ?? ""
        return CareIssue(
            .incomplete,
            "\(type)\(id) is left out here, for it holds something that XML has no place for: read it as "
                + "application/fhir+json", severity: .warning)
    }

    /// Takes a member away together with the comma behind it.
    private func remove(_ member: JSONNode, from entry: JSONNode, _ edits: inout JSONEdits) {
        let next = entry.children.map(\.memberRange.lowerBound).first { $0 > member.memberRange.lowerBound }
        edits.replace(member.memberRange.lowerBound..<(next ?? member.memberRange.upperBound), with: [])
    }
}
