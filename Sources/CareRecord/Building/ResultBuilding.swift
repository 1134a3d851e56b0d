// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareTypes
internal import Exchange
internal import FHIRModel
internal import Terminology

extension RecordIndex {
    /// The results section: trends over all sources, and reports.
    func resultSection(_ routed: RoutedItems) -> ResultSection {
        let all = routed[.results].map { ResultItem($0, self) }
        let standing = all.filter { $0.row.status != .enteredInError }
        var section = ResultSection(coverage: coverage(.results))
        section.history = all.filter { $0.row.status == .enteredInError }.map(\.row)
            .newestFirst({ $0.taken }, tie: { $0.sources.first?.item.reference ?? "" })
            .numbered("result-history", \.id)
        section.trends = trends(of: standing)
        let ids = section.trends.flatMap(\.results).reduce(into: [ItemReference: String]()) { ids, row in
            for source in row.sources { ids[source.item] = row.id }
        }
        let panels = panels(ids)
        section.panels = panels.filter { $0.status != .enteredInError }.numbered("panel", \.id)
        // A result with parts that was taken back stands among the results already.
        section.withdrawnPanels = panels.filter { panel in
            panel.status == .enteredInError
                && !section.history.contains { $0.sources.map(\.item) == panel.sources.map(\.item) }
        }.numbered("panel-history", \.id)
        let panelsOf = section.panels.reduce(into: [String: [String]]()) { table, panel in
            for result in panel.results { table[result, default: []].append(panel.id) }
        }
        for trend in section.trends.indices {
            for row in section.trends[trend].results.indices {
                section.trends[trend].results[row].panels = panelsOf[section.trends[trend].results[row].id] ?? []
            }
        }
        return section
    }

    private func trends(of items: [ResultItem]) -> [ResultTrend] {
        let groups = Dictionary(grouping: items, by: \.trendKey).sorted { $0.key < $1.key }.map(\.value)
        let merged = groups.map { members -> (items: [ResultItem], rows: [ResultRow]) in
            let rows = RowMerge.sets(members, identity: \.identity).map(ResultItem.row)
                .newestFirst(
                    { $0.taken ?? $0.issued }, tie: { "\($0.status.rawValue)\($0.sources.first?.item.reference ?? "")" }
                )
            return (members, rows)
        }
        return merged.newestFirst({ $0.rows.first?.taken ?? $0.rows.first?.issued }, tie: { $0.items[0].trendKey })
            .enumerated().map { position, group in
                let first = group.items[0]
                let analyte = first.analyte
                // A name without code stands for one source, and tells no place of a person whose address is protected.
                let isPlaced = protection == .protected && analyte == nil && first.item.codeKeys.isEmpty
                var trend = ResultTrend(
                    id: "trend-\(position + 1)", key: isPlaced ? "text \(first.row.title)" : first.trendKey,
                    analyte: analyte?.key,
                    title: analyte?.name ?? group.rows[0].title,
                    vitalSign: analyte?.vitalSign, results: [])
                trend.results = group.rows.numbered(trend.id + "-result", \.id)
                trend.series = ResultSeriesBuilder(trend.results, items: group.items).series()
                return trend
            }
    }

    private func panels(_ ids: [ItemReference: String]) -> [ResultPanel] {
        let parents = items("Observation").filter { $0.resource["hasMember"] != nil }
        return (items("DiagnosticReport") + parents).map { panel($0, ids) }
            .newestFirst({ $0.taken ?? $0.issued }, tie: { $0.sources.first?.item.reference ?? "" })
    }

