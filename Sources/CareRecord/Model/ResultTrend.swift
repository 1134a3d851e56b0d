// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import Terminology

/// All results of one analyte, whichever of its codes they came under.
package struct ResultTrend: Sendable, Equatable, Identifiable {
    package var id: String
    /// Under what its results stand together, the same in every answer.
    package var key: String
    /// Nil for a test that is not listed; such results stand together only under the very same code.
    package var analyte: Analyte.Key?
    package var title: String
    /// The vital sign it belongs to, such as `heart-rate`; nil for laboratory results.
    package var vitalSign: String?
    /// Newest first, each as it was sent.
    package var results: [ResultRow]
    /// What may be drawn: one series for each unit that cannot share a line.
    package var series: [ResultSeries]

    /// See the members.
    package init(
        id: String, key: String, analyte: Analyte.Key? = nil, title: String, vitalSign: String? = nil,
        results: [ResultRow], series: [ResultSeries] = []
    ) {
        self.id = id
        self.key = key
        self.analyte = analyte
        self.title = title
        self.vitalSign = vitalSign
        self.results = results
        self.series = series
    }

    /// The newest result that has a value and was not cancelled.
    package var latest: ResultRow? { results.first(where: \.hasUsableValue) }
    /// The one before.
    package var lastButOne: ResultRow? { results.filter(\.hasUsableValue).dropFirst().first }
}

/// Values that may share a line: one quantity in one unit.
package struct ResultSeries: Sendable, Equatable {
    /// A value on the line, or a bound such as `>90` beside it.
    package struct Point: Sendable, Equatable {
        package var time: Timestamp
        /// The value in the unit of the series; for placing only, never for printing.
        package var value: Double
        /// As sent, such as `1.00`.
        package var text: String
        /// Whether the text has a comparator: a bound is marked, and no line leads through it.
        package var isBound: Bool
        /// Whether the value was brought into the unit of the series by the factor of its analyte.
        package var isConverted: Bool
        /// The interval that came with this result, in the unit of the series.
        package var low: Double?
        package var high: Double?
        package var result: ResultRow.ID

        /// See the members.
        package init(
            time: Timestamp, value: Double, text: String, isBound: Bool = false, isConverted: Bool = false,
            low: Double? = nil, high: Double? = nil, result: ResultRow.ID
        ) {
            self.time = time
            self.value = value
            self.text = text
            self.isBound = isBound
            self.isConverted = isConverted
            self.low = low
            self.high = high
            self.result = result
        }
    }

    /// Whether a number can be placed on an axis: not infinite, and not so large that it can only be a slip.
    ///
    /// Other values stay in the tables as they were sent.
    package static func isDrawable(_ number: Double) -> Bool { number.isFinite && abs(number) < 1e15 }

    /// What the series shows, such as `Systolic blood pressure`.
    package var title: String
    /// The UCUM code of the unit; nil where the results came without a unit that is sure.
    package var unit: String?
    /// The unit as the sources write it.
    package var unitText: String?
    /// Oldest first.
    package var points: [Point]

    /// See the members.
    package init(title: String, unit: String? = nil, unitText: String? = nil, points: [Point]) {
        self.title = title
        self.unit = unit
        self.unitText = unitText
        self.points = points
    }
}
