// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareTypes
internal import Exchange
internal import FHIRModel
internal import Terminology

extension RecordIndex {
    /// The alert section: flags, facts coded elsewhere that are flags, and detentions in force.
    ///
    /// - Parameters:
    ///   - addressSince: when the shown address began; key-safe codes of an earlier address go.
    ///   - encounters: the encounters, of which a status under the Mental Health Act is a flag until it ends.
    func alertSection(
        _ routed: RoutedItems, addressSince: PartialDate?, encounters: [EncounterRow]
    ) -> AlertSection {
        let statements = routed[.alerts].map { AlertStatement($0, self, addressSince: addressSince) }
        func rows(_ states: Set<AlertStatement.State>) -> [AlertRow] {
            RowMerge.sets(statements.filter { states.contains($0.state) }, identity: \.identity)
                .map(AlertStatement.row)
                .newestFirst({ $0.start }, tie: { $0.title + ($0.sources.first?.item.reference ?? "") })
        }
        var section = AlertSection(coverage: coverage(.alerts))
        let current = rows([.current]) + encounters.flatMap(Self.detentions)
        section.current = AlertRow.Category.allCases.sorted()
            .flatMap { category in current.filter { $0.category == category } }
            .numbered("alert", \.id)
        section.ended = rows([.ended]).numbered("alert-ended", \.id)
        section.history = rows([.withdrawn]).numbered("alert-history", \.id)
        return section
    }

    private static func detentions(_ encounter: EncounterRow) -> [AlertRow] {
        encounter.legalStatuses.filter(\.isInForce).map { status in
            AlertRow(
                id: "", title: status.title, category: .mentalHealthAct, start: status.start, end: status.end,
                isForProfessionalsOnly: true, sources: encounter.sources)
        }
    }
}

/// What one item flags.
struct AlertStatement {
    enum State {
        case current
        case ended
        case withdrawn
    }

    let row: AlertRow
    let identity: RowIdentity
    let state: State

    init(_ item: RecordItem, _ index: RecordIndex, addressSince: PartialDate?) {
        let node = item.resource.node
        let keys = item.codeKeys + (node["valueCodeableConcept"].map { CodeKey.codings(of: $0) } ?? [])
        let flag = keys.lazy.compactMap { PersonFlag.lookup($0) }.first { _ in true }
        let labels = node.sensitivityLabels.union(flag?.labels ?? [])
        // A question with a coded answer is titled by the answer.
        let isAnswer = flag != nil && !item.codeKeys.contains { PersonFlag.lookup($0) != nil }
        let title = (isAnswer ? node["valueCodeableConcept"] : item.code)?.conceptWords ?? "Flag without words"
        let period = node.period("period")
        var row = AlertRow(id: "", title: title, category: .other, sources: [])
        row.kind = flag?.kind
        row.category = Self.category(flag?.kind, node)
        // How to get into a home is said under any heading, or none.
        let isAboutEntry = Self.tellsOfEntry([title] + node.annotations + (item.code?.everyText ?? []))
        if isAboutEntry, row.category == .other { row.category = .access }
        row.start = period.start ?? node.date("onsetDateTime") ?? node.date("effectiveDateTime")
        row.end = period.end ?? node.date("abatementDateTime")
        row.isForProfessionalsOnly =
            labels.contains(.professionalsOnly) || row.category == .access || isAboutEntry
        row.mayBePrinted =
            !(row.isForProfessionalsOnly && ([.access, .safety].contains(row.category) || isAboutEntry))
        row.sources = [
            index.note(
                item, title, concept: item.code, happened: row.start, recorded: node.date("recordedDate"),
                author: index.staff(
                    node["author"] ?? node["recorder"] ?? node.items("performer").first { _ in true }, of: item))
        ]
        state = Self.state(item, row, flag, index, addressSince)
        row.isShownAfterEnd = state == .current && Self.day(of: row.end).map { $0 < index.today } ?? false
        let family = flag.map { "flag \($0.kind.rawValue)" } ?? keys.first.map { "\($0.system)|\($0.code)" }
        identity = RowIdentity(
            family: family, clinicalStatus: node["status"]?.string ?? item.clinicalStatus.rawValue,
            verification: item.verification.rawValue, date: RowIdentity.dateKey(row.start), detail: row.end?.text ?? "")
        self.row = row
    }

