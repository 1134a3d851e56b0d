// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareTypes
internal import Exchange
internal import FHIRModel
internal import Terminology

extension RecordIndex {
    /// The resuscitation section, from every item that holds a decision.
    func resuscitationSection(_ routed: RoutedItems, documents: [DocumentRow]) -> ResuscitationSection {
        let statements = routed[.resuscitation].compactMap { ResuscitationStatement($0, self) }
        let rows = RowMerge.sets(statements.filter { $0.standing == .stands }, identity: \.identity)
            .map(ResuscitationStatement.row)
            .newestFirst({ $0.time }, tie: { $0.sources.first?.item.reference ?? "" })
        var section = ResuscitationSection(
            state: .noneRecorded, coverage: coverage(.resuscitation, besides: [.carePlans, .problems]))
        let latest = Self.newestOfEachSource(rows)
        section.decisions = latest.numbered("resuscitation", \.id)
        let ended = statements.filter { $0.standing == .ended }.map(\.row)
        section.earlier = (rows.filter { !latest.contains($0) } + ended)
            .newestFirst({ $0.time }, tie: { $0.sources.first?.item.reference ?? "" })
            .numbered("resuscitation-earlier", \.id)
        section.isConflicting = Self.isConflicting(latest)
        section.history = statements.filter { $0.standing == .withdrawn }.map(\.row)
            .numbered("resuscitation-history", \.id)
        section.documents = documents.filter(\.isAboutEmergencyTreatment).map(\.id)
        let hasForm = documents.contains { $0.kind == .respectForm }
        section.state =
            if !section.decisions.isEmpty || hasForm {
                .recorded
            } else {
                section.coverage.mayHideFacts ? .unavailable : .noneRecorded
            }
        return section
    }

    /// Of rows that stand newest first: those that are, for one of their sources, the newest; entries that only say that
    /// a plan exists are compared among themselves.
    ///
    /// A row stays beside the newest where their dates may mean the same time, and where it has none: nothing then tells
    /// which of them holds.
    private static func newestOfEachSource(_ rows: [ResuscitationRow]) -> [ResuscitationRow] {
        var newest: [String: PartialDate] = [:]
        return rows.filter { row in
            let kind = row.meaning == .planExists ? "plan" : "decision"
            guard let time = row.time else { return true }
            let keys = row.sources.map { "\(kind) \($0.sourceKey)" }
            let isNewest = keys.contains { key in newest[key].map { $0.earliest < time.end } ?? true }
            for key in keys where newest[key] == nil { newest[key] = time }
            return isNewest
        }
    }

    private static func isConflicting(_ rows: [ResuscitationRow]) -> Bool {
        let meanings = Set(rows.map(\.meaning))
        return meanings.contains(.forResuscitation) && meanings.contains(.notForResuscitation)
    }
}

/// What one item says about resuscitation.
struct ResuscitationStatement {
    enum Standing {
        case stands
        /// A status or end date says that it holds no longer.
        case ended
        case withdrawn
    }

    let row: ResuscitationRow
    let identity: RowIdentity
    let standing: Standing

    init?(_ item: RecordItem, _ index: RecordIndex) {
        let node = item.resource.node
        let concepts = [node["code"], node["valueCodeableConcept"]].compactMap { $0 }
        let found = concepts.lazy.compactMap { concept in Self.decision(concept).map { (concept, $0) } }
        guard let (concept, decision) = found.first(where: { _ in true }) else { return nil }
        let title = concept.conceptWords ?? "Decision without words"
        var row = ResuscitationRow(id: "", title: title, meaning: decision.meaning, sources: [])
        row.decided =
            node.date("effectiveDateTime") ?? node.date("onsetDateTime") ?? node.date("performedDateTime")
            ?? node.period("period").start ?? node.period("effectivePeriod").start
        row.reviewDue = (node.extensionValue("review-date") ?? node.extensionValue("ReviewDate"))?.string
            .flatMap { PartialDate($0) }
        row.isReviewOverdue = row.reviewDue.map { $0.end <= index.now } ?? false
        let author =
            node.items("performer").first { _ in true } ?? node["recorder"] ?? node["author"] ?? node["asserter"]
        row.author = index.staff(author?["actor"] ?? author, of: item)
        row.form = Self.form(item, index) ?? (decision.hasSupportingDocument ? .saidToExist : .none)
        row.notes = node.annotations
        row.sources = [
            index.note(
                item, title, concept: concept, happened: row.decided,
                recorded: node.date("recordedDate") ?? node.date("issued"), author: row.author)
        ]
        let end = node.period("period").end ?? node.date("abatementDateTime")
        let isEnded =
            end.map { $0.earliest <= index.now } ?? false || item.clinicalStatus.isPast
            || ["cancelled", "inactive", "not-done"].contains(node["status"]?.string)
        standing = item.verification.isWithdrawn ? .withdrawn : (isEnded ? .ended : .stands)
        identity = RowIdentity(
            family: "\(decision.meaning)", clinicalStatus: "", verification: item.verification.rawValue,
            date: RowIdentity.dateKey(row.decided), detail: row.reviewDue?.text ?? "")
        self.row = row
    }

    private static func decision(_ concept: JSONNode) -> ResuscitationDecision? {
        CodeKey.codings(of: concept).lazy
            .compactMap { ResuscitationDecision.lookup(system: $0.system, code: $0.code) }.first { _ in true }
    }

    /// The document that an item rests on; "said to exist" where the reference leads to none that is here.
    private static func form(_ item: RecordItem, _ index: RecordIndex) -> ResuscitationRow.Form? {
        let node = item.resource.node
        let linked =
            node.items("derivedFrom").map { $0 } + node.items("evidence").flatMap { $0.items("detail").map { $0 } }
        let references = linked.compactMap { $0["reference"]?.string }.filter { $0.hasPrefix("DocumentReference/") }
        guard let reference = references.first else { return nil }
        guard index.item(reference, node: item.node) != nil else { return .saidToExist }
        return .attached(ItemReference(node: item.node, reference: reference))
    }

    static func row(of set: [ResuscitationStatement]) -> ResuscitationRow {
        var row = set[0].row
        row.sources = set.flatMap(\.row.sources)
        row.notes = set.flatMap(\.row.notes).unique()
        if let attached = set.first(where: { if case .attached = $0.row.form { true } else { false } }) {
            row.form = attached.row.form
        }
        row.author = row.author ?? set.lazy.compactMap(\.row.author).first { _ in true }
        return row
    }
}
