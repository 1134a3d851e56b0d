// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareTypes
internal import Exchange
internal import FHIRModel
internal import Terminology

extension RecordIndex {
    /// The allergy section, from every item that speaks of allergies.
    func allergySection(_ routed: RoutedItems) -> AllergySection {
        let items = routed[.allergies]
        let statements = items.map { AllergyStatement($0, self) }
        let noneKnown = statements.filter(\.assertsNone)
        let allergies = statements.filter { !$0.assertsNone }
        let rows = RowMerge.sets(allergies, identity: \.identity).map { set in
            (statement: set[0], row: AllergyStatement.row(of: set))
        }
        var section = AllergySection(state: .notRecorded, coverage: coverage(.allergies))
        section.current = Self.ordered(rows.filter { !$0.statement.isWithdrawn && !$0.statement.isEnded }.map(\.row))
            .numbered("allergy", \.id)
        section.ended = Self.ordered(rows.filter { !$0.statement.isWithdrawn && $0.statement.isEnded }.map(\.row))
            .numbered("allergy-ended", \.id)
        section.history = Self.ordered(rows.filter(\.statement.isWithdrawn).map(\.row))
            .numbered("allergy-history", \.id)
        section.noneKnown = noneKnown.map { statement in
            NoKnownAllergyRow(
                id: "", title: statement.row.title,
                scope: statement.fact.map(\.scope) ?? NoAllergyWording(statement.row.title)?.scope,
                isCoded: statement.fact != nil, sources: statement.row.sources)
        }.numbered("allergy-none-known", \.id)
        section.state = state(of: section)
        section.conflicts = AllergyConflicts.find(in: section, facts: Self.facts(statements))
        return section
    }

    private func state(of section: AllergySection) -> AllergySection.State {
        if !section.current.isEmpty { return .known }
        let scopes = Set(section.noneKnown.filter(\.isCoded).map(\.scope))
        if scopes.contains(.all) { return .noKnown(.all) }
        if scopes.contains(.drug) { return .noKnown(.medicinesOnly) }
        return section.coverage.mayHideFacts ? .unavailable : .notRecorded
    }

    /// Severe ones first, then the newest.
    private static func ordered(_ rows: [AllergyRow]) -> [AllergyRow] {
        let newest = rows.newestFirst({ $0.lastUpdated }, tie: { $0.sources.first?.item.reference ?? "" })
        return newest.filter { $0.criticality == .high } + newest.filter { $0.criticality != .high }
    }

    private static func facts(_ statements: [AllergyStatement]) -> [ItemReference: AllergyStatement] {
        statements.reduce(into: [:]) { table, statement in
            for source in statement.row.sources { table[source.item] = statement }
        }
    }
}

/// What one item says about an allergy.
struct AllergyStatement {
    /// What its codes say; nil for an allergy under a code not listed or in words only.
    let fact: AllergyFact?
    let row: AllergyRow
    let identity: RowIdentity
    /// Whether the source calls it over.
    let isEnded: Bool

    var isWithdrawn: Bool { row.verification.isWithdrawn }

    /// Whether it says, and still says, that no allergy is known: by code, or in words without one.
    var assertsNone: Bool { (fact?.kind == .noneKnown || isNoneInWords) && !isWithdrawn && !isEnded }

    private var isNoneInWords: Bool {
        guard fact == nil, row.sources.allSatisfy(\.codes.isEmpty) else { return false }
        return NoAllergyWording(row.title) != nil
    }

    init(_ item: RecordItem, _ index: RecordIndex) {
        let node = item.resource.node
        let isAllergyType = item.resource.type == "AllergyIntolerance"
        let concept =
            node["code"] ?? node.items("reaction").lazy.compactMap { $0["substance"] }.first { _ in true }
        let keys = concept.map { CodeKey.codings(of: $0) } ?? []
        fact = keys.lazy.compactMap { AllergyFact.lookup($0) }.first { _ in true }
        let title = concept?.conceptWords ?? "Allergy without a name"
        var row = AllergyRow(id: "", title: title, sources: [])
        row.form = Self.form(fact, isAllergyType)
        row.clinicalStatus = item.clinicalStatus
        row.verification = item.verification
        row.criticality = node["criticality"]?.string.flatMap { AllergyRow.Criticality(rawValue: $0) }
        row.categories = node.items("category").compactMap { $0.string ?? $0.conceptWords }
        row.reactions = node.items("reaction").map { Self.reaction($0) }
        row.onset = node.date("onsetDateTime")
        row.ended =
            node.date("abatementDateTime") ?? Self.end(node)?["valueDateTime"]?.string.flatMap { PartialDate($0) }
        row.reasonEnded = Self.reasonEnded(node)
        row.notes = node.annotations
        row.isTransferDegraded = fact?.kind == .degraded
        let recorded = node.date("recordedDate") ?? node.date("issued") ?? node.date("effectiveDateTime")
        row.sources = [
            index.note(
                item, title, concept: concept, happened: row.onset, recorded: recorded,
                author: index.staff(node["recorder"] ?? node["asserter"], of: item))
        ]
        // The diagnosis of a visit ends with the visit; the allergy it names does not.
        let isOfVisit = item.resource.items("category").contains { $0.hasCode("encounter-diagnosis") }
        isEnded = !isOfVisit && (row.clinicalStatus.isPast || row.ended.map { $0.earliest <= index.now } ?? false)
        let family = fact?.substance.map { "substance \($0.name)" } ?? keys.first.map { "\($0.system)|\($0.code)" }
        identity = RowIdentity(
            family: fact?.kind == .degraded ? nil : family, clinicalStatus: row.clinicalStatus.rawValue,
            verification: row.verification.rawValue, date: RowIdentity.dateKey(row.onset ?? recorded),
            detail: "\(row.form)|\(row.criticality?.rawValue ?? "")|\(row.ended?.text ?? "")|\(row.onset == nil)")
        self.row = row
    }

    private static func form(_ fact: AllergyFact?, _ isAllergyType: Bool) -> AllergyRow.Form {
        switch fact?.kind {
        case .history: .historyOf
        case .reaction: isAllergyType ? .allergy : .reaction
        default: isAllergyType ? .allergy : .condition
        }
    }

    private static func reaction(_ node: JSONNode) -> AllergyRow.Reaction {
        AllergyRow.Reaction(
            manifestations: node.words("manifestation"), severity: node["severity"]?.string,
            text: node["description"]?.string, onset: node.date("onset"))
    }

    /// The UK extension that tells when and why an allergy ended.
    private static func end(_ node: JSONNode) -> JSONNode? {
        node.extensions("AllergyIntoleranceEnd").first?.extensions("endDate").first
    }

    private static func reasonEnded(_ node: JSONNode) -> String? {
        node.extensions("AllergyIntoleranceEnd").first?.extensionValue("reasonEnded")?.string
    }

    /// One row of statements that agree; the newest leads, reactions and notes of all are kept.
    static func row(of set: [AllergyStatement]) -> AllergyRow {
        let rows = set.map(\.row).newestFirst(
            { $0.lastUpdated }, tie: { "\($0.sources.first?.received.microseconds ?? 0)" })
        var row = rows[0]
        row.sources = rows.flatMap(\.sources)
        row.reactions = rows.flatMap(\.reactions).unique()
        row.notes = rows.flatMap(\.notes).unique()
        row.categories = rows.flatMap(\.categories).unique()
        return row
    }
}
