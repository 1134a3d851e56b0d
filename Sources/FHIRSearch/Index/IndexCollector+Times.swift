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
        if let bounds = Self.bounds(of: value) { append(low: bounds.low, high: bounds.high, for: sink) }
    }

    private static func bounds(of period: JSONNode) -> (low: Timestamp, high: Timestamp)? {
        let start = period["start"]?.string.flatMap { PartialDate($0) }
        let end = period["end"]?.string.flatMap { PartialDate($0) }
        return switch (start, end) {
        case (nil, nil): nil
        case (let start?, nil): (start.earliest, .distantFuture)
        case (nil, let end?): (.distantPast, end.end)
        case (let start?, let end?): (min(start.earliest, end.earliest), max(start.end, end.end))
        }
    }

    /// The outer bounds of all events and of the repetition together: one period.
    mutating func timing(_ value: JSONNode, for sink: IndexTrie.Sink) {
        let events = value.items("event").compactMap { $0.string.flatMap { PartialDate($0) } }
        var bounds = events.map { (low: $0.earliest, high: $0.end) }
        if let own = value["repeat"]?["boundsPeriod"].flatMap(Self.bounds(of:)) { bounds.append(own) }
        guard let low = bounds.map(\.low).min(), let high = bounds.map(\.high).max() else { return }
        append(low: low, high: high, for: sink)
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
