// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// Walks a resource and turns the values it meets into index entries.
struct IndexCollector {
    let base: String?
    let only: Set<Int>?
    /// The whole resource, for parts of composites that are not looked for on the element.
    let resource: JSONNode
    /// The amounts of the resource so far; the collectors of composites' parts share them.
    let measures: MeasureMemo
    var entries = IndexEntries()

    init(base: String?, only: Set<Int>?, resource: JSONNode, measures: MeasureMemo = MeasureMemo()) {
        self.base = base
        self.only = only
        self.resource = resource
        self.measures = measures
    }

    mutating func walk(_ object: JSONNode, trie: IndexTrie) { walk(object, trie: trie, node: 0) }

    private mutating func walk(_ object: JSONNode, trie: IndexTrie, node: Int) {
        for sink in trie.nodes[node].sinks { collect(object, for: sink) }
        for composite in trie.nodes[node].composites { collect(composite, at: object) }
        guard !trie.nodes[node].branches.isEmpty, object.isObject else { return }
        for member in object.children {
            guard let next = trie.node(below: node, of: member) else { continue }
            for value in member.itemsOfSelf { walk(value, trie: trie, node: next) }
        }
    }

    /// One element of a composite; it has no entry where a part finds nothing.
    private mutating func collect(_ composite: IndexTrie.CompositeSink, at element: JSONNode) {
        if let only, !only.contains(composite.parameter) { return }
        var parts: [IndexEntries] = []
        for part in composite.parts {
            var collector = IndexCollector(base: base, only: nil, resource: resource, measures: measures)
            collector.walk(part.isOfResource ? resource : element, trie: part.trie)
            guard collector.entries.count > 0 || !collector.entries.wordings.isEmpty else { return }
            collector.entries.removeRepetitions()
            parts.append(collector.entries)
        }
        entries.composites.append(.init(parameter: composite.parameter, parts: parts))
    }

    mutating func collect(_ value: JSONNode, for sink: IndexTrie.Sink) {
        if let only, !only.contains(sink.parameter) { return }
        if let condition = sink.path.condition, value[dynamic: condition.member]?.string != condition.text { return }
        switch sink.form {
        case .primitiveToken, .booleanToken: token(system: nil, code: value.primitiveText, for: sink)
        case .coding: coding(value, for: sink)
        case .codeableConcept: concept(value, for: sink)
        case .identifier: identifier(value, for: sink)
        case .contactPoint: token(system: nil, code: value["value"]?.string, for: sink)
        case .presence: if value.bool != false { token(system: nil, code: "true", for: sink) }
        case .dateTime: dateTime(value.string, for: sink)
        case .period: period(value, for: sink)
        case .timing: timing(value, for: sink)
        case .reference: reference(value, for: sink)
        case .canonical: target(value.string, for: sink)
        case .resource: entry(value, for: sink)
        case .plainString: text(value.string, for: sink)
        case .humanName: texts(value, members: Self.nameParts, for: sink)
        case .address: texts(value, members: Self.addressParts, for: sink)
        case .soundOfString: sound(value.string, for: sink)
        case .soundOfName: sounds(value, for: sink)
        case .number: number(value.numberText, for: sink)
        case .numberRange: numberRange(value, for: sink)
        case .quantity: quantity(value, for: sink)
        case .money: money(value, for: sink)
        case .quantityRange: quantityRange(value, for: sink)
        case .sampledData: sampledData(value, for: sink)
        case .uri: token(system: nil, code: value.string, for: sink)
        case .position: position(value, for: sink)
        }
    }

    /// A value that an expression made and that stands nowhere in the resource.
    mutating func collect(text: String, for sink: IndexTrie.Sink) {
        switch sink.form {
        case .primitiveToken, .booleanToken, .uri: token(system: nil, code: text, for: sink)
        case .dateTime: dateTime(text, for: sink)
        case .plainString: self.text(text, for: sink)
        case .number: number(text, for: sink)
        case .canonical: target(text, for: sink)
        default: return
        }
    }

    /// Adds what follows from elements that are not there.
    mutating func finish(_ plan: ExtractionPlan) {
        for parameter in plan.presenceParameters where only?.contains(parameter) ?? true {
            if !entries.tokens.contains(where: { $0.parameter == parameter }) {
                entries.tokens.append(.init(parameter: parameter, system: nil, code: "false"))
            }
        }
    }

    private static let nameParts: [StaticString] = ["text", "family", "given", "prefix", "suffix"]
    private static let addressParts: [StaticString] = [
        "text", "line", "city", "district", "state", "postalCode", "country",
    ]

    private mutating func texts(_ value: JSONNode, members: [StaticString], for sink: IndexTrie.Sink) {
        for member in members {
            for part in value.items(member) { text(part.string, for: sink) }
        }
    }

    mutating func text(_ text: String?, for sink: IndexTrie.Sink) {
        guard let text else { return }
        let folded = TextFolding.fold(text)
        if !folded.isEmpty { entries.texts.append(.init(parameter: sink.parameter, folded: folded, exact: text)) }
    }

    private mutating func sounds(_ name: JSONNode, for sink: IndexTrie.Sink) {
        for member in Self.nameParts.prefix(3) {
            for part in name.items(member) { sound(part.string, for: sink) }
        }
    }

    private mutating func sound(_ text: String?, for sink: IndexTrie.Sink) {
        for sound in Soundex.codes(of: text ?? "") {
            entries.texts.append(.init(parameter: sink.parameter, folded: sound, exact: sound))
        }
    }
}
