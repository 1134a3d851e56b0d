// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Exchange
internal import FHIRModel
internal import Terminology

extension RecordIndex {
    /// Every address of every source; equal ones are one row.
    func addresses(_ records: [PatientRecord]) -> [AddressRow] {
        var order: [String] = []
        var rows: [String: AddressRow] = [:]
        for record in records {
            for address in record.node.items("address") {
                let period = address.period("period")
                let isCurrent = isInUse(address)
                let lines = address.addressLines
                let key =
                    Self.folded(lines.joined(separator: " ") + (address["postalCode"]?.string ?? "")) + "\(isCurrent)"
                if rows[key] == nil {
                    order.append(key)
                    rows[key] = AddressRow(
                        id: "", lines: lines, postcode: address["postalCode"]?.string, use: address["use"]?.string,
                        start: period.start, end: period.end, isCurrent: isCurrent, sources: [])
                }
                rows[key]?.sources.append(record.note)
            }
        }
        let all = order.compactMap { rows[$0] }
        return (all.filter(\.isCurrent) + all.filter { !$0.isCurrent }).numbered("address", \.id)
    }

    /// The address a record gives as home, in one line.
    static func homeAddress(_ record: PatientRecord) -> String? {
        let current = record.node.items("address").filter { $0["use"]?.string != "old" }
        guard let home = current.first(where: { $0["use"]?.string == "home" }) ?? current.first else { return nil }
        return (home.addressLines + [home["postalCode"]?.string].compactMap(\.self)).joined(separator: ", ")
    }

    func telecoms(_ records: [PatientRecord]) -> [TelecomRow] {
        var rows: [TelecomRow] = []
        for record in records {
            for telecom in record.node.items("telecom") where isInUse(telecom) {
                guard let value = telecom["value"]?.string else { continue }
                if let place = rows.firstIndex(where: { Self.folded($0.value) == Self.folded(value) }) {
                    rows[place].sources.append(record.note)
                } else {
                    rows.append(
                        TelecomRow(
                            id: "", system: telecom["system"]?.string, use: telecom["use"]?.string, value: value,
                            sources: [record.note]))
                }
            }
        }
        return rows.numbered("telecom", \.id)
    }

    /// Next of kin and carers, from Patient records and RelatedPersons; the same name and number is one row.
    func contacts(_ records: [PatientRecord]) -> [ContactRow] {
        let named = records.flatMap { record in
            record.node.items("contact").map { contact($0, $0["name"], record.note) }
        }
        let related = items("RelatedPerson").map { item -> ContactRow in
            let node = item.resource.node
            let name = node.items("name").first { _ in true }
            return contact(node, name, note(item, name?.spokenName ?? "Name not recorded"))
        }
        var rows: [ContactRow] = []
        for contact in named + related {
            let same = rows.firstIndex {
                $0.name == contact.name && $0.isCurrent == contact.isCurrent
                    && ($0.telecoms == contact.telecoms || contact.telecoms.isEmpty)
            }
            guard let same else {
                rows.append(contact)
                continue
            }
            rows[same].sources += contact.sources
            rows[same].isNextOfKin = rows[same].isNextOfKin || contact.isNextOfKin
            rows[same].rank = rows[same].rank ?? contact.rank
            if let words = contact.relationship, !(rows[same].relationship ?? "").contains(words) {
                rows[same].relationship = [rows[same].relationship, words].compactMap(\.self).joined(separator: "; ")
            }
        }
        let ranked = rows.enumerated()
            .sorted { ($0.element.rank ?? .max, $0.offset) < ($1.element.rank ?? .max, $1.offset) }
            .map(\.element)
        return (ranked.filter(\.isCurrent) + ranked.filter { !$0.isCurrent }).numbered("contact", \.id)
    }

    /// Whether a telephone number or address may still be used.
    private func isInUse(_ node: JSONNode) -> Bool {
        node["use"]?.string != "old" && holds(node.period("period"))
    }

    private func holds(_ period: (start: PartialDate?, end: PartialDate?)) -> Bool {
        (period.end.map { $0.end > now } ?? true) && (period.start.map { $0.earliest <= now } ?? true)
    }

    private func contact(_ node: JSONNode, _ name: JSONNode?, _ note: SourceNote) -> ContactRow {
        ContactRow(
            id: "", name: name?.spokenName ?? "Name not recorded", relationship: node.words("relationship").first,
            isNextOfKin: node.items("relationship").contains { $0.hasCode("N") },
            rank: node.extensionValue("ContactRank")?.numberText.flatMap { Int($0) },
            telecoms: node.items("telecom").filter { isInUse($0) }.compactMap { $0["value"]?.string },
            isCurrent: node["active"]?.bool != false && holds(node.period("period")), sources: [note])
    }

    /// Languages and interpreters from Patient records, formats and adjustments from flags.
    func communicationNeeds(_ records: [PatientRecord], _ alerts: [AlertRow]) -> [CommunicationNeed] {
        var needs: [CommunicationNeed] = []
        func add(_ kind: CommunicationNeed.Kind, _ text: String, _ sources: [SourceNote]) {
            if let place = needs.firstIndex(where: { $0.kind == kind && $0.text == text }) {
                needs[place].sources += sources
            } else {
                needs.append(CommunicationNeed(kind: kind, text: text, sources: sources))
            }
        }
        for record in records {
            for language in record.node.items("communication") {
                guard let words = language["language"]?.conceptWords else { continue }
                add(.language, words, [record.note])
                let needed =
                    language.extensionValue("NHSCommunication")?.bool
                    ?? language.extensions("NHSCommunication").first?.extensionValue("interpreterRequired")?.bool
                if needed ?? false { add(.interpreter, words, [record.note]) }
            }
            for format in record.node.extensions("PreferredWrittenCommunicationFormat") {
                if let words = format.extensionValue?.conceptWords { add(.writtenFormat, words, [record.note]) }
            }
        }
        for alert in alerts where alert.category == .communication {
            let isFormat = alert.sources.contains { source in
                source.codes.contains { $0.system == CodeSystemURI.writtenFormat }
            }
            add(isFormat ? .writtenFormat : .adjustment, alert.title, alert.sources)
        }
        return needs
    }

    /// The practice somebody is registered with, and since when its own record says so.
    func practice(_ records: [PatientRecord]) -> PracticeStatement? {
        guard let record = records.first(where: { practiceName($0) != nil }), let name = practiceName(record) else {
            return nil
        }
        let reference = record.node.items("generalPractitioner").first { _ in true }
        let target = target(reference?["reference"]?.string, of: record.item)
        let identifiers = [reference?["identifier"]].compactMap { $0 } + (target?.items("identifier").map { $0 } ?? [])
        let code = identifiers.lazy.compactMap { $0["value"]?.string.flatMap { ODSCode($0) } }.first { _ in true }
        let registration = items("EpisodeOfCare").filter {
            $0.node == record.item.node && $0.resource["status"]?.equals("active") ?? false
                && $0.resource.node.reference("managingOrganization") == reference?["reference"]?.string
        }
        return PracticeStatement(
            name: name, organisation: code ?? (record.isRegisteredPractice ? record.item.organisation : nil),
            since: registration.lazy.compactMap { $0.resource.node.period("period").start }.first { _ in true },
            source: record.note)
    }

    func practiceName(_ record: PatientRecord) -> String? {
        record.node.items("generalPractitioner").lazy.compactMap { self.place($0, of: record.item) }.first { _ in true }
    }

    private static func folded(_ text: String) -> String {
        String(text.lowercased().filter { $0.isLetter || $0.isNumber })
    }
}
