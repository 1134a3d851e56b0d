// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareTypes
internal import Exchange
internal import FHIRModel
internal import Terminology

extension RecordIndex {
    /// The document section; documents know the encounter they belong to.
    func documentSection(encounters: [EncounterRow]) -> DocumentSection {
        let ids = encounters.reduce(into: [ItemReference: String]()) { ids, row in
            for source in row.sources { ids[source.item] = row.id }
        }
        let all =
            (items("DocumentReference").map { document($0, ids) } + items("Composition").map { composition($0, ids) })
            .newestFirst({ $0.date }, tie: { $0.sources.first?.item.reference ?? "" })
        var section = DocumentSection(coverage: coverage(.documents))
        section.rows = all.filter(Self.isStanding).numbered("document", \.id)
        section.history = all.filter { !Self.isStanding($0) }.numbered("document-history", \.id)
        return section
    }

    private static func isStanding(_ row: DocumentRow) -> Bool {
        row.status != "superseded" && row.status != "entered-in-error" && row.documentStatus != "entered-in-error"
    }

    private func document(_ item: RecordItem, _ encounters: [ItemReference: String]) -> DocumentRow {
        let node = item.resource.node
        let attachments = node.items("content").compactMap { $0["attachment"] }
        let type = node["type"]
        let kind = type.flatMap { Self.type($0) }
        let title =
            node["description"]?.string ?? attachments.lazy.compactMap { $0["title"]?.string }.first { _ in true }
            ?? type?.conceptWords ?? "Document without a title"
        var row = DocumentRow(id: "", title: title, status: node["status"]?.string ?? "current", sources: [])
        row.kind = kind?.kind
        row.isAboutEmergencyTreatment = kind?.isAboutEmergencyTreatment ?? false
        row.type = type?.conceptWords
        row.category = node.words("category").first
        row.date = node.date("date") ?? attachments.lazy.compactMap { $0.date("creation") }.first { _ in true }
        row.authors = node.items("author").compactMap { staff($0, of: item) }
        row.custodian = place(node["custodian"], of: item)
        row.documentStatus = node["docStatus"]?.string
        let context = node["context"]
        let period = context?.period("period")
        row.start = period?.start
        row.end = period?.end
        row.content = attachments.map { content($0, of: item) }
        row.isAboutThirdParty = node.sensitivityLabels.contains(.thirdParty)
        row.encounter = context?.items("encounter").lazy
            .compactMap {
                $0["reference"]?.string.flatMap { encounters[ItemReference(node: item.node, reference: $0)] }
            }
            .first { _ in true }
        row.sources = [
            note(item, title, concept: type, happened: row.date, recorded: row.date, author: row.authors.first)
        ]
        return row
    }

    /// A structured document, told by the narratives of its sections.
    private func composition(_ item: RecordItem, _ encounters: [ItemReference: String]) -> DocumentRow {
        let node = item.resource.node
        let title = node["title"]?.string ?? node["type"]?.conceptWords ?? "Document without a title"
        let kind = node["type"].flatMap { Self.type($0) }
        let date = node.date("date")
        let authors = node.items("author").compactMap { staff($0, of: item) }
        return DocumentRow(
            id: "", title: title, kind: kind?.kind, type: node["type"]?.conceptWords, date: date, authors: authors,
            custodian: place(node["custodian"], of: item), status: node["status"]?.string ?? "final",
            documentStatus: node["status"]?.string, content: compositionContent(node),
            isAboutThirdParty: node.sensitivityLabels.contains(.thirdParty) || node.tellsOfSomeoneElse,
            isAboutEmergencyTreatment: kind?.isAboutEmergencyTreatment ?? false,
            encounter: node.reference("encounter").flatMap {
                encounters[ItemReference(node: item.node, reference: $0)]
            },
            sources: [note(item, title, concept: node["type"], happened: date, author: authors.first)])
    }

    private static func type(_ concept: JSONNode) -> DocumentType? {
        concept.items("coding").lazy.compactMap { coding -> DocumentType? in
            guard let system = coding["system"]?.string, let code = coding["code"]?.string else { return nil }
            return DocumentType.lookup(system: system, code: code)
        }.first { _ in true }
    }

    /// What an Attachment holds: text in full, files by reference.
    func content(_ attachment: JSONNode, of item: RecordItem) -> DocumentContent {
        let type = attachment["contentType"]?.string
        let title = attachment["title"]?.string
        if let data = attachment["data"]?.string {
            if type?.hasPrefix("text/plain") ?? false {
                guard let bytes = Base64Text.decode(data), let text = String(validating: bytes, as: UTF8.self) else {
                    return .unreadable
                }
                return .text(text)
            }
            let size = attachment["size"]?.numberText.flatMap { Int($0) } ?? data.utf8.count / 4 * 3
            let own = ItemReference(node: item.node, reference: item.resource.reference ?? "")
            return .file(contentType: type ?? "application/octet-stream", item: own, byteCount: size, title: title)
        }
        if protection == .protected { return .withheldForProtectedAddress }
        guard let url = attachment["url"]?.string, ResourceID(reference: url)?.type == "Binary" else {
            return .elsewhere(contentType: type, title: title)
        }
        return .file(
            contentType: type ?? "application/octet-stream", item: ItemReference(node: item.node, reference: url),
            byteCount: attachment["size"]?.numberText.flatMap { Int($0) }, title: title)
    }
}
