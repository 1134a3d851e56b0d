// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Exchange
internal import FHIRModel
internal import Terminology

/// What one item says about a condition.
struct ProblemStatement {
    let row: ProblemRow
    let identity: RowIdentity
    let meaning: ConditionMeaning
    /// The family a group is made of; nil for a condition in words only.
    let family: ConditionFamily?
    let stage: ConditionStage?
    let sideKey: String
    /// Whether the code names something that ends by itself.
    let isTimeLimited: Bool

    init(_ item: RecordItem, _ index: RecordIndex) {
        let node = item.resource.node
        let keys = item.codeKeys
        let side = BodySide(node)
        let title = item.code?.conceptWords ?? "Problem without a name"
        meaning = ConditionMeaning.telling(keys)
        stage = keys.lazy.compactMap { ConditionStage.lookup(system: $0.system, code: $0.code) }.first { _ in true }
        isTimeLimited = keys.contains { ConditionMeaning.isTimeLimited(system: $0.system, code: $0.code) }
        family = Self.family(keys, meaning)
        sideKey = side.key
        var row = ProblemRow(id: "", title: title, sources: [])
        row.isTermAsRecordedOnly = keys.contains { ListedCodes.find($0)?.isTermOnlyAsRecorded ?? false }
        row.form = Self.form(meaning)
        row.clinicalStatus = item.clinicalStatus
        row.verification = item.verification
        row.significance = (node.extensionValue("ProblemSignificance") ?? node.extensionValue("ProblemSignificance-1"))?
            .string.flatMap { ProblemRow.Significance(rawValue: $0) }
        row.isEncounterDiagnosis = node.items("category").contains { $0.hasCode("encounter-diagnosis") }
        row.laterality = side.laterality
        row.bodySite = side.site
        row.severity = node["severity"]?.conceptWords
        row.onset = node.date("onsetDateTime") ?? node.period("onsetPeriod").start ?? node.date("effectiveDateTime")
        row.ended = node.date("abatementDateTime") ?? node.period("abatementPeriod").end
        row.endedText = node["abatementString"]?.string
        row.notes = node.annotations
        let recorded = node.date("recordedDate") ?? node.date("issued")
        row.sources = [
            index.note(
                item, title, concept: item.code, happened: row.onset, recorded: recorded,
                author: index.staff(node["recorder"] ?? node["asserter"], of: item))
        ]
        identity = RowIdentity(
            family: family?.name, clinicalStatus: row.clinicalStatus.rawValue, verification: row.verification.rawValue,
            laterality: side.key, date: RowIdentity.dateKey(row.onset ?? recorded),
            detail:
                "\(row.form)|\(row.ended?.text ?? row.endedText ?? "")|\(row.onset == nil)|\(row.isEncounterDiagnosis)")
        self.row = row
    }

    /// Whether the source has it as present at a moment.
    func isPresent(at now: Timestamp) -> Bool {
        guard row.form == .problem, !row.clinicalStatus.isPast, row.endedText == nil else { return false }
        return row.ended.map { $0.earliest > now } ?? true
    }

    /// The moment of the statement: onset, else when it was written down.
    var time: Timestamp? { (row.onset ?? row.sources.first?.recorded)?.earliest }

    private static func form(_ meaning: ConditionMeaning) -> ProblemRow.Form {
        switch meaning {
        case .resolves: .resolution
        case .historyOf: .historyOf
        default: .problem
        }
    }

    /// The family of the coding that is best known: a listed one before an unlisted one.
    private static func family(_ keys: [CodeKey], _ meaning: ConditionMeaning) -> ConditionFamily? {
        let listed = keys.first { ConditionMeaning.kind($0) == meaning && meaning != .unknownMeaning }
        return (listed ?? keys.first).map { ConditionFamily.key($0) }
    }
}
