// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareTypes
internal import Exchange
internal import FHIRModel
internal import Terminology

extension RecordIndex {
    /// The vaccination section: Immunization resources, and vaccinations coded elsewhere.
    func vaccinationSection(_ routed: RoutedItems) -> VaccinationSection {
        let statements = routed[.vaccinations].map { VaccinationStatement($0, self) }
        let standing = statements.filter { !$0.isWithdrawn }
        let rows = RowMerge.sets(standing, identity: \.identity).map(VaccinationStatement.row)
            .newestFirst({ $0.date }, tie: { $0.sources.first?.item.reference ?? "" })
        var section = VaccinationSection(coverage: coverage(.vaccinations))
        section.given = rows.filter(\.isGiven).numbered("vaccination", \.id)
        section.notGiven = rows.filter { !$0.isGiven }.numbered("vaccination-not-given", \.id)
        section.history = statements.filter(\.isWithdrawn).map(\.row)
            .newestFirst({ $0.date }, tie: { $0.sources.first?.item.reference ?? "" })
            .numbered("vaccination-history", \.id)
        return section
    }
}

/// What one item says about a vaccination.
struct VaccinationStatement {
    let row: VaccinationRow
    let identity: RowIdentity
    let isWithdrawn: Bool

    init(_ item: RecordItem, _ index: RecordIndex) {
        let node = item.resource.node
        let procedure = node.extensionValue("VaccinationProcedure")
        let concepts = [procedure, node["vaccineCode"], node["code"]].compactMap { $0 }
        let keys = concepts.flatMap { CodeKey.codings(of: $0) }
        let meaning = keys.lazy.compactMap { VaccinationMeaning.lookup($0) }.first { _ in true }
        let texts = concepts.flatMap { concept in
            [concept["text"]?.string].compactMap(\.self) + concept.items("coding").compactMap { $0["display"]?.string }
        }
        let title =
            procedure?.conceptWords ?? node["code"]?.conceptWords ?? node["vaccineCode"]?.conceptWords
            ?? "Vaccination without a name"
        var row = VaccinationRow(
            id: "", title: title,
            isGiven: VaccinationMeaning.saysGiven(status: Self.status(item), codings: keys, texts: texts), sources: [])
        row.vaccine = node["vaccineCode"]?.conceptWords
        row.date =
            node.date("occurrenceDateTime") ?? node.date("effectiveDateTime") ?? node.date("performedDateTime")
            ?? node.date("onsetDateTime")
        let protocolApplied = node.items("protocolApplied").first { _ in true }
        row.dose = meaning?.dose ?? protocolApplied?["doseNumberPositiveInt"]?.numberText.flatMap { Int($0) }
        row.reasonNotGiven = row.isGiven ? nil : node["statusReason"]?.conceptWords
        row.batch = node["lotNumber"]?.string
        row.site = node["site"]?.conceptWords
        row.route = node["route"]?.conceptWords
        row.notes = node.annotations
        let recorded = node.date("recorded") ?? node.date("issued") ?? node.date("recordedDate")
        row.sources = [
            index.note(
                item, title, concept: procedure ?? node["code"] ?? node["vaccineCode"], happened: row.date,
                recorded: recorded,
                author: index.staff(
                    node.items("performer").lazy.compactMap { $0["actor"] ?? $0 }.first { _ in true }, of: item))
        ]
        isWithdrawn = item.verification.isWithdrawn
        let family = meaning?.vaccine.map { "vaccine \($0)" } ?? keys.first.map { "\($0.system)|\($0.code)" }
        identity = RowIdentity(
            family: family, clinicalStatus: row.isGiven ? "given" : "not-given", verification: "",
            date: RowIdentity.dateKey(row.date), detail: "\(row.dose.map(String.init) ?? "")")
        self.row = row
    }

    /// The status as an Immunization has it; other resources that are final or active state a fact, as "completed" does.
    private static func status(_ item: RecordItem) -> String {
        let status = item.resource["status"]?.string
        if item.resource.type == "Immunization" { return status ?? "" }
        return ["final", "amended", "corrected", "completed", nil].contains(status) ? "completed" : status ?? ""
    }

    /// One row of statements that agree; a batch number and notes of any are kept.
    static func row(of set: [VaccinationStatement]) -> VaccinationRow {
        let rows = set.map(\.row)
        // The source that gave the dose leads one that only heard of it.
        var row = rows.first { $0.batch != nil } ?? rows[0]
        row.sources = rows.flatMap(\.sources)
        row.notes = rows.flatMap(\.notes).unique()
        row.vaccine = row.vaccine ?? rows.lazy.compactMap(\.vaccine).first { _ in true }
        row.site = row.site ?? rows.lazy.compactMap(\.site).first { _ in true }
        row.route = row.route ?? rows.lazy.compactMap(\.route).first { _ in true }
        row.reasonNotGiven = row.reasonNotGiven ?? rows.lazy.compactMap(\.reasonNotGiven).first { _ in true }
        return row
    }
}
