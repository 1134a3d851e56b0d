// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareTypes
internal import Exchange
internal import FHIRModel
internal import Terminology

extension RecordIndex {
    /// The procedure section: Procedure resources, and procedures sent as diagnoses.
    func procedureSection(_ routed: RoutedItems) -> ProcedureSection {
        let all = routed[.procedures].map { procedure($0) }
        let standing = all.filter { $0.row.status != "entered-in-error" }
        let rows = RowMerge.sets(standing, identity: \.identity).map { set -> ProcedureRow in
            var row = set[0].row
            row.sources = set.flatMap(\.row.sources)
            row.notes = set.flatMap(\.row.notes).unique()
            row.staff = set.flatMap(\.row.staff).unique()
            row.reasons = set.flatMap(\.row.reasons).unique()
            row.outcome = row.outcome ?? set.lazy.compactMap(\.row.outcome).first { _ in true }
            return row
        }.newestFirst({ $0.start }, tie: { $0.sources.first?.item.reference ?? "" })
        var section = ProcedureSection(coverage: coverage(.procedures))
        section.rows = rows.filter { $0.status != "not-done" }.numbered("procedure", \.id)
        section.notDone = rows.filter { $0.status == "not-done" }.numbered("procedure-not-done", \.id)
        section.history = all.filter { $0.row.status == "entered-in-error" }.map(\.row)
            .numbered("procedure-history", \.id)
        return section
    }

    private func procedure(_ item: RecordItem) -> (row: ProcedureRow, identity: RowIdentity) {
        let node = item.resource.node
        let side = BodySide(node)
        let title = item.code?.conceptWords ?? "Procedure without a name"
        let period = node.period("performedPeriod")
        let status =
            item.verification.isWithdrawn ? "entered-in-error" : node["status"]?.string ?? item.clinicalStatus.rawValue
        var row = ProcedureRow(id: "", title: title, status: status, sources: [])
        row.start =
            node.date("performedDateTime") ?? period.start ?? node.date("onsetDateTime")
            ?? node.date("effectiveDateTime")
        row.end = period.end
        row.laterality = side.laterality
        row.bodySite = side.site
        row.outcome = node["outcome"]?.conceptWords
        row.staff = node.items("performer").compactMap { staff($0["actor"] ?? $0, of: item) }
        row.reasons = node.words("reasonCode")
        row.notes = node.annotations
        row.sources = [
            note(
                item, title, concept: item.code, happened: row.start, recorded: node.date("recordedDate"),
                author: row.staff.first)
        ]
        let identity = RowIdentity(
            family: item.codeKeys.first.map { "\($0.system)|\($0.code)" }, clinicalStatus: status,
            verification: item.verification.rawValue, laterality: side.key, date: RowIdentity.dateKey(row.start),
            detail: row.end?.text ?? "")
        return (row, identity)
    }
}
