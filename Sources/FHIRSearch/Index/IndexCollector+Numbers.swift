// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FoundationEssentials

/// Numbers, amounts and places.
extension IndexCollector {
    mutating func number(_ text: String?, for sink: IndexTrie.Sink) {
        guard let number = text.flatMap(Double.init), number.isFinite else { return }
        entries.numbers.append(.init(parameter: sink.parameter, low: number, high: number))
    }

    mutating func numberRange(_ range: JSONNode, for sink: IndexTrie.Sink) {
        let low = range["low"]?["value"]?.numberText.flatMap(Double.init)
        let high = range["high"]?["value"]?.numberText.flatMap(Double.init)
        guard low != nil || high != nil else { return }
        entries.numbers.append(
            .init(parameter: sink.parameter, low: low ?? -.infinity, high: high ?? .infinity))
    }

    /// `<5` is anything below 5, and so on.
    mutating func quantity(_ quantity: JSONNode, for sink: IndexTrie.Sink) {
        let measure = measures.measure(of: quantity) {
            guard let value = quantity["value"]?.decimal else { return nil }
            return switch quantity["comparator"]?.string {
            case "<", "<=": Measure(low: nil, high: value, unit: quantity)
            case ">", ">=": Measure(low: value, high: nil, unit: quantity)
            default: Measure(low: value, high: value, unit: quantity)
            }
        }
        if let measure { entries.quantities.append(.init(parameter: sink.parameter, measure: measure)) }
    }

    mutating func money(_ money: JSONNode, for sink: IndexTrie.Sink) {
        guard let value = money["value"]?.decimal else { return }
        let currency = money["currency"]?.string
        let measure = Measure(
            low: value, high: value, system: currency.map { _ in "urn:iso:std:iso:4217" }, code: currency, unit: nil)
        entries.quantities.append(.init(parameter: sink.parameter, measure: measure))
    }

    mutating func quantityRange(_ range: JSONNode, for sink: IndexTrie.Sink) {
        let (low, high) = (range["low"], range["high"])
        guard let unit = low ?? high else { return }
        let ends = (low?["value"]?.decimal, high?["value"]?.decimal)
        guard ends.0 != nil || ends.1 != nil else { return }
        append(ends.0, ends.1, unit, for: sink)
    }

    /// From the least to the greatest of all samples.
    mutating func sampledData(_ sampled: JSONNode, for sink: IndexTrie.Sink) {
        guard let origin = sampled["origin"], let data = sampled["data"]?.string else { return }
        let factor = sampled["factor"]?.decimal ?? 1
        let start = origin["value"]?.decimal ?? 0
        let samples = data.split(separator: " ").compactMap { Decimal(string: String($0)) }
        guard let least = samples.min(), let greatest = samples.max() else { return }
        append(start + least * factor, start + greatest * factor, origin, for: sink)
    }

    private mutating func append(_ low: Decimal?, _ high: Decimal?, _ unit: JSONNode, for sink: IndexTrie.Sink) {
        entries.quantities.append(
            .init(parameter: sink.parameter, measure: Measure(low: low, high: high, unit: unit)))
    }

    mutating func position(_ position: JSONNode, for sink: IndexTrie.Sink) {
        guard let latitude = position["latitude"]?.numberText.flatMap(Double.init),
            let longitude = position["longitude"]?.numberText.flatMap(Double.init), abs(latitude) <= 90,
            abs(longitude) <= 180
        else { return }
        entries.positions.append(.init(parameter: sink.parameter, latitude: latitude, longitude: longitude))
    }
}

extension Measure {
    /// An amount in the unit that a quantity states.
    fileprivate init(low: Decimal?, high: Decimal?, unit: JSONNode) {
        self.init(
            low: low, high: high, system: unit["system"]?.string, code: unit["code"]?.string,
            unit: unit["unit"]?.string)
    }
}

/// The amounts of one resource, each worked out once: several parameters take the same, alone and in composites.
final class MeasureMemo {
    private var known: [(quantity: JSONNode, measure: Measure?)] = []

    /// The amount of a quantity, worked out by `read` where it is not known.
    func measure(of quantity: JSONNode, _ read: () -> Measure?) -> Measure? {
        let found = known.last {
            $0.quantity.position == quantity.position && $0.quantity.document === quantity.document
        }
        if let found { return found.measure }
        let measure = read()
        // Of a resource with very many amounts the last ones are enough.
        if known.count == 64 { known.removeAll(keepingCapacity: true) }
        known.append((quantity, measure))
        return measure
    }
}

extension JSONNode {
    /// A number with all its digits, as far as 38 hold them.
    fileprivate var decimal: Decimal? {
        numberText.flatMap { Decimal(string: $0) }.flatMap { $0.isNaN ? nil : $0 }
    }
}
