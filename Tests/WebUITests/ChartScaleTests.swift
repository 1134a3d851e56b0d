// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareRecord
import Testing
import WebUI

@Suite("The axis of a chart")
struct ChartScaleTests {
    @Test(
        "Values that can only be slips are not placed, and the rest of the chart stands",
        arguments: [1e19, -1e19, 1e15, 1e300, .greatestFiniteMagnitude, .infinity, -.infinity, .nan])
    func slips(value: Double) {
        let scale = ChartScale(values: [4.2, value, 5.1], bounds: [3.5, 5.3, value])
        #expect(scale == ChartScale(values: [4.2, 5.1], bounds: [3.5, 5.3]))
        #expect(scale.text(value).count < 30)
        let alone = ChartScale(values: [value], bounds: [value])
        #expect(alone.marks.map(alone.text).allSatisfy { !$0.isEmpty })
    }

    @Test(
        "Any other value has an axis around it with few marks",
        arguments: [0, 0.000_000_1, 1, -40, 6.1, 500_000, 999_999_999_999_999, -999_999_999_999_999])
    func range(value: Double) {
        for scale in [ChartScale(values: [value], bounds: []), ChartScale(values: [value], bounds: [value])] {
            #expect(scale.low <= value && value <= scale.high)
            #expect((2...21).contains(scale.marks.count))
            #expect(scale.marks.allSatisfy { !scale.text($0).isEmpty })
        }
    }

    @Test("A page with such a value is made, and says the value as it was sent")
    func page() {
        var trend = Sample.potassium
        let slip = ResultRow(
            id: "slip", title: "Potassium", status: .final,
            value: ResultValue(text: "10000000000000000000", unit: "mmol/L", number: 1e19), taken: Sample.date("2026"),
            sources: [Sample.note(Sample.practice)])
        trend.results.append(slip)
        trend.series[0].points.append(
            .init(time: Sample.now, value: 1e19, text: "10000000000000000000", low: 1, high: .infinity, result: "slip"))
        let html = String(decoding: TrendPage.html(Sample.staffView, trend: trend), as: UTF8.self)
        #expect(html.contains("10000000000000000000"))
    }
}
