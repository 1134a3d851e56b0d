// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareTypes
internal import Exchange
internal import Terminology

extension RecordIndex {
    /// The problem section, from every item that names a condition of the person.
    func problemSection(_ routed: RoutedItems) -> ProblemSection {
        let statements = routed[.problems].map { ProblemStatement($0, self) }
        let standing = statements.filter { !$0.row.verification.isWithdrawn }
        var groups = ProblemGrouping(standing, now: now).groups()
        groups = groups.newestFirst(
            { $0.rows.first?.onset ?? $0.rows.first?.sources.first?.recorded },
            tie: { $0.title + ($0.rows.first?.sources.first?.item.reference ?? "") })
        var section = ProblemSection(coverage: coverage(.problems))
        section.active = Self.numbered(groups.filter { $0.standing == .active }, "problem")
        section.past = Self.numbered(groups.filter { $0.standing != .active }, "problem-past")
        link(&section, stages: stages(of: standing))
        section.familyHistory = familyHistory(routed).filter { !$0.isWithdrawn }
        section.otherStatements = otherStatements(routed).filter { !$0.isWithdrawn }
        section.history = statements.filter(\.row.verification.isWithdrawn).map(\.row)
            .newestFirst({ $0.onset }, tie: { $0.sources.first?.item.reference ?? "" })
            .numbered("problem-history", \.id)
        return section
    }

    private static func numbered(_ groups: [ProblemGroup], _ prefix: String) -> [ProblemGroup] {
        groups.numbered(prefix, \.id).map { group in
            var group = group
            group.rows = group.rows.numbered(group.id + "-row", \.id)
            return group
        }
    }

    private func stages(of statements: [ProblemStatement]) -> [ItemReference: ConditionStage] {
        statements.reduce(into: [:]) { stages, statement in
            guard let stage = statement.stage, let source = statement.row.sources.first else { return }
            stages[source.item] = stage
        }
    }

    /// Links the stages of one course, as CKD 3 and 3B: progression, not a duplicate.
    private func link(_ section: inout ProblemSection, stages: [ItemReference: ConditionStage]) {
        let all = section.active + section.past
        func stage(_ group: ProblemGroup) -> ConditionStage? {
            group.rows.lazy.flatMap(\.sources).compactMap { stages[$0.item] }.first { _ in true }
        }
        func linked(_ group: ProblemGroup) -> ProblemGroup {
            guard let own = stage(group) else { return group }
            var group = group
            group.progression = all.compactMap { other in
                guard other.id != group.id, let theirs = stage(other) else { return nil }
                if own.progresses(to: theirs) { return .init(group: other.id, title: other.title, isLater: true) }
                if theirs.progresses(to: own) { return .init(group: other.id, title: other.title, isLater: false) }
                return nil
            }
            return group
        }
        section.active = section.active.map(linked)
        section.past = section.past.map(linked)
    }
}

/// Puts all rows about one condition into one group, and decides where the group stands.
struct ProblemGrouping {
    private struct Key: Hashable {
        let family: String
        let side: String
    }

    private var order: [Key] = []
    private var members: [Key: [ProblemStatement]] = [:]
    private var alone: [ProblemStatement] = []
    private let now: Timestamp

    init(_ statements: [ProblemStatement], now: Timestamp) {
        self.now = now
        for statement in statements where statement.row.form == .problem { add(statement) }
        for statement in statements where statement.row.form != .problem { attach(statement) }
    }

    private mutating func add(_ statement: ProblemStatement) {
        guard let family = statement.family else {
            alone.append(statement)
            return
        }
        add(statement, to: Key(family: family.name, side: statement.sideKey))
    }

    private mutating func add(_ statement: ProblemStatement, to key: Key) {
        if members[key] == nil { order.append(key) }
        members[key, default: []].append(statement)
    }

    /// Puts "resolved" and "history of" entries beside the conditions they speak of; without one they stand alone.
    private mutating func attach(_ statement: ProblemStatement) {
        let families: [ConditionFamily] =
            switch statement.meaning {
            case .resolves(let families), .historyOf(let families): families
            default: []
            }
        let found = order.filter { key in
            families.contains { $0.name == key.family }
                && (members[key] ?? []).contains { $0.row.form == .problem }
        }
        for key in found { add(statement, to: key) }
        if found.isEmpty, let family = families.first {
            add(statement, to: Key(family: family.name, side: statement.sideKey))
        } else if found.isEmpty {
            alone.append(statement)
        }
    }

    func groups() -> [ProblemGroup] {
        (order.compactMap { members[$0] } + alone.map { [$0] }).map(group)
    }

    private func group(_ statements: [ProblemStatement]) -> ProblemGroup {
        let rows = RowMerge.sets(statements, identity: \.identity).map { Self.row(of: $0.map(\.row)) }
            .newestFirst({ $0.onset ?? $0.sources.first?.recorded }, tie: { $0.sources.first?.item.reference ?? "" })
        let lead = rows.first { $0.form == .problem } ?? rows[0]
        return ProblemGroup(
            id: "", title: lead.title, isTermAsRecordedOnly: lead.isTermAsRecordedOnly, standing: standing(statements),
            rows: rows)
    }

    private func standing(_ statements: [ProblemStatement]) -> ProblemGroup.Standing {
        let problems = statements.filter { $0.row.form == .problem }
        guard !problems.isEmpty else {
            return statements.contains { $0.row.form == .resolution } ? .endedByEntry : .historyOnly
        }
        let present = problems.filter { $0.isPresent(at: now) }
        guard !present.isEmpty else { return .past }
        // An entry that ends a condition ends what began before it; without dates it ends all.
        let resolutions = statements.filter { $0.row.form == .resolution }
        let outlasting = present.filter { problem in
            resolutions.allSatisfy { resolution in
                guard let began = problem.time, let ended = resolution.time else { return false }
                return began > ended
            }
        }
        guard !outlasting.isEmpty else { return .endedByEntry }
        let isOver = outlasting.allSatisfy { $0.isTimeLimited && ($0.time.map { now - $0 > Self.longest } ?? false) }
        return isOver ? .timeOver : .active
    }

    /// After this a condition that ends by itself, listed today: pregnancy, has ended.
    private static let longest = Duration.seconds(300 * 86_400)

    /// One row of rows that agree; the newest leads, notes of all are kept.
    private static func row(of set: [ProblemRow]) -> ProblemRow {
        let rows = set.newestFirst(
            { $0.sources.first?.recorded ?? $0.onset }, tie: { $0.sources.first?.item.reference ?? "" })
        var row = rows[0]
        row.sources = rows.flatMap(\.sources)
        row.notes = rows.flatMap(\.notes).unique()
        row.significance = rows.contains { $0.significance == .major } ? .major : row.significance
        row.severity = row.severity ?? rows.lazy.compactMap(\.severity).first { _ in true }
        return row
    }
}
