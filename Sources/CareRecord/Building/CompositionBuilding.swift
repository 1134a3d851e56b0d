// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Exchange
internal import FHIRModel

extension RecordIndex {
    /// What a Composition says: its own text, then its sections.
    func compositionContent(_ node: JSONNode) -> [DocumentContent] {
        let own = blocks(node["text"]).map { [DocumentPart(blocks: $0)] } ?? []
        let sections = node.items("section").map { part($0, subject: node.reference("subject")) }
        if own.isEmpty, sections.isEmpty {
            // The copy for a protected address has no text of whole resources.
            return protection == .protected ? [.withheldForProtectedAddress] : []
        }
        return [.parts(own + sections)]
    }

    private func part(_ section: JSONNode, subject: String?) -> DocumentPart {
        let blocks = blocks(section["text"])
        return DocumentPart(
            title: section["title"]?.string ?? section["code"]?.conceptWords,
            about: section.isAboutOther(than: subject) ? section["focus"]?["display"]?.string ?? "" : nil,
            blocks: blocks ?? [], emptyReason: section["emptyReason"]?.conceptWords,
            entriesWithoutText: blocks == nil ? section.items("entry").reduce(0) { count, _ in count + 1 } : 0,
            isWithheld: protection == .protected && section["text"] != nil && section["text"]?["div"] == nil,
            parts: section.items("section").map { part($0, subject: subject) })
    }

    /// The text of a Narrative; nil where it says nothing.
    private func blocks(_ narrative: JSONNode?) -> [NarrativeBlock]? {
        let blocks = narrative?["div"]?.string.map { Narrative(div: $0).blocks } ?? []
        return blocks.isEmpty ? nil : blocks
    }
}

extension JSONNode {
    /// Whether a section of this Composition, at any depth, is about someone or something else than its subject.
    var tellsOfSomeoneElse: Bool { hasSectionAboutOther(than: reference("subject")) }

    private func hasSectionAboutOther(than subject: String?) -> Bool {
        items("section").contains { $0.isAboutOther(than: subject) || $0.hasSectionAboutOther(than: subject) }
    }

    /// Whether this section has a focus of its own.
    fileprivate func isAboutOther(than subject: String?) -> Bool {
        guard let focus = self["focus"] else { return false }
        return focus["reference"]?.string == nil || focus["reference"]?.string != subject
    }
}