    private func panel(_ item: RecordItem, _ ids: [ItemReference: String]) -> ResultPanel {
        let node = item.resource.node
        let title = item.code?.conceptWords ?? "Report without a name"
        let status = node["status"]?.string.flatMap { ResultRow.Status(rawValue: $0) } ?? .unknown
        var panel = ResultPanel(id: "", title: title, status: status, sources: [])
        panel.categories = node.words("category")
        panel.taken = node.date("effectiveDateTime") ?? node.period("effectivePeriod").start
        panel.issued = node.date("issued")
        panel.conclusion = node["conclusion"]?.string ?? node.words("conclusionCode").first
        let references = (node.items("result").map { $0 } + node.items("hasMember").map { $0 })
            .compactMap { $0["reference"]?.string }
        let found = references.compactMap { ids[ItemReference(node: item.node, reference: $0)] }
        panel.results = found.unique()
        panel.missingResults = references.count - found.count
        panel.content = node.items("presentedForm").map { content($0, of: item) }
        panel.sources = [
            note(
                item, title, concept: item.code, happened: panel.taken, recorded: panel.issued,
                author: staff(node.items("performer").first { _ in true }, of: item))
        ]
        return panel
    }
}

/// Arranges the values of one trend in series that may share a line.
struct ResultSeriesBuilder {
    private struct Key: Hashable {
        let title: String
        let unit: String?
    }

    private let rows: [ResultRow]
    private let items: [ItemReference: ResultItem]

    init(_ rows: [ResultRow], items: [ResultItem]) {
        self.rows = rows
        self.items = Dictionary(
            items.flatMap { item in item.row.sources.map { ($0.item, item) } }
        ) { first, _ in first }
    }

    /// One series for each quantity and unit; values are brought together only by the factor of their own analyte.
    func series() -> [ResultSeries] {
        var order: [Key] = []
        var series: [Key: ResultSeries] = [:]
        func add(_ value: ResultValue, _ analyte: Analyte?, _ title: String, _ row: ResultRow, isPart: Bool) {
            guard let number = value.number, let time = row.taken ?? row.issued, let text = value.text else { return }
            let common = analyte?.comparable(number, in: value.ucum)
            guard ResultSeries.isDrawable(common ?? number) else { return }
            let unit = common == nil ? value.ucum ?? value.unit : analyte?.unit
            let key = Key(title: isPart ? analyte?.name ?? title : "", unit: unit)
            if series[key] == nil {
                order.append(key)
                let name = isPart ? key.title : analyte?.name ?? title
                series[key] = ResultSeries(title: name, unit: common == nil ? value.ucum : analyte?.unit, points: [])
            }
            let isConverted = common != nil && value.ucum != analyte?.unit
            if !isConverted, series[key]?.unitText == nil { series[key]?.unitText = value.unit }
            let interval = isPart ? (nil, nil) : Self.interval(row, value, analyte)
            series[key]?.points.append(
                .init(
                    time: time.earliest, value: common ?? number, text: text, isBound: value.comparator != nil,
                    isConverted: isConverted, low: interval.0, high: interval.1, result: row.id))
        }
        for row in rows where row.hasUsableValue {
            guard let source = row.sources.first, let item = items[source.item] else { continue }
            add(row.value, item.analyte, row.title, row, isPart: false)
            for (part, analyte) in zip(row.components, item.componentAnalytes) {
                add(part.value, analyte, part.title, row, isPart: true)
            }
        }
        return order.compactMap { series[$0] }.map { one in
            var one = one
            one.points.sort { ($0.time, $0.result) < ($1.time, $1.result) }
            return one
        }
    }

    /// The interval that came with a result, in the unit of its series; none where its unit is another one.
    private static func interval(_ row: ResultRow, _ value: ResultValue, _ analyte: Analyte?) -> (Double?, Double?) {
        guard let range = row.ranges.first, range.appliesTo.isEmpty || row.ranges.count == 1,
            range.unit == nil || UCUMUnit.normalised(range.unit ?? "") == value.ucum || range.unit == value.unit
        else { return (nil, nil) }
        func place(_ bound: String?) -> Double? {
            bound.flatMap { Double($0) }.map { analyte?.comparable($0, in: value.ucum) ?? $0 }
                .flatMap { ResultSeries.isDrawable($0) ? $0 : nil }
        }
        return (place(range.low), place(range.high))
    }
}
