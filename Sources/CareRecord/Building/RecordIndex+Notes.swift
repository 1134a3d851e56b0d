// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Directory
internal import Exchange
internal import FHIRModel
internal import Terminology

extension RecordIndex {
    /// What an item says in a row, with its source and times.
    func note(
        _ item: RecordItem, _ text: String, concept: JSONNode? = nil, happened: PartialDate? = nil,
        recorded: PartialDate? = nil, author: StaffNote? = nil
    ) -> SourceNote {
        let line = line(of: item)
        return SourceNote(
            item: ItemReference(node: item.node, reference: item.resource.reference ?? item.resource.type),
            feed: protection == .protected ? nil : item.feed, organisation: item.organisation,
            name: name(of: item, line), isNameWithheld: protection == .protected, asRecorded: text,
            codes: concept?.recordedCodes ?? [], happened: happened, recorded: recorded, received: item.received,
            feedState: line?.state, author: author, labels: item.resource.node.sensitivityLabels)
    }

    private func name(of item: RecordItem, _ line: SourceLine?) -> String {
        if let line, line.feed != nil { return line.name }
        if let code = item.organisation, let known = directory.organisations[code] { return known.name }
        if let code = item.organisation,
            let named = gathered.context.first(where: { $0.resource.type == "Organization" && $0.hasCode(code) }),
            let name = named.resource["name"]?.string
        {
            return name
        }
        return item.organisation?.text ?? line?.name ?? "Source not named"
    }

    /// A member of staff behind a Reference: the display, else the name of the Practitioner; with the role where the
    /// reference leads to one.
    func staff(_ reference: JSONNode?, of item: RecordItem) -> StaffNote? {
        guard let reference else { return nil }
        let target = target(reference["reference"]?.string, of: item)
        let isRole = target?["resourceType"]?.equals("PractitionerRole") ?? false
        let person = isRole ? self.target(target?.reference("practitioner"), of: item) : target
        let named = isRole || person?["resourceType"]?.equals("Practitioner") ?? false ? person : nil
        let name =
            reference["display"]?.string ?? target?.display("practitioner")
            ?? named?.items("name").lazy.compactMap(\.spokenName).first { _ in true }
        let role =
            (isRole ? target?.words("code").first ?? target?.words("specialty").first : nil)
            ?? named?.items("qualification").lazy.compactMap { $0["code"]?.conceptWords }.first { _ in true }
        guard name != nil || role != nil else { return nil }
        return StaffNote(name: name, role: role)
    }

    /// The name of an organisation or place behind a Reference; nil where places are withheld.
    func place(_ reference: JSONNode?, of item: RecordItem) -> String? {
        guard protection != .protected, let reference else { return nil }
        return reference["display"]?.string ?? target(reference["reference"]?.string, of: item)?["name"]?.string
    }

    /// Whether an item comes from a hospital or other service that is not a GP practice; nil where nothing tells.
    func isHospital(_ code: ODSCode?) -> Bool? {
        switch kind(of: code) {
        case .acuteTrust, .mentalHealthTrust, .communityTrust, .site, .hospice, .independentProvider: true
        case nil: nil
        default: false
        }
    }
}

extension RecordItem {
    fileprivate func hasCode(_ code: ODSCode) -> Bool {
        resource.items("identifier").contains { $0["value"]?.string == code.text }
    }
}
