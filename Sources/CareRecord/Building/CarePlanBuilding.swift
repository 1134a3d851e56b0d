// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareTypes
internal import Directory
internal import Exchange
internal import FHIRModel
internal import Terminology

/// Care plans and teams, read once and given to health or to support at home.
struct CarePlans {
    private struct Read {
        var row: CarePlanRow
        let isSupport: Bool
    }

    private let plans: [Read]
    private let teams: [(row: CareTeamRow, isSupport: Bool, isWithdrawn: Bool)]
    private let index: RecordIndex

    init(_ index: RecordIndex) {
        self.index = index
        let all = index.items("CarePlan")
        var supportTeams: Set<ItemReference> = []
        plans = all.map { item in
            let isSupport = Self.isSupport(item, index)
            if isSupport {
                for team in item.resource.items("careTeam") {
                    if let reference = team["reference"]?.string {
                        supportTeams.insert(ItemReference(node: item.node, reference: reference))
                    }
                }
            }
            return Read(row: index.carePlan(item), isSupport: isSupport)
        }
        teams = index.items("CareTeam").map { item in
            let own = ItemReference(node: item.node, reference: item.resource.reference ?? "")
            return (
                index.careTeam(item), supportTeams.contains(own) || Self.isSupport(item, index),
                item.verification.isWithdrawn
            )
        }
    }

    func carePlanSection() -> CarePlanSection {
        var section = CarePlanSection(coverage: index.coverage(.carePlans))
        (section.current, section.past, section.history) = lists(isSupport: false, prefix: "care-plan")
        section.teams = teamRows(isSupport: false, prefix: "care-team")
        section.withdrawnTeams = teamRows(isSupport: false, isWithdrawn: true, prefix: "care-team-history")
        return section
    }

    func supportSection() -> SupportAtHomeSection {
        var section = SupportAtHomeSection(coverage: index.coverage(.supportAtHome))
        (section.current, section.past, section.history) = lists(isSupport: true, prefix: "support")
        section.teams = teamRows(isSupport: true, prefix: "support-team")
        section.withdrawnTeams = teamRows(isSupport: true, isWithdrawn: true, prefix: "support-team-history")
        return section
    }

    private func lists(
        isSupport: Bool, prefix: String
    ) -> (current: [CarePlanRow], past: [CarePlanRow], history: [CarePlanRow]) {
        let rows = plans.filter { $0.isSupport == isSupport }.map(\.row)
            .newestFirst({ $0.start }, tie: { $0.sources.first?.item.reference ?? "" })
        let standing = rows.filter { $0.status != "entered-in-error" }
        return (
            standing.filter(\.isCurrent).numbered(prefix, \.id),
            standing.filter { !$0.isCurrent }.numbered(prefix + "-past", \.id),
            rows.filter { $0.status == "entered-in-error" }.numbered(prefix + "-history", \.id)
        )
    }

    private func teamRows(isSupport: Bool, isWithdrawn: Bool = false, prefix: String) -> [CareTeamRow] {
        teams.filter { $0.isSupport == isSupport && $0.isWithdrawn == isWithdrawn }.map(\.row)
            .newestFirst({ $0.start }, tie: { $0.sources.first?.item.reference ?? "" }).numbered(prefix, \.id)
    }

    /// Whether something is a council's: by label, by the coded service, or by who sends it.
    private static func isSupport(_ item: RecordItem, _ index: RecordIndex) -> Bool {
        let node = item.resource.node
        if node.sensitivityLabels.contains(.socialCare) || index.kind(of: item.organisation) == .council { return true }
        return node.items("category").flatMap { CodeKey.codings(of: $0) }.contains {
            ListedCodes.find($0)?.labels.contains(.socialCare) ?? false
        }
    }
}

extension RecordIndex {
    fileprivate func carePlan(_ item: RecordItem) -> CarePlanRow {
        let node = item.resource.node
        let category = node.items("category").first { _ in true }
        let title = node["title"]?.string ?? category?.conceptWords ?? "Care plan"
        let period = node.period("period")
        let status = node["status"]?.string ?? "unknown"
        var row = CarePlanRow(
            id: "", title: title, status: status,
            isCurrent: ["active", "on-hold", "unknown"].contains(status) && (period.end.map { $0.end > now } ?? true),
            sources: [])
        row.kind = node.items("category").lazy.flatMap { CodeKey.codings(of: $0) }
            .compactMap { DocumentType.lookup(system: $0.system, code: $0.code)?.kind }.first { _ in true }
        row.category = category?.conceptWords
        row.text = node["description"]?.string
        row.start = period.start ?? node.date("created")
        row.end = period.end
        row.author = staff(node["author"], of: item)
        row.goals = node.items("goal").compactMap { goal($0, of: item) }
        row.activities = node.items("activity").compactMap { activity in
            let detail = activity["detail"]
            return detail?["description"]?.string ?? detail?["code"]?.conceptWords ?? activity.display("reference")
        }
        row.teams = node.items("careTeam").compactMap { team in
            team["display"]?.string ?? target(team["reference"]?.string, of: item)?["name"]?.string
        }
        row.notes = node.annotations
        row.sources = [
            note(
                item, title, concept: category, happened: row.start, recorded: node.date("created"), author: row.author)
        ]
        return row
    }

    private func goal(_ reference: JSONNode, of plan: RecordItem) -> CarePlanRow.Goal? {
        guard let item = item(reference["reference"]?.string, node: plan.node) else {
            let goal = target(reference["reference"]?.string, of: plan)
            return (goal?["description"]?.conceptWords ?? reference["display"]?.string).map {
                CarePlanRow.Goal(text: $0, status: goal?["lifecycleStatus"]?.string, sources: [])
            }
        }
        let node = item.resource.node
        let text = node["description"]?.conceptWords ?? "Goal without words"
        return CarePlanRow.Goal(
            text: text, status: node["lifecycleStatus"]?.string,
            sources: [note(item, text, happened: node.date("startDate"))])
    }

    fileprivate func careTeam(_ item: RecordItem) -> CareTeamRow {
        let node = item.resource.node
        let period = node.period("period")
        let title = node["name"]?.string ?? node.words("category").first ?? "Care team"
        let members = node.items("participant").compactMap { participant -> StaffNote? in
            let member = staff(participant["member"], of: item)
            let role = participant.words("role").first ?? member?.role
            return member == nil && role == nil ? nil : StaffNote(name: member?.name, role: role)
        }
        let status = node["status"]?.string ?? "active"
        return CareTeamRow(
            id: "", title: title, members: members,
            organisation: place(node.items("managingOrganization").first { _ in true }, of: item), start: period.start,
            end: period.end,
            isCurrent: ["active", "proposed"].contains(status) && (period.end.map { $0.end > now } ?? true),
            sources: [note(item, title, happened: period.start)])
    }
}
