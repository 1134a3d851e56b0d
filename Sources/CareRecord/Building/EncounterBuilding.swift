// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareTypes
internal import Exchange
internal import FHIRModel
internal import Terminology

extension RecordIndex {
    /// The encounter section; `documents` are linked to the encounter they name.
    func encounterSection() -> EncounterSection {
        var section = EncounterSection(coverage: coverage(.encounters))
        let all = items("Encounter").map { encounter($0) }
        let tie = { (row: EncounterRow) in row.sources.first?.item.reference ?? "" }
        let isPlanned = { (row: EncounterRow) in ["planned", "cancelled"].contains(row.status) }
        section.history = all.filter { $0.status == "entered-in-error" }.newestFirst({ $0.start }, tie: tie)
            .numbered("encounter-history", \.id)
        let standing = all.filter { $0.status != "entered-in-error" }
        section.rows = standing.filter { !isPlanned($0) }.newestFirst({ $0.start }, tie: tie).numbered(
            "encounter", \.id)
        section.planned = standing.filter(isPlanned).oldestFirst({ $0.start }, tie: tie)
            .numbered("encounter-planned", \.id)
        let episodes = items("EpisodeOfCare").map { episode($0) }
            .newestFirst({ $0.start }, tie: { $0.sources.first?.item.reference ?? "" })
        section.episodes = episodes.filter { $0.status != "entered-in-error" }.numbered("episode", \.id)
        section.withdrawnEpisodes = episodes.filter { $0.status == "entered-in-error" }
            .numbered("episode-history", \.id)
        return section
    }

    private func encounter(_ item: RecordItem) -> EncounterRow {
        let node = item.resource.node
        let period = node.period("period")
        let status = node["status"]?.string ?? "unknown"
        let type = node.items("type").first { _ in true } ?? node["serviceType"]
        let setting = Self.setting(node["class"]?["code"]?.string)
        let title = type?.conceptWords ?? node["class"]?["display"]?.string ?? "Encounter"
        var row = EncounterRow(id: "", title: title, setting: setting, status: status, sources: [])
        row.start = period.start
        row.end = period.end
        row.isOngoing =
            ["in-progress", "onleave", "arrived", "triaged"].contains(status)
            && (period.end.map { $0.end > now } ?? true)
        row.reasons = node.words("reasonCode") + conditions(node.items("reasonReference"), of: item)
        row.diagnoses = conditions(node.items("diagnosis").compactMap { $0["condition"] }, of: item)
        row.staff = node.items("participant").compactMap { participant in
            staff(participant["individual"], of: item).map { member in
                StaffNote(name: member.name, role: member.role ?? participant.words("type").first)
            }
        }
        row.places = node.items("location").compactMap { place($0["location"], of: item) }
        row.provider = place(node["serviceProvider"], of: item)
        let stay = node["hospitalization"]
        row.admission = (stay?.extensionValue("AdmissionMethod") ?? stay?["admitSource"])?.conceptWords
        row.discharge = (stay?.extensionValue("DischargeMethod") ?? stay?["dischargeDisposition"])?.conceptWords
        row.legalStatuses = legalStatuses(node, row)
        row.sources = [
            note(item, title, concept: type, happened: row.start, author: row.staff.first)
        ]
        return row
    }

    /// Statuses under the Mental Health Act with the period of the encounter: none is in force after its end.
    private func legalStatuses(_ node: JSONNode, _ row: EncounterRow) -> [EncounterRow.LegalStatus] {
        let extensions = node.extensions("LegalStatus")
        let contexts = extensions.map { $0.extensionValue("legalStatusContext")?.firstOwnCode }
        // A status at discharge ends the one at admission.
        let isDischarged = contexts.contains("discharge")
        return zip(extensions, contexts).compactMap { status, context in
            guard let concept = status.extensionValue("legalStatusClassification") else { return nil }
            let isRestricting = !Self.unrestricted.contains(concept.firstOwnCode ?? "")
            let hasEnded = row.end.map { $0.earliest <= now } ?? (row.status == "finished")
            let isPassed = context == "admission" && isDischarged
            return EncounterRow.LegalStatus(
                title: concept.conceptWords ?? "Legal status without words", context: context, start: row.start,
                end: row.end, isInForce: isRestricting && !hasEnded && !isPassed && row.status != "entered-in-error")
        }
    }

    /// Informal, not applicable, not known, and a limitation direction that has ended.
    private static let unrestricted: Set<String> = ["01", "38", "98", "99"]

    private func conditions(_ references: some Sequence<JSONNode>, of item: RecordItem) -> [String] {
        references.compactMap { reference in
            target(reference["reference"]?.string, of: item)?["code"]?.conceptWords ?? reference["display"]?.string
        }
    }

    private static func setting(_ code: String?) -> EncounterRow.Setting {
        switch code {
        case "EMER", "FLD": .emergency
        case "IMP", "ACUTE", "NONAC", "SS", "OBSENC": .inpatient
        case "AMB", "PRENC": .outpatient
        case "HH": .home
        case "VR": .virtual
        default: .other
        }
    }

    private func episode(_ item: RecordItem) -> EpisodeRow {
        let node = item.resource.node
        let period = node.period("period")
        let title = node.words("type").first ?? "Episode of care"
        let status = node["status"]?.string ?? "unknown"
        return EpisodeRow(
            id: "", title: title, status: status, start: period.start, end: period.end,
            isCurrent: ["active", "waitlist", "onhold"].contains(status) && (period.end.map { $0.end > now } ?? true),
            provider: place(node["managingOrganization"], of: item),
            team: node.items("team").compactMap { $0["display"]?.string }.first,
            sources: [note(item, title, happened: period.start)])
    }
}

extension JSONNode {
    /// The first code of this CodeableConcept.
    fileprivate var firstOwnCode: String? {
        items("coding").lazy.compactMap { $0["code"]?.string }.first { _ in true }
    }
}
