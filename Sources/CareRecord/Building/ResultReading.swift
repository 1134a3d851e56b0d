// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Exchange
internal import FHIRModel
internal import Terminology

/// One result of one source.
struct ResultItem {
    let item: RecordItem
    let row: ResultRow
    let analyte: Analyte?
    let identity: RowIdentity
    /// Under what results without a listed analyte stand together.
    let trendKey: String
    /// The analytes of the components, in their order.
    let componentAnalytes: [Analyte?]

    init(_ item: RecordItem, _ index: RecordIndex) {
        self.item = item
        let node = item.resource.node
        let keys = item.codeKeys
        analyte = Analyte.lookup(keys)
        let title = item.code?.conceptWords ?? "Result without a name"
        let status = node["status"]?.string.flatMap { ResultRow.Status(rawValue: $0) } ?? .unknown
        var row = ResultRow(id: "", title: title, status: status, value: ResultValue(node), sources: [])
        let components = node.items("component").map { $0 }
        componentAnalytes = components.map { $0["code"].flatMap { Analyte.lookup(CodeKey.codings(of: $0)) } }
        row.components = components.map {
            .init(title: $0["code"]?.conceptWords ?? "Part without a name", value: ResultValue($0))
        }
        let interpretation = node.items("interpretation").first { _ in true }
        row.interpretation = interpretation.flatMap { Self.interpretation($0) }
        row.interpretationText = interpretation?.conceptWords
        row.ranges = node.items("referenceRange").map { ReferenceInterval($0) }
        row.taken =
            node.date("effectiveDateTime") ?? node.date("effectiveInstant") ?? node.period("effectivePeriod").start
        row.issued = node.date("issued")
        row.specimen =
            node.display("specimen") ?? index.target(node.reference("specimen"), of: item)?["type"]?.conceptWords
        row.method = node["method"]?.conceptWords
        row.bodySite = node["bodySite"]?.conceptWords
        row.notes = node.annotations
        row.sources = [
            index.note(
                item, title, concept: item.code, happened: row.taken, recorded: row.issued,
                author: index.staff(node.items("performer").first { _ in true }, of: item))
        ]
        trendKey =
            analyte.map { "analyte \($0.key.rawValue)" } ?? keys.first.map { "\($0.system)|\($0.code)" }
            ?? "text \(item.node)|\(item.feed ?? "")|\(title)"
        identity = Self.identity(row, keys, analyte, node)
        self.row = row
    }

    /// Results are one row only if, besides the five, value, unit and parts are the very same.
    private static func identity(
        _ row: ResultRow, _ keys: [CodeKey], _ analyte: Analyte?, _ node: JSONNode
    ) -> RowIdentity {
        let family = analyte.map { "analyte \($0.key.rawValue)" } ?? keys.first.map { "\($0.system)|\($0.code)" }
        let values = [row.value] + row.components.map(\.value)
        let detail = values.map { "\($0.text ?? "")|\($0.ucum ?? $0.unit ?? "")|\($0.absentReason ?? "")" }
        return RowIdentity(
            family: family, clinicalStatus: row.status.rawValue, verification: "",
            laterality: node["bodySite"] == nil ? "" : BodySide(node).key,
            date: RowIdentity.dateKey(row.taken), detail: detail.joined(separator: ";"))
    }

    private static func interpretation(_ concept: JSONNode) -> ResultRow.Interpretation? {
        let codes: [String: ResultRow.Interpretation] = [
            "L": .low, "H": .high, "LL": .criticallyLow, "HH": .criticallyHigh, "N": .normal, "A": .abnormal,
            "AA": .abnormal, "LU": .low, "HU": .high,
        ]
        return concept.items("coding").lazy.compactMap { $0["code"]?.string.flatMap { codes[$0] } }.first { _ in true }
    }

    /// One row of rows that agree; notes and intervals of all are kept.
    static func row(of set: [ResultItem]) -> ResultRow {
        let rows = set.map(\.row).newestFirst({ $0.issued }, tie: { $0.sources.first?.item.reference ?? "" })
        var row = rows[0]
        row.sources = rows.flatMap(\.sources)
        row.notes = rows.flatMap(\.notes).unique()
        row.ranges = rows.flatMap(\.ranges).unique()
        row.interpretation = row.interpretation ?? rows.lazy.compactMap(\.interpretation).first { _ in true }
        row.interpretationText =
            row.interpretationText ?? rows.lazy.compactMap(\.interpretationText).first { _ in true }
        return row
    }
}

extension ResultValue {
    /// The value of an Observation or of one of its components, with digits as sent.
    init(_ node: JSONNode) {
        self.init()
        if let quantity = node["valueQuantity"] {
            self = quantity.quantity
        } else if let concept = node["valueCodeableConcept"] {
            text = concept.conceptWords
        } else if let (name, value) = node.choice("value") {
            text = Self.words(name, value)
        }
        absentReason = node["dataAbsentReason"]?.conceptWords
    }

    private static func words(_ name: String, _ value: JSONNode) -> String? {
        switch name {
        case "valueBoolean": return value.bool.map { $0 ? "Yes" : "No" }
        case "valueRange":
            let bounds = [value["low"], value["high"]].compactMap { $0?.quantityWords }
            return bounds.isEmpty ? nil : bounds.joined(separator: " to ")
        case "valueRatio":
            let parts = [value["numerator"], value["denominator"]].compactMap { $0?.quantityWords }
            return parts.count == 2 ? parts.joined(separator: " : ") : nil
        case "valuePeriod":
            let dates = [value["start"], value["end"]].compactMap { $0?.string }
            return dates.isEmpty ? nil : dates.joined(separator: " to ")
        default: return value.primitiveText
        }
    }
}

extension ReferenceInterval {
    /// An interval as it came.
    init(_ node: JSONNode) {
        let low = node["low"]?.quantity
        let high = node["high"]?.quantity
        self.init(
            low: low?.text, high: high?.text, unit: low?.unit ?? high?.unit, text: node["text"]?.string,
            appliesTo: node.words("appliesTo"))
    }
}
