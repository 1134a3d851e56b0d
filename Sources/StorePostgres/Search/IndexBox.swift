// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch

/// Rows of `index_date` or `index_number`: those of a parameter whose first and second ends lie in two ranges.
struct IndexBox<Bound: Comparable & Sendable>: Sendable {
    var parameter: Int64
    var low: ClosedRange<Bound>
    var high: ClosedRange<Bound>
    /// The number of the unit; -1 for any.
    var unit: Int64 = -1
}

/// Where the two ends of what matches a pattern lie; a pattern has one or two of them.
private struct Ends<Bound: Comparable> {
    var low: ClosedRange<Bound>
    var high: ClosedRange<Bound>

    /// nil where nothing lies there.
    init?(_ low: (Bound, Bound), _ high: (Bound, Bound)) {
        guard low.0 <= low.1, high.0 <= high.1 else { return nil }
        self.low = low.0...low.1
        self.high = high.0...high.1
    }
}

extension PeriodPattern {
    /// The rows of a parameter that match, and no others; see ``PeriodClass``.
    func boxes(parameter: Int64) -> [IndexBox<Int64>] {
        ends.flatMap { ends -> [IndexBox<Int64>] in
            let (low, high) = (ends.low, ends.high)
            // What ends in time began in time.
            let start = low.lowerBound...max(low.lowerBound, min(low.upperBound, high.upperBound))
            let early =
                high.lowerBound < .min + PeriodClass.longestShort ? .min : high.lowerBound - PeriodClass.longestShort
            let isByEnd = high.lowerBound > .min && low.lowerBound == .min
            let long =
                isByEnd
                ? IndexBox(parameter: PeriodClass.longByEnd(parameter), low: high, high: low)
                : IndexBox(parameter: PeriodClass.longByStart(parameter), low: start, high: high)
            let least = max(start.lowerBound, early)
            guard least <= start.upperBound else { return [long] }
            return [IndexBox(parameter: parameter, low: least...start.upperBound, high: high), long]
        }
    }

    private var ends: [Ends<Int64>] {
        let (first, last) = (Int64.min, Int64.max)
        let all = (first, last)
        func below(_ moment: Int64) -> (Int64, Int64) { moment == first ? (last, first) : (first, moment - 1) }
        func above(_ moment: Int64) -> (Int64, Int64) { moment == last ? (last, first) : (moment + 1, last) }
        let contained = Ends((low, last), (first, high))
        let found: [Ends<Int64>?] =
            switch comparison {
            case .eq: [contained]
            case .ne: [Ends(below(low), all), Ends(all, above(high))]
            case .gt: [Ends(all, above(high))]
            case .ge: [Ends(all, above(high)), contained]
            case .lt: [Ends(below(low), all)]
            case .le: [Ends(below(low), all), contained]
            case .sa: [Ends((high, last), all)]
            case .eb: [Ends(all, (first, low))]
            case .ap: [Ends(below(high), above(low))]
            }
        return found.compactMap { $0 }
    }
}

extension NumberPattern {
    /// The rows of a parameter that match, and no others: numbers, and under a number of their own, ranges.
    func boxes(parameter: Int64, unit: Int64 = -1) -> [IndexBox<Double>] {
        ends.flatMap { ends -> [IndexBox<Double>] in
            let ranges = IndexBox(
                parameter: PeriodClass.longByStart(parameter), low: ends.low, high: ends.high, unit: unit)
            // Both ends of a number are the same.
            let (least, most) = (
                max(ends.low.lowerBound, ends.high.lowerBound), min(ends.low.upperBound, ends.high.upperBound)
            )
            guard least <= most else { return [ranges] }
            return [IndexBox(parameter: parameter, low: least...most, high: ends.high, unit: unit), ranges]
        }
    }

    private var ends: [Ends<Double>] {
        let all = (-Double.infinity, Double.infinity)
        func from(_ number: Double) -> (Double, Double) { (number, .infinity) }
        func upTo(_ number: Double) -> (Double, Double) { (-.infinity, number) }
        let found: [Ends<Double>?] =
            switch comparison {
            case .eq: [Ends(from(low), upTo(high.nextDown))]
            case .ne: [Ends(upTo(low.nextDown), all), Ends(all, from(high))]
            case .gt: [Ends(all, from(exact.nextUp))]
            case .lt: [Ends(upTo(exact.nextDown), all)]
            case .ge: [Ends(all, from(exact))]
            case .le: [Ends(upTo(exact), all)]
            case .sa: [Ends(from(exact.nextUp), all)]
            case .eb: [Ends(all, upTo(exact.nextDown))]
            case .ap: [Ends(upTo(high), from(low))]
            }
        return found.compactMap { $0 }
    }
}
