// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// Turns values of the FHIR data types into index entries.
struct IndexCollector {
    let base: String?
    let only: Int?
    var entries = IndexEntries()

    mutating func collect(_ value: JSONNode, for sink: IndexTrie.Sink) {
        if let only, only != sink.parameter { return }
        if let condition = sink.path.condition, value[dynamic: condition.member]?.string != condition.text { return }
        switch sink.form {
        case .primitiveToken, .booleanToken: token(system: nil, code: value.primitiveText, for: sink)
        case .coding: coding(value, for: sink)
        case .codeableConcept: for coding in value.items("coding") { self.coding(coding, for: sink) }
        case .identifier: token(system: value["system"]?.string, code: value["value"]?.string, for: sink)
        case .contactPoint: token(system: nil, code: value["value"]?.string, for: sink)
        case .presence: if value.bool != false { token(system: nil, code: "true", for: sink) }
        case .dateTime: dateTime(value.string, for: sink)
        case .period: period(value, for: sink)
        case .timing: timing(value, for: sink)
        case .reference: reference(value["reference"]?.string, for: sink)
        case .canonical: reference(value.string, for: sink)
        case .plainString: text(value.string, for: sink)
        case .humanName: texts(value, members: Self.nameParts, for: sink)
        case .address: texts(value, members: Self.addressParts, for: sink)
        }
    }

    /// Adds what follows from elements that are not there.
    mutating func finish(_ trie: IndexTrie) {
        for parameter in trie.presenceParameters where only == nil || only == parameter {
            if !entries.tokens.contains(where: { $0.parameter == parameter }) {
                entries.tokens.append(.init(parameter: parameter, system: nil, code: "false"))
            }
        }
    }

    private static let nameParts: [StaticString] = ["text", "family", "given", "prefix", "suffix"]
    private static let addressParts: [StaticString] = [
        "text", "line", "city", "district", "state", "postalCode", "country",
    ]

    private mutating func coding(_ coding: JSONNode, for sink: IndexTrie.Sink) {
        token(system: coding["system"]?.string, code: coding["code"]?.string, for: sink)
    }

    private mutating func token(system: String?, code: String?, for sink: IndexTrie.Sink) {
        guard let code, !code.isEmpty else { return }
        let entry = IndexEntries.Token(parameter: sink.parameter, system: system, code: code)
        if sink.holdsIdentifiers { entries.identifiers.append(entry) } else { entries.tokens.append(entry) }
    }

    private mutating func dateTime(_ text: String?, for sink: IndexTrie.Sink) {
        guard let text, let date = PartialDate(text) else { return }
        append(low: date.earliest, high: date.end, for: sink)
    }

    /// A period without a start began any time before, without an end it goes on.
    ///
    /// One that was written the wrong way round covers all between its two dates, so that searches find it.
    private mutating func period(_ value: JSONNode, for sink: IndexTrie.Sink) {
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
    private mutating func timing(_ value: JSONNode, for sink: IndexTrie.Sink) {
        let events = value.items("event").compactMap { $0.string.flatMap { PartialDate($0) } }
        let lows = events.map(\.earliest)
        let highs = events.map(\.end)
        if let low = lows.min(), let high = highs.max() { append(low: low, high: high, for: sink) }
        if let bounds = value["repeat"]?["boundsPeriod"] { period(bounds, for: sink) }
    }

    private mutating func append(low: Timestamp, high: Timestamp, for sink: IndexTrie.Sink) {
        entries.periods.append(.init(parameter: sink.parameter, low: low.microseconds, high: high.microseconds))
    }

    private mutating func reference(_ text: String?, for sink: IndexTrie.Sink) {
        guard let text, !text.isEmpty else { return }
        let target = ReferenceTarget(text, base: base)
        switch target {
        case .contained: return
        case .local(let id): if let type = sink.path.targetType, id.type != type { return }
        case .external: if sink.path.targetType != nil { return }
        }
        entries.references.append(.init(parameter: sink.parameter, target: target))
    }

    private mutating func texts(_ value: JSONNode, members: [StaticString], for sink: IndexTrie.Sink) {
        for member in members {
            for part in value.items(member) { text(part.string, for: sink) }
        }
    }

    private mutating func text(_ text: String?, for sink: IndexTrie.Sink) {
        guard let text else { return }
        let folded = TextFolding.fold(text)
        if !folded.isEmpty { entries.texts.append(.init(parameter: sink.parameter, folded: folded)) }
    }
}

extension Timestamp {
    /// Before every date FHIR can write.
    static let distantPast = Timestamp(microseconds: .min)
    /// After every date FHIR can write.
    static let distantFuture = Timestamp(microseconds: .max)
}