    private static func state(
        _ item: RecordItem, _ row: AlertRow, _ flag: PersonFlag?, _ index: RecordIndex, _ addressSince: PartialDate?
    ) -> State {
        if item.verification.isWithdrawn { return .withdrawn }
        if row.category == .access, let since = addressSince, let start = row.start, start.earliest < since.earliest {
            return .ended
        }
        if let start = row.start, start.earliest > index.now { return .ended }
        if let end = day(of: row.end) {
            let isShown = flag?.isShown(on: index.today, end: end) ?? (index.today <= end)
            return isShown ? .current : .ended
        }
        // No end date: the status decides. A protection plan that is merely "inactive" has no day from which to count.
        let isInactive = item.resource["status"]?.equals("inactive") ?? false
        return isInactive || item.clinicalStatus.isPast ? .ended : .current
    }

    /// The last London day that a date may mean.
    private static func day(of date: PartialDate?) -> CivilDate? {
        date.map { LondonTime.reading(of: Timestamp(microseconds: $0.end.microseconds - 1)).date }
    }

    private static func category(_ kind: PersonFlag.Kind?, _ node: JSONNode) -> AlertRow.Category {
        switch kind {
        case .childProtectionPlan, .lookedAfterChild, .unbornChildProtectionPlan: return .childProtection
        case .adultSafeguardingPlan: return .safeguarding
        case .endOfLifeRegister, .ambulanceToldEndOfLife: return .endOfLife
        case .advanceCarePlan, .careProgrammeApproach: return .carePlan
        case .livesInCareHome, .livesInNursingHome, .livesInResidentialHome: return .residence
        case .carer: return .carer
        case nil: break
        }
        let headings = node.items("category").flatMap { $0.items("coding").compactMap { $0["code"]?.string } }
        return headings.lazy.compactMap { Self.headings[$0] }.first { _ in true } ?? .other
    }

    private static func tellsOfEntry(_ texts: [String]) -> Bool {
        texts.contains { text in
            let letters = String(text.lowercased().filter { $0.isLetter || $0.isNumber })
            return entryWords.contains { letters.contains($0) }
        }
    }

    /// Words about keys and codes of doors, without the spaces and hyphens that some write and some do not.
    private static let entryWords = [
        "keysafe", "keybox", "keycode", "keypad", "doorcode", "gatecode", "entrycode", "accesscode", "entryphone",
        "doorentry", "lockbox", "keyholder",
    ]

    /// Record headings under which flags come.
    private static let headings: [String: AlertRow.Category] = [
        "safeguarding-issues": .safeguarding, "safety-alerts": .safety, "risks-to-self": .safety,
        "risks-to-others": .safety, "services-and-care": .access,
        "mental-health-act-or-equivalent-status": .mentalHealthAct,
        "reasonable-adjustments-for-health-and-care-access": .communication, "end-of-life-care": .endOfLife,
        "safety": .safety,
    ]

    static func row(of set: [AlertStatement]) -> AlertRow {
        var row = set[0].row
        row.sources = set.flatMap(\.row.sources)
        row.isForProfessionalsOnly = set.contains(where: \.row.isForProfessionalsOnly)
        row.mayBePrinted = set.allSatisfy(\.row.mayBePrinted)
        return row
    }
}

extension JSONNode {
    /// The text and every display of this CodeableConcept.
    fileprivate var everyText: [String] {
        [self["text"]?.string].compactMap(\.self) + items("coding").compactMap { $0["display"]?.string }
    }
}
