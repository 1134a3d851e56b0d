// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareRecord
internal import CareTypes

/// One series over time: points with straight joins on a pale band for the reference range of each result.
///
/// Time is proportional. A bound such as `>90` is an arrow, and no line leads
/// through it. The table beside the chart holds every value as it was sent.
struct TrendChart {
    var series: ResultSeries
    /// The time that all charts of a page share.
    var time: ClosedRange<Timestamp>
    /// Tells the charts of a page apart.
    var number: Int
    var style: RecordStyle

    private static let width = 760.0
    private static let height = 270.0
    private static let left = 64.0
    private static let right = 700.0
    private static let top = 16.0
    private static let bottom = 226.0

    private var points: [ResultSeries.Point] { series.points }

    private var scale: ChartScale {
        ChartScale(values: points.map(\.value), bounds: points.flatMap { [$0.low, $0.high].compactMap(\.self) })
    }

    func add(to html: inout HTML) {
        let scale = scale
        html(
            .svg, .class("chart"), .viewBox(width: Self.width, height: Self.height), .role("img"),
            .aria(.labelledBy, "chart-\(number)-title chart-\(number)-description"), .notFocusable
        ) { html in
            html(.svgTitle, .id("chart-\(number)-title"), text: title)
            html(.desc, .id("chart-\(number)-description"), text: description)
            bands(scale, &html)
            axes(scale, &html)
            joins(scale, &html)
            for (index, point) in points.enumerated() { mark(point, index == points.count - 1, scale, &html) }
        }
    }

    private var title: String { series.unitText.map { "\(series.title), \($0)" } ?? series.title }

    private var description: String {
        let first = points.first.map { style.moment($0.time) } ?? ""
        let last = points.last.map { style.moment($0.time) } ?? ""
        return style.words.results.chartDescription(title, points.count, first, last)
    }

    // MARK: Places

    private func x(_ moment: Timestamp) -> Double {
        let span = Double(time.upperBound.microseconds - time.lowerBound.microseconds)
        guard span > 0 else { return (Self.left + Self.right) / 2 }
        let share = Double(moment.microseconds - time.lowerBound.microseconds) / span
        return Self.left + 14 + share * (Self.right - Self.left - 28)
    }

    private func y(_ value: Double, _ scale: ChartScale) -> Double {
        let share = (value - scale.low) / (scale.high - scale.low)
        return Self.bottom - min(1, max(0, share)) * (Self.bottom - Self.top)
    }

    // MARK: Parts

    /// The interval of each result, half-way to its neighbours on either side; one area for equal ones in a row.
    private func bands(_ scale: ChartScale, _ html: inout HTML) {
        var first = 0
        while first < points.count {
            let point = points[first]
            var last = first
            while last + 1 < points.count, points[last + 1].low == point.low, points[last + 1].high == point.high {
                last += 1
            }
            let start = first == 0 ? Self.left : (x(points[first - 1].time) + x(point.time)) / 2
            let end = last == points.count - 1 ? Self.right : (x(points[last].time) + x(points[last + 1].time)) / 2
            first = last + 1
            guard point.low != nil || point.high != nil else { continue }
            let top = point.high.map { y($0, scale) } ?? Self.top
            let bottom = point.low.map { y($0, scale) } ?? Self.bottom
            html(
                .rect, .class("band"), .x(start), .y(top), .width(max(0, end - start)),
                .height(max(0, bottom - top))
            ) { _ in }
        }
    }

    private func axes(_ scale: ChartScale, _ html: inout HTML) {
        for mark in scale.marks {
            let height = y(mark, scale)
            html(.line, .class("grid"), .x1(Self.left), .x2(Self.right), .y1(height), .y2(height)) { _ in }
            html(.svgText, .class("axis axis-value"), .x(Self.left - 8), .y(height + 4), text: scale.text(mark))
        }
        for (moment, anchor) in timeMarks {
            html(.line, .class("grid"), .x1(x(moment)), .x2(x(moment)), .y1(Self.bottom), .y2(Self.bottom + 6)) { _ in }
            html(
                .svgText, .class("axis axis-time axis-\(anchor)"), .x(x(moment)), .y(Self.bottom + 24),
                text: style.day(LondonTime.reading(of: moment).date))
        }
    }

    /// First, last and, where there is room, days evenly between them.
    private var timeMarks: [(Timestamp, String)] {
        let start = time.lowerBound.microseconds
        let span = time.upperBound.microseconds - start
        guard span > 0 else { return [(time.lowerBound, "middle")] }
        let parts: Int64 = style.isPlain ? 2 : 4
        guard span > parts * 3 * 86_400_000_000 else { return [(time.lowerBound, "start"), (time.upperBound, "end")] }
        return (0...parts).map { part in
            (
                Timestamp(microseconds: start + span / parts * part),
                part == 0 ? "start" : part == parts ? "end" : "middle"
            )
        }
    }

    private func joins(_ scale: ChartScale, _ html: inout HTML) {
        for run in points.split(whereSeparator: \.isBound) where run.count > 1 {
            html(.polyline, .class("join"), .points(run.map { (x: x($0.time), y: y($0.value, scale)) })) { _ in }
        }
    }

    private func mark(_ point: ResultSeries.Point, _ isLast: Bool, _ scale: ChartScale, _ html: inout HTML) {
        let (across, down) = (x(point.time), y(point.value, scale))
        if point.isBound {
            let isUp = point.text.hasPrefix(">")
            let tip = isUp ? -9.0 : 9.0
            let places = [(across - 6, down), (across + 6, down), (across, down + tip)]
            let outline = places.enumerated().map { index, place in
                "\(index == 0 ? "M" : "L")\(Attribute.number(place.0)) \(Attribute.number(place.1))"
            }
            html(.path, .class("point"), .outline(outline.joined() + "Z")) { _ in }
        } else {
            html(
                .circle, .class(isLast ? "point point-last" : "point"), .centreX(across), .centreY(down),
                .radius(isLast ? 6 : 4.5)
            ) { _ in }
        }
        if isLast {
            html(.svgText, .class("point-text"), .x(min(across + 12, Self.width - 40)), .y(down + 5), text: point.text)
        }
    }
}
