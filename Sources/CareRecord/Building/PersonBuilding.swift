// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareTypes
internal import Directory
internal import Exchange
internal import FHIRModel
internal import Identity
internal import Terminology

/// One Patient record of the person.
struct PatientRecord {
    let item: RecordItem
    let note: SourceNote
    /// Whether the record is the registered practice's own.
    let isRegisteredPractice: Bool

    var node: JSONNode { item.resource.node }

    init(_ item: RecordItem, _ index: RecordIndex) {
        self.item = item
        let node = item.resource.node
        let isActive = node["active"]?.bool ?? true
        let managing = node.reference("managingOrganization")
        let practice = node.items("generalPractitioner").lazy.compactMap { $0["reference"]?.string }.first { _ in true }
        isRegisteredPractice =
            isActive && (managing != nil && managing == practice || index.kind(of: item.organisation) == .gpPractice)
        let words = Self.name(node)?.display ?? "Name not recorded"
        note = index.note(item, words)
    }

    /// The name in use: official, then usual, then any that is not old.
    static func name(_ node: JSONNode) -> PersonName? {
        let names = node.items("name").filter { $0["use"]?.string != "old" && $0["use"]?.string != "maiden" }
        let shown = names.filter { $0["use"]?.string != "nickname" }
        guard let chosen = Self.pick(shown, ["official", "usual"]) ?? names.first else { return nil }
        var name = chosen.personName
        let preferred = names.first { $0["use"]?.string == "nickname" } ?? shown.first { $0["use"]?.string == "usual" }
        let words = preferred.flatMap { $0["text"]?.string ?? $0.items("given").compactMap(\.string).first }
        name.preferred = words == name.given.first ? nil : words
        return name
    }

    private static func pick(_ names: [JSONNode], _ uses: [String]) -> JSONNode? {
        uses.lazy.compactMap { use in names.first { $0["use"]?.string == use } }.first { _ in true } ?? names.first
    }
}

extension RecordIndex {
    /// The Patient records, the one that demographics are taken from first.
    var patientRecords: [PatientRecord] {
        items("Patient").map { PatientRecord($0, self) }.sorted { left, right in
            if left.isRegisteredPractice != right.isRegisteredPractice { return left.isRegisteredPractice }
            return left.item.received == right.item.received
                ? left.item.tie < right.item.tie : left.item.received > right.item.received
        }
    }

    /// The person section, by the rule of ``PersonSection/rule``.
    func personSection(_ alerts: [AlertRow]) -> PersonSection {
        let records = patientRecords
        let death = PersonDeath(records).statement()
        let born = gathered.person.birthDate
        let lastDay = death.state == .died ? death.date.map { min($0.date, today) } ?? today : today
        var section = PersonSection(
            name: records.lazy.compactMap { PatientRecord.name($0.node) }.first { _ in true } ?? PersonName(),
            number: gathered.person.number, birthDate: born, age: max(0, born.wholeYears(to: lastDay)),
            gender: records.lazy.compactMap(Self.gender).first { _ in true } ?? .notSpecified, death: death,
            addressProtection: protection)
        section.birthSex = records.lazy.compactMap { $0.node.extensionValue("BirthSex")?.words }.first { _ in true }
        section.ethnicity = ethnicities(records).first
        section.communicationNeeds = communicationNeeds(records, alerts)
        if protection != .protected {
            // While the protection is not known, addresses have no lines and numbers are gone already.
            section.addresses = protection == .none ? addresses(records) : []
            section.telecoms = telecoms(records)
            section.contacts = contacts(records)
            section.practice = practice(records)
        }
        section.differences = differences(records)
        section.chosenFrom = records.first?.note
        section.sources = records.map(\.note)
        return section
    }

    static func gender(_ record: PatientRecord) -> AdministrativeGender? {
        switch record.node["gender"]?.string {
        case "male": .male
        case "female": .female
        case "other": .other
        case "unknown": .notKnown
        default: nil
        }
    }

    /// What records say of ethnicity: real answers before "not stated" and "not known", which never merge.
    func ethnicities(_ records: [PatientRecord]) -> [EthnicityStatement] {
        let all = records.compactMap { record -> EthnicityStatement? in
            guard let concept = record.node.extensionValue("EthnicCategory") else { return nil }
            let code = concept.items("coding").lazy.compactMap { $0["code"]?.string }.first { _ in true }
            return EthnicityStatement(
                answer: code.flatMap { EthnicCategoryAnswer.lookup($0) }, text: concept.conceptWords ?? "Not recorded",
                source: record.note)
        }
        let isAnswer = { (statement: EthnicityStatement) in
            statement.answer != .notStated && statement.answer != .notKnown
        }
        return all.filter(isAnswer) + all.filter { !isAnswer($0) }
    }

    private func differences(_ records: [PatientRecord]) -> [DemographicDifference] {
        var all = [
            difference(.name, records) { PatientRecord.name($0.node)?.display },
            difference(.gender, records) { Self.gender($0)?.words },
        ]
        let categories = ethnicities(records).map { DemographicDifference.Answer(text: $0.text, source: $0.source) }
        all.append(Self.difference(.ethnicity, categories))
        if protection == .none { all.append(difference(.address, records) { Self.homeAddress($0) }) }
        if protection != .protected { all.append(difference(.practice, records) { self.practiceName($0) }) }
        return all.compactMap { $0 }
    }

    private func difference(
        _ field: DemographicDifference.Field, _ records: [PatientRecord], _ text: (PatientRecord) -> String?
    ) -> DemographicDifference? {
        Self.difference(
            field, records.compactMap { record in text(record).map { .init(text: $0, source: record.note) } })
    }

    /// One answer for each different text; nil where all agree.
    private static func difference(
        _ field: DemographicDifference.Field, _ answers: [DemographicDifference.Answer]
    ) -> DemographicDifference? {
        var seen: Set<String> = []
        let different = answers.filter { seen.insert($0.text.lowercased()).inserted }
        return different.count > 1 ? DemographicDifference(field: field, answers: different) : nil
    }
}

extension JSONNode {
    /// A code or concept in words.
    fileprivate var words: String? { string ?? conceptWords ?? self["display"]?.string }
}
