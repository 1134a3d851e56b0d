// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// Dates, periods and timings.
extension IndexCollector {
    mutating func dateTime(_ text: String?, for sink: IndexTrie.Sink) {
        guard let text, let date = PartialDate(text) else { return }
        append(low: date.earliest, high: date.end, for: sink)
    }

    /// A period without a start began any time before, without an end it goes on.
    ///
    /// One that was written the wrong way round covers all between its two dates, so that searches find it.
    mutating func period(_ value: JSONNode, for sink: IndexTrie.Sink) {
        let start = value["start"]?.string.flatMap { PartialDate($0) }
        let end = value["end"]?.string.flatMap { PartialDate($0) }
        switch (start, end) {
        case (nil, nil): return
        case (let start?, nil): append(low: start.earliest, high: .distantFuture, for: sink)
        case (nil, let end?): append(low: .distantPast, high: end.end, for: sink)
        case (let start?, let end?):
            append(low: min(start.earliest, end.earliest), high: max(start.end, end.end), for: sink)
        }
    }

    /// The outer bounds of all events and of the repetition.
    mutating func timing(_ value: JSONNode, for sink: IndexTrie.Sink) {
        let events = value.items("event").compactMap { $0.string.flatMap { PartialDate($0) } }
        let lows = events.map(\.earliest)
        let highs = events.map(\.end)
        if let low = lows.min(), let high = highs.max() { append(low: low, high: high, for: sink) }
        if let bounds = value["repeat"]?["boundsPeriod"] { period(bounds, for: sink) }
    }

    private mutating func append(low: Timestamp, high: Timestamp, for sink: IndexTrie.Sink) {
        entries.periods.append(.init(parameter: sink.parameter, low: low.microseconds, high: high.microseconds))
    }
}

extension Timestamp {
    /// Before every date FHIR can write.
    static let distantPast = Timestamp(microseconds: .min)
    /// After every date FHIR can write.
    static let distantFuture = Timestamp(microseconds: .max)
}
